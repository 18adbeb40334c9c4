#include "rules_fee.h"

#include "rules.h"
#include "rules_text.h"

static struct decision
may_collect(const struct fee_facts *facts)
{
	if (facts->outsourced && !(facts->bills && facts->to_company))
		return decision_refuse(&R11_13, &problem_forbidden_role,
		    "Substitutes collect nothing: customer service bills the customer.");
	if (!facts->leads && !(facts->bills && facts->to_company))
		return decision_refuse(&R11_13, &problem_forbidden_role,
		    "The lead technician collects; customer service notes what is paid to the "
		    "company's account.");
	return decision_allow(&R11_13, "MAY_COLLECT", "Who collects is the one who may.");
}

struct decision
fee_collect(const struct fee_facts *facts)
{
	struct decision d = may_collect(facts);

	if (d.refusal)
		return d;
	if (facts->charge_fen == 0)
		return decision_refuse(
		    &R11_13, &problem_nothing_to_collect, "The customer owes nothing.");
	if (!facts->due)
		return decision_refuse(
		    &R11_13, &problem_invalid_state, "The fee of the order is not due now.");
	if (facts->amount_fen != facts->charge_fen)
		return decision_refuse(&R11_13, &problem_amount_mismatch,
		    "To be paid are %lld fen, not %lld; there are no instalments.",
		    (long long)facts->charge_fen, (long long)facts->amount_fen);
	if (!has_text(facts->invoice_no))
		return decision_refuse(
		    &R11_13, &problem_invoice_missing, "The customer gets an invoice.");
	return facts->to_company
		   ? decision_allow(
			 &R11_13, "TO_CONFIRM", "Finance confirms that the company received it.")
		   : decision_allow(&R11_13, "COLLECTED", "Exactly what is to be paid.");
}

static bool
is_open(const struct finance_hours *hours, instant at)
{
	date on = date_of(at);
	instant time = at - start_of(on);

	return working_day(hours->calendar, on) == WORKING_YES && hours->opens <= time &&
	       time <= hours->closes;
}

instant
fee_due_at(const struct finance_hours *hours, struct period within, instant returned_at)
{
	instant due_at = instant_plus(returned_at, within);
	date next;

	if (is_open(hours, returned_at) && is_open(hours, due_at) &&
	    date_of(due_at) == date_of(returned_at))
		return due_at;
	next = plus_working_days(hours->calendar, date_of(returned_at), 1);
	return next == NO_DATE ? NO_INSTANT : instant_plus(start_of(next) + hours->opens, within);
}

struct decision
fee_due(instant returned_at, struct period within, instant due_at)
{
	return due_at == instant_plus(returned_at, within)
		   ? decision_allow(&R11_14, "AT_ONCE", "Finance is open until then.")
		   : decision_allow(&R11_14, "NEXT_OPENING",
			 "Finance is closed meanwhile: so much after it opens on the next working "
			 "day.");
}

bool
fee_late(const struct fee_held *fee, instant now)
{
	return fee->due_at != NO_INSTANT && now > fee->due_at;
}

static struct decision
may_hand_in(const struct fee_held *fee, const char *technician_id)
{
	if (fee->state == REPAIR_FEE_STATE_HANDED_IN || fee->state == REPAIR_FEE_STATE_CONFIRMED)
		return decision_refuse(
		    &R11_14, &problem_already_handed_in, "Finance has received it already.");
	if (fee->state != REPAIR_FEE_STATE_COLLECTED || !same(fee->collector_id, technician_id))
		return decision_refuse(
		    &R11_14, &problem_not_collected, "This technician collected nothing for it.");
	return decision_allow(&R11_14, "HELD", "The technician holds it.");
}

struct decision
fee_hand_in(const struct fee_held *fees, size_t count, int64_t total_fen, const char *technician_id,
    const char *receiver_id, instant now)
{
	int64_t sum = 0;
	bool late = false;

	if (same(technician_id, receiver_id))
		return decision_refuse(&R11_14, &problem_separation_of_duties,
		    "Nobody receives the money that he collected.");
	for (size_t i = 0; i < count; i++) {
		struct decision d = may_hand_in(&fees[i], technician_id);

		if (d.refusal)
			return d;
		sum += fees[i].amount_fen;
		late |= fee_late(&fees[i], now);
	}
	if (sum != total_fen)
		return decision_refuse(&R11_14, &problem_total_mismatch,
		    "The amounts make %lld fen, not %lld.", (long long)sum, (long long)total_fen);
	return late ? decision_allow(&R11_14, "LATE", "After the time it was due.")
		    : decision_allow(&R11_14, "IN_TIME", "By the time it was due.");
}
