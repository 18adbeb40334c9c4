/* What cannot be solved is reported upward early, and the complainant is asked for patience
 * (R12.19). */
#include "escalation.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "message.h"
#include "rules.h"
#include "rules_proposal.h"
#include "rules_text.h"
#include "service_information.h"

MAY_FAIL
escalation_above(
    struct request *req, const struct complaint *c, const char *employee_id, const char **id)
{
	const struct person *superiors;
	size_t count;
	bool recused;

	*id = NULL;
	TRY(directory_superiors(req, employee_id, &superiors, &count));
	for (size_t i = 0; i < count && !*id; i++) {
		TRY(complaint_is_recused(req, c, superiors[i].id, &recused));
		if (!recused && superiors[i].at_work)
			*id = superiors[i].id;
	}
	return NULL;
}

MAY_FAIL
escalation_addressee(struct request *req, const struct complaint *c, const char *employee_id,
    const char **addressee_id)
{
	struct row row;
	bool found;

	TRY(escalation_above(req, c, employee_id, addressee_id));
	if (*addressee_id)
		return NULL;
	TRY(sql_unit_general_manager(req, c->unit_id, c->id, &row, &found));
	/* Nobody reports to himself. */
	if (found && !same(row_text(req, &row, "id"), employee_id))
		*addressee_id = row_text(req, &row, "id");
	return NULL;
}

/* Who is told reads it from now on (R10.15), and has so long to acknowledge. */
static MAY_FAIL
tell(struct request *req, const struct complaint *c, const char *id, const char *addressee_id,
    instant ack_due_at)
{
	TRY(complaint_assign(req, c, COMPLAINT_FUNCTION_GRANTED, addressee_id, false, NULL,
	    "The complaint was escalated."));
	TRY(inform(req, &(struct information) {
			    .subject = "complaint",
			    .subject_id = c->id,
			    .kind = INFORMATION_KIND_OTHER,
			    .text = "一件投诉需要您确认并指示处理。",
			    .people = { addressee_id },
			}));
	return timer_set(req, "escalation_unacknowledged", id, ack_due_at + 1);
}

static MAY_FAIL
ack_due(struct request *req, const struct complaint *c, instant *at)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	*at = instant_plus(req->now, parameter_period(p, &parameter_complaint_escalation_ack));
	return NULL;
}

static MAY_FAIL
tell_escalated(struct request *req, const struct complaint *c, const char *id)
{
	struct row row;

	TRY(sql_escalation_event(req, id, &row));
	return event_emit(req, "complaint.escalated", c->id, c->version, row_json(req, &row));
}

MAY_FAIL
escalation_open(struct request *req, const struct complaint *c, enum escalation_cause cause,
    const char *reason, const char *responsible_id, const char **id)
{
	const char *addressee_id, *message_id;
	instant ack_due_at;

	*id = new_id(req);
	TRY(ack_due(req, c, &ack_due_at));
	TRY(escalation_addressee(req, c, responsible_id, &addressee_id));
	TRY(message_send(req, c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_WAIT_NOTICE,
		.party = MESSAGE_PARTY_COMPLAINANT,
		.text = "您反映的问题仍在处理中，已上报领导，请您耐心等待。",
		.remedy_promised_on = NO_DATE,
		.expected_on = NO_DATE,
	    },
	    &message_id));
	TRY(sql_escalation_create(req, *id, c->id, c->round, escalation_cause_names[cause], reason,
	    responsible_id, c->caller.id, addressee_id, message_id, ack_due_at));
	if (addressee_id)
		TRY(tell(req, c, *id, addressee_id, ack_due_at));
	return tell_escalated(req, c, *id);
}

MAY_FAIL
complaint_escalate(struct request *req, const struct complaint_escalate_in *in)
{
	struct complaint c;
	struct decision d;
	const char *id;

	TRY(complaint_lock_service(req, in->id, &c, &R12_19));
	d = escalation_made(c.state, in->reason);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(escalation_open(req, &c, ESCALATION_CAUSE_MANUAL, in->reason, c.caller.id, &id));
	return reply_one(req, sql_escalation_get, id);
}

MAY_FAIL
complaint_escalation_get(struct request *req, const struct complaint_escalation_get_in *in)
{
	struct complaint c;
	struct row row;

	TRY(sql_escalation_get(req, in->id, &row));
	TRY(complaint_read(req, row_text(req, &row, "complaint_id"), &c));
	return reply_row(req, &row);
}

/* Also by who was asked before, and is late. */
MAY_FAIL
complaint_escalation_acknowledge(
    struct request *req, const struct complaint_escalation_acknowledge_in *in)
{
	struct complaint c;
	struct row row;

	TRY(sql_escalation_get(req, in->id, &row));
	TRY(complaint_lock(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_escalation_lock(req, in->id, c.caller.id, &row));
	if (!row_boolean(&row, "asked"))
		return problem_rule(req, &problem_forbidden_role, &R12_19,
		    "It is acknowledged by whom it was reported to.");
	if (!row_is_null(&row, "acknowledged_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R12_19, "It was acknowledged already.");
	if (!has_text(in->instruction))
		return problem_rule(
		    req, &problem_text_missing, &R12_19, "What is to be done? That is not said.");
	TRY(sql_escalation_save_acknowledged(req, in->id, c.caller.id, in->instruction));
	TRY(timer_cancel(req, "escalation_unacknowledged", in->id));
	return reply_one(req, sql_escalation_get, in->id);
}

/* The last of all is asked, and nobody after. */
MAY_FAIL
escalation_unacknowledged(struct request *req, const char *id)
{
	const char *next_id;
	instant ack_due_at;
	struct complaint c;
	struct row row;

	TRY(sql_escalation_get(req, id, &row));
	TRY(complaint_lock_itself(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_escalation_lock(req, id, NULL, &row));
	if (c.state >= COMPLAINT_STATE_CLOSED || !row_is_null(&row, "acknowledged_at"))
		return NULL;
	if (row_boolean(&row, "at_the_top"))
		return NULL;
	TRY(escalation_addressee(req, &c, row_text(req, &row, "addressee_id"), &next_id));
	if (!next_id)
		return NULL;
	TRY(ack_due(req, &c, &ack_due_at));
	TRY(sql_escalation_save_passed(req, id, next_id, ack_due_at));
	return tell(req, &c, id, next_id, ack_due_at);
}
