#include "rules_request.h"

#include <string.h>

#include "rules.h"
#include "rules_text.h"
#include "text.h"

/* Characters without the spaces at either end. */
static int64_t
trimmed_length(const char *text)
{
	size_t length;

	if (!text)
		return 0;
	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	return (int64_t)utf8_count(text, length);
}

bool
is_late(instant since, struct period within, instant acted_at)
{
	return acted_at > instant_plus(since, within);
}

struct decision
request_recorded(const struct request_record *r, int64_t description_min, struct period within)
{
	struct decision d;

	if (!r->employee)
		return decision_refuse(&R6_4, &problem_first_responder_not_employee,
		    "The first responder is an employee of the directory.");
	if (r->received_at > r->recorded_at)
		return decision_refuse(
		    &R6_5, &problem_time_in_future, "It would have been received later than now.");
	if (!r->customer_id && !has_text(r->caller_phone))
		return decision_refuse(&R6_5, &problem_caller_unreachable,
		    "Neither a customer nor a telephone number is known.");
	if (r->category && !r->category_known)
		return decision_refuse(
		    &R6_5, &problem_unknown_category, "There is no category %.60s.", r->category);
	if (trimmed_length(r->description) < description_min)
		d = decision_refuse(&R6_5, &problem_description_too_short,
		    "The description has %lld characters, fewer than %lld.",
		    (long long)trimmed_length(r->description), (long long)description_min);
	else if (is_late(r->received_at, within, r->recorded_at))
		d = decision_allow(
		    &R6_5, "RECORDED_LATE", "It was recorded later than the time allowed.");
	else
		d = decision_allow(&R6_5, "RECORDED", "It was recorded in time.");
	decision_used(&d, "service.description_min", description_min);
	return d;
}

struct decision
first_contact(instant recorded_first, instant received_at, bool untouched)
{
	if (received_at >= recorded_first)
		return decision_refuse(&R6_4, &problem_first_contact_taken,
		    "Somebody else received this contact earlier, or recorded it first.");
	if (!untouched)
		return decision_refuse(&R6_4, &problem_first_contact_taken,
		    "The request of this contact is under way already.");
	return decision_allow(&R6_4, "EARLIER_RECEIPT", "The earlier receipt stands.");
}

struct decision
contact_ended(instant received_at, instant ended_at, instant now)
{
	if (ended_at == NO_INSTANT)
		return decision_allow(&R6_5, "CONTACT_GOES_ON", "The contact goes on.");
	if (ended_at > now)
		return decision_refuse(
		    &R6_5, &problem_time_in_future, "The contact would end later than now.");
	if (ended_at < received_at)
		return decision_refuse(&R6_5, &problem_times_inconsistent,
		    "The contact would end before it began.");
	return decision_allow(&R6_5, "CONTACT_ENDED", "The contact ended.");
}

struct decision
request_resolved(const struct request_resolving *r)
{
	if (!r->in_scope || !r->completable_at_once)
		return decision_allow(
		    &R6_6, "RESOLVED", "It was not one to be completed in the first contact.");
	if (!r->by_first_responder)
		return decision_allow(&R6_6, "ONE_STOP_MISSED",
		    "It was in scope and could be completed at once, but somebody else did.");
	if (r->contact_ended_at != NO_INSTANT && r->resolved_at > r->contact_ended_at)
		return decision_allow(
		    &R6_6, "ONE_STOP_MISSED", "It was resolved after the contact had ended.");
	return decision_allow(&R6_6, "ONE_STOP", "It was resolved within the contact.");
}

struct decision
major_reported(const char *reason, instant known_at, instant reported_at, struct period within)
{
	if (!has_text(reason))
		return decision_refuse(&R6_8, &problem_reason_missing, "Why is it a major matter?");
	if (known_at > reported_at)
		return decision_refuse(
		    &R6_8, &problem_time_in_future, "It would be known later than now.");
	if (is_late(known_at, within, reported_at))
		return decision_allow(&R6_8, "REPORTED_LATE",
		    "The general manager is told later than the time allowed.");
	return decision_allow(&R6_8, "REPORTED", "The general manager is told in time.");
}

struct decision
request_closed(const struct closing_facts *c, struct period wait)
{
	if (c->wco_owed)
		return decision_refuse(
		    &R6_9, &problem_wco_owed, "The work contact order has not been submitted.");
	if (c->confirmed)
		return decision_allow(
		    &R6_11, "CUSTOMER_CONFIRMED", "The customer confirmed that it is solved.");
	if (c->now >= instant_plus(c->resolved_at, wait))
		return decision_allow(&R6_11, "TIME_ELAPSED",
		    "The customer did not speak up in the time after the resolution.");
	return decision_refuse(&R6_11, &problem_invalid_state,
	    "The customer has not confirmed, and the time after the resolution has not passed.");
}

struct decision
contact_counted(bool inbound, bool solicited, bool unresolved)
{
	if (!inbound || !unresolved)
		return decision_allow(&R6_11, "NOTED", "The customer did not have to ask again.");
	if (solicited)
		return decision_allow(
		    &R6_11, "SOLICITED", "The company had asked for this contact.");
	return decision_allow(&R6_11, "REPEATED", "The customer had to ask again.");
}
