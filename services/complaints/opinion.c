/* The officer's written opinion comes first (R10.6). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "rules.h"

/* R10.8: a referral is proposed as major. */
static bool
proposed_major(const struct complaint *c)
{
	return c->channel == COMPLAINT_CHANNEL_JUDICIAL_AUTHORITY_REFERRAL ||
	       c->channel == COMPLAINT_CHANNEL_BAR_ASSOCIATION_REFERRAL;
}

static MAY_FAIL
is_stated(
    struct request *req, const struct complaint *c, const struct written_opinion_create_in *in)
{
	if (!has_text(in->text))
		return problem_rule(
		    req, &problem_text_empty, &R10_6, "An opinion without text is none.");
	if (has_text(in->major_reason) || (!in->major && !proposed_major(c)))
		return NULL;
	return problem_rule(req, &problem_reason_missing, &R10_8,
	    in->major ? "Why is it a major matter?"
		      : "It was referred, and so proposed as a major matter: why is it none?");
}

/* One valid opinion in a round; another replaces it, with a reason. */
static MAY_FAIL
replaces(struct request *req, const struct complaint *c, const struct written_opinion_create_in *in,
    const char *standing)
{
	if (!standing && in->replaces_id)
		return problem_fault(
		    req, "/replaces_id", "UNKNOWN", "No opinion of this round is valid.");
	if (!standing)
		return NULL;
	if (in->replaces_id && !same(in->replaces_id, standing))
		return problem_rule(req, &problem_version_conflict, &R10_6,
		    "Another opinion is the valid one now.");
	if (!c->redo_opinion && !in->replaces_id)
		return problem_rule(req, &problem_immutable, &R10_6,
		    "An opinion does not change; another one replaces it, with a reason.");
	if (!c->redo_opinion && !has_text(in->replace_reason))
		return problem_rule(req, &problem_reason_missing, &R10_6,
		    "Why the opinion is replaced is missing.");
	return sql_written_opinion_save_replaced(req, standing);
}

static MAY_FAIL
may_opine(struct request *req, const struct complaint *c)
{
	struct row row;

	if (!profile_policy(c->profile, c->channel).major_to_meeting)
		return problem_rule(
		    req, &problem_invalid_state, &R10_6, "Written opinions are of law firms.");
	TRY(complaint_organises(req, c, &R10_6));
	TRY(sql_complaint_handled_by(req, c->id, c->caller.id, &row));
	if (row_boolean(&row, "found"))
		return problem_rule(req, &problem_separation_of_duties, &R10_6,
		    "Who handles the complaint, or did, does not write its opinion.");
	return complaint_between(req, c, COMPLAINT_STATE_REGISTERED,
	    c->redo_opinion ? COMPLAINT_STATE_IMPLEMENTING : COMPLAINT_STATE_IN_MEETING, &R10_6);
}

MAY_FAIL
written_opinion_create(struct request *req, const struct written_opinion_create_in *in)
{
	const char *id = new_id(req), *standing;
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_opine(req, &c));
	TRY(is_stated(req, &c, in));
	TRY(handling_opinion(req, &c, &standing));
	TRY(replaces(req, &c, in, standing));
	TRY(sql_written_opinion_create(req, id, c.id, c.round, in->text, in->major,
	    in->major_reason, in->measures_json, c.caller.id, standing, in->replace_reason));
	TRY(sql_complaint_save_opined(req, c.id, in->major, in->major_reason));
	c.version++;
	/* An opinion of a later round, or one that replaces another, takes no step. */
	if (c.state == COMPLAINT_STATE_REGISTERED)
		TRY(complaint_move(
		    req, &c, COMPLAINT_STATE_OPINED, &R10_6, "The officer's opinion was given."));
	TRY(sql_written_opinion_get(req, id, &row));
	return reply_row(req, &row);
}
