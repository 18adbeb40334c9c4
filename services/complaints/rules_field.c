#include "rules_field.h"

#include "rules.h"
#include "rules_text.h"

instant
field_due_at(const struct working_calendar *calendar, instant at, int64_t n)
{
	date due_on = plus_working_days(calendar, date_of(at), (int)n);

	return due_on == NO_DATE ? NO_INSTANT : end_of(due_on);
}

struct decision
field_info_reported(instant due_at, instant now)
{
	return now <= due_at
		   ? decision_allow(&R11_16, "IN_TIME", "Reported by the end of the day due.")
		   : decision_allow(&R11_16, "LATE", "Reported after the day it was due.");
}

struct decision
inbound_reply(const struct inbound_facts *item, instant due_at, instant now)
{
	if (item->state != INBOUND_ITEM_STATE_REPLY_DUE)
		return decision_refuse(
		    &R11_19, &problem_invalid_state, "There is one reply; it was given.");
	return now <= due_at
		   ? decision_allow(&R11_19, "IN_TIME", "Replied by the end of the day due.")
		   : decision_allow(&R11_19, "LATE", "Replied after the day it was due.");
}

struct decision
inbound_ask(const struct inbound_facts *item, const char *employee_id)
{
	if (item->replied_at == NO_INSTANT)
		return decision_refuse(
		    &R11_19, &problem_not_replied, "Satisfaction is asked after the reply.");
	if (same(item->replied_by_id, employee_id))
		return decision_refuse(&R11_19, &problem_separation_of_duties,
		    "Who replied does not ask how satisfying it was.");
	if (item->satisfaction_at != NO_INSTANT)
		return decision_refuse(&R11_19, &problem_already_answered, "It was asked already.");
	return decision_allow(&R11_19, "ASKED", "Somebody else than who replied asks.");
}

struct decision
inbound_answer(const struct inbound_facts *item, int64_t score)
{
	struct decision d;

	if (item->satisfaction_at == NO_INSTANT)
		return decision_refuse(
		    &R11_19, &problem_not_replied, "Satisfaction was not asked yet.");
	if (item->answered)
		return decision_refuse(
		    &R11_19, &problem_already_answered, "It was answered already.");
	d = score <= item->dissatisfied_at_most
		? decision_allow(&R11_19, "DISSATISFIED", "The caller is dissatisfied.")
		: decision_allow(&R11_19, "SATISFIED", "The caller is satisfied.");
	decision_used(&d, "complaint.dissatisfied_at_most", item->dissatisfied_at_most);
	return d;
}

struct decision
inbound_close(const struct inbound_facts *item, instant now)
{
	if (item->state == INBOUND_ITEM_STATE_CLOSED)
		return decision_refuse(
		    &R11_19, &problem_invalid_state, "The item is closed already.");
	if (!item->contact)
		return decision_allow(
		    &R11_19, "NO_CONTACT", "Nobody is known to whom it could be replied.");
	if (item->replied_at == NO_INSTANT)
		return decision_refuse(
		    &R11_19, &problem_reply_missing, "Nothing is closed without a reply.");
	if (item->satisfaction_at == NO_INSTANT)
		return decision_refuse(
		    &R11_19, &problem_satisfaction_open, "Satisfaction was not asked yet.");
	if (!item->answered && now < instant_plus(item->satisfaction_at, item->wait))
		return decision_refuse(&R11_19, &problem_satisfaction_open,
		    "An answer is waited for, %s from the asking.", show_period(item->wait).text);
	return decision_allow(&R11_19, "CLOSED", "Replied to, and satisfaction was asked.");
}

struct digest_period
digest_period(const struct working_calendar *calendar, date on, int64_t nth)
{
	struct digest_period period;
	int year, month, day;

	date_split(on, &year, &month, &day);
	period.month_from = date_make(year, month, 1);
	period.month_until = plus_months(period.month_from, 1) - 1;
	period.due_on = plus_working_days(calendar, period.month_until, (int)nth);
	return period;
}

struct decision
digest_deliver(struct digest_period period, int64_t outside, date today)
{
	if (today <= period.month_until)
		return decision_refuse(
		    &R11_19, &problem_digest_incomplete, "The month is not over.");
	if (outside > 0)
		return decision_refuse(&R11_19, &problem_digest_incomplete,
		    "%lld valuable items of the period, or before it, are in no digest.",
		    (long long)outside);
	return today <= period.due_on
		   ? decision_allow(&R11_19, "IN_TIME", "By the working day it was due.")
		   : decision_allow(&R11_19, "LATE", "After the working day it was due.");
}

struct decision
center_step(enum center_opinion_state from, enum center_opinion_state to)
{
	if (to != from + 1)
		return decision_refuse(&R11_20, &problem_invalid_state,
		    "The opinion is %s; it is recorded, forwarded, handled, and then the customer "
		    "is informed.",
		    center_opinion_state_names[from]);
	return decision_allow(
	    &R11_20, center_opinion_state_names[to], "The next step of the opinion.");
}

struct decision
center_handled(enum center_opinion_state from, const char *opinion, const char *result)
{
	struct decision d = center_step(from, CENTER_OPINION_STATE_HANDLED);

	if (!d.refusal && (!has_text(opinion) || !has_text(result)))
		return decision_refuse(&R11_20, &problem_result_missing,
		    "The customer hears both the opinion and the result.");
	return d;
}

struct decision
center_close(enum center_opinion_state state, bool closed)
{
	if (closed || state != CENTER_OPINION_STATE_INFORMED)
		return decision_refuse(&R11_20, &problem_invalid_state,
		    "What the customer was informed of is closed, once; it is %s.",
		    closed ? "closed" : center_opinion_state_names[state]);
	return decision_allow(&R11_20, "CLOSED", "Forwarded, handled, and told to the customer.");
}
