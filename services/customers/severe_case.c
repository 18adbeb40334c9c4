/* /v1/severe-cases: from a department's report to the company's blacklist (R7.26, R7.27). */
#include "blacklist.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_severe.h"
#include "rules_text.h"

/* Locked, by the customer; the department is the caller's. */
static MAY_FAIL
may_report(
    struct request *req, const struct severe_case_report_in *in, const char *id, struct relation *r)
{
	struct actor by;
	struct decision d;
	struct row row;

	if (!req->caller.department_id)
		return problem_rule(req, &problem_forbidden_role, &R7_1,
		    "A department reports; your token names none.");
	TRY(relation_begin(req, req->caller.department_id, in->customer_id, r));
	TRY(relation_duty(req, r, DUTY_DECISION));
	TRY(sql_severe_case_open_for(req, r->customer_id, &row));
	by = relation_actor(req, &r->department);
	d = severe_report_decide(
	    &(struct severe_report) {
		.department_id = r->department_id,
		.customer_at_fault = in->customer_at_fault,
		.evidence = (int64_t)in->evidence_count,
		.case_open = row_boolean(&row, "open"),
	    },
	    &by);
	decision_used(&d, "severe.report_days",
	    parameter_integer(r->parameters, &parameter_severe_report_days));
	decision_used(&d, "severe.verify_days",
	    parameter_integer(r->parameters, &parameter_severe_verify_days));
	TRY(decide(req, "severe_case", id, &d));
	if (in->known_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R7_26,
		    "The department would have learned of it later than today.");
	return NULL;
}

MAY_FAIL
severe_case_report(struct request *req, const struct severe_case_report_in *in)
{
	const char *id = new_id(req);
	struct relation r;

	TRY(may_report(req, in, id, &r));
	TRY(sql_severe_case_create(req, id, r.department_id, r.customer_id, in->type, in->loss_fen,
	    in->known_on, in->facts, in->evidence_json,
	    severe_due(start_of(in->known_on),
		parameter_integer(r.parameters, &parameter_severe_report_days)),
	    severe_due(req->now, parameter_integer(r.parameters, &parameter_severe_verify_days))));
	return reply_one(req, sql_severe_case_get, id);
}

/* Locked, by the customer and by itself; the text is the findings, or the reason. */
static MAY_FAIL
load(struct request *req, const char *id, const char *text, struct relation *r,
    struct severe_facts *facts)
{
	struct row row;

	TRY(sql_severe_case_whose(req, id, &row));
	TRY(relation_begin(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), r));
	TRY(sql_severe_case_lock(req, id, &row));
	*facts = (struct severe_facts) {
		.state = row_enum(&row, "state", severe_case_state_names, SEVERE_CASE_STATE_COUNT),
		.reported_by = row_text(req, &row, "reported_by"),
		.verified_by = row_text(req, &row, "verified_by"),
		.listed = r->company_listed,
		.reason = text,
	};
	return NULL;
}

MAY_FAIL
severe_case_verify(struct request *req, const struct severe_case_verify_in *in)
{
	bool verified = same(in->result, "VERIFIED");
	struct actor by = actor_of(&req->caller);
	struct severe_facts facts;
	struct decision d;
	struct relation r;

	TRY(load(req, in->id, in->findings, &r, &facts));
	d = severe_move(&facts, verified ? SEVERE_VERIFY : SEVERE_NOT_CONFIRM, &by);
	TRY(decide(req, "severe_case", in->id, &d));
	TRY(sql_severe_case_save_verification(req, in->id, in->result, in->findings));
	return reply_one(req, sql_severe_case_get, in->id);
}

MAY_FAIL
severe_case_decide(struct request *req, const struct severe_case_decide_in *in)
{
	bool listed = same(in->decision, "LISTED");
	const char *entry_id = listed ? new_id(req) : NULL;
	struct actor by = actor_of(&req->caller);
	struct severe_facts facts;
	struct decision d;
	struct relation r;

	TRY(load(req, in->id, in->reason, &r, &facts));
	d = severe_move(&facts, listed ? SEVERE_LIST : SEVERE_NOT_LIST, &by);
	/* Published in the same transaction, whatever time is allowed. */
	decision_used(&d, "blacklist.publish_days",
	    parameter_integer(r.parameters, &parameter_blacklist_publish_days));
	TRY(decide(req, "severe_case", in->id, &d));
	if (listed)
		TRY(blacklist_list_company(req, entry_id, r.customer_id, in->id, in->reason));
	TRY(sql_severe_case_save_decision(req, in->id, in->decision, in->reason, entry_id));
	return reply_one(req, sql_severe_case_get, in->id);
}
