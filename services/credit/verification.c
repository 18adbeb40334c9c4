/* /v1/grade-verifications: what finance finds of a grade, in every interval (R3.18). */
#include "adjustment.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "grade.h"
#include "purchase_basis.h"
#include "rules.h"
#include "rules_verification.h"

/* What the verification looked at, as it was: a JSON object. */
static MAY_FAIL
facts_json(struct request *req, const struct profile *profile, const struct graded *graded,
    const char **json)
{
	struct buffer b = buffer_in(req->arena);
	struct purchase_basis basis;
	struct row row;

	TRY(purchase_basis_of(req, profile->id, req->today, &basis));
	TRY(sql_grade_verification_facts(req, profile->id, &row));
	object_open(&b);
	member_integer(&b, "investigation_score", graded->investigation_score);
	member_integer(&b, "behaviour_score", graded->computed.behaviour.score);
	member_integer(&b, "total", graded->computed.total);
	member_overrides(&b, &graded->computed);
	member_integer(&b, "limit_fen", profile->limit_fen);
	member_integer(&b, "term_days", profile->term_days);
	member_integer(&b, "one_purchase_fen", basis.one_purchase_fen);
	member_integer(&b, "purchase_cycle_days", basis.cycle_days);
	list_open(&b, "findings");
	if (profile->limit_fen > basis.one_purchase_fen)
		item_text(&b, "LIMIT_ABOVE_ONE_PURCHASE");
	if (profile->limit_fen < row_integer(&row, "exposure_fen"))
		item_text(&b, "LIMIT_BELOW_EXPOSURE");
	if (row_integer(&row, "overdue_receivables") > 0)
		item_text(&b, "OVERDUE_RECEIVABLE");
	list_close(&b);
	members_raw(&b, row_json(req, &row));
	object_close(&b);
	*json = b.text;
	return NULL;
}

static MAY_FAIL
propose(struct request *req, const struct grade_verification_create_in *in,
    const struct profile *profile, const char *id)
{
	const struct grade_verification_create_adjustment *to = in->adjustment;
	const char *adjustment_id;

	return adjustment_propose(req, profile,
	    &(struct adjustment_proposal) {
		.place = "/adjustment",
		.kind = ADJUSTMENT_KIND_PERIODIC,
		.to_grade = enum_index(grade_names, GRADE_COUNT, to->to_grade),
		.to = { to->to_limit_fen, to->to_term_days },
		.conditions = to->conditions_json,
		.waived_condition_ids = to->waived_condition_ids_json,
		.scrutiny = to->scrutiny_json,
		.verification_id = id,
		.reason = to->reason,
	    },
	    &adjustment_id);
}

static MAY_FAIL
judge(struct request *req, const char *id, enum verification_result result,
    const struct profile *profile, const struct graded *graded)
{
	struct verification_facts facts = { .result = result, .present = profile->grade };
	struct decision d;
	struct row row;

	TRY(sql_grade_verification_last(req, profile->id, &row));
	facts.report_filed_at = row_instant(&row, "report_filed_at");
	facts.last_verified_at = row_instant(&row, "last_verified_at");
	if (graded->report.id && profile->grade != GRADE_UNGRADED) {
		TRY(decide(req, "grade_verification", id, &graded->decision));
		facts.computed = graded->computed.grade;
	}
	d = verification_decide(&facts);
	return decide(req, "grade_verification", id, &d);
}

MAY_FAIL
grade_verification_create(struct request *req, const struct grade_verification_create_in *in)
{
	enum verification_result result =
	    enum_index(verification_result_names, VERIFICATION_RESULT_COUNT, in->result);
	bool adjust = result == VERIFICATION_RESULT_ADJUST;
	const char *id = new_id(req), *facts, *decided;
	struct profile profile;
	struct graded graded;
	struct row row;

	if (adjust != (in->adjustment != NULL))
		return problem_fault(req, "/adjustment", adjust ? "REQUIRED" : "UNKNOWN",
		    "An adjustment is proposed where the result is ADJUST, and only there.");
	TRY(profile_lock(req, in->customer_id, &R3_18, &profile));
	TRY(grade_of(req, &profile, req->today, &graded));
	TRY(judge(req, id, result, &profile, &graded));
	decided = req->decision_json;
	TRY(facts_json(req, &profile, &graded, &facts));
	TRY(sql_grade_verification_create(req, id, profile.id, graded.report.id,
	    grade_names[profile.grade], grade_names[graded.computed.grade], facts, in->result,
	    profile.verification_due_on, verification_late(profile.verification_due_on, req->today),
	    in->remarks));
	TRY(report_verified(req, &profile));
	if (adjust)
		TRY(propose(req, in, &profile, id));
	req->decision_json = decided;
	TRY(sql_grade_verification_get(req, id, &row));
	return reply_row(req, &row);
}
