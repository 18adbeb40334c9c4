/* A proposal becomes a draft (R3.19). */
#include "adjustment.h"
#include "credit/queries.h"
#include "rules.h"
#include "rules_text.h"

static MAY_FAIL
fault_at(struct request *req, const struct adjustment_proposal *proposal, const char *member,
    const char *code, const char *message)
{
	struct buffer pointer = buffer_in(req->arena);

	buffer_text(&pointer, proposal->place);
	buffer_text(&pointer, member);
	return problem_fault(req, pointer.text, code, "%s", message);
}

/* What it names is the customer's. */
static MAY_FAIL
know_bases(
    struct request *req, const struct profile *profile, const struct adjustment_proposal *proposal)
{
	struct row row;

	TRY(sql_credit_adjustment_bases(req, profile->id, proposal->verification_id,
	    proposal->report_id, proposal->emergency_report_id, proposal->bill_incident_id,
	    proposal->waived_condition_ids, proposal->conditions, &row));
	if (!row_boolean(&row, "verification"))
		return fault_at(req, proposal, "/verification_id", "UNKNOWN",
		    "No verification of this customer proposes an adjustment.");
	if (!row_boolean(&row, "report"))
		return fault_at(req, proposal, "/report_id", "UNKNOWN",
		    "It is no filed report of this customer.");
	if (!row_boolean(&row, "emergency_report"))
		return fault_at(req, proposal, "/emergency_report_id", "UNKNOWN",
		    "It is no emergency report of this customer.");
	if (!row_boolean(&row, "bill_incident"))
		return fault_at(req, proposal, "/bill_incident_id", "UNKNOWN",
		    "It is no bill incident of this customer.");
	if (!row_boolean(&row, "waived"))
		return fault_at(req, proposal, "/waived_condition_ids", "UNKNOWN",
		    "One of them is no condition of this customer that is not met.");
	if (!row_boolean(&row, "conditions"))
		return fault_at(req, proposal, "/conditions", "OUT_OF_RANGE",
		    "One of them would have lapsed already.");
	return NULL;
}

static MAY_FAIL
know_kind(struct request *req, const struct profile *profile,
    const struct adjustment_proposal *proposal, enum adjustment_kind *kind)
{
	bool incident = proposal->emergency_report_id || proposal->bill_incident_id;

	*kind = proposal->kind;
	if (!*kind)
		*kind = profile->grade == GRADE_UNGRADED ? ADJUSTMENT_KIND_INITIAL
			: incident			 ? ADJUSTMENT_KIND_EMERGENCY
			: proposal->verification_id	 ? ADJUSTMENT_KIND_PERIODIC
							 : ADJUSTMENT_KIND_OTHER;
	if ((*kind == ADJUSTMENT_KIND_INITIAL) != (profile->grade == GRADE_UNGRADED))
		return fault_at(req, proposal, "/kind", "OUT_OF_RANGE",
		    "The first grading of a customer is INITIAL, and nothing else is.");
	if (proposal->to_grade == GRADE_UNGRADED)
		return fault_at(req, proposal, "/to_grade", "OUT_OF_RANGE",
		    "A customer is graded A, B, C or D.");
	return NULL;
}

/* The list, or NULL for an empty one. */
static const char *
any_of(const char *list)
{
	return list && !same(list, "[]") ? list : NULL;
}

MAY_FAIL
adjustment_propose(struct request *req, const struct profile *profile,
    const struct adjustment_proposal *proposal, const char **id)
{
	struct adjustment_facts facts = {
		.from_grade = profile->grade,
		.to_grade = proposal->to_grade,
		.from = { profile->limit_fen, profile->term_days },
		.to = proposal->to,
		.conditions_change =
		    any_of(proposal->conditions) || any_of(proposal->waived_condition_ids),
	};
	enum adjustment_kind kind;
	struct decision d;

	*id = new_id(req);
	TRY(know_kind(req, profile, proposal, &kind));
	TRY(know_bases(req, profile, proposal));
	d = adjustment_changes(&facts);
	TRY(require(req, "credit_adjustment", *id, &d));
	TRY(sql_credit_adjustment_create(req, *id, profile->id, adjustment_kind_names[kind],
	    grade_names[profile->grade], profile->limit_fen, profile->term_days,
	    grade_names[proposal->to_grade], proposal->to.limit_fen, proposal->to.term_days,
	    any_of(proposal->conditions), any_of(proposal->waived_condition_ids),
	    proposal->verification_id, proposal->report_id, proposal->emergency_report_id,
	    proposal->bill_incident_id, proposal->reason));
	if (proposal->scrutiny)
		TRY(sql_credit_adjustment_save_scrutiny(req, *id, proposal->scrutiny));
	return decide(req, "credit_adjustment", *id, &d);
}
