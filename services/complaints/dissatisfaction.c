/* Either side is dissatisfied; the handler answers: a new round, an explanation, or somebody above
 * (R10.19). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "escalation.h"
#include "handling.h"
#include "outcome.h"
#include "rules.h"
#include "rules_outcome.h"
#include "rules_text.h"

MAY_FAIL
dissatisfaction_state(struct request *req, const struct complaint *c,
    const struct dissatisfaction_new *new, const char **id)
{
	*id = new_id(req);
	TRY(sql_dissatisfaction_create(
	    req, *id, c->id, c->round, new->party, new->respondent_id, new->text, new->new_facts));
	return outcome_clock(req, c, "DISSATISFACTION_REPORT", *id, &R10_19, req->now,
	    &parameter_complaint_dissatisfaction_report);
}

/* The party itself, or who acts in the complaint and writes down what the party says. */
static MAY_FAIL
is_party(struct request *req, const struct complaint *c, const struct dissatisfaction_add_in *in)
{
	bool writes = c->functions & (FUNCTION(HANDLER) | FUNCTION(OFFICER)) || implements(c);
	struct row row;

	TRY(sql_party_is(req, c->id, in->party, in->respondent_id, c->caller.id, &row));
	if (row_boolean(&row, "own") || (row_boolean(&row, "known") && writes && !c->recused))
		return NULL;
	return problem_rule(req, &problem_not_a_party, &R10_19,
	    "Complainant and respondents are dissatisfied, nobody else.");
}

MAY_FAIL
dissatisfaction_add(struct request *req, const struct dissatisfaction_add_in *in)
{
	struct complaint c;
	const char *id;

	TRY(complaint_lock_party(req, in->id, &c));
	TRY(is_party(req, &c, in));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_REPLIED, COMPLAINT_STATE_ARCHIVED, &R10_19));
	TRY(dissatisfaction_state(req, &c,
	    &(struct dissatisfaction_new) {
		.party = in->party,
		.respondent_id = in->respondent_id,
		.text = in->text,
		.new_facts = in->new_facts && *in->new_facts,
	    },
	    &id));
	return reply_one(req, sql_dissatisfaction_get, id);
}

static MAY_FAIL
begin(struct request *req, const char *id, struct complaint *c, struct row *row)
{
	TRY(sql_dissatisfaction_get(req, id, row));
	TRY(complaint_lock(req, row_text(req, row, "complaint_id"), c));
	return sql_dissatisfaction_lock(req, id, row);
}

/* Ends the clock of the report, and starts that of the answer. */
static MAY_FAIL
report(struct request *req, const struct complaint *c, const char *id)
{
	bool late;

	TRY(deadline_done(req, c->id, "DISSATISFACTION_REPORT", id, &late));
	TRY(sql_dissatisfaction_save_reported(req, id, c->handler_id, late));
	return outcome_clock(req, c, "DISSATISFACTION_ANSWER", id, &R10_19, req->now,
	    &parameter_complaint_dissatisfaction_answer);
}

MAY_FAIL
dissatisfaction_report(struct request *req, const struct dissatisfaction_report_in *in)
{
	struct person handler;
	struct complaint c;
	struct row row;

	TRY(begin(req, in->id, &c, &row));
	TRY(outcome_implements(req, &c, &R10_19));
	if (row_enum(&row, "state", dissatisfaction_state_names, DISSATISFACTION_STATE_COUNT) !=
	    DISSATISFACTION_STATE_OPEN)
		return problem_rule(
		    req, &problem_invalid_state, &R10_19, "The handler knows of it already.");
	TRY(directory_person(req, c.handler_id, &handler));
	if (!c.handler_id || !handler.at_work)
		return problem_rule(req, &problem_invalid_state, &R10_7,
		    "The handler is not available any more: another one is assigned first.");
	TRY(report(req, &c, in->id));
	return reply_one(req, sql_dissatisfaction_get, in->id);
}

/* To the handler's supervisor, or the first above who is not recused; in a law firm to a meeting.
 */
static MAY_FAIL
escalate(struct request *req, const struct complaint *c, const char *id, const char *text)
{
	const char *to;

	TRY(deadline_done(req, c->id, "DISSATISFACTION_ANSWER", id, NULL));
	if (c->profile == COMPLAINT_PROFILE_LAW_FIRM)
		return sql_dissatisfaction_save_escalated(req, id, NULL, text);
	TRY(escalation_above(req, c, c->handler_id, &to));
	if (!to)
		return problem_rule(req, &problem_no_eligible_substitute, &R10_19,
		    "Nobody is above the handler who may act.");
	TRY(complaint_assign(req, c, COMPLAINT_FUNCTION_GRANTED, to, false, NULL,
	    "A dissatisfaction was escalated."));
	return sql_dissatisfaction_save_escalated(req, id, to, text);
}

/* The meeting that answers what was escalated in a law firm. */
static MAY_FAIL
meeting(struct request *req, const struct complaint *c, const struct dissatisfaction_answer_in *in,
    const char **resolution_id)
{
	bool no = false;

	*resolution_id = NULL;
	if (!in->meeting_type)
		return NULL;
	if (in->participants_json)
		TRY(meeting_of(req, c, in->participants_json));
	*resolution_id = new_id(req);
	return sql_meeting_resolution_create(req, *resolution_id, c->unit_id, c->id, &c->round,
	    in->meeting_type, in->meeting_on, in->participants_json ? in->participants_json : "[]",
	    NULL, in->text, NULL, &no, NULL, NULL);
}

static MAY_FAIL
judge(struct request *req, const struct complaint *c, const struct dissatisfaction_answer_in *in,
    const struct row *row, enum dissatisfaction_answer answer)
{
	const char *escalated_to = row_text(req, row, "escalated_to_id");
	struct decision d = dissatisfaction_take(
	    &(struct dissatisfaction_facts) {
		.state = row_enum(
		    row, "state", dissatisfaction_state_names, DISSATISFACTION_STATE_COUNT),
		.law_firm = c->profile == COMPLAINT_PROFILE_LAW_FIRM,
		.by_handler = c->functions & FUNCTION(HANDLER),
		.by_escalated =
		    same(escalated_to, c->caller.id),
		.text = in->text,
		.meeting = in->meeting_type && in->meeting_on != NO_DATE,
	    },
	    answer);

	return decide(req, "complaint", c->id, &d);
}

MAY_FAIL
dissatisfaction_answer(struct request *req, const struct dissatisfaction_answer_in *in)
{
	enum dissatisfaction_answer answer =
	    enum_index(dissatisfaction_answer_names, DISSATISFACTION_ANSWER_COUNT, in->answer);
	const char *resolution_id;
	struct complaint c;
	struct row row;
	bool late;

	TRY(begin(req, in->id, &c, &row));
	TRY(judge(req, &c, in, &row, answer));
	if (row_is_null(&row, "reported_at"))
		TRY(report(req, &c, in->id)); /* who answers it knows of it */
	if (answer == DISSATISFACTION_ANSWER_ESCALATE) {
		TRY(escalate(req, &c, in->id, in->text));
		return reply_one(req, sql_dissatisfaction_get, in->id);
	}
	TRY(meeting(req, &c, in, &resolution_id));
	TRY(deadline_done(req, c.id, "DISSATISFACTION_ANSWER", in->id, &late));
	TRY(sql_dissatisfaction_save_answered(
	    req, in->id, in->answer, in->text, resolution_id, c.caller.id, late));
	if (answer == DISSATISFACTION_ANSWER_REOPEN)
		TRY(complaint_reopen(req, &c, in->text));
	return reply_one(req, sql_dissatisfaction_get, in->id);
}
