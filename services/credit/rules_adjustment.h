/* What an adjustment may change (R3.6, R3.10, R3.12, R3.19). */
#ifndef CREDIT_RULES_ADJUSTMENT_H
#define CREDIT_RULES_ADJUSTMENT_H

#include "rules_sales_policy.h"

enum adjustment_act {
	ADJUSTMENT_SUBMIT = 1,
	ADJUSTMENT_SCRUTINISE,
	ADJUSTMENT_WITHDRAW,
	ADJUSTMENT_DECIDE,
	ADJUSTMENT_ACKNOWLEDGE
};

/* SM-3: 409 INVALID_STATE for what the state does not allow. Outcome ALLOWED. */
struct decision adjustment_may(enum adjustment_act act, enum adjustment_state state);

struct adjustment_facts {
	enum grade from_grade, to_grade;
	struct credit_line from, to;
	bool conditions_change; /* some are required, or waived */

	/* What the grade rests on (R3.6). */
	enum grade computed;   /* 0: there is no report to compute it from */
	date report_filed_on;  /* NO_DATE: none */
	bool incident_basis;   /* an emergency report, or a bill incident */
	date submitted_on;     /* the day to which the report's age counts */
	struct period max_age; /* of a report for the proposed grade */
};

/* 422 NO_CHANGE. Outcome CHANGE. */
struct decision adjustment_changes(const struct adjustment_facts *facts);

/*
 * 422 REPORT_MISSING, REPORT_TOO_OLD, GRADE_NOT_SUPPORTED. A worse grade may rest on a report of
 * any age, an emergency report or a bill incident. Outcome SUPPORTED.
 */
struct decision adjustment_supported(const struct adjustment_facts *facts);

/* Whether each item is so, by number. */
struct scrutiny {
	bool items[SCRUTINY_ITEM_COUNT];
};

/*
 * A limit of C is scrutinised first (R3.10). answered: what finance says, or NULL; data: what is
 * so. 422 SCRUTINY_MISSING; SCRUTINY_FAILED with the items. Outcome SCRUTINISED, NOT_NEEDED.
 */
struct decision scrutiny_decide(enum grade grade, int64_t limit_fen,
    const struct scrutiny *answered, const struct scrutiny *data);

/* A line begins now, after all others: 422 EFFECTIVE_DATE_PAST. last_from: NO_INSTANT for none. */
struct decision line_begins(instant valid_from, instant last_from, instant now);

#endif
