/* R3.36: additional conditions of trading, from their basis to their end (SM-20). */
#ifndef CREDIT_RULES_CONDITION_H
#define CREDIT_RULES_CONDITION_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct condition_facts {
	enum condition_type type;
	enum condition_state state;
	date valid_until; /* NO_DATE: for good */
	date today;
	const char *evidence_by; /* sub of who entered what awaits confirmation; NULL: nobody */
	const char *customer_id, *customer_name;
};

struct condition_evidence {
	const char *document_ref;
	const char *guarantor_name;	   /* or NULL */
	const char *guarantor_customer_id; /* who that customer is now; or NULL */
	bool has_value;
	date valid_until; /* NO_DATE: for good */
};

/* What a state is on a day: SATISFIED until valid_until, that day included. */
enum condition_state condition_state_on(enum condition_state state, date valid_until, date today);
/* Is it met on that day? Until it is, the modes of payment it applies to are declined. */
bool condition_met(enum condition_state state, date valid_until, date today);

/* 422 BASIS_MISSING unless the report, adjustment or countermeasure exists and is this customer's.
 */
struct decision condition_set(bool basis_stands);
/*
 * What sales enters: 409 INVALID_STATE for what is met or waived, 422 GUARANTOR_INVALID for a
 * customer that would be its own guarantor.
 */
struct decision condition_evidence_enter(
    const struct condition_facts *facts, const struct condition_evidence *evidence);
/* By finance: 409 INVALID_STATE without evidence, 403 SEPARATION_OF_DUTIES for who entered it. */
struct decision condition_confirm_decide(const struct condition_facts *facts, const char *by);
/* By an adjustment: 409 INVALID_STATE for what is met, or was waived before. */
struct decision condition_waive_decide(const struct condition_facts *facts);

#endif
