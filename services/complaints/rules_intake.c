#include "rules_intake.h"

#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "rules_text.h"
#include "text.h"

struct decision
intake_channel(const struct intake *intake, const char *const *channels)
{
	const char *channel = complaint_channel_names[intake->channel];
	const struct rule *rule = intake->profile == COMPLAINT_PROFILE_LOGISTICS ? &R12_5 : &R10_2;

	if (list_has(channels, channel))
		return decision_allow(rule, "CHANNEL_ALLOWED", "By %s.", channel);
	return decision_refuse(rule, &problem_channel_not_allowed,
	    "%s is no channel of the profile %s.", channel,
	    complaint_profile_names[intake->profile]);
}

static bool
is_referral(enum complaint_channel channel)
{
	return channel == COMPLAINT_CHANNEL_JUDICIAL_AUTHORITY_REFERRAL ||
	       channel == COMPLAINT_CHANNEL_BAR_ASSOCIATION_REFERRAL;
}

static struct decision
times(const struct intake *intake, instant now)
{
	if (intake->received_at > now || intake->reception_ended_at > now)
		return decision_refuse(
		    &R12_12, &problem_time_in_future, "Nothing is received before it happens.");
	if (intake->reception_ended_at != NO_INSTANT &&
	    intake->reception_ended_at < intake->received_at)
		return decision_refuse(&R12_12, &problem_times_inconsistent,
		    "The reception would have ended before it began.");
	return decision_allow(&R12_12, "TIMES_FIT", "The times fit.");
}

/* R12.4: S1 … are of service, B1 … of business. */
struct decision
intake_types(const struct intake *intake)
{
	char wanted = intake->type == COMPLAINT_TYPE_SERVICE	? 'S'
		      : intake->type == COMPLAINT_TYPE_BUSINESS ? 'B'
								: 0;

	for (size_t i = 0; i < intake->subtype_count; i++) {
		char first = intake->subtypes[i][0];

		if (first != intake->subtypes[0][0] || (wanted && first != wanted))
			return decision_refuse(&R12_4, &problem_mixed_types,
			    "Service and business aspects are two complaints, linked.");
		if (same(intake->subtypes[i], "B9") && !intake->subtype_text)
			return decision_refuse(&R12_4, &problem_text_missing,
			    "Another business complaint needs a text.");
	}
	return decision_allow(&R12_4, "ONE_TYPE", "All sub-types are of one type.");
}

struct decision
intake_facts(const struct intake *intake, instant now)
{
	struct decision d;

	if (is_referral(intake->channel) &&
	    !(intake->referral_body && intake->referral_number && intake->referral_on != NO_DATE))
		return decision_refuse(&R10_2, &problem_referral_data_missing,
		    "A referral names the body, its document number and its date.");
	if (intake->channel == COMPLAINT_CHANNEL_CHAT_TOOL &&
	    !(intake->chat_tool && intake->chat_account))
		return decision_refuse(&R12_5, &problem_chat_account_missing,
		    "A complaint by chat names the tool and the account.");
	d = times(intake, now);
	if (d.refusal)
		return d;
	for (size_t i = 0; i < intake->incident_count; i++)
		if (intake->incidents[i] > date_of(now))
			return decision_refuse(&R12_7, &problem_incident_in_future,
			    "An incident would have happened later than today.");
	return intake_types(intake);
}

static void
missing(char *fields, size_t size, const char *field)
{
	size_t length = strlen(fields);

	snprintf(fields + length, size - length, "%s\"%s\"", length > 1 ? "," : "", field);
}

/* R12.11: at least seven digits, whatever stands between them. */
static bool
phone_fits(const char *phone)
{
	int digits = 0;

	for (; *phone; phone++)
		digits += ascii_digit(*phone);
	return digits >= 7;
}

struct decision
intake_complete(const struct intake *intake, int64_t course_min)
{
	char fields[120] = "[";
	struct decision d;

	if (!intake->anonymous && !has_text(intake->name))
		missing(fields, sizeof(fields), "complainant_name");
	if (!intake->anonymous && !has_text(intake->phone))
		missing(fields, sizeof(fields), "complainant_phone");
	if (!intake->anonymous && !has_text(intake->object))
		missing(fields, sizeof(fields), "object");
	if (!intake->anonymous || intake->course) {
		size_t length = has_text(intake->course)
				    ? utf8_count(intake->course, strlen(intake->course))
				    : 0;

		if ((int64_t)length < course_min)
			missing(fields, sizeof(fields), "course");
	}
	if (fields[1]) {
		d = decision_refuse(
		    &R12_11, &problem_form_incomplete, "The registration form is not complete.");
		snprintf(fields + strlen(fields), sizeof(fields) - strlen(fields), "]");
		decision_member(&d, "fields", fields);
		return d;
	}
	if (intake->phone && !phone_fits(intake->phone))
		return decision_refuse(&R12_11, &problem_phone_invalid,
		    "A telephone number has seven digits at least.");
	d = decision_allow(&R12_11, "FORM_COMPLETE", "The registration form is complete.");
	decision_used(&d, "complaint.course_min", course_min);
	return d;
}

struct decision
intake_register(const struct intake *intake, struct period within, instant now)
{
	instant ended = intake->reception_ended_at;

	if (ended != NO_INSTANT && now < ended)
		return decision_refuse(&R12_12, &problem_times_inconsistent,
		    "It is registered after the reception has ended.");
	if (ended != NO_INSTANT && now > instant_plus(ended, within))
		return decision_allow(&R12_12, "REGISTERED_LATE",
		    "Later after the end of the reception than it should be.");
	return decision_allow(&R12_12, "REGISTERED_IN_TIME", "In time after the reception.");
}
