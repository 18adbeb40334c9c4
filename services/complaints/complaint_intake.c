/* Complaints as they come in: received, corrected (R10.2, R12.4, R12.5, R12.8, R12.11). */
#include "complaint_intake.h"

#include "classification.h"
#include "complaint_method.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "escalation.h"
#include "public_channel.h"
#include "rules.h"
#include "staff.h"

/* The unit that receives it: the one named, or that of the caller's department. */
static MAY_FAIL
receiving_unit(struct request *req, const struct complaint_create_in *in,
    const struct person *caller, struct row *unit)
{
	const char *department_id = in->unit_id	 ? in->unit_id
				    : caller->id ? caller->department_id
						 : req->caller.department_id;
	bool found;

	TRY(sql_complaint_unit_of(req, department_id, unit, &found));
	if (!found)
		return problem_fault(req, "/unit_id", in->unit_id ? "UNKNOWN" : "REQUIRED",
		    "Which unit receives it? Yours receives no complaints.");
	return NULL;
}

/* R10.2: who receives by this channel; in logistics and service companies everybody does (R6.11).
 */
static MAY_FAIL
may_receive(struct request *req, const struct intake *intake)
{
	struct profile_policy policy = profile_policy(intake->profile, intake->channel);

	if (!policy.receivers || holds_any(policy.receivers, req->caller.roles))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R10_2,
	    "Complaints by %s are not received by you.", complaint_channel_names[intake->channel]);
}

/* What the policy of the profile at the receipt has of channels and sub-types. */
static MAY_FAIL
know_words(struct request *req, const struct intake *intake, const char *const **channels)
{
	static const struct parameter *const by_profile[] = {
		[COMPLAINT_PROFILE_LAW_FIRM] = &parameter_complaint_channels_law_firm,
		[COMPLAINT_PROFILE_LOGISTICS] = &parameter_complaint_channels_logistics,
		[COMPLAINT_PROFILE_SERVICE] = &parameter_complaint_channels_service,
	};
	struct complaint c = { .profile = intake->profile, .received_at = intake->received_at };
	const struct parameters *parameters;

	TRY(complaint_parameters(req, &c, &parameters));
	*channels = parameter_words(parameters, by_profile[intake->profile]);
	return classification_know_subtypes(req, &c, intake->subtypes, intake->subtype_count);
}

static struct intake
intake_in(struct request *req, const struct complaint_create_in *in, enum complaint_profile profile)
{
	return (struct intake) {
		.profile = profile,
		.channel =
		    enum_index(complaint_channel_names, COMPLAINT_CHANNEL_COUNT, in->channel),
		.anonymous = in->anonymous && *in->anonymous,
		.name = in->complainant_name,
		.phone = in->complainant_phone,
		.object = in->object,
		.course = in->course,
		.referral_body = in->referral_body,
		.referral_number = in->referral_number,
		.referral_on = in->referral_on,
		.chat_tool = in->chat_tool,
		.chat_account = in->chat_account,
		.received_at = in->received_at == NO_INSTANT ? req->now : in->received_at,
		.reception_ended_at = in->reception_ended_at,
		.type = in->type ? enum_index(complaint_type_names, COMPLAINT_TYPE_COUNT, in->type)
				 : COMPLAINT_TYPE_UNCLEAR,
		.subtypes = in->subtypes,
		.subtype_count = in->subtypes_count,
		.subtype_text = in->subtype_text,
		.incidents = in->incident_dates,
		.incident_count = in->incident_dates_count,
	};
}

static MAY_FAIL
create(struct request *req, const struct complaint_create_in *in, const struct intake *intake,
    const char *id, const char *unit_id, const char *employee_id)
{
	const struct complaint made = {
		.profile = intake->profile,
		.received_at = intake->received_at,
	};
	int64_t days;

	TRY(complaint_overdue_days(req, &made, &days));
	return sql_complaint_create(req, id, unit_id, complaint_profile_names[intake->profile],
	    in->kind ? in->kind : "COMPLAINT", "DIRECT", NULL, in->channel, intake->received_at,
	    in->reception_ended_at, employee_id, in->customer_id,
	    in->complainant_kind ? in->complainant_kind : "CUSTOMER", in->complainant_employee_id,
	    intake->anonymous, in->complainant_name, in->complainant_phone, in->complainant_email,
	    in->complainant_address, in->object, in->department_id, in->course,
	    in->incident_dates_json ? in->incident_dates_json : "[]",
	    complaint_type_names[intake->type], in->subtypes_json ? in->subtypes_json : "[]",
	    in->subtype_text, in->waybill_number, in->addressed_to, in->referral_body,
	    in->referral_number, in->referral_on, in->chat_tool, in->chat_account,
	    in->practice_area, in->linked_complaint_id, in->method_type, in->public_channel_id,
	    date_of(intake->received_at), days);
}

/* R12.4: the other half of a case is a complaint of the same unit. */
static MAY_FAIL
is_other_half(struct request *req, const char *linked_id, const char *unit_id)
{
	struct row row;
	bool found;

	if (!linked_id)
		return NULL;
	TRY(sql_complaint_of_unit(req, linked_id, unit_id, &row, &found));
	return found ? NULL
		     : problem_fault(req, "/linked_complaint_id", "UNKNOWN",
			   "There is no such complaint in the unit.");
}

