/* Both sides are heard, or tried to be reached (R12.14), and told the facts (R12.15). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "message.h"
#include "rules.h"

/* Now, where it is not said; never later than now, nor before there was a complaint. */
static MAY_FAIL
happened(struct request *req, const struct complaint *c, instant said, const struct rule *rule,
    instant *at)
{
	*at = said == NO_INSTANT ? req->now : said;
	if (*at < c->received_at)
		return problem_rule(req, &problem_times_inconsistent, rule,
		    "It would have happened before the complaint was received.");
	return *at > req->now ? problem_rule(req, &problem_time_in_future, rule,
				    "It would have happened later than now.")
			      : NULL;
}

/* R10.5: who is complained about states his own side; others record what they heard. */
static MAY_FAIL
may_state(struct request *req, const struct complaint *c, const struct side_of *side,
    const struct party_statement_add_in *in)
{
	bool own = same(in->party, complaint_party_names[COMPLAINT_PARTY_RESPONDENT]) &&
		   same(side->person_id, c->caller.id) &&
		   same(in->kind, party_statement_kind_names[PARTY_STATEMENT_KIND_STATEMENT]);

	if (own)
		return NULL;
	if (c->recused)
		return problem_rule(req, &problem_recused, &R10_5,
		    "Who is complained about makes his own statement, and no other.");
	if (c->functions & (FUNCTION(INVESTIGATOR) | FUNCTION(HANDLER)))
		return NULL;
	return complaint_organises(req, c, &R12_14);
}

static MAY_FAIL
is_told(struct request *req, const struct party_statement_add_in *in)
{
	bool respondent = same(in->party, complaint_party_names[COMPLAINT_PARTY_RESPONDENT]);
	bool attempt = same(in->kind, party_statement_kind_names[PARTY_STATEMENT_KIND_ATTEMPT]);

	if (respondent != (in->respondent_id != NULL))
		return problem_fault(req, "/respondent_id", respondent ? "REQUIRED" : "UNKNOWN",
		    "The entry in the list of respondents, of a respondent only.");
	if (!attempt && !has_text(in->text))
		return problem_rule(
		    req, &problem_text_missing, &R12_14, "What was said is missing.");
	return NULL;
}

MAY_FAIL
party_statement_add(struct request *req, const struct party_statement_add_in *in)
{
	const char *id = new_id(req);
	struct investigation i;
	struct side_of *sides;
	struct complaint c;
	struct row row;
	size_t side;
	instant at;

	TRY(complaint_lock_party(req, in->id, &c));
	TRY(is_told(req, in));
	TRY(handling_sides(req, &c, &i, &sides));
	TRY(handling_side(req, &i, sides, in->respondent_id, &side));
	TRY(may_state(req, &c, &sides[side], in));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_IN_MEETING, &R12_14));
	TRY(happened(req, &c, in->happened_at, &R12_14, &at));
	TRY(sql_party_statement_create(req, id, c.id, c.round, in->kind, in->party,
	    in->respondent_id, in->employee_id, in->channel, in->text, at, date_of(at)));
	TRY(sql_party_statement_get(req, id, &row));
	return reply_row(req, &row);
}

/* R12.15: in place of a respondent only who stands directly above. */
static MAY_FAIL
stands_above(struct request *req, const struct side_of *side, const struct fact_briefing_add_in *in)
{
	bool respondent = same(in->party, complaint_party_names[COMPLAINT_PARTY_RESPONDENT]);

	if (respondent != (in->respondent_id != NULL) ||
	    same(in->party, complaint_party_names[COMPLAINT_PARTY_WITNESS]))
		return problem_fault(req, "/respondent_id", respondent ? "REQUIRED" : "UNKNOWN",
		    "The complainant, or an entry in the list of respondents.");
	if (in->supervisor_id && !same(in->supervisor_id, side->supervisor_id))
		return problem_fault(req, "/supervisor_id", "UNKNOWN",
		    "This person is not the direct supervisor of the respondent.");
	return NULL;
}

/* Facts only: R10.14, R12.15. */
static MAY_FAIL
promises_nothing(struct request *req, const struct fact_briefing_add_in *in)
{
	if (!in->amount_fen && !(in->contains_commitment && *in->contains_commitment))
		return NULL;
	return problem_rule(req, &problem_commitment_before_decision, &R12_15,
	    "A briefing tells the course of facts, and promises nothing.");
}

static MAY_FAIL
is_delivered(struct request *req, const struct complaint *c, const struct investigation *i,
    size_t side, const struct fact_briefing_add_in *in)
{
	struct decision d;

	if (same(in->outcome, fact_briefing_outcome_names[FACT_BRIEFING_OUTCOME_NOT_DELIVERABLE])) {
		d = investigation_undeliverable(i, side);
		return require(req, "complaint", c->id, &d);
	}
	if (!has_text(in->content) || !in->channel)
		return problem_rule(req, &problem_text_missing, &R12_15,
		    "What was told, and by which channel, is missing.");
	return NULL;
}

/* What a side is told is a message to it (R10.14); a supervisor is no side. */
static MAY_FAIL
tell(struct request *req, const struct complaint *c, const struct fact_briefing_add_in *in)
{
	const char *id;

	if (in->supervisor_id ||
	    same(in->outcome, fact_briefing_outcome_names[FACT_BRIEFING_OUTCOME_NOT_DELIVERABLE]))
		return NULL;
	return message_send(req, c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_FACT_BRIEFING,
		.party = in->respondent_id ? MESSAGE_PARTY_RESPONDENT : MESSAGE_PARTY_COMPLAINANT,
		.respondent_id = in->respondent_id,
		.channel = in->channel,
		.text = in->content,
		.remedy_promised_on = NO_DATE,
		.expected_on = NO_DATE,
	    },
	    &id);
}

MAY_FAIL
fact_briefing_add(struct request *req, const struct fact_briefing_add_in *in)
{
	const char *id = new_id(req);
	struct investigation i;
	struct side_of *sides;
	struct complaint c;
	struct row row;
	size_t side;
	instant at;

	TRY(complaint_lock(req, in->id, &c));
	TRY(handling_investigates(req, &c, &R12_15));
	TRY(handling_open(req, &c, &R12_15));
	TRY(handling_sides(req, &c, &i, &sides));
	TRY(handling_side(req, &i, sides, in->respondent_id, &side));
	TRY(stands_above(req, &sides[side], in));
	TRY(promises_nothing(req, in));
	TRY(is_delivered(req, &c, &i, side, in));
	TRY(happened(req, &c, in->briefed_at, &R12_15, &at));
	TRY(tell(req, &c, in));
	TRY(sql_fact_briefing_create(req, id, c.id, c.round, in->party, in->respondent_id,
	    in->supervisor_id, in->outcome, in->channel, in->content, at));
	TRY(sql_fact_briefing_get(req, id, &row));
	return reply_row(req, &row);
}
