/* Complaints accepted and entered in the ledger, and the three days from then on (R10.3, R12.12).
 */
#include "classification.h"
#include "complaint_intake.h"
#include "complaint_method.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "ledger.h"
#include "message.h"
#include "rules.h"
#include "rules_text.h"
#include "service_information.h"

static MAY_FAIL
texts(struct request *req, const char *json, const char *const **list, size_t *count)
{
	const char **made;
	struct rows rows;

	TRY(sql_complaint_texts(req, json, &rows));
	made = arena_array(req->arena, const char *, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		made[i] = row_text(req, &row, "value");
	}
	*list = made;
	*count = (size_t)rows.count;
	return NULL;
}

static MAY_FAIL
dates(struct request *req, const char *json, const date **list, size_t *count)
{
	const char *const *words;
	date *made;

	TRY(texts(req, json, &words, count));
	made = arena_array(req->arena, date, *count);
	for (size_t i = 0; i < *count; i++)
		if (!date_read(words[i], strlen(words[i]), &made[i]))
			made[i] = NO_DATE;
	*list = made;
	return NULL;
}

MAY_FAIL
intake_of(struct request *req, const struct complaint *c, struct intake *intake)
{
	struct row row;

	TRY(sql_complaint_form(req, c->id, &row));
	*intake = (struct intake) {
		.profile = c->profile,
		.channel = c->channel,
		.anonymous = row_boolean(&row, "anonymous"),
		.name = row_text(req, &row, "complainant_name"),
		.phone = row_text(req, &row, "complainant_phone"),
		.object = row_text(req, &row, "object"),
		.course = row_text(req, &row, "course"),
		.referral_body = row_text(req, &row, "referral_body"),
		.referral_number = row_text(req, &row, "referral_number"),
		.referral_on = row_date(&row, "referral_on"),
		.chat_tool = row_text(req, &row, "chat_tool"),
		.chat_account = row_text(req, &row, "chat_account"),
		.received_at = row_instant(&row, "received_at"),
		.reception_ended_at = row_instant(&row, "reception_ended_at"),
		.type = row_enum(&row, "type", complaint_type_names, COMPLAINT_TYPE_COUNT),
		.subtype_text = row_text(req, &row, "subtype_text"),
	};
	TRY(dates(req, row_text(req, &row, "incident_dates"), &intake->incidents,
	    &intake->incident_count));
	return texts(
	    req, row_text(req, &row, "subtypes"), &intake->subtypes, &intake->subtype_count);
}

/*
 * R10.2. The substitute of an officer accepts as the officer does, and who organises it also what
 * comes by a channel whose acceptors are all recused (R10.5).
 */
static MAY_FAIL
accepts(struct request *req, const struct complaint *c, bool *accepted)
{
	struct profile_policy policy = profile_policy(c->profile, c->channel);
	bool officer = c->functions & FUNCTION(OFFICER);
	struct row row;
	bool left;

	*accepted =
	    c->acceptor || (officer && holds_any(policy.organisers, policy.acceptors));
	if (*accepted || !(officer || c->organiser))
		return NULL;
	TRY(sql_complaint_acceptor_left(
	    req, c->id, roles_json(req, policy.acceptors), &row, &left));
	*accepted = !left;
	return NULL;
}

static MAY_FAIL
may_register(struct request *req, const struct complaint *c)
{
	bool accepted;

	if (c->state != COMPLAINT_STATE_RECEIVED)
		return problem_rule(req, &problem_already_registered, &R10_3,
		    "The complaint is registered already, as %s.", c->ledger_number);
	TRY(accepts(req, c, &accepted));
	if (accepted)
		return NULL;
	return problem_rule(req, &problem_forbidden_role,
	    c->profile == COMPLAINT_PROFILE_LOGISTICS ? &R12_1 : &R10_2,
	    "A complaint by %s is accepted by others.", complaint_channel_names[c->channel]);
}

static MAY_FAIL
form_stands(struct request *req, const struct complaint *c, bool *late)
{
	const struct parameters *p;
	struct intake intake;
	struct decision d;

	TRY(complaint_parameters(req, c, &p));
	TRY(intake_of(req, c, &intake));
	d = intake_complete(&intake, parameter_integer(p, &parameter_complaint_course_min));
	TRY(require(req, "complaint", c->id, &d));
	d = intake_register(
	    &intake, parameter_period(p, &parameter_complaint_register_within), req->now);
	*late = same(d.outcome, "REGISTERED_LATE");
	return decide(req, "complaint", c->id, &d);
}