MAY_FAIL
complaint_create(struct request *req, const struct complaint_create_in *in)
{
	const char *id = new_id(req), *respondent_id;
	const char *const *channels;
	struct complaint c;
	struct person caller;
	struct intake intake;
	struct decision d;
	struct row unit;

	TRY(directory_caller(req, &caller));
	TRY(receiving_unit(req, in, &caller, &unit));
	intake = intake_in(
	    req, in, row_enum(&unit, "profile", complaint_profile_names, COMPLAINT_PROFILE_COUNT));
	TRY(know_words(req, &intake, &channels));
	d = intake_channel(&intake, channels);
	TRY(require(req, "complaint", id, &d));
	TRY(may_receive(req, &intake));
	d = intake_facts(&intake, req->now);
	TRY(require(req, "complaint", id, &d));
	TRY(channel_published(req, in->public_channel_id));
	TRY(staff_known_ever(req, "/complainant_employee_id", in->complainant_employee_id));
	TRY(is_other_half(req, in->linked_complaint_id, row_text(req, &unit, "id")));
	TRY(create(req, in, &intake, id, row_text(req, &unit, "id"), caller.id));
	TRY(complaint_lock_itself(req, id, &c));
	if (caller.id)
		TRY(complaint_assign(
		    req, &c, COMPLAINT_FUNCTION_INTAKE, caller.id, true, NULL, NULL));
	for (size_t i = 0; i < in->respondents_count; i++)
		TRY(respondent_add(req, &c,
		    &(struct respondent_new) {
			.employee_id = in->respondents[i].employee_id,
			.department_id = in->respondents[i].department_id,
			.name = in->respondents[i].name,
			.customer_id = in->respondents[i].customer_id,
			.credit_code = in->respondents[i].unified_social_credit_code,
		    },
		    &respondent_id));
	TRY(proposal_clock_start(req, &c));
	return complaint_reply(req, id);
}

/* Once it is handed on, who received it sees its number and state (R10.15). */
static MAY_FAIL
reply_number(struct request *req, const struct complaint *c)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "id", c->id);
	member_text(&b, "ledger_number", c->ledger_number);
	member_text(&b, "state", complaint_state_names[c->state]);
	object_close(&b);
	return reply_json(req, b.text);
}

MAY_FAIL
complaint_reply_seen(struct request *req, const struct complaint *c)
{
	struct row row;
	bool whole;

	TRY(sql_complaint_shown(req, c->id, &row, &whole));
	return whole ? complaint_reply(req, c->id) : reply_number(req, c);
}

MAY_FAIL
complaint_get(struct request *req, const struct complaint_get_in *in)
{
	bool whole;
	struct complaint c;

	TRY(complaint_read_number(req, in->id, &c, &whole));
	return whole ? complaint_reply(req, in->id) : reply_number(req, &c);
}

/* Until it is registered by who receives and accepts; until the decision by who organises it. */
static MAY_FAIL
may_correct(struct request *req, const struct complaint *c, const struct complaint_patch_in *in)
{
	if (in->kind_given && (c->state >= COMPLAINT_STATE_DECIDED || c->round > 0))
		return problem_rule(req, &problem_kind_frozen, &R10_1,
		    "Complaint or feedback: that is fixed with the decision.");
	TRY(complaint_between(
	    req, c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_IN_MEETING, &R12_11));
	if (c->state == COMPLAINT_STATE_RECEIVED &&
	    (c->acceptor || c->functions & FUNCTION(INTAKE)))
		return NULL;
	return complaint_organises(req, c, &R12_11);
}

/* What was registered stays a complete form (R12.11), of a reception that had ended (R12.12). */
static MAY_FAIL
stays_registered(struct request *req, struct complaint *c, const struct intake *intake)
{
	const struct parameters *p;
	struct decision d;

	if (c->state == COMPLAINT_STATE_RECEIVED)
		return NULL;
	if (intake->anonymous && !c->anonymous)
		return problem_rule(req, &problem_immutable, &R12_8,
		    "Anonymity is lifted; who gave a name is not made anonymous.");
	TRY(complaint_parameters(req, c, &p));
	d = intake_complete(intake, parameter_integer(p, &parameter_complaint_course_min));
	TRY(require(req, "complaint", c->id, &d));
	d = intake_register(
	    intake, parameter_period(p, &parameter_complaint_register_within), c->registered_at);
	TRY(require(req, "complaint", c->id, &d));
	return classification_note_late(req, c);
}

MAY_FAIL
complaint_patch(struct request *req, const struct complaint_patch_in *in)
{
	bool method = in->department_id_given || in->method_type_given;
	bool days = in->kind_given || in->customer_id_given; /* it may be one of a customer now */
	struct complaint c;
	struct intake intake;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_correct(req, &c, in));
	TRY(staff_known_ever(req, "/complainant_employee_id", in->complainant_employee_id));
	TRY(sql_complaint_patch(req, in->id, req->body));
	if (in->complainant_employee_id)
		TRY(complaint_recuse(req, &c));
	TRY(intake_of(req, &c, &intake));
	d = intake_facts(&intake, req->now);
	TRY(require(req, "complaint", in->id, &d));
	TRY(classification_know_subtypes(req, &c, intake.subtypes, intake.subtype_count));
	TRY(stays_registered(req, &c, &intake));
	if (c.state > COMPLAINT_STATE_RECEIVED && (method || days)) {
		TRY(complaint_lock_itself(req, in->id, &c)); /* as it is now */
		if (method)
			TRY(method_follow(req, &c));
		if (days)
			TRY(complaint_watch_days(req, &c));
	}
	return complaint_reply(req, in->id);
}
