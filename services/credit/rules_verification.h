/* The periodic verification of a grade (R3.18). */
#ifndef CREDIT_RULES_VERIFICATION_H
#define CREDIT_RULES_VERIFICATION_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct verification_facts {
	enum verification_result result;
	enum grade present, computed; /* computed 0: no report */
	instant report_filed_at;      /* of the latest report; NO_INSTANT: none */
	instant last_verified_at;     /* NO_INSTANT: never */
};

/*
 * 409 INVALID_STATE for who is not graded, 422 REPORT_MISSING, ADJUSTMENT_REQUIRED. Outcome: the
 * result.
 */
struct decision verification_decide(const struct verification_facts *facts);

/* Whether it is later than its last day; NO_DATE: none was set. */
bool verification_late(date due_on, date on);

#endif
