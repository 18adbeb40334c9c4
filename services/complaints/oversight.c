/* The head office's customer service watches and guides member companies; it decides nothing there
 * (R12.2). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"

struct reach {
	bool own, head;
	enum complaint_profile profile;
	const char *head_unit_id;
};

static MAY_FAIL
reach_of(struct request *req, const char *unit_id, struct reach *reach)
{
	struct person caller;
	struct row row;
	bool found;

	TRY(directory_caller(req, &caller));
	TRY(sql_unit_reach(req, unit_id, caller.department_id, &row, &found));
	if (!found)
		return problem_detail(req, &problem_not_found, "There is no such unit.");
	*reach = (struct reach) {
		.own = row_boolean(&row, "own"),
		.head = row_boolean(&row, "head"),
		.profile =
		    row_enum(&row, "profile", complaint_profile_names, COMPLAINT_PROFILE_COUNT),
		.head_unit_id = row_text(req, &row, "parent_id"),
	};
	return NULL;
}

static MAY_FAIL
is_head(struct request *req, const struct reach *reach)
{
	return reach->head ? NULL
			   : problem_rule(req, &problem_forbidden_role, &R12_2,
				 "This is for the customer service of the head office.");
}

/* Who organises the complaints of the unit, and the customer service of its head office. */
MAY_FAIL
unit_ledger_list_guard(struct request *req, const struct unit_ledger_list_in *in)
{
	static const char *const customer_service[] = { "customer_service",
		"customer_service_manager", NULL };
	struct profile_policy policy;
	struct reach reach;

	TRY(reach_of(req, in->id, &reach));
	policy = profile_policy(reach.profile, COMPLAINT_CHANNEL_PHONE);
	if ((reach.own && holds_any(policy.organisers, req->caller.roles)) ||
	    (reach.head && holds_any(customer_service, req->caller.roles)))
		return NULL;
	return problem_detail(req, &problem_not_found, "There is no such ledger.");
}

MAY_FAIL
complaint_oversight_read(struct request *req, const struct complaint_oversight_read_in *in)
{
	struct complaint c;
	struct reach reach;

	TRY(complaint_lock_itself(req, in->id, &c));
	TRY(reach_of(req, c.unit_id, &reach));
	if (!reach.head)
		return &problem_not_found;
	if (!in->reason || !in->reason[strspn(in->reason, " \t\r\n")])
		return problem_rule(req, &problem_reason_missing, &R12_2,
		    "A member company's texts are read with a reason.");
	TRY(directory_caller(req, &c.caller));
	TRY(complaint_is_recused(req, &c, c.caller.id, &c.recused));
	if (c.recused)
		return &problem_not_found;
	TRY(sql_complaint_keep_reading(req, new_id(req), c.id, c.caller.id, in->reason));
	return complaint_reply(req, c.id);
}

MAY_FAIL
oversight_record_create(struct request *req, const struct oversight_record_create_in *in)
{
	const struct parameters *p;
	const char *id = new_id(req);
	struct reach reach;
	date due_on;

	TRY(reach_of(req, in->unit_id, &reach));
	TRY(is_head(req, &reach));
	if (in->period_to < in->period_from)
		return problem_fault(req, "/period_to", "RANGE", "Must not be before period_from.");
	TRY(parameters_on(req, req->today, &p));
	TRY(deadline_working_date(
	    req, req->today, parameter_integer(p, &parameter_oversight_response), &due_on));
	TRY(sql_oversight_record_create(req, id, in->unit_id, reach.head_unit_id, in->period_from,
	    in->period_to, in->findings, in->guidance, due_on));
	return reply_one(req, sql_oversight_record_get, id);
}

MAY_FAIL
oversight_record_respond(struct request *req, const struct oversight_record_respond_in *in)
{
	struct reach reach;
	struct row row;

	TRY(sql_oversight_record_lock(req, in->id, &row));
	TRY(reach_of(req, row_text(req, &row, "unit_id"), &reach));
	if (!reach.own)
		return problem_rule(req, &problem_forbidden_role, &R12_2,
		    "Guidance is answered by the member company.");
	if (!row_is_null(&row, "response"))
		return problem_rule(
		    req, &problem_immutable, &R12_2, "The guidance was answered already.");
	TRY(sql_oversight_record_save(
	    req, in->id, in->response, req->today > row_date(&row, "due_on")));
	return reply_one(req, sql_oversight_record_get, in->id);
}
