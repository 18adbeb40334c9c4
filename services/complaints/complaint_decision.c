/* The handler signs an explicit decision (R10.11; T7, T8). */
#include "classification.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "message.h"
#include "outcome.h"
#include "rules.h"
#include "rules_decision.h"
#include "service_information.h"

/* What stands, and how the caller stands to it. */
static MAY_FAIL
may_decide(struct request *req, const struct complaint *c, const struct complaint_decide_in *in,
    const struct row *row, struct decision_facts *facts)
{
	const char *standing = row_text(req, row, "decision_id");
	const struct parameters *p;
	struct decision d;

	TRY(complaint_parameters(req, c, &p));
	*facts = (struct decision_facts) {
		.profile = c->profile,
		.state = c->state,
		.redo_opinion = c->redo_opinion,
		.redo_findings = c->redo_findings,
		.redo_decision = c->redo_decision,
		.major = c->major && profile_policy(c->profile, c->channel).major_to_meeting,
		.opinion_required = parameter_has(
		    p, &parameter_complaint_opinion_required, complaint_profile_names[c->profile]),
		.opined = row_boolean(row, "opined"),
		.decided = standing != NULL,
		.named = same(standing, in->replaces_id),
		.same_signer = same(row_text(req, row, "signed_by_id"), c->caller.id),
		.handler = (c->functions & FUNCTION(HANDLER)) != 0,
		.investigated = row_boolean(row, "investigated"),
	};
	if (standing && in->replaces_id && !facts->named)
		return problem_rule(req, &problem_version_conflict, &R10_11,
		    "Another decision is the valid one now.");
	d = decision_may(facts);
	return require(req, "complaint", c->id, &d);
}

static MAY_FAIL
is_explicit(struct request *req, const struct complaint *c, const struct complaint_decide_in *in,
    const struct row *row, const struct decision_facts *facts)
{
	struct decision_content content = {
		.outcome = in->outcome ? (enum complaint_outcome)enum_index(complaint_outcome_names,
					     COMPLAINT_OUTCOME_COUNT, in->outcome)
				       : 0,
		.reasons = in->reasons,
		.deviation_reason = in->deviation_reason,
		.replace_reason = in->replace_reason,
		.measure_count = in->measures_count,
		.no_measures = in->no_measures && *in->no_measures,
		.resolution_named = in->resolution_id != NULL,
		.resolved = row_boolean(row, "resolved"),
		.as_resolved = row_boolean(row, "as_resolved"),
		.deviates = row_boolean(row, "deviates"),
		.relies_on_false = row_boolean(row, "relies_on_false"),
		.relies_on_unchecked = row_boolean(row, "relies_on_unchecked"),
	};
	struct decision d = decision_explicit(facts, &content);

	return decide(req, "complaint", c->id, &d);
}

static MAY_FAIL
know_evidence(struct request *req, const struct complaint *c, const struct complaint_decide_in *in)
{
	struct row row;

	if (!in->evidence_json)
		return NULL;
	TRY(sql_complaint_materials_unknown(req, c->id, in->evidence_json, &row));
	return row_integer(&row, "unknown") == 0
		   ? NULL
		   : problem_fault(req, "/evidence", "UNKNOWN",
			 "One of them is no material of the complaint.");
}

/* Who carries a measure out is told with it; it may be a respondent (R10.12). */
static MAY_FAIL
lay_down_measures(struct request *req, const struct complaint *c, const char *decision_id,
    const struct complaint_decide_in *in)
{
	for (size_t i = 0; i < in->measures_count; i++) {
		const struct complaint_decide_measures *m = &in->measures[i];
		const char *id = new_id(req);

		TRY(sql_measure_create(req, id, c->id, decision_id, c->round, (int64_t)i + 1,
		    m->text, m->responsible_employee_id, m->due_on, m->amount_fen));
		TRY(complaint_assign(req, c, COMPLAINT_FUNCTION_MEASURE, m->responsible_employee_id,
		    false, id, NULL));
	}
	return NULL;
}

static MAY_FAIL
replace(struct request *req, const struct complaint *c, const char *standing)
{
	if (!standing)
		return NULL;
	TRY(sql_complaint_decision_save_replaced(req, standing));
	TRY(measures_stop(req, c));
	TRY(sql_measure_save_replaced(req, standing));
	return complaint_unassign(
	    req, c, COMPLAINT_FUNCTION_MEASURE, NULL, "The decision was signed anew.");
}

static MAY_FAIL
tell_decided(struct request *req, const struct complaint *c)
{
	struct row row;

	TRY(sql_complaint_decided_event(req, c->id, &row));
	return event_emit(req, "complaint.decided", c->id, c->version, row_json(req, &row));
}

static MAY_FAIL
sign(struct request *req, struct complaint *c, const struct complaint_decide_in *in,
    const struct row *row)
{
	const char *id = new_id(req), *standing = row_text(req, row, "decision_id");
	struct row made;

	TRY(replace(req, c, standing));
	TRY(sql_complaint_decision_create(req, id, c->id, row_integer(row, "number") + 1,
	    in->outcome, in->reasons, in->no_measures && *in->no_measures, in->measures_json,
	    in->evidence_json, in->resolution_id, in->deviation_reason, c->caller.id, standing,
	    in->replace_reason));
	TRY(lay_down_measures(req, c, id, in));
	TRY(sql_complaint_save_decision(req, c->id, id));
	c->version++;
	if (c->state < COMPLAINT_STATE_DECIDED) {
		TRY(complaint_move(
		    req, c, COMPLAINT_STATE_DECIDED, &R10_11, "The decision was signed."));
		TRY(outcome_decided(req, c));
		TRY(inform_of_complaint(req, c, INFORMATION_KIND_DECISION));
	}
	if (c->state == COMPLAINT_STATE_IMPLEMENTING)
		TRY(measures_start(req, c));
	TRY(tell_decided(req, c));
	TRY(sql_complaint_decision_get(req, id, &made));
	return reply_row(req, &made);
}

MAY_FAIL
complaint_decide(struct request *req, const struct complaint_decide_in *in)
{
	struct decision_facts facts;
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(sql_complaint_decision_facts(
	    req, c.id, in->resolution_id, in->measures_json, in->evidence_json, c.caller.id, &row));
	TRY(may_decide(req, &c, in, &row, &facts));
	TRY(classification_complete(req, &c));
	TRY(know_evidence(req, &c, in));
	TRY(is_explicit(req, &c, in, &row, &facts));
	return sign(req, &c, in, &row);
}
