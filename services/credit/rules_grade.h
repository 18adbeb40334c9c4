/* The grade of a customer, by investigation and behaviour (R3.5). */
#ifndef CREDIT_RULES_GRADE_H
#define CREDIT_RULES_GRADE_H

#include "credit/enums.h"
#include "decision.h"
#include "parameter.h"

/* A receivable that has fallen due. */
struct owed {
	date due_on;
	int64_t amount_fen;
	int64_t on_time_fen; /* cleared on or before the due date */
	date cleared_on;     /* when the last of it was; NO_DATE: it is still open */
};

/* The standard: credit.grade.… */
struct grade_standard {
	int64_t weight_investigation, weight_behaviour;
	int64_t min_a, min_b, min_c;
	struct period window;
	enum grade no_record_cap;
	int64_t d_overdue_days;
};
struct grade_standard grade_standard_of(const struct parameters *parameters);

struct grade_facts {
	date on;
	int64_t investigation_score;
	const struct owed *receivables; /* all that matter: also older ones that are still open */
	size_t count;
	int64_t dishonoured; /* bills, within the window */
	bool blacklisted, open_bill_incident, insolvency_or_enforcement;
};

struct behaviour {
	bool recorded; /* something fell due in the window */
	int64_t due_fen, on_time_fen, longest_delay_days;
	int64_t punctuality_points, delay_points, dishonour_points, score;
};

struct computed_grade {
	struct behaviour behaviour;
	int64_t total;
	enum grade by_total; /* before cap and overrides */
	enum grade grade;
	bool capped;				  /* for want of a record */
	bool overrides[GRADE_OVERRIDE_COUNT + 1]; /* by enum grade_override: that apply */
};

/* The day the window begins after; the day itself is outside. */
date grade_window_start(date on, const struct grade_standard *standard);

/* Outcome: the grade. 422 WEIGHTS_INVALID, POLICY_VALUE_MISSING: nothing was computed. */
struct decision grade_compute(const struct grade_facts *facts,
    const struct grade_standard *standard, struct computed_grade *computed);

#endif