static MAY_FAIL
tell_registered(struct request *req, const struct complaint *c)
{
	struct row row;

	TRY(sql_complaint_registered_event(req, c->id, &row));
	return event_emit(req, "complaint.registered", c->id, c->version, row_json(req, &row));
}

/* R12.5: what was written in the chat is an original. */
static MAY_FAIL
transcript_stands(struct request *req, const struct complaint *c)
{
	struct row row;

	if (c->channel != COMPLAINT_CHANNEL_CHAT_TOOL)
		return NULL;
	TRY(sql_material_has_transcript(req, c->id, &row));
	return row_boolean(&row, "found")
		   ? NULL
		   : problem_rule(req, &problem_transcript_missing, &R12_5,
			 "The transcript of the chat is missing among the materials.");
}

/* R10.4: form and materials are with the handler in time. */
static MAY_FAIL
start_forwarding(struct request *req, const struct complaint *c)
{
	struct deadline_new deadline = {
		.subject = "complaint",
		.subject_id = c->id,
		.kind = "INTAKE_FORWARD",
		.rule = &R10_4,
		.working_days = true,
	};
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	TRY(deadline_working_days(req, req->now,
	    parameter_integer(p, &parameter_complaint_intake_forward), &deadline.due_at));
	return deadline_start(req, &deadline);
}

MAY_FAIL
complaint_overdue_days(struct request *req, const struct complaint *c, int64_t *days)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	*days = parameter_integer(p, &parameter_complaint_overdue_days);
	return NULL;
}

MAY_FAIL
complaint_watch_days(struct request *req, const struct complaint *c)
{
	if (c->kind != COMPLAINT_KIND_COMPLAINT || !c->customer_id)
		return NULL;
	return timer_set(req, "complaint_overdue", c->id,
	    start_of(c->day_zero + (date)c->overdue_days + 1));
}

MAY_FAIL
complaint_register(struct request *req, const struct complaint_register_in *in)
{
	const char *officer_id;
	struct complaint c;
	bool late;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_register(req, &c));
	TRY(form_stands(req, &c, &late));
	TRY(transcript_stands(req, &c));
	TRY(classification_note_late(req, &c));
	TRY(ledger_draw(req, &c, &c.ledger_number));
	officer_id = c.officer_id ? c.officer_id : c.organiser ? c.caller.id : NULL;
	TRY(sql_complaint_save_registration(
	    req, c.id, c.caller.id, officer_id, c.ledger_number, late));
	c.version++;
	if (officer_id && !c.officer_id)
		TRY(complaint_assign(
		    req, &c, COMPLAINT_FUNCTION_OFFICER, officer_id, true, NULL, NULL));
	TRY(complaint_move(req, &c, COMPLAINT_STATE_REGISTERED, &R10_3, "Registered."));
	TRY(start_forwarding(req, &c));
	TRY(method_follow(req, &c));
	TRY(complaint_watch_days(req, &c));
	TRY(arrangement_due(req, &c, c.received_at));
	TRY(wait_notice_due(req, &c));
	TRY(tell_registered(req, &c));
	TRY(inform_of_complaint(req, &c, INFORMATION_KIND_ACCEPTED));
	return complaint_reply(req, c.id);
}

MAY_FAIL
complaint_tell_overdue(struct request *req, struct complaint *c)
{
	date due_on = c->day_zero + (date)c->overdue_days;
	struct row row;

	/* It may have been corrected to a feedback, which nobody is fined for (R10.1, R10.3). */
	if (c->kind != COMPLAINT_KIND_COMPLAINT || !c->customer_id)
		return NULL;
	if (c->replied_at != NO_INSTANT || req->today <= due_on)
		return NULL;
	TRY(sql_complaint_overdue_row(req, c->id, &row));
	if (row_boolean(&row, "_told"))
		return NULL;
	TRY(sql_complaint_overdue_create(req, new_id(req), c->id, c->round, due_on));
	TRY(sql_complaint_touch(req, c->id));
	c->version++;
	return event_emit(req, "complaint.overdue", c->id, c->version, row_json(req, &row));
}

MAY_FAIL
complaint_days_over(struct request *req, const char *id)
{
	struct complaint c;

	TRY(complaint_lock_itself(req, id, &c));
	return complaint_tell_overdue(req, &c);
}
