/* Valuable ideas of a month, compiled for the departments they concern (R11.19). */
#include "calendar_data.h"
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "field.h"
#include "parameter.h"
#include "rules.h"
#include "rules_field.h"
#include "rules_text.h"

static MAY_FAIL
digest_lock(struct request *req, const char *id, struct row *row)
{
	TRY(sql_suggestion_digest_lock(req, id, row));
	return same(row_text(req, row, "state"), digest_state_names[DIGEST_STATE_DRAFT])
		   ? NULL
		   : problem_rule(req, &problem_immutable, &R11_19, "The digest was delivered.");
}

MAY_FAIL
suggestion_digest_create(struct request *req, const struct suggestion_digest_create_in *in)
{
	const char *id = new_id(req);
	const struct parameters *p;
	struct digest_period period;

	TRY(parameters_on(req, in->month, &p));
	period = digest_period(
	    working_days(), in->month, parameter_integer(p, &parameter_suggestion_digest));
	if (period.due_on == NO_DATE)
		return problem_detail(req, &problem_calendar_missing,
		    "The working-day calendar does not reach the next month.");
	TRY(sql_suggestion_digest_create(req, id, period.month_from, period.due_on, in->summary));
	return reply_one(req, sql_suggestion_digest_get, id);
}

MAY_FAIL
suggestion_digest_include(struct request *req, const struct suggestion_digest_include_in *in)
{
	struct row row, item;
	date until;
	bool found;

	TRY(digest_lock(req, in->id, &row));
	until = digest_period(working_days(), row_date(&row, "month_from"), 0).month_until;
	for (size_t i = 0; i < in->items_count; i++) {
		TRY(sql_suggestion_item_lock(req, in->items[i], &item, &found));
		if (!found || !row_boolean(&item, "valuable") ||
		    row_instant(&item, "received_at") > end_of(until))
			return problem_fault(req, arena_print(req->arena, "/items/%zu", i),
			    "UNKNOWN", "No valuable item of the period, or before it.");
		if (!row_is_null(&item, "digest_id") &&
		    !same(row_text(req, &item, "digest_id"), in->id))
			return problem_rule(
			    req, &problem_duplicate, &R11_19, "It stands in another digest.");
		TRY(sql_suggestion_item_save(req, in->items[i], in->id));
	}
	return reply_one(req, sql_suggestion_digest_get, in->id);
}

static MAY_FAIL
deliver(struct request *req, const char *id)
{
	struct rows departments, items;

	TRY(sql_suggestion_departments(req, id, &departments));
	for (int i = 0; i < departments.count; i++) {
		struct row row = rows_at(&departments, i);

		TRY(sql_suggestion_delivery_create(
		    req, new_id(req), id, row_text(req, &row, "department_id")));
	}
	TRY(sql_suggestion_items(req, id, &items));
	for (int i = 0; i < items.count; i++) {
		struct row row = rows_at(&items, i);

		TRY(deadline_done(req, row_text(req, &row, "id"), "DIGEST", NULL, NULL));
	}
	return NULL;
}

MAY_FAIL
suggestion_digest_deliver(struct request *req, const struct suggestion_digest_deliver_in *in)
{
	struct digest_period period;
	struct decision d;
	struct row row, outside;

	TRY(digest_lock(req, in->id, &row));
	period = digest_period(working_days(), row_date(&row, "month_from"), 0);
	period.due_on = row_date(&row, "due_on");
	TRY(sql_suggestion_outside(req, end_of(period.month_until), &outside));
	d = digest_deliver(period, row_integer(&outside, "outside"), req->today);
	TRY(decide(req, "suggestion_digest", in->id, &d));
	TRY(sql_suggestion_digest_save_delivered(req, in->id, same(d.outcome, "LATE")));
	TRY(deliver(req, in->id));
	return reply_one(req, sql_suggestion_digest_get, in->id);
}

/* A department's people, and who compiles digests, see what went to it. */
static MAY_FAIL
delivery_readable(struct request *req, const char *id)
{
	struct person caller;
	struct row row;

	TRY(sql_suggestion_delivery_get(req, id, &row));
	TRY(directory_caller(req, &caller));
	if (caller_is(&req->caller, "customer_service") ||
	    caller_is(&req->caller, "customer_service_manager") ||
	    caller_is(&req->caller, "general_manager") || caller_is(&req->caller, "auditor") ||
	    same(caller.department_id, row_text(req, &row, "department_id")))
		return NULL;
	return problem_detail(req, &problem_not_found, "There is no such delivery.");
}

MAY_FAIL
suggestion_delivery_item_list_guard(
    struct request *req, const struct suggestion_delivery_item_list_in *in)
{
	return delivery_readable(req, in->id);
}

MAY_FAIL
suggestion_delivery_acknowledge(
    struct request *req, const struct suggestion_delivery_acknowledge_in *in)
{
	struct person caller;
	struct row row;

	TRY(delivery_readable(req, in->id));
	TRY(field_caller(req, &R11_19, &caller));
	TRY(sql_suggestion_delivery_lock(req, in->id, &row));
	if (!same(caller.department_id, row_text(req, &row, "department_id")))
		return problem_rule(req, &problem_forbidden_role, &R11_19,
		    "Who it was delivered to acknowledges it.");
	if (!row_is_null(&row, "acknowledged_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_19, "It was acknowledged already.");
	TRY(sql_suggestion_delivery_save_acknowledged(req, in->id));
	TRY(sql_suggestion_delivery_get(req, in->id, &row));
	return reply_row(req, &row);
}
