#include "sale.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "person.h"
#include "points.h"
#include "rules.h"
#include "rules_sale.h"

/* The end of every change; told as type. */
static MAY_FAIL
tell(struct request *req, const char *type, const char *id, struct row *row)
{
	TRY(sql_sale_told(req, id, row));
	return event_emit(req, type, id, row_integer(row, "version"), row_json(req, row));
}

static MAY_FAIL
seller(struct request *req, const struct sale_create_in *in, struct person *person)
{
	if (in->sold_by)
		return person_named(req, in->sold_by, "/sold_by", person);
	return person_calling(req, &R1_23, person);
}

MAY_FAIL
sale_create(struct request *req, const struct sale_create_in *in)
{
	const char *id = new_id(req);
	struct sale_facts facts = {
		.concluded_at = in->concluded_at == NO_INSTANT ? req->now : in->concluded_at,
		.now = req->now,
	};
	struct gathering g;
	struct guest guest;
	struct person by;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_staff(req, &g, &R1_7));
	TRY(gathering_guest(req, &g, in->customer_id, &guest));
	TRY(seller(req, in, &by));
	TRY(sql_sale_invited(req, g.id, guest.id, &row));
	facts.joint = g.kind == GATHERING_KIND_JOINT;
	facts.cancelled =
	    g.state == GATHERING_STATE_CANCELLED || g.state == GATHERING_STATE_SETTLED;
	facts.starts_at = g.starts_at;
	facts.ends_at = g.ends_at;
	facts.invited = row_boolean(&row, "invited");
	facts.arrived = guest.attendance_id != NULL;
	facts.attributed = guest.inviter_id != NULL;
	d = sale_decide(&facts);
	TRY(decide(req, "sale", id, &d));
	TRY(sql_sale_create(req, id, g.id, guest.id, in->amount_fen, facts.concluded_at, by.id,
	    guest.inviter_id, guest.inviter_department_id, in->remarks));
	TRY(sql_sale_book(req, new_id(req), id, guest.inviter_id, guest.inviter_department_id,
	    in->amount_fen, "SALE", date_of(facts.concluded_at)));
	TRY(points_settle(req, &g, guest.id));
	TRY(tell(req, "sale.recorded", id, &row));
	return reply_row(req, &row);
}

/* Locked, behind its gathering; 404 for who takes no part in it. */
static MAY_FAIL
begin(struct request *req, const char *id, struct gathering *g, const char **customer_id,
    struct row *row)
{
	TRY(sql_sale_whose(req, id, row));
	*customer_id = row_text(req, row, "customer_id");
	TRY(gathering_begin(req, row_text(req, row, "gathering_id"), g));
	if (!g->caller.staff)
		return &problem_not_found;
	return sql_sale_lock(req, id, row);
}

static enum sale_state
state_of(const struct row *row)
{
	return row_enum(row, "state", sale_state_names, SALE_STATE_COUNT);
}

/* So much counts for its inviter no more. */
static MAY_FAIL
take_back(struct request *req, const char *id, const struct row *sale, int64_t amount_fen,
    const char *cause)
{
	if (!amount_fen)
		return NULL;
	return sql_sale_book(req, new_id(req), id, row_text(req, sale, "attributed_to"),
	    row_text(req, sale, "department_id"), -amount_fen, cause, req->today);
}

MAY_FAIL
sale_return(struct request *req, const struct sale_return_in *in)
{
	int64_t returned;
	const char *customer_id;
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &g, &customer_id, &row));
	returned = row_integer(&row, "returned_fen");
	d = sale_return_decide(
	    state_of(&row), row_integer(&row, "amount_fen"), returned, in->amount_fen);
	TRY(decide(req, "sale", in->id, &d));
	TRY(sql_sale_save_returned(req, in->id, returned + in->amount_fen));
	TRY(take_back(req, in->id, &row, in->amount_fen, "RETURN"));
	TRY(points_settle(req, &g, customer_id));
	TRY(tell(req, "sale.returned", in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
sale_cancel(struct request *req, const struct sale_cancel_in *in)
{
	const char *customer_id;
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &g, &customer_id, &row));
	d = sale_cancel_decide(state_of(&row));
	TRY(decide(req, "sale", in->id, &d));
	TRY(sql_sale_save_cancelled(req, in->id, in->reason));
	TRY(take_back(req, in->id, &row,
	    row_integer(&row, "amount_fen") - row_integer(&row, "returned_fen"), "CANCELLATION"));
	TRY(points_settle(req, &g, customer_id));
	TRY(tell(req, "sale.cancelled", in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
sale_follow(struct request *req, const struct gathering *g, const char *customer_id,
    const char *employee_id, const char *department_id)
{
	struct rows rows;

	TRY(sql_sale_of_customer(req, g->id, customer_id, employee_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row sale = rows_at(&rows, i), told;
		const char *id = row_text(req, &sale, "id");
		int64_t counts = row_integer(&sale, "counts_fen");

		TRY(take_back(req, id, &sale, counts, "RULING"));
		TRY(sql_sale_save_attributed(req, id, employee_id, department_id));
		if (counts)
			TRY(sql_sale_book(req, new_id(req), id, employee_id, department_id, counts,
			    "RULING", req->today));
		TRY(tell(req, "sale.attributed", id, &told));
	}
	return NULL;
}
