#include "rules_order.h"

#include "rules.h"
#include "rules_text.h"

#define S(name) SERVICE_ORDER_STATE_##name

struct way {
	enum service_order_state from, to;
	bool repair_only;
};

static const struct way ways[] = {
	{ S(DRAFT), S(SUBMITTED), false },
	{ S(SUBMITTED), S(APPROVED), false },
	{ S(SUBMITTED), S(REJECTED), false },
	{ S(REJECTED), S(DRAFT), false }, /* R11.6: as a new version */
	{ S(APPROVED), S(ASSIGNED), false },
	{ S(ASSIGNED), S(READY), false },
	{ S(READY), S(DEPARTED), false },
	{ S(DEPARTED), S(IN_PROGRESS), false },
	{ S(READY), S(ASSIGNED), false }, /* others are sent, who prepare anew */
	{ S(DEPARTED), S(ASSIGNED), false },
	{ S(IN_PROGRESS), S(AWAITING_PARTS), false },
	{ S(AWAITING_PARTS), S(IN_PROGRESS), false },
	{ S(IN_PROGRESS), S(RETURNED_FOR_REPAIR), true },
	{ S(RETURNED_FOR_REPAIR), S(IN_PROGRESS), true },
	{ S(IN_PROGRESS), S(WORK_DONE), false },
	{ S(WORK_DONE), S(FEE_DUE), true },
	{ S(FEE_DUE), S(WORK_DONE), true }, /* nothing is left to be paid */
	{ S(FEE_DUE), S(FEE_COLLECTED), true },
	{ S(FEE_COLLECTED), S(FEE_HANDED_IN), true },
	{ S(WORK_DONE), S(COMPLETED), false },
	{ S(FEE_HANDED_IN), S(COMPLETED), true },
	{ S(COMPLETED), S(CLOSED), false },
	/* R11.6: a change of substance withdraws the approval. */
	{ S(APPROVED), S(SUBMITTED), false },
	{ S(ASSIGNED), S(SUBMITTED), false },
	{ S(READY), S(SUBMITTED), false },
	{ S(DEPARTED), S(SUBMITTED), false },
};

struct decision
order_step(enum order_kind kind, enum service_order_state from, enum service_order_state to,
    const struct rule *rule)
{
	for (size_t i = 0; i < COUNT(ways); i++)
		if (ways[i].from == from && ways[i].to == to &&
		    (kind == ORDER_KIND_REPAIR || !ways[i].repair_only))
			return decision_allow(rule, service_order_state_names[to], "From %s.",
			    service_order_state_names[from]);
	return decision_refuse(rule, &problem_invalid_state, "An order that is %s is not %s next.",
	    service_order_state_names[from], service_order_state_names[to]);
}

int64_t
whole_minutes(instant from, instant until)
{
	return from == NO_INSTANT || until == NO_INSTANT ? -1 : (until - from) / MINUTE;
}

int64_t
repair_minutes(
    instant arrived_at, instant done_at, const struct order_wait_span *waits, size_t count)
{
	instant stood = 0;

	for (size_t i = 0; i < count; i++)
		stood += waits[i].until - waits[i].from;
	return whole_minutes(arrived_at + stood, done_at);
}

struct decision
order_times(const struct rule *rule, instant before, instant then, instant now)
{
	if (then > now)
		return decision_refuse(rule, &problem_time_in_future, "It has not happened yet.");
	if (then < before)
		return decision_refuse(rule, &problem_times_inconsistent,
		    "It would have happened before what comes before it.");
	return decision_allow(rule, "IN_ORDER", "The times follow each other.");
}

struct order_due
order_due(instant approved_at, instant appointment_at, struct period depart_within,
    struct period arrive_within)
{
	struct order_due due = { instant_plus(approved_at, depart_within),
		instant_plus(approved_at, arrive_within) };
	instant later = appointment_at == NO_INSTANT || appointment_at < due.arrive
			    ? 0
			    : appointment_at - due.arrive;

	return (struct order_due) { due.depart + later, due.arrive + later };
}

struct decision
order_checklist(const struct order_checklist *confirmed)
{
	const struct {
		const char *name;
		bool given;
	} points[] = {
		{ "information_verified", confirmed->information_verified },
		{ "tools", confirmed->tools },
		{ "spare_parts", confirmed->spare_parts },
		{ "documents", confirmed->documents },
	};
	struct words missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < COUNT(points); i++)
		if (!points[i].given)
			words_add(&missing, points[i].name);
	if (missing.count == 0)
		return decision_allow(&R11_8, "READY", "All four points are confirmed.");
	d = decision_refuse(
	    &R11_8, &problem_checklist_incomplete, "Not confirmed: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

bool
repeats_repair(date done_on, date reported_on, struct period window)
{
	return done_on <= reported_on && reported_on <= date_plus(done_on, window);
}
