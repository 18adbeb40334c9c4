/* The proposal in thirty minutes: internal, and what the complainant is told of it (R12.17). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "escalation.h"
#include "message.h"
#include "rules.h"
#include "rules_proposal.h"
#include "rules_text.h"
#include "staff.h"

MAY_FAIL
complaint_lock_service(
    struct request *req, const char *id, struct complaint *c, const struct rule *rule)
{
	const unsigned acting = FUNCTION(OFFICER) | FUNCTION(HANDLER);

	TRY(complaint_lock_standing(req, id, c));
	if (!c->recused && (c->acceptor || c->organiser || c->functions & acting))
		return NULL;
	TRY(complaint_lock(req, id, c));
	return complaint_acts_as(req, c, acting, rule);
}

static MAY_FAIL
due_at(struct request *req, const struct complaint *c, instant *due)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	*due =
	    proposal_due(c->received_at, parameter_period(p, &parameter_complaint_first_response));
	return NULL;
}

MAY_FAIL
proposal_clock_start(struct request *req, const struct complaint *c)
{
	struct deadline_new clock = {
		.subject = "complaint",
		.subject_id = c->id,
		.kind = "FIRST_PROPOSAL",
		.rule = &R12_17,
		.started_at = c->received_at,
	};

	if (!profile_policy(c->profile, c->channel).proposal_clock)
		return NULL;
	TRY(due_at(req, c, &clock.due_at));
	TRY(deadline_start(req, &clock));
	/* What is entered long after its receipt is escalated when it is entered. */
	return timer_set(
	    req, "proposal_deadline", c->id, clock.due_at < req->now ? req->now : clock.due_at + 1);
}

MAY_FAIL
proposal_deadline_passed(struct request *req, const char *complaint_id)
{
	const char *id;
	struct complaint c;
	struct row row;
	instant due;

	TRY(complaint_lock_itself(req, complaint_id, &c));
	TRY(due_at(req, &c, &due));
	TRY(sql_proposal_facts(req, complaint_id, &row));
	if (c.state >= COMPLAINT_STATE_CLOSED || row_boolean(&row, "escalated") ||
	    !proposal_missed(due, row_instant(&row, "proposed_at")))
		return NULL;
	return escalation_open(req, &c, ESCALATION_CAUSE_AUTOMATIC,
	    "Nothing was proposed in the time that the receipt leaves.",
	    row_text(req, &row, "responsible_id"), &id);
}

static MAY_FAIL
know_steps(struct request *req, const struct complaint_proposal_create_in *in, size_t *responsible)
{
	*responsible = 0;
	for (size_t i = 0; i < in->steps_count; i++) {
		TRY(staff_known(req, "/steps", in->steps[i].responsible_employee_id));
		*responsible += in->steps[i].responsible_employee_id != NULL;
	}
	return NULL;
}

static MAY_FAIL
judge(struct request *req, const struct complaint *c, const struct complaint_proposal_create_in *in,
    struct proposal_facts *facts, bool *late)
{
	const struct parameters *p;
	struct decision d;
	struct row row;

	TRY(complaint_parameters(req, c, &p));
	TRY(sql_proposal_facts(req, c->id, &row));
	*facts = (struct proposal_facts) {
		.clock = profile_policy(c->profile, c->channel).proposal_clock,
		.number = row_integer(&row, "proposals") + 1,
		.received_at = c->received_at,
		.first_response = parameter_period(p, &parameter_complaint_first_response),
	};
	TRY(know_steps(req, in, &facts->steps));
	d = proposal_made(facts, in->text, req->now);
	*late = same(d.outcome, "LATE");
	return decide(req, "complaint", c->id, &d);
}

/* The first one ends the clock; one in time leaves nothing to escalate. */
static MAY_FAIL
stop_clock(struct request *req, const struct complaint *c, bool late)
{
	TRY(deadline_done(req, c->id, "FIRST_PROPOSAL", NULL, NULL));
	return late ? NULL : timer_cancel(req, "proposal_deadline", c->id);
}

MAY_FAIL
complaint_proposal_create(struct request *req, const struct complaint_proposal_create_in *in)
{
	const char *id = new_id(req);
	struct proposal_facts facts;
	struct complaint c;
	struct row row;
	bool late;

	TRY(complaint_lock_service(req, in->id, &c, &R12_17));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_REPLIED, &R12_17));
	TRY(judge(req, &c, in, &facts, &late));
	TRY(sql_proposal_create(req, id, c.id, c.round, facts.number, in->kind, in->text,
	    in->steps_json, in->within_service_duty && *in->within_service_duty, in->amount_fen,
	    c.caller.id, late));
	if (facts.clock && facts.number == 1)
		TRY(stop_clock(req, &c, late));
	TRY(sql_proposal_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_proposal_get(struct request *req, const struct complaint_proposal_get_in *in)
{
	struct complaint c;
	struct row row;

	TRY(sql_proposal_get(req, in->id, &row));
	TRY(complaint_read(req, row_text(req, &row, "complaint_id"), &c));
	return reply_row(req, &row);
}

/* The complainant is told what happens next; an amount would be a promise (R10.14). */
MAY_FAIL
complaint_proposal_send(struct request *req, const struct complaint_proposal_send_in *in)
{
	const char *message_id;
	struct complaint c;
	struct row row;
	int64_t amount_fen;

	TRY(sql_proposal_get(req, in->id, &row));
	TRY(complaint_lock_service(req, row_text(req, &row, "complaint_id"), &c, &R12_17));
	TRY(sql_proposal_lock(req, in->id, &row));
	if (!row_is_null(&row, "message_id"))
		return problem_rule(req, &problem_invalid_state, &R12_17,
		    "The complainant was told of this proposal already.");
	amount_fen = row_integer(&row, "amount_fen");
	TRY(message_send(req, &c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_ARRANGEMENT,
		.party = MESSAGE_PARTY_COMPLAINANT,
		.text = in->text,
		.amount_fen = row_is_null(&row, "amount_fen") ? NULL : &amount_fen,
		.remedy_promised_on = NO_DATE,
		.next_step = in->next_step,
		.expected_on = in->expected_on,
	    },
	    &message_id));
	TRY(sql_proposal_save_message(req, in->id, message_id));
	TRY(sql_proposal_get(req, in->id, &row));
	return reply_row(req, &row);
}
