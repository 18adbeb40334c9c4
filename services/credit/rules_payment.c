#include "rules_payment.h"

#include <stdio.h>

#include "rules.h"
#include "rules_text.h"

static bool
waits(enum payment_instrument instrument)
{
	return instrument == PAYMENT_INSTRUMENT_BILL || instrument == PAYMENT_INSTRUMENT_CHEQUE;
}

static struct decision
overpayment(const struct payment_facts *f)
{
	struct decision d = decision_refuse(&R3_16, &problem_overpayment,
	    "%s are outstanding, %s of them wait for bills to clear: %s are too much.",
	    show_money(f->outstanding_fen).text, show_money(f->pending_fen).text,
	    show_money(f->amount_fen).text);
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)f->outstanding_fen);
	decision_member(&d, "outstanding_fen", number);
	snprintf(number, sizeof number, "%lld", (long long)f->pending_fen);
	decision_member(&d, "pending_fen", number);
	return d;
}

struct decision
payment_decide(const struct payment_facts *f)
{
	if (!f->finance)
		return decision_refuse(
		    &R3_16, &problem_forbidden_role, "Only finance records payments.");
	if (f->paid_on > f->today)
		return decision_refuse(&R3_16, &problem_time_in_future,
		    "It would have been paid on %s, later than today.", show_date(f->paid_on).text);
	if (f->amount_fen > f->outstanding_fen - f->pending_fen)
		return overpayment(f);
	if (waits(f->instrument))
		return decision_allow(&R3_16, payment_status_names[PAYMENT_STATUS_PENDING],
		    "A bill or cheque reduces what is outstanding when it is cleared.");
	return decision_allow(&R3_16, payment_status_names[PAYMENT_STATUS_CLEARED],
	    "What is outstanding is reduced to %s.",
	    show_money(f->outstanding_fen - f->amount_fen).text);
}

struct decision
payment_move(enum payment_status from, enum payment_status to, date on, date today)
{
	enum payment_status before =
	    to == PAYMENT_STATUS_REVERSED ? PAYMENT_STATUS_CLEARED : PAYMENT_STATUS_PENDING;

	if (from != before)
		return decision_refuse(&R3_16, &problem_invalid_state,
		    "The payment is %s; only one that is %s becomes %s.",
		    from ? payment_status_names[from] : "unknown", payment_status_names[before],
		    payment_status_names[to]);
	if (on > today)
		return decision_refuse(&R3_16, &problem_time_in_future,
		    "It would have happened on %s, later than today.", show_date(on).text);
	if (to == PAYMENT_STATUS_CLEARED)
		return decision_allow(&R3_16, payment_status_names[to],
		    "The money came in on %s; what is outstanding is reduced.", show_date(on).text);
	if (to == PAYMENT_STATUS_REVERSED)
		return decision_allow(&R3_16, payment_status_names[to],
		    "The money was taken back on %s; the amount is outstanding again.",
		    show_date(on).text);
	return decision_allow(&R3_16, payment_status_names[to],
	    "It was not paid when it was due; what is outstanding stays.");
}
