#include "duplicate_case.h"

#include "attribution.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_duplicate_case.h"
#include "rules_text.h"

static MAY_FAIL
tell(struct request *req, const char *type, const char *id, struct row *row)
{
	TRY(sql_duplicate_case_told(req, id, row));
	return event_emit(req, type, id, row_integer(row, "version"), row_json(req, row));
}

MAY_FAIL
duplicate_case_open(struct request *req, const struct gathering *g, const char *customer_id,
    const char *first_invitation_id, const char *second_invitation_id)
{
	const char *id = new_id(req);
	struct period before =
	    parameter_period(g->parameters, &parameter_sharing_duplicate_decide_by);
	struct claim claims[2];
	struct row row;
	int64_t made;
	int winner;

	TRY(sql_duplicate_case_claims(req, first_invitation_id, second_invitation_id, &row));
	claims[0] = (struct claim) { row_text(req, &row, "first_department_id"), true,
		row_instant(&row, "first_effective_at") };
	claims[1] = (struct claim) { row_text(req, &row, "second_department_id"), true,
		row_instant(&row, "second_effective_at") };
	struct decision d = attribution_winner(claims, 2, &winner);

	TRY(sql_duplicate_case_create(req, id, g->id, customer_id, first_invitation_id,
	    second_invitation_id, claims[0].effective_at, claims[1].effective_at,
	    winner < 0 ? NULL : claims[winner].department_id,
	    g->starts_at - before.days * DAY - before.time, &made));
	if (!made)
		return NULL;
	TRY(decide(req, "duplicate_case", id, &d));
	return tell(req, "duplicate_case.opened", id, &row);
}

/* A case, locked behind its gathering, and the customer it is about. */
static MAY_FAIL
begin(struct request *req, const char *id, struct gathering *g, struct guest *guest,
    struct case_facts *facts)
{
	const char *customer_id;
	struct row row;

	TRY(sql_duplicate_case_whose(req, id, &row));
	customer_id = row_text(req, &row, "customer_id");
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), g));
	*facts = (struct case_facts) {
		.coordinator = g->caller.coordinator,
		.general_manager = caller_is(&req->caller, "general_manager"),
	};
	if (!g->caller.staff && !facts->general_manager)
		return &problem_not_found;
	TRY(gathering_guest(req, g, customer_id, guest));
	TRY(sql_duplicate_case_lock(req, id, &row));
	facts->state =
	    row_enum(&row, "state", duplicate_case_state_names, DUPLICATE_CASE_STATE_COUNT);
	facts->involved = same(g->caller.employee_id, row_text(req, &row, "first_employee_id")) ||
			  same(g->caller.employee_id, row_text(req, &row, "second_employee_id"));
	facts->opened_at = row_instant(&row, "created_at");
	facts->now = req->now;
	facts->report_days = parameter_integer(g->parameters, &parameter_dispute_report_to_gm_days);
	facts->first_department_id = row_text(req, &row, "first_department_id");
	facts->second_department_id = row_text(req, &row, "second_department_id");
	facts->proposal_department_id = row_text(req, &row, "proposal_department_id");
	return NULL;
}

/* Fixes whose the customer is, and answers. */
static MAY_FAIL
settle(struct request *req, const char *id, const struct gathering *g, const struct guest *guest,
    enum attribution_basis basis, const char *department_id, const char *reason)
{
	struct row row;

	TRY(sql_duplicate_case_save_decision(req, id, department_id, reason));
	TRY(attribute_by(req, g, guest, basis, department_id, NULL));
	TRY(tell(req, "duplicate_case.decided", id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
duplicate_case_decide(struct request *req, const struct duplicate_case_decide_in *in)
{
	struct case_facts facts;
	struct gathering g;
	struct guest guest;
	struct decision d;

	TRY(begin(req, in->id, &g, &guest, &facts));
	d = case_decide(&facts, in->department_id, in->reason);
	TRY(decide(req, "duplicate_case", in->id, &d));
	return settle(
	    req, in->id, &g, &guest, ATTRIBUTION_BASIS_DECISION, in->department_id, in->reason);
}

MAY_FAIL
duplicate_case_escalate(struct request *req, const struct duplicate_case_escalate_in *in)
{
	struct case_facts facts;
	struct gathering g;
	struct guest guest;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &g, &guest, &facts));
	d = case_escalate(&facts, in->reason);
	TRY(decide(req, "duplicate_case", in->id, &d));
	TRY(sql_duplicate_case_save_escalation(req, in->id, in->reason, in->first_statement,
	    in->second_statement, reported_late(facts.opened_at, facts.report_days, req->now)));
	TRY(tell(req, "duplicate_case.escalated", in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
duplicate_case_rule(struct request *req, const struct duplicate_case_rule_in *in)
{
	struct case_facts facts;
	struct gathering g;
	struct guest guest;
	struct decision d;

	TRY(begin(req, in->id, &g, &guest, &facts));
	d = case_rule(&facts, in->department_id, in->text);
	TRY(decide(req, "duplicate_case", in->id, &d));
	return settle(
	    req, in->id, &g, &guest, ATTRIBUTION_BASIS_RULING, in->department_id, in->text);
}
