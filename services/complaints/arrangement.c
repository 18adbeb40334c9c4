/* Clocks of what the outside party is told: notices of the arrangement (R10.10), and to wait
 * (R12.18). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "message.h"
#include "outcome.h"
#include "rules.h"

MAY_FAIL
outcome_clock(struct request *req, const struct complaint *c, const char *kind,
    const char *object_id, const struct rule *rule, instant since, const struct parameter *days)
{
	struct deadline_new clock = {
		.subject = "complaint",
		.subject_id = c->id,
		.object_id = object_id,
		.kind = kind,
		.rule = rule,
		.started_at = since,
		.working_days = true,
	};
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	TRY(deadline_working_days(req, since, parameter_integer(p, days), &clock.due_at));
	return deadline_start(req, &clock);
}

MAY_FAIL
arrangement_due(struct request *req, const struct complaint *c, instant since)
{
	struct row row;

	/* A notice that is due already is not put off. */
	TRY(sql_arrangement_open(req, c->id, &row));
	if (row_boolean(&row, "open"))
		return NULL;
	return outcome_clock(req, c, "ARRANGEMENT_NOTICE", NULL, &R10_10, since,
	    &parameter_complaint_arrangement_notice);
}

static bool
waits(const struct complaint *c)
{
	return c->profile == COMPLAINT_PROFILE_LOGISTICS &&
	       c->state >= COMPLAINT_STATE_REGISTERED && c->state < COMPLAINT_STATE_REPLIED;
}

MAY_FAIL
wait_notice_due(struct request *req, const struct complaint *c)
{
	const struct parameters *p;
	date due_on;

	if (!waits(c))
		return NULL;
	TRY(complaint_parameters(req, c, &p));
	TRY(deadline_working_date(
	    req, req->today, parameter_integer(p, &parameter_complaint_wait_interval), &due_on));
	return timer_set(req, "wait_notice", c->id, start_of(due_on));
}

MAY_FAIL
message_wait_notice(struct request *req, const struct complaint *c, const char *text)
{
	const char *id;

	return message_send(req, c,
	    &(struct message_new) {
		.type = MESSAGE_TYPE_WAIT_NOTICE,
		.party = MESSAGE_PARTY_COMPLAINANT,
		.text = text,
		.remedy_promised_on = NO_DATE,
		.expected_on = NO_DATE,
	    },
	    &id);
}

MAY_FAIL
wait_notice_comes(struct request *req, const char *complaint_id)
{
	struct complaint c;

	TRY(complaint_lock_itself(req, complaint_id, &c));
	if (!waits(&c))
		return NULL;
	return message_wait_notice(
	    req, &c, "您的投诉仍在处理中，请耐心等待，处理结果将尽快告知您。");
}

MAY_FAIL
outcome_decided(struct request *req, const struct complaint *c)
{
	TRY(outcome_clock(
	    req, c, "HANDOVER", NULL, &R10_12, req->now, &parameter_complaint_handover));
	if (c->profile != COMPLAINT_PROFILE_LOGISTICS)
		return NULL;
	return outcome_clock(
	    req, c, "RESULT_REPLY", NULL, &R12_18, req->now, &parameter_complaint_result_reply);
}

MAY_FAIL
complaint_expect(struct request *req, const struct complaint_expect_in *in)
{
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	if (!c.organiser)
		TRY(complaint_acts_as(req, &c, FUNCTION(HANDLER), &R10_10));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_IMPLEMENTING, &R10_10));
	TRY(sql_complaint_expected(req, c.id, &row));
	if (row_date(&row, "expected_on") != in->expected_on) {
		TRY(sql_complaint_save_expected(req, c.id, in->expected_on));
		TRY(arrangement_due(req, &c, req->now));
	}
	TRY(sql_complaint_expected(req, c.id, &row));
	return reply_row(req, &row);
}
