#include "message.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "outcome.h"
#include "rules.h"
#include "rules_message.h"
#include "rules_text.h"

/* Also who investigated in this round, and was replaced (R12.14). */
static bool
may_not_commit(const struct complaint *c, const struct row *row)
{
	bool handles = profile_policy(c->profile, c->channel).handler_may_investigate &&
		       c->functions & FUNCTION(HANDLER);

	return row_boolean(row, "investigated") && !handles;
}

static MAY_FAIL
judge(struct request *req, const struct complaint *c, const struct message_new *new,
    const struct row *row)
{
	struct stated_measure measure = {
		.id = row_text(req, row, "measure_id"),
		.text = row_text(req, row, "text"),
		.amount_fen = row_integer(row, "amount_fen"),
		.due_on = row_date(row, "due_on"),
	};
	/* What somebody recused decided is decided anew first: until then nothing is (R10.5). */
	struct decision d = message_allowed(&(struct message_facts) {
	    .state = c->redo_decision ? COMPLAINT_STATE_INVESTIGATED : c->state,
	    .type = new->type,
	    .investigator = may_not_commit(c, row),
	    .implementer = implements(c),
	    .amount_fen = new->amount_fen,
	    .discount = new->discount,
	    .remedy_promised_on = new->remedy_promised_on,
	    .contains_commitment = new->contains_commitment,
	    .measure = measure.id ? &measure : NULL,
	    .next_step = new->next_step,
	    .expected_on = new->expected_on,
	});

	return require(req, "complaint", c->id, &d);
}

/* Named, or the one it came by; who left no telephone is written to. */
static const char *
channel_of(const struct complaint *c, const struct message_new *new, const struct row *row)
{
	enum message_channel channel = MESSAGE_CHANNEL_PHONE;

	if (new->channel)
		return new->channel;
	if (c->channel == COMPLAINT_CHANNEL_CHAT_TOOL)
		channel = MESSAGE_CHANNEL_CHAT_TEXT;
	else if (new->party == MESSAGE_PARTY_COMPLAINANT && !row_boolean(row, "phone"))
		channel = row_boolean(row, "email")	? MESSAGE_CHANNEL_EMAIL
			  : row_boolean(row, "writable") ? MESSAGE_CHANNEL_LETTER
							 : MESSAGE_CHANNEL_PHONE;
	return message_channel_names[channel];
}

/* R10.10: whoever complains without a name and any way to be reached is told nothing. */
static bool
is_delivered(const struct complaint *c, const struct message_new *new, const struct row *row)
{
	return new->party == MESSAGE_PARTY_RESPONDENT || !c->anonymous ||
	       row_boolean(row, "phone") || row_boolean(row, "writable");
}

/* What the complainant hears ends the clock of the notice, and moves that of the wait (R12.18). */
static MAY_FAIL
heard(struct request *req, const struct complaint *c, const struct message_new *new, bool *late)
{
	*late = false;
	if (new->party != MESSAGE_PARTY_COMPLAINANT)
		return NULL;
	if (new->type == MESSAGE_TYPE_ARRANGEMENT) {
		TRY(sql_complaint_save_expected(req, c->id, new->expected_on));
		TRY(deadline_done(req, c->id, "ARRANGEMENT_NOTICE", NULL, late));
	}
	return wait_notice_due(req, c);
}

MAY_FAIL
message_send(
    struct request *req, const struct complaint *c, const struct message_new *new, const char **id)
{
	struct row row;
	bool late;

	TRY(sql_message_facts(req, c->id, new->measure_id, c->round, c->caller.id, &row));
	TRY(judge(req, c, new, &row));
	TRY(heard(req, c, new, &late));
	*id = new_id(req);
	return sql_complaint_message_create(req, *id, c->id, c->round,
	    message_type_names[new->type], message_party_names[new->party], new->respondent_id,
	    message_outcome_names[is_delivered(c, new, &row) ? MESSAGE_OUTCOME_SENT
							     : MESSAGE_OUTCOME_NOT_DELIVERABLE],
	    channel_of(c, new, &row), new->text, new->amount_fen, new->discount, new->remedy_promised_on,
	    new->contains_commitment, new->measure_id, new->next_step, new->expected_on,
	    new->type == MESSAGE_TYPE_ARRANGEMENT ? c->handler_id : NULL, late, c->caller.id);
}

bool
implements(const struct complaint *c)
{
	return c->functions & FUNCTION(IMPLEMENTER) ||
	       (c->organiser && !(c->functions & FUNCTION(HANDLER)));
}

MAY_FAIL
outcome_implements(struct request *req, const struct complaint *c, const struct rule *rule)
{
	return implements(c) ? NULL
			     : problem_rule(req, &problem_forbidden_role, rule,
				   "This is done by who implements the decision.");
}

MAY_FAIL
outcome_party(
    struct request *req, const struct complaint *c, const char *party, const char *respondent_id)
{
	bool respondent = same(party, message_party_names[MESSAGE_PARTY_RESPONDENT]), found;
	struct row row;

	if (respondent != (respondent_id != NULL))
		return problem_fault(req, "/respondent_id", respondent ? "REQUIRED" : "UNKNOWN",
		    "The complainant, or an entry in the list of respondents.");
	if (!respondent)
		return NULL;
	TRY(sql_complaint_respondent_find(req, respondent_id, c->id, &row, &found));
	return found ? NULL
		     : problem_fault(req, "/respondent_id", "UNKNOWN",
			   "There is no such respondent of the complaint.");
}

/* Those who act in it write; not those who only read it. */
static MAY_FAIL
may_write(struct request *req, const struct complaint *c)
{
	TRY(complaint_between(req, c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_CLOSED, &R10_14));
	return complaint_works(req, c, &R10_14);
}

MAY_FAIL
complaint_message_send(struct request *req, const struct complaint_message_send_in *in)
{
	struct message_new new = {
		.type = enum_index(message_type_names, MESSAGE_TYPE_COUNT, in->type),
		.party = enum_index(message_party_names, MESSAGE_PARTY_COUNT, in->party),
		.respondent_id = in->respondent_id,
		.channel = in->channel,
		.text = in->text,
		.amount_fen = in->amount_fen,
		.discount = in->discount,
		.remedy_promised_on = in->remedy_promised_on,
		.contains_commitment = in->contains_commitment && *in->contains_commitment,
		.measure_id = in->measure_id,
		.next_step = in->next_step,
		.expected_on = in->expected_on,
	};
	struct complaint c;
	struct row row;
	const char *id;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_write(req, &c));
	TRY(outcome_party(req, &c, in->party, in->respondent_id));
	TRY(message_send(req, &c, &new, &id));
	if (new.type == MESSAGE_TYPE_REPLY || new.type == MESSAGE_TYPE_SATISFACTION_INQUIRY)
		return problem_rule(req, &problem_invalid_state, &R10_14,
		    "A reply is sent by /reply, and an inquiry by /satisfaction-inquiries.");
	TRY(sql_complaint_message_get(req, id, &row));
	return reply_row(req, &row);
}
