/* The reply (R10.16; T10), and what others are told of it (R10.3). */
#include "complaint_intake.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "message.h"
#include "outcome.h"
#include "rules.h"
#include "rules_message.h"
#include "rules_text.h"
#include "service_information.h"

/* What the reply states of the measures. */
static const struct stated_measure *
stated(struct request *req, const struct complaint_answer_send_in *in)
{
	struct stated_measure *made =
	    arena_array(req->arena, struct stated_measure, in->measures_count);

	for (size_t i = 0; i < in->measures_count; i++)
		made[i] = (struct stated_measure) {
			.id = in->measures[i].measure_id,
			.amount_fen = in->measures[i].amount_fen ? *in->measures[i].amount_fen : -1,
		};
	return made;
}

static MAY_FAIL
decided(struct request *req, const char *decision_id, struct reply_facts *facts)
{
	struct stated_measure *made;
	struct rows rows;

	TRY(sql_answer_measures(req, decision_id, &rows));
	made = arena_array(req->arena, struct stated_measure, (size_t)rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		made[i] = (struct stated_measure) {
			.id = row_text(req, &row, "id"),
			.amount_fen = row_integer(&row, "amount_fen"),
		};
	}
	facts->measures = made;
	facts->measure_count = (size_t)rows.count;
	return NULL;
}

static MAY_FAIL
judge(struct request *req, const struct complaint *c, const struct complaint_answer_send_in *in,
    const struct row *row)
{
	const struct parameters *p;
	struct reply_facts facts = {
		.form = enum_index(reply_form_names, REPLY_FORM_COUNT, in->form),
		.exception = in->exception_reason
				 ? (enum oral_reply_exception)enum_index(oral_reply_exception_names,
				       ORAL_REPLY_EXCEPTION_COUNT, in->exception_reason)
				 : 0,
		.approved = same(row_text(req, row, "exception"), in->exception_reason),
		.anonymous = row_boolean(row, "anonymous"),
		.phone = row_boolean(row, "phone"),
		.writable = row_boolean(row, "writable"),
		.note = in->note,
		.outcome =
		    enum_index(complaint_outcome_names, COMPLAINT_OUTCOME_COUNT, in->outcome),
		.decided =
		    row_enum(row, "outcome", complaint_outcome_names, COMPLAINT_OUTCOME_COUNT),
		.stated = stated(req, in),
		.stated_count = in->measures_count,
	};
	struct decision d;

	TRY(complaint_parameters(req, c, &p));
	facts.written_by_default = parameter_boolean(p, &parameter_complaint_written_reply_default);
	TRY(decided(req, row_text(req, row, "decision_id"), &facts));
	d = reply_form_allowed(&facts);
	TRY(require(req, "complaint", c->id, &d));
	d = reply_states_decision(&facts);
	return decide(req, "complaint", c->id, &d);
}

/* It may be decided anew where somebody recused decided it: then there is nothing to reply yet. */
static MAY_FAIL
may_reply(struct request *req, const struct complaint *c, struct row *row)
{
	bool found;

	TRY(outcome_implements(req, c, &R10_16));
	TRY(complaint_between(
	    req, c, COMPLAINT_STATE_IMPLEMENTING, COMPLAINT_STATE_IMPLEMENTING, &R10_16));
	TRY(sql_answer_facts(req, c->id, c->round, row, &found));
	if (found && !c->redo_decision)
		return NULL;
	return problem_rule(
	    req, &problem_invalid_state, &R10_16, "No decision of this round stands.");
}

static MAY_FAIL
send(struct request *req, const struct complaint *c, const struct complaint_answer_send_in *in,
    const char **message_id)
{
	bool oral = same(in->form, reply_form_names[REPLY_FORM_ORAL]);

	return message_send(req, c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_REPLY,
		.party = MESSAGE_PARTY_COMPLAINANT,
		.channel = oral ? message_channel_names[MESSAGE_CHANNEL_PHONE] : in->form,
		.text = in->reasons,
		.remedy_promised_on = NO_DATE,
		.expected_on = NO_DATE,
	    },
	    message_id);
}

/* Once a round: a complaint of a customer is settled with its reply (R10.3). */
static MAY_FAIL
settle(struct request *req, const struct complaint *c)
{
	struct row row;

	if (c->kind != COMPLAINT_KIND_COMPLAINT || !c->customer_id)
		return NULL;
	TRY(sql_complaint_save_settled(req, c->id));
	TRY(sql_complaint_settled_event(req, c->id, &row));
	return event_emit(req, "complaint.settled", c->id, c->version + 1, row_json(req, &row));
}

MAY_FAIL
complaint_answer_send(struct request *req, const struct complaint_answer_send_in *in)
{
	const char *id = new_id(req), *message_id;
	struct complaint c;
	struct row row;
	bool late;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_reply(req, &c, &row));
	TRY(judge(req, &c, in, &row));
	TRY(send(req, &c, in, &message_id));
	TRY(deadline_done(req, c.id, "RESULT_REPLY", NULL, &late));
	TRY(deadline_done(req, c.id, "METHOD_HANDLING", NULL, NULL));
	TRY(deadline_cancel(req, c.id, "ARRANGEMENT_NOTICE", NULL));
	TRY(sql_complaint_answer_create(req, id, c.id, c.round, row_text(req, &row, "decision_id"),
	    message_id, in->exception_reason ? row_text(req, &row, "approval_id") : NULL, in->form,
	    in->outcome, in->reasons, in->measures_json, in->note, c.caller.id, late));
	TRY(complaint_tell_overdue(req, &c)); /* where its timer has not rung yet */
	TRY(complaint_move(req, &c, COMPLAINT_STATE_REPLIED, &R10_16, "The reply was sent."));
	TRY(settle(req, &c));
	TRY(inform_of_complaint(req, &c, INFORMATION_KIND_RESOLVED));
	TRY(outcome_clock(req, &c, "OUTCOME_FEEDBACK", NULL, &R10_20, req->now,
	    &parameter_complaint_officer_feedback));
	TRY(timer_cancel(req, "complaint_overdue", c.id));
	TRY(timer_cancel(req, "wait_notice", c.id));
	TRY(sql_complaint_answer_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_oral_reply_approve(struct request *req, const struct complaint_oral_reply_approve_in *in)
{
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_acts_as(req, &c, FUNCTION(HANDLER), &R10_16));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_DECIDED, COMPLAINT_STATE_IMPLEMENTING, &R10_16));
	TRY(sql_oral_reply_approval_save(
	    req, new_id(req), c.id, c.round, in->exception, in->reason, c.caller.id, &row));
	return reply_row(req, &row);
}
