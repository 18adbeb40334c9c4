/* /v1/grievances (R1.30-R1.32). */
#include "grievance.h"

#include "actor.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "ownership_change.h"
#include "rules.h"
#include "rules_text.h"
#include "scope.h"

MAY_FAIL
grievance_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_grievance_told(req, id, &row));
	return reply_row(req, &row);
}

/* A JSON list of those named, who are all employees; 400 at pointer. */
static MAY_FAIL
know_people(struct request *req, const char *ids, const char *pointer, const char **known)
{
	struct row named, row;

	*known = "[]";
	if (!ids)
		return NULL;
	TRY(sql_grievance_people(req, ids, &row));
	*known = row_text(req, &row, "ids");
	TRY(sql_grievance_named(req, ids, &named));
	if (row_integer(&named, "people") != row_integer(&row, "people"))
		return problem_fault(
		    req, pointer, "UNKNOWN", "One of them is not in the staff directory.");
	return NULL;
}

/* R1.30: a cause of the company's list, and for OTHER a text. */
static MAY_FAIL
know_cause(struct request *req, const char *cause, const char *text)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	if (!parameter_has(parameters, &parameter_grievance_causes, cause))
		return problem_fault(req, "/cause", "UNKNOWN", "One of %s.",
		    parameter_json(parameters, &parameter_grievance_causes));
	if (same(cause, "OTHER") && !has_text(text))
		return problem_fault(req, "/text", "REQUIRED", "Another cause is said in words.");
	return NULL;
}

MAY_FAIL
grievance_create(struct request *req, const struct grievance_create_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct new_grievance n = {
		.cause = in->cause,
		.text = in->text,
		.source = in->source ? enum_index(grievance_source_names, GRIEVANCE_SOURCE_COUNT,
					   in->source)
				     : GRIEVANCE_SOURCE_DISCOVERED,
		.known_at = in->known_at == NO_INSTANT ? req->now : in->known_at,
		.by = &by,
	};
	const char *id;
	struct row row;
	bool found;

	TRY(know_cause(req, in->cause, in->text));
	TRY(know_people(
	    req, in->involved_employee_ids_json, "/involved_employee_ids", &n.involved));
	TRY(sql_grievance_customer_lock(req, in->customer_id, &row, &found));
	if (!found)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	n.customer_id = row_text(req, &row, "id");
	TRY(grievance_open(req, &n, &id));
	return grievance_reply(req, id);
}

/* The head of its department, and who oversees all. */
static MAY_FAIL
may_complete(struct request *req, const struct grievance *g)
{
	struct actor by = actor_of(&req->caller);

	if (by.roles & (ROLE_GENERAL_MANAGER | ROLE_CRM | ROLE_DIRECTOR) ||
	    (by.roles & ROLE_HEAD && same(by.department_id, g->facts.department_id)))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R1_30,
	    "The head of its department does this, or who oversees all.");
}

MAY_FAIL
grievance_update(struct request *req, const struct grievance_update_in *in)
{
	struct grievance g;
	struct row row;
	const char *cause, *text;

	TRY(grievance_begin(req, in->id, &g));
	TRY(may_complete(req, &g));
	TRY(sql_grievance_told(req, in->id, &row));
	cause = in->cause_given ? in->cause : row_text(req, &row, "cause");
	text = in->text_given ? in->text : row_text(req, &row, "text");
	TRY(know_cause(req, cause, text));
	TRY(sql_grievance_save_text(req, in->id, cause, text));
	return grievance_reply(req, in->id);
}

MAY_FAIL
grievance_involve(struct request *req, const struct grievance_involve_in *in)
{
	struct grievance g;
	const char *known;

	TRY(grievance_begin(req, in->id, &g));
	TRY(may_complete(req, &g));
	TRY(know_people(req, in->employee_ids_json, "/employee_ids", &known));
	TRY(sql_grievance_save_involved(req, in->id, known));
	TRY(grievance_impose(req, &g, req->today));
	return grievance_reply(req, in->id);
}

MAY_FAIL
grievance_escalate(struct request *req, const struct grievance_escalate_in *in)
{
	struct grievance g;
	struct decision d;

	TRY(grievance_begin(req, in->id, &g));
	if (g.source == GRIEVANCE_SOURCE_COMPLAINT_TO_GM)
		return problem_rule(req, &problem_invalid_state, &R1_31,
		    "It was complained of to the general manager already.");
	g.source = GRIEVANCE_SOURCE_COMPLAINT_TO_GM;
	TRY(sql_grievance_save_source(req, in->id, grievance_source_names[g.source]));
	TRY(grievance_impose(req, &g, req->today));
	d = decision_allow(&R1_31, grievance_source_names[g.source],
	    "It reached the general manager; who was fined under A owes nothing more.");
	TRY(decide(req, "grievance", in->id, &d));
	return grievance_reply(req, in->id);
}

MAY_FAIL
grievance_resolution_record(struct request *req, const struct grievance_resolution_record_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct grievance g;
	struct decision d;

	TRY(grievance_begin(req, in->id, &g));
	d = grievance_resolve(&g.facts, &by);
	TRY(decide(req, "grievance", in->id, &d));
	TRY(sql_grievance_save_resolution(req, in->id, in->statement));
	return grievance_reply(req, in->id);
}

MAY_FAIL
grievance_resolution_confirm(struct request *req, const struct grievance_resolution_confirm_in *in)
{
	struct grievance g;
	struct decision d;

	TRY(grievance_begin(req, in->id, &g));
	d = grievance_confirm(&g.facts, g.concerned, in->confirmed, req->now);
	if (d.refusal)
		return decide(req, "grievance", in->id, &d);
	TRY(sql_grievance_save_confirmation(req, in->id,
	    in->confirmed ? d.outcome : grievance_state_names[g.facts.state], in->confirmed,
	    in->statement));
	g.facts.resolution_at = NO_INSTANT;
	if (in->confirmed)
		g.facts.state = enum_index(grievance_state_names, GRIEVANCE_STATE_COUNT, d.outcome);
	if (grievance_runs_out(&g.facts, req->now))
		TRY(grievance_run_out(req, &g));
	TRY(decide(req, "grievance", in->id, &d));
	return grievance_reply(req, in->id);
}

MAY_FAIL
grievance_transfer_direct(struct request *req, const struct grievance_transfer_direct_in *in)
{
	struct direction direction;
	struct grievance g;
	struct person to;
	struct owned owned;
	struct decision d;
	const char *change_id;

	TRY(grievance_begin(req, in->id, &g));
	TRY(person_named(req, in->to_employee_id, "/to_employee_id", &to));
	d = grievance_transfer(&g.facts, to.department_id);
	TRY(require(req, "grievance", in->id, &d));
	if (!to.direct)
		return problem_rule(req, &problem_department_not_in_scope, &R1_32,
		    "The customer goes to an employee of a direct-selling unit.");
	TRY(owned_lock(req, g.customer_id, &owned));
	direction = (struct direction) {
		.cause = OWNERSHIP_CHANGE_CAUSE_GRIEVANCE_OVERDUE,
		.basis_id = in->id,
		.reason = in->reason,
		.to = &to,
		.days = &parameter_grievance_transfer_days,
	};
	TRY(ownership_direct(req, &owned, &direction, &change_id));
	TRY(decide(req, "grievance", in->id, &d));
	return grievance_reply(req, in->id);
}
