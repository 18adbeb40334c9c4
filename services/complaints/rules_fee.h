/* Fees: collected exactly, handed in exactly and at once (R11.13, R11.14). */
#ifndef COMPLAINTS_RULES_FEE_H
#define COMPLAINTS_RULES_FEE_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct fee_facts {
	bool due;	    /* the order's state: work is done, and something is to be paid */
	int64_t charge_fen; /* what the customer pays */
	int64_t amount_fen; /* what is collected */
	bool to_company;    /* paid to the company's account */
	bool leads;	    /* the caller is the lead technician */
	bool bills;	    /* the caller is of customer service */
	bool outsourced;    /* others than technicians were sent */
	const char *invoice_no;
};

/*
 * 403 FORBIDDEN_ROLE but for the lead technician (customer service where it is paid to the company;
 * substitutes never); 422 NOTHING_TO_COLLECT; 409 INVALID_STATE; 422 AMOUNT_MISMATCH,
 * INVOICE_MISSING. Outcome COLLECTED or TO_CONFIRM.
 */
struct decision fee_collect(const struct fee_facts *facts);

/* When finance is open, on working days; both included. */
struct finance_hours {
	const struct working_calendar *calendar;
	instant opens, closes; /* since midnight */
};

/*
 * What was brought back is due that much later, where finance is open at both; else so much after
 * its opening on the next working day. NO_INSTANT beyond the calendar.
 */
instant fee_due_at(const struct finance_hours *hours, struct period within, instant returned_at);

/* Outcome AT_ONCE, or NEXT_OPENING where finance is closed meanwhile. */
struct decision fee_due(instant returned_at, struct period within, instant due_at);

struct fee_held {
	const char *return_id;	     /* NULL: nobody returned yet */
	enum repair_fee_state state; /* 0: nothing was collected for the order */
	const char *collector_id;
	int64_t amount_fen;
	instant due_at; /* NO_INSTANT: nobody returned yet */
};

bool fee_late(const struct fee_held *fee, instant now);

/*
 * 403 SEPARATION_OF_DUTIES for the technician; 409 ALREADY_HANDED_IN; 422 NOT_COLLECTED for what
 * this technician does not hold; 422 TOTAL_MISMATCH. Outcome IN_TIME or LATE.
 */
struct decision fee_hand_in(const struct fee_held *fees, size_t count, int64_t total_fen,
    const char *technician_id, const char *receiver_id, instant now);

#endif
