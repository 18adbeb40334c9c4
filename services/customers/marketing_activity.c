/* /v1/marketing-activities: what the division organises with the departments (R7.7). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "named_departments.h"
#include "relation.h"
#include "rules.h"
#include "rules_plan.h"
#include "rules_text.h"

static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_marketing_activity_get(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

static MAY_FAIL
decide_date(struct request *req, const char *id, const char *type, date held_on)
{
	struct actor by = actor_of(&req->caller);
	struct activity_facts facts = { .type = enum_index(
					    activity_type_names, ACTIVITY_TYPE_COUNT, type) };
	int year, month, day;
	struct decision d;
	struct row row;

	date_split(held_on, &year, &month, &day);
	TRY(sql_marketing_activity_annual(req, id, year, &row));
	facts.year_has_annual = row_boolean(&row, "exists");
	d = activity_decide(&facts, &by);
	return decide(req, "marketing_activity", id, &d);
}

/* The customers are locked in the order of their ids: a listing comes before or after. */
static MAY_FAIL
invite(struct request *req, const char *id, const char *department_id, const char *customer_ids)
{
	struct rows rows;

	TRY(sql_marketing_activity_invited(req, customer_ids, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct relation r;
		struct decision d;

		TRY(relation_begin(req, department_id, row_text(req, &row, "id"), &r));
		d = invitation_decide(r.company_listed, r.department_listed);
		TRY(require(req, "customer", r.customer_id, &d));
		TRY(sql_marketing_activity_invite(
		    req, new_id(req), id, r.customer_id, department_id));
	}
	return NULL;
}

/* Whoever acts for the marketing division says so by his token. */
static MAY_FAIL
has_department(struct request *req)
{
	if (req->caller.department_id)
		return NULL;
	return problem_rule(
	    req, &problem_forbidden_role, &R7_1, "A department acts here; your token names none.");
}

MAY_FAIL
marketing_activity_plan(struct request *req, const struct marketing_activity_plan_in *in)
{
	const char *id = new_id(req);

	TRY(decide_date(req, id, in->type, in->held_on));
	TRY(named_departments_check(req, &R7_7, in->department_ids_json, in->department_ids_count));
	TRY(sql_marketing_activity_create(
	    req, id, in->type, in->title, in->department_ids_json, in->held_on, in->place));
	if (in->invited_count) {
		TRY(has_department(req));
		TRY(invite(req, id, req->caller.department_id, in->invited_json));
	}
	return tell_and_reply(req, "marketing_activity.planned", id);
}

/* Locked, to be changed. */
static MAY_FAIL
begin(struct request *req, const char *id, struct row *row)
{
	TRY(sql_marketing_activity_lock(req, id, row));
	if (!same(row_text(req, row, "state"), activity_state_names[ACTIVITY_STATE_PLANNED]))
		return problem_rule(
		    req, &problem_invalid_state, &R7_7, "The activity was called off.");
	return NULL;
}

MAY_FAIL
marketing_activity_update(struct request *req, const struct marketing_activity_update_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	if (in->held_on_given)
		TRY(decide_date(req, in->id, row_text(req, &row, "type"), in->held_on));
	if (in->department_ids_given)
		TRY(named_departments_check(
		    req, &R7_7, in->department_ids_json, in->department_ids_count));
	TRY(sql_marketing_activity_save(req, in->id, req->body));
	return reply_one(req, sql_marketing_activity_get, in->id);
}

MAY_FAIL
marketing_activity_cancel(struct request *req, const struct marketing_activity_cancel_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	TRY(sql_marketing_activity_save_cancel(req, in->id, in->reason));
	return tell_and_reply(req, "marketing_activity.cancelled", in->id);
}

/* Who takes part: the departments named, and the marketing division. */
static MAY_FAIL
takes_part(struct request *req, const struct row *row)
{
	struct actor by = actor_of(&req->caller);

	TRY(has_department(req));
	if (by.roles & ROLE_DIVISION || row_boolean(row, "takes_part"))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R7_7,
	    "Your department does not take part in this activity.");
}

MAY_FAIL
marketing_activity_invite(struct request *req, const struct marketing_activity_invite_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	TRY(takes_part(req, &row));
	TRY(invite(req, in->id, req->caller.department_id, in->customer_ids_json));
	TRY(sql_marketing_activity_touch(req, in->id));
	return reply_one(req, sql_marketing_activity_get, in->id);
}

MAY_FAIL
marketing_activity_record_need(
    struct request *req, const struct marketing_activity_record_need_in *in)
{
	struct relation r;
	struct row row;

	TRY(begin(req, in->id, &row));
	TRY(takes_part(req, &row));
	if (in->customer_id)
		TRY(relation_find(req, req->caller.department_id, in->customer_id, &r));
	TRY(sql_marketing_activity_need(
	    req, new_id(req), in->id, in->customer_id, req->caller.department_id, in->text));
	TRY(sql_marketing_activity_touch(req, in->id));
	return reply_one(req, sql_marketing_activity_get, in->id);
}
