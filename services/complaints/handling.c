#include "handling.h"

#include "complaints/queries.h"
#include "rules.h"

MAY_FAIL
handling_investigates(struct request *req, const struct complaint *c, const struct rule *rule)
{
	bool handler_too = profile_policy(c->profile, c->channel).handler_may_investigate;

	return complaint_acts_as(
	    req, c, FUNCTION(INVESTIGATOR) | (handler_too ? FUNCTION(HANDLER) : 0), rule);
}

MAY_FAIL
handling_open(struct request *req, const struct complaint *c, const struct rule *rule)
{
	return complaint_between(req, c, COMPLAINT_STATE_INVESTIGATING,
	    c->redo_findings ? COMPLAINT_STATE_IMPLEMENTING : COMPLAINT_STATE_INVESTIGATING, rule);
}

MAY_FAIL
handling_opinion(struct request *req, const struct complaint *c, const char **id)
{
	struct row row;
	bool found;

	TRY(sql_written_opinion_valid(req, c->id, c->round, &row, &found));
	*id = found ? row_text(req, &row, "id") : NULL;
	return NULL;
}

MAY_FAIL
handling_opinion_given(struct request *req, const struct complaint *c)
{
	const struct parameters *p;
	const char *id;

	TRY(complaint_parameters(req, c, &p));
	if (!parameter_has(
		p, &parameter_complaint_opinion_required, complaint_profile_names[c->profile]))
		return NULL;
	TRY(handling_opinion(req, c, &id));
	if (id && !c->redo_opinion)
		return NULL;
	return problem_rule(req, &problem_opinion_needed, &R10_6,
	    "The officer's written opinion of this round is missing.");
}

MAY_FAIL
handling_sides(
    struct request *req, const struct complaint *c, struct investigation *i, struct side_of **sides)
{
	const struct parameters *p;
	bool limited = false;
	struct side *facts;
	struct rows rows;

	TRY(complaint_parameters(req, c, &p));
	TRY(sql_complaint_sides(req, c->id, &rows));
	facts = arena_array(req->arena, struct side, (size_t)rows.count);
	*sides = arena_array(req->arena, struct side_of, (size_t)rows.count);
	for (int s = 0; s < rows.count; s++) {
		struct row row = rows_at(&rows, s);

		limited |= row_boolean(&row, "limited");
		facts[s] = (struct side) {
			.reachable = row_boolean(&row, "reachable"),
			.heard = row_boolean(&row, "heard"),
			.briefed = row_boolean(&row, "briefed"),
			.attempt_days = row_integer(&row, "attempt_days"),
		};
		(*sides)[s] = (struct side_of) {
			row_text(req, &row, "respondent_id"),
			row_text(req, &row, "person_id"),
			row_text(req, &row, "supervisor_id"),
		};
	}
	*i = (struct investigation) {
		.profile = c->profile,
		.sides = facts,
		.side_count = (size_t)rows.count,
		.limited = limited,
		.attempts = parameter_integer(p, &parameter_complaint_contact_attempts),
	};
	return NULL;
}

MAY_FAIL
handling_side(struct request *req, const struct investigation *i, const struct side_of *sides,
    const char *respondent_id, size_t *side)
{
	*side = 0;
	while (respondent_id && ++*side < i->side_count)
		if (same(sides[*side].respondent_id, respondent_id))
			return NULL;
	return respondent_id ? problem_fault(req, "/respondent_id", "UNKNOWN",
				   "There is no such respondent of the complaint.")
			     : NULL;
}
