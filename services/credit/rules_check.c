#include "rules_check.h"

#include "rules.h"
#include "rules_text.h"

#define REASON(name) CREDIT_CHECK_REASON_##name

/* Reasons from the first to this one stop supply itself: no mode of payment helps. */
#define LAST_STOP REASON(COUNTERMEASURE_BLOCK)

/* Treated alike: no credit at all (R3.1, R3.11). */
static bool
gets_no_credit(enum grade grade)
{
	return grade == GRADE_D || grade == GRADE_UNGRADED;
}

static bool
above_cap(const struct check_facts *facts, int64_t amount_fen)
{
	return (facts->order_cap_fen && amount_fen > *facts->order_cap_fen) ||
	       (facts->month_cap_fen && facts->month_fen + amount_fen > *facts->month_cap_fen);
}

static void
find_in_every_mode(
    const struct check_facts *facts, const struct checked_order *order, bool *reasons)
{
	enum trading_status status = facts->trading_status;

	reasons[REASON(CUSTOMER_BLACKLISTED)] = facts->blacklisted;
	reasons[REASON(TRADING_NOT_STARTED)] = status == TRADING_STATUS_NOT_STARTED;
	reasons[REASON(TRADING_SUSPENDED)] = status == TRADING_STATUS_SUSPENDED;
	reasons[REASON(TRADING_TERMINATED)] = status == TRADING_STATUS_TERMINATED;
	reasons[REASON(COUNTERMEASURE_BLOCK)] = above_cap(facts, order->amount_fen);
	reasons[REASON(PREPAYMENT_MISSING)] = order->mode == PAYMENT_MODE_PREPAYMENT &&
					      order->prepaid_fen < order->amount_fen;
	reasons[REASON(CONDITION_UNMET)] = facts->unmet_for_all;
}

/* The limit covers what it can; the rest needs a grant for this order (R3.17). */
static void
divide(const struct check_facts *facts, const struct checked_order *order,
    struct check_answer *answer)
{
	int64_t excess = answer->excess_fen;
	bool covered = excess <= facts->granted_fen;

	answer->reasons[REASON(NO_CREDIT_LIMIT)] = facts->limit_fen == 0 && !covered;
	answer->reasons[REASON(LIMIT_EXCEEDED)] = facts->limit_fen > 0 && !covered;
	answer->within_limit_fen = order->amount_fen - excess;
	answer->granted_fen = excess;
}

static void
find_on_credit(const struct check_facts *facts, bool *reasons)
{
	if (facts->deposit_paid_fen < facts->deposit_required_fen)
		reasons[REASON(COUNTERMEASURE_BLOCK)] = true;
	if (facts->unmet_for_credit)
		reasons[REASON(CONDITION_UNMET)] = true;
	reasons[REASON(GRADE_NO_CREDIT)] = gets_no_credit(facts->grade);
	reasons[REASON(OPEN_BILL_INCIDENT)] =
	    facts->bill_incident_open && facts->bill_incident_blocks_credit;
	reasons[REASON(OVERDUE_RECEIVABLE)] =
	    facts->earliest_due_on != NO_DATE &&
	    facts->today > facts->earliest_due_on + facts->overdue_grace_days;
	reasons[REASON(REPORT_OVERDUE)] = facts->overdue_report_blocks_credit &&
					  facts->trading_status != TRADING_STATUS_TERMINATED &&
					  facts->report_due_on != NO_DATE &&
					  facts->today > facts->report_due_on;
}

static enum payment_mode
mode_instead(const struct check_facts *facts, const struct check_answer *answer)
{
	for (int reason = 1; reason <= LAST_STOP; reason++)
		if (answer->reasons[reason])
			return 0;
	return gets_no_credit(facts->grade) && facts->bill_incident_open
		   ? PAYMENT_MODE_PREPAYMENT
		   : PAYMENT_MODE_CASH_ON_DELIVERY;
}

static struct decision
declined(struct check_answer *answer)
{
	struct words words = { 0 };

	answer->decision = CREDIT_DECISION_DECLINED;
	answer->within_limit_fen = answer->granted_fen = 0;
	for (int reason = 1; reason < CREDIT_CHECK_REASON_COUNT; reason++)
		if (answer->reasons[reason])
			words_add(&words, credit_check_reason_names[reason]);
	return decision_allow(&R3_14, credit_decision_names[CREDIT_DECISION_DECLINED],
	    "Declined: %s.", words.text);
}

static struct decision
approved(const struct checked_order *order, struct check_answer *answer)
{
	const char *outcome = credit_decision_names[CREDIT_DECISION_APPROVED];

	answer->decision = CREDIT_DECISION_APPROVED;
	if (order->mode != PAYMENT_MODE_CREDIT)
		return decision_allow(&R3_14, outcome, "Nothing stops supply.");
	if (answer->granted_fen)
		return decision_allow(&R3_14, outcome,
		    "%s within the limit, %s by the grant for this order.",
		    show_money(answer->within_limit_fen).text,
		    show_money(answer->granted_fen).text);
	return decision_allow(&R3_14, outcome, "%s of %s available.",
	    show_money(order->amount_fen).text, show_money(answer->available_fen).text);
}

static void
note_parameters(const struct check_facts *facts, struct decision *d)
{
	decision_used(d, "credit.overdue.grace_days", facts->overdue_grace_days);
	decision_used_json(d, "credit.bill_incident.blocks_credit",
	    facts->bill_incident_blocks_credit ? "true" : "false");
	decision_used_json(d, "credit.report.overdue_blocks_credit",
	    facts->overdue_report_blocks_credit ? "true" : "false");
}

struct decision
check_decide(
    const struct check_facts *facts, const struct checked_order *order, struct check_answer *answer)
{
	bool on_credit = order->mode == PAYMENT_MODE_CREDIT, any = false;
	struct decision d;

	*answer = (struct check_answer) { 0 };
	if (facts->limit_fen > facts->used_fen)
		answer->available_fen = facts->limit_fen - facts->used_fen;
	find_in_every_mode(facts, order, answer->reasons);
	if (on_credit) {
		if (order->amount_fen > answer->available_fen)
			answer->excess_fen = order->amount_fen - answer->available_fen;
		find_on_credit(facts, answer->reasons);
		divide(facts, order, answer);
	}
	for (int reason = 1; reason < CREDIT_CHECK_REASON_COUNT; reason++)
		any |= answer->reasons[reason];
	d = any ? declined(answer) : approved(order, answer);
	if (any && on_credit)
		answer->required_mode = mode_instead(facts, answer);
	if (on_credit)
		note_parameters(facts, &d);
	return d;
}
