#include "rules_trading_card.h"

#include "rules.h"
#include "rules_text.h"

struct decision
trading_card_fill_decide(const struct card_filling *filling)
{
	struct decision d;

	if (!filling->state)
		return decision_refuse(
		    &R3_35, &problem_form_number_invalid, "No form with this number was issued.");
	if (filling->state != TRADING_CARD_STATE_ISSUED)
		return decision_refuse(&R3_35, &problem_form_number_invalid,
		    "The form %s has been used.", filling->form_no);
	if (filling->template_version != filling->current_template) {
		d = decision_refuse(&R3_35, &problem_template_outdated,
		    "The form is of template %lld; in effect is %lld.",
		    (long long)filling->template_version, (long long)filling->current_template);
		decision_used(
		    &d, "credit.trading_card.template_version", filling->current_template);
		return d;
	}
	if (filling->by_employee)
		return decision_refuse(&R3_35, &problem_not_filled_by_customer,
		    "The customer fills it in, not one of our employees.");
	if (filling->filled_on > filling->today)
		return decision_refuse(&R3_35, &problem_time_in_future,
		    "It would have been filled in on %s.", show_date(filling->filled_on).text);
	return decision_allow(&R3_35, trading_card_state_names[TRADING_CARD_STATE_FILLED],
	    "The customer has filled in the form.");
}

static struct decision
refuse_state(enum trading_card_state state)
{
	return decision_refuse(
	    &R3_35, &problem_invalid_state, "The card is %s.", trading_card_state_names[state]);
}

struct decision
trading_card_place_decide(enum trading_card_state state, const struct card_copy *copies,
    size_t count, int64_t required, date today)
{
	static const enum copy_holder of_number[] = { 0, COPY_HOLDER_COMPANY,
		COPY_HOLDER_CUSTOMER };
	bool placed[COUNT(of_number)] = { false };
	struct decision d;

	if (state != TRADING_CARD_STATE_FILLED)
		return refuse_state(state);
	for (size_t i = 0; i < count; i++) {
		int64_t number = copies[i].number;

		if (number > 0 && number < (int64_t)COUNT(of_number) &&
		    copies[i].holder == of_number[number])
			placed[number] = true;
	}
	if ((int64_t)count != required || !placed[1] || !placed[2]) {
		d = decision_refuse(&R3_35, &problem_copies_invalid,
		    "There are %lld copies: number 1 stays with the company, number 2 with the "
		    "customer.",
		    (long long)required);
		decision_used(&d, "credit.trading_card.copies", required);
		return d;
	}
	for (size_t i = 0; i < count; i++)
		if (copies[i].received_on > today)
			return decision_refuse(&R3_35, &problem_time_in_future,
			    "A copy would have been received on %s.",
			    show_date(copies[i].received_on).text);
	return decision_allow(&R3_35, "COPIES_PLACED", "Both copies are accounted for.");
}

/* What stands against the customer itself. */
static struct decision
start_decide(const struct card_start *start)
{
	bool terminated = start->trading_status == TRADING_STATUS_TERMINATED;

	if (start->blacklisted)
		return decision_refuse(
		    &R3_35, &problem_supply_stopped, "The customer is on the company's blacklist.");
	if (start->trading_status == TRADING_STATUS_SUSPENDED)
		return decision_refuse(&R3_35, &problem_supply_stopped,
		    "The supply of the customer is stopped for the time being.");
	if (start->enterprise && !start->admitted)
		return decision_refuse(
		    &R7_16, &problem_not_admitted, "No department has admitted the customer.");
	if (terminated && !start->report_since)
		return decision_refuse(&R3_39, &problem_report_missing,
		    "Trade was terminated: a credit report filed since then is needed.");
	if (terminated && start->open_incident)
		return decision_refuse(&R3_39, &problem_open_bill_incident,
		    "Trade was terminated, and a bill incident is still open.");
	return decision_allow(&R3_35, trading_card_state_names[TRADING_CARD_STATE_ACTIVE],
	    "The card is complete and both copies are placed: trading may start.");
}

struct decision
trading_card_activate_decide(const struct card_start *start)
{
	if (start->state != TRADING_CARD_STATE_FILLED)
		return refuse_state(start->state);
	if (start->other_active)
		return decision_refuse(
		    &R3_35, &problem_card_active, "Another card of the customer is active.");
	if (!start->copies_placed)
		return decision_refuse(
		    &R3_35, &problem_copies_invalid, "The two copies have not been placed.");
	return start_decide(start);
}

struct decision
trading_card_close_decide(enum trading_card_state state, enum trading_status trading_status)
{
	if (state == TRADING_CARD_STATE_CLOSED)
		return refuse_state(state);
	if (state == TRADING_CARD_STATE_ACTIVE && trading_status != TRADING_STATUS_TERMINATED)
		return decision_refuse(&R3_35, &problem_invalid_state,
		    "Trade goes on: the active card ends with it, or when another replaces it.");
	return decision_allow(&R3_35, trading_card_state_names[TRADING_CARD_STATE_CLOSED],
	    state == TRADING_CARD_STATE_ACTIVE ? "Trade was terminated." : "The form is not used.");
}
