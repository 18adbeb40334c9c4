#include "receivable.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_receivable.h"
#include "standing.h"

MAY_FAIL
receivable_grace(struct request *req, int64_t *days)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	*days = parameter_integer(parameters, &parameter_credit_overdue_grace_days);
	return NULL;
}

MAY_FAIL
receivable_open(struct request *req, const struct receivable_new *n, const char **id)
{
	*id = new_id(req);
	TRY(sql_receivable_create(req, *id, n->customer_id, n->reservation_id, n->order_ref,
	    n->amount_fen, n->within_limit_fen, n->granted_fen, n->shipped_on, n->due_on));
	/* Without grace: how much there is, is seen on the day. */
	return timer_set(
	    req, "receivable_overdue", *id, start_of(receivable_overdue_from(n->due_on, 0)));
}

MAY_FAIL
receivable_hold(struct request *req, const char *id, struct receivable *r)
{
	struct row row;

	TRY(sql_receivable_hold(req, id, &row));
	*r = (struct receivable) {
		.id = row_text(req, &row, "id"),
		.customer_id = row_text(req, &row, "customer_id"),
		.reservation_id = row_text(req, &row, "reservation_id"),
		.order_ref = row_text(req, &row, "order_ref"),
		.version = row_integer(&row, "version"),
		.amount_fen = row_integer(&row, "amount_fen"),
		.outstanding_fen = row_integer(&row, "outstanding_fen"),
		.covered_fen = row_integer(&row, "covered_fen"),
		.pending_fen = row_integer(&row, "pending_fen"),
		.due_on = row_date(&row, "due_on"),
		.state = row_enum(&row, "state", receivable_state_names, RECEIVABLE_STATE_COUNT),
		.overdue_told = row_boolean(&row, "overdue_told"),
	};
	return NULL;
}

/* Once, if it is overdue on a day. */
static MAY_FAIL
tell_overdue(struct request *req, struct receivable *r, date on)
{
	struct buffer b = buffer_in(req->arena);
	int64_t grace;

	TRY(receivable_grace(req, &grace));
	if (r->overdue_told || !receivable_is_overdue(r->outstanding_fen, r->due_on, grace, on))
		return NULL;
	TRY(sql_receivable_save_overdue(req, r->id));
	r->version++;
	r->overdue_told = true;
	object_open(&b);
	member_text(&b, "receivable_id", r->id);
	member_text(&b, "customer_id", r->customer_id);
	member_text(&b, "order_ref", r->order_ref);
	member_integer(&b, "amount_fen", r->outstanding_fen);
	member_date(&b, "due_date", r->due_on);
	object_close(&b);
	return event_emit(req, "credit.receivable_overdue", r->id, r->version, b.text);
}

static MAY_FAIL
save(struct request *req, struct receivable *r, instant settled_at, date settled_on)
{
	struct receivable_parts parts = receivable_parts(r->covered_fen, r->outstanding_fen);

	r->version++;
	return sql_receivable_save_outstanding(req, r->id, parts.within_limit_fen,
	    parts.granted_fen, receivable_state_names[r->state], settled_at, settled_on);
}

MAY_FAIL
receivable_reduce(struct request *req, struct receivable *r, int64_t fen, date on)
{
	/* What is paid after its day was overdue, even where the timer did not come to say so. */
	TRY(tell_overdue(req, r, on));
	r->outstanding_fen -= fen;
	if (r->outstanding_fen > 0)
		return save(req, r, NO_INSTANT, NO_DATE);
	r->state = RECEIVABLE_STATE_SETTLED;
	TRY(save(req, r, req->now, on));
	return sql_receivable_save_reservation(req, r->reservation_id, "COMMITTED", "SETTLED");
}

MAY_FAIL
receivable_put_back(struct request *req, struct receivable *r, int64_t fen)
{
	bool reopens = r->state == RECEIVABLE_STATE_SETTLED;

	r->outstanding_fen += fen;
	r->state = RECEIVABLE_STATE_OPEN;
	TRY(save(req, r, NO_INSTANT, NO_DATE));
	if (reopens)
		TRY(sql_receivable_save_reservation(
		    req, r->reservation_id, "SETTLED", "COMMITTED"));
	return tell_overdue(req, r, req->today);
}

/* Of the day after the due date; with grace it comes again when that has passed. */
MAY_FAIL
receivable_overdue(struct request *req, const char *receivable_id)
{
	struct profile profile;
	struct receivable r;
	struct row row;
	int64_t grace;

	TRY(sql_receivable_whose(req, receivable_id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_16, &profile));
	TRY(receivable_hold(req, receivable_id, &r));
	TRY(receivable_grace(req, &grace));
	if (req->today < receivable_overdue_from(r.due_on, grace))
		return timer_set(req, "receivable_overdue", r.id,
		    start_of(receivable_overdue_from(r.due_on, grace)));
	return tell_overdue(req, &r, req->today);
}

MAY_FAIL
receivable_get(struct request *req, const struct receivable_get_in *in)
{
	struct row row;
	int64_t grace;

	TRY(sql_receivable_whose(req, in->id, &row));
	TRY(standing_reads_customer(req, row_text(req, &row, "customer_id"), &R3_16));
	TRY(receivable_grace(req, &grace));
	TRY(sql_receivable_get(req, in->id, grace, &row));
	return reply_row(req, &row);
}

MAY_FAIL
receivable_list_compute(struct request *req, const struct receivable_list_in *in,
    struct receivable_list_computed *computed)
{
	(void)in;
	return receivable_grace(req, &computed->grace_days);
}
