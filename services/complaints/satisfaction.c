/* Complainant and respondents are asked how content they are (R10.18). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "message.h"
#include "outcome.h"
#include "rules.h"
#include "rules_outcome.h"
#include "rules_text.h"

static MAY_FAIL
may_ask(struct request *req, const struct complaint *c)
{
	struct decision d = satisfaction_may_ask(c->state, c->functions & FUNCTION(HANDLER));

	TRY(require(req, "complaint", c->id, &d));
	return outcome_implements(req, c, &R10_18);
}

MAY_FAIL
satisfaction_inquiry_ask(struct request *req, const struct satisfaction_inquiry_ask_in *in)
{
	const char *id = new_id(req), *message_id;
	struct complaint c;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_ask(req, &c));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_REPLIED, COMPLAINT_STATE_CLOSED, &R10_18));
	TRY(outcome_party(req, &c, in->party, in->respondent_id));
	TRY(message_send(req, &c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_SATISFACTION_INQUIRY,
		.party = enum_index(message_party_names, MESSAGE_PARTY_COUNT, in->party),
		.respondent_id = in->respondent_id,
		.channel = in->channel,
		.text = in->text,
		.remedy_promised_on = NO_DATE,
		.expected_on = NO_DATE,
	    },
	    &message_id));
	TRY(sql_satisfaction_inquiry_create(
	    req, id, c.id, c.round, in->party, in->respondent_id, message_id, c.caller.id));
	return reply_one(req, sql_satisfaction_inquiry_get, id);
}

/* The person himself, or who asked and writes down what was said. */
static MAY_FAIL
may_answer(struct request *req, const struct complaint *c, const struct row *inquiry)
{
	struct row row;

	TRY(sql_party_is(req, c->id, row_text(req, inquiry, "party"),
	    row_text(req, inquiry, "respondent_id"), c->caller.id, &row));
	if (row_boolean(&row, "own"))
		return NULL;
	if (c->recused)
		return problem_rule(
		    req, &problem_recused, &R10_5, "Somebody else of the parties was asked.");
	if (c->functions & FUNCTION(HANDLER))
		return problem_rule(req, &problem_separation_of_duties, &R10_18,
		    "Somebody else than the handler asks.");
	return outcome_implements(req, c, &R10_18);
}

MAY_FAIL
satisfaction_inquiry_answer(struct request *req, const struct satisfaction_inquiry_answer_in *in)
{
	const struct parameters *p;
	struct complaint c;
	struct decision d;
	struct row row;
	const char *id;

	TRY(sql_satisfaction_inquiry_get(req, in->id, &row));
	TRY(complaint_lock_party(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_satisfaction_inquiry_lock(req, in->id, &row));
	TRY(may_answer(req, &c, &row));
	TRY(complaint_parameters(req, &c, &p));
	d = satisfaction_take(
	    row_enum(&row, "outcome", inquiry_outcome_names, INQUIRY_OUTCOME_COUNT),
	    row_integer(&row, "round") == c.round, in->score,
	    parameter_integer(p, &parameter_complaint_dissatisfied_at_most));
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_satisfaction_inquiry_save(req, in->id, in->score, in->text));
	if (same(d.outcome, "DISSATISFIED"))
		TRY(dissatisfaction_state(req, &c,
		    &(struct dissatisfaction_new) {
			.party = row_text(req, &row, "party"),
			.respondent_id = row_text(req, &row, "respondent_id"),
			.text = has_text(in->text) ? in->text : d.because,
		    },
		    &id));
	return reply_one(req, sql_satisfaction_inquiry_get, in->id);
}
