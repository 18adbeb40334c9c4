#include "new_demand.h"

#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "rules_new_demand.h"
#include "rules_text.h"

MAY_FAIL
new_demand_round_opens(struct request *req, const char *subject_id)
{
	int64_t year = new_demand_year(req->today), made;
	const char *id = new_id(req);
	struct rows customers;

	TRY(timer_set(
	    req, "new_demand_round", subject_id, start_of(date_make((int)year + 1, 12, 1))));
	TRY(sql_new_demand_round_create(req, id, year, &made));
	if (made == 0)
		return NULL; /* there is one already */
	TRY(sql_new_demand_customers(req, &customers));
	for (int i = 0; i < customers.count; i++) {
		struct row row = rows_at(&customers, i);

		TRY(sql_new_demand_item_create(req, new_id(req), id, row_text(req, &row, "id")));
	}
	return NULL;
}

MAY_FAIL
new_demand_customer_created(struct request *req, const struct event *event)
{
	int year, month, day;
	struct row row;
	bool found;

	TRY(directory_customer_told(req, event));
	date_split(date_of(event->at), &year, &month, &day);
	if (month != 12)
		return NULL;
	TRY(sql_new_demand_round_open_on(req, year, &row, &found));
	return found ? sql_new_demand_item_create(req, new_id(req), row_text(req, &row, "id"),
			   event_text(req, event, "customer_id"))
		     : NULL;
}

MAY_FAIL
new_demand_item_list_guard(struct request *req, const struct new_demand_item_list_in *in)
{
	struct row row;

	return sql_new_demand_round_get(req, in->id, &row);
}

MAY_FAIL
new_demand_round_close(struct request *req, const struct new_demand_round_close_in *in)
{
	struct row row;

	TRY(sql_new_demand_round_lock(req, in->id, &row));
	if (!row_is_null(&row, "closed_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R6_12, "The round is closed already.");
	TRY(sql_new_demand_round_get(req, in->id, &row));
	if (row_integer(&row, "open") > 0)
		return problem_rule(req, &problem_items_open, &R6_12,
		    "%d customers are neither done nor excused.", (int)row_integer(&row, "open"));
	TRY(sql_new_demand_round_save_closed(req, in->id));
	TRY(sql_new_demand_round_get(req, in->id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
is_not(struct request *req, const struct row *row, enum new_demand_state state)
{
	if (!same(row_text(req, row, "state"), new_demand_state_names[state]))
		return NULL;
	return problem_rule(req, &problem_invalid_state, &R6_12, "The item is %s.",
	    new_demand_state_names[state]);
}

/* A part of an item, done on a day; *late: after the window of its round. */
static MAY_FAIL
part(struct request *req, const char *id, date done_on, struct row *row, bool *late)
{
	const struct parameters *p;
	struct decision d;

	TRY(sql_new_demand_item_lock(req, id, row));
	TRY(is_not(req, row, NEW_DEMAND_STATE_EXCUSED));
	if (row_boolean(row, "closed"))
		return problem_rule(
		    req, &problem_invalid_state, &R6_12, "The round of the item is closed.");
	TRY(parameters_on(req, req->today, &p));
	d = new_demand_part(new_demand_window(row_integer(row, "year"),
				parameter_integer(p, &parameter_newdemand_from_day),
				parameter_integer(p, &parameter_newdemand_until_day)),
	    done_on, req->today);
	*late = same(d.outcome, "LATE");
	return decide(req, "new_demand_item", id, &d);
}

MAY_FAIL
new_demand_item_gift(struct request *req, const struct new_demand_item_gift_in *in)
{
	struct row row;
	bool late;

	TRY(part(req, in->id, in->sent_on, &row, &late));
	TRY(sql_new_demand_item_save_gift(req, in->id, in->sent_on, in->carrier, late));
	return reply_one(req, sql_new_demand_item_get, in->id);
}

static MAY_FAIL
tell_plan(struct request *req, const char *id, const struct row *row, const char *kind)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "item_id", id);
	member_text(&b, "customer_id", row_text(req, row, "customer_id"));
	member_integer(&b, "year", row_integer(row, "year") + 1);
	member_text(&b, "kind", kind);
	object_close(&b);
	return event_emit(req, "newdemand.recorded", id, row_integer(row, "version") + 1, b.text);
}

MAY_FAIL
new_demand_item_plan(struct request *req, const struct new_demand_item_plan_in *in)
{
	bool planned = same(in->kind, demand_plan_kind_names[DEMAND_PLAN_KIND_PLAN]);
	struct row row;
	bool late;

	if (planned && !in->text && in->lines_count == 0)
		return problem_fault(req, "/text", "REQUIRED", "A plan has a text or lines.");
	TRY(part(req, in->id, in->plan_on, &row, &late));
	TRY(sql_new_demand_item_save_plan(req, in->id, in->kind, in->text, in->lines_json,
	    in->plan_on, in->contact_person, late));
	TRY(tell_plan(req, in->id, &row, in->kind));
	return reply_one(req, sql_new_demand_item_get, in->id);
}

MAY_FAIL
new_demand_item_excuse(struct request *req, const struct new_demand_item_excuse_in *in)
{
	struct row row;

	TRY(sql_new_demand_item_lock(req, in->id, &row));
	TRY(is_not(req, &row, NEW_DEMAND_STATE_DONE));
	if (same(row_text(req, &row, "status"), "ACTIVE"))
		return problem_rule(req, &problem_invalid_state, &R6_12,
		    "The customer is active: it is not excused.");
	TRY(sql_new_demand_item_save_excused(req, in->id, in->reason));
	return reply_one(req, sql_new_demand_item_get, in->id);
}
