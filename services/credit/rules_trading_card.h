/* R3.35: the trading card, from its form number to the start of trading (SM-19). */
#ifndef CREDIT_RULES_TRADING_CARD_H
#define CREDIT_RULES_TRADING_CARD_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct card_filling {
	const char *form_no;
	enum trading_card_state state; /* 0: no such form was issued */
	int64_t template_version, current_template;
	bool by_employee; /* who filled it in is one of ours */
	date filled_on, today;
};

/* 422 FORM_NUMBER_INVALID, TEMPLATE_OUTDATED, NOT_FILLED_BY_CUSTOMER, TIME_IN_FUTURE. */
struct decision trading_card_fill_decide(const struct card_filling *filling);

struct card_copy {
	int64_t number;
	enum copy_holder holder;
	date received_on;
};

/* 409 INVALID_STATE, 422 COPIES_INVALID unless number 1 is with the company, 2 with the customer;
 * TIME_IN_FUTURE. */
struct decision trading_card_place_decide(enum trading_card_state state,
    const struct card_copy *copies, size_t count, int64_t required, date today);

struct card_start {
	enum trading_card_state state;
	bool other_active; /* another card of the customer is, which this one does not replace */
	bool copies_placed;
	bool blacklisted; /* by the company */
	enum trading_status trading_status;
	bool enterprise, admitted; /* by a department, without a hold (R7.16) */
	bool report_since;	   /* one was filed after the trade was terminated */
	bool open_incident;
};

/* Activation, and with it the start of trading: 409 or 422 with what hinders it. */
struct decision trading_card_activate_decide(const struct card_start *start);

/* A spoiled form; or the active card, once trade is terminated. 409 INVALID_STATE. */
struct decision
trading_card_close_decide(enum trading_card_state state, enum trading_status trading_status);

#endif
