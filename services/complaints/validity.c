/* Valid or invalid: exactly by the criteria that findings establish (R12.6 to R12.8). */
#include "classification.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "escalation.h"
#include "rules.h"
#include "rules_text.h"

static MAY_FAIL
know_criteria(
    struct request *req, const struct complaint *c, const struct complaint_validity_set_in *in)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	for (size_t i = 0; i < in->criteria_count; i++)
		if (!parameter_has(p, &parameter_complaint_invalid_criteria, in->criteria[i].code))
			return problem_fault(req, "/criteria", "ONE_OF",
			    "Must be some of complaint.invalid_criteria.");
	return NULL;
}

/*
 * What is named now; for a complaint to be valid, also what stands in this round: a criterion that
 * is established leaves no choice until it is withdrawn.
 */
static MAY_FAIL
criteria_named(struct request *req, const struct complaint *c,
    const struct complaint_validity_set_in *in, struct classification *made)
{
	struct rows rows;

	if (in->criteria_count == 0 &&
	    same(in->validity, complaint_validity_names[COMPLAINT_VALIDITY_VALID]))
		TRY(sql_criterion_binding(req, c->id, &rows));
	else
		TRY(sql_criterion_named(
		    req, c->id, in->criteria_json ? in->criteria_json : "[]", &rows));
	made->criteria = criteria_of(req, &rows);
	made->criterion_count = (size_t)rows.count;
	return NULL;
}

static MAY_FAIL
save(struct request *req, const struct complaint *c, const struct complaint_validity_set_in *in,
    bool late)
{
	bool invalid = same(in->validity, complaint_validity_names[COMPLAINT_VALIDITY_INVALID]);

	TRY(sql_criterion_withdraw_all(req, c->id, "N"));
	if (invalid)
		TRY(sql_criterion_create(req, c->id, c->round,
		    in->criteria_json ? in->criteria_json : "[]", "ESTABLISHED", c->caller.id));
	if (late)
		TRY(sql_criterion_create(
		    req, c->id, c->round, "[{\"code\":\"N6\"}]", "ESTABLISHED", NULL));
	return sql_classification_save_validity(req, c->id, in->validity, late);
}

MAY_FAIL
complaint_validity_set(struct request *req, const struct complaint_validity_set_in *in)
{
	struct classification made;
	struct complaint c;
	struct intake form;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(classification_may(req, &c, &R12_6));
	TRY(know_criteria(req, &c, in));
	TRY(classification_read(req, &c, &form, &made));
	TRY(criteria_named(req, &c, in, &made));
	d = classification_validity(
	    &made, enum_index(complaint_validity_names, COMPLAINT_VALIDITY_COUNT, in->validity));
	TRY(decide(req, "complaint", c.id, &d));
	TRY(save(req, &c, in, attitude_late(&made)));
	return complaint_reply(req, c.id);
}

/* Customer service proposes, from the registration on, and who investigates (R12.8, R12.14). */
static MAY_FAIL
may_propose(struct request *req, const char *id, struct complaint *c)
{
	TRY(complaint_lock_standing(req, id, c));
	if (c->recused || !(c->functions & FUNCTION(INVESTIGATOR)))
		TRY(complaint_lock_service(req, id, c, &R12_6));
	return complaint_between(
	    req, c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_IN_MEETING, &R12_6);
}

MAY_FAIL
complaint_criterion_propose(struct request *req, const struct complaint_criterion_propose_in *in)
{
	const char *id = new_id(req);
	struct classification made;
	struct complaint c;
	struct intake form;
	struct decision d;
	struct rows rows;
	struct row row;

	TRY(may_propose(req, in->id, &c));
	TRY(classification_read(req, &c, &form, &made));
	TRY(sql_criterion_named(req, c.id, arena_print(req->arena, "[%s]", req->body), &rows));
	d = criterion_allowed(&made, criteria_of(req, &rows));
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_criterion_propose(req, id, c.id, c.round, in->code, in->grounds_json,
	    in->finding_ids_json, in->evidence, c.caller.id));
	TRY(sql_criterion_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_criterion_withdraw(struct request *req, const struct complaint_criterion_withdraw_in *in)
{
	struct complaint c;
	bool established;
	struct row row;

	TRY(sql_criterion_get(req, in->id, &row));
	TRY(complaint_lock(req, row_text(req, &row, "complaint_id"), &c));
	TRY(classification_may(req, &c, &R12_6));
	TRY(sql_criterion_lock(req, in->id, &row));
	if (!has_text(in->reason))
		return problem_rule(
		    req, &problem_reason_missing, &R12_6, "Why does it not hold any more?");
	if (same(row_text(req, &row, "state"), criterion_state_names[CRITERION_STATE_WITHDRAWN]))
		return problem_rule(
		    req, &problem_invalid_state, &R12_6, "It was withdrawn already.");
	established = same(
	    row_text(req, &row, "state"), criterion_state_names[CRITERION_STATE_ESTABLISHED]);
	TRY(sql_criterion_withdraw(req, in->id, in->reason));
	if (established)
		TRY(sql_classification_save_withdrawn(req, c.id, row_text(req, &row, "code")));
	TRY(sql_criterion_get(req, in->id, &row));
	return reply_row(req, &row);
}
