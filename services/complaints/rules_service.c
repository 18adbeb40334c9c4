#include "rules_service.h"

#include "operation.h"
#include "rules.h"
#include "rules_text.h"

enum service_activity_class
class_of(enum service_activity_subclass subclass)
{
	switch (subclass) {
	case SERVICE_ACTIVITY_SUBCLASS_INSPECTION:
	case SERVICE_ACTIVITY_SUBCLASS_SURVEY:
	case SERVICE_ACTIVITY_SUBCLASS_RESEARCH:
		return SERVICE_ACTIVITY_CLASS_PROACTIVE;
	default:
		return SERVICE_ACTIVITY_CLASS_REACTIVE;
	}
}

struct decision
activity_classified(const char *activity_class, const char *subclass)
{
	int cls = enum_index(
		service_activity_class_names, SERVICE_ACTIVITY_CLASS_COUNT, activity_class),
	    sub = enum_index(
		service_activity_subclass_names, SERVICE_ACTIVITY_SUBCLASS_COUNT, subclass);

	if (!cls || !sub)
		return decision_refuse(&R6_23, &problem_unknown_class,
		    "There is no class %.40s with a sub-class %.40s.", activity_class, subclass);
	if ((int)class_of(sub) != cls)
		return decision_refuse(&R6_23, &problem_subclass_mismatch,
		    "%.40s is no sub-class of %.40s.", subclass, activity_class);
	return decision_allow(&R6_23, "CLASSIFIED", "It is %s/%s.", activity_class, subclass);
}

struct decision
contact_allowed(struct contact_window window, instant at, const char *reason)
{
	instant time = at - start_of(date_of(at));

	if (window.from == NO_INSTANT || (time >= window.from && time < window.until))
		return decision_allow(
		    &R6_30, "IN_WINDOW", "The customer is contacted when it suits.");
	if (!has_text(reason))
		return decision_refuse(&R6_30, &problem_reason_missing,
		    "It is outside the customer's contact window: why now?");
	return decision_allow(&R6_30, "OUTSIDE_WINDOW",
	    "It is outside the customer's contact window; the reason is kept.");
}

struct decision
gap_closed(const struct gap_parts *p)
{
	struct words missing = { 0 };
	struct decision d;

	if (!has_text(p->cause))
		words_add(&missing, "cause");
	if (!has_text(p->improved_plan))
		words_add(&missing, "improved_plan");
	if (!has_text(p->measures))
		words_add(&missing, "measures");
	if (!has_text(p->reply))
		words_add(&missing, "reply");
	if (!missing.count)
		return decision_allow(&R6_30, "CLOSED", "All four parts are there.");
	d = decision_refuse(
	    &R6_30, &problem_gap_incomplete, "The gap record lacks %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

struct decision
gap_replied(date due_on, date replied_on)
{
	if (replied_on > due_on)
		return decision_allow(
		    &R6_30, "REPLIED_LATE", "The reply was due on %s.", show_date(due_on).text);
	return decision_allow(&R6_30, "REPLIED", "The reply is in time.");
}

struct decision
message_failed(int64_t failures, int64_t retries)
{
	struct decision d =
	    failures >= retries
		? decision_allow(&R6_22, "CALL_TASK",
		      "It failed %lld times: customer service calls.", (long long)failures)
		: decision_allow(&R6_22, "RETRY", "It failed %lld times, and is tried again.",
		      (long long)failures);

	decision_used(&d, "comm.retries", retries);
	return d;
}

struct decision
message_sendable(bool from_complaint_note)
{
	if (from_complaint_note)
		return decision_refuse(&R6_22, &problem_confidential_content,
		    "The note of a complaint is confidential.");
	return decision_allow(&R6_22, "SENDABLE", "It may be sent.");
}
