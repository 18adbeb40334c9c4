/* What a customer of a grade may be given (R3.7 to R3.11), and what it is measured by (R3.8). */
#ifndef CREDIT_RULES_SALES_POLICY_H
#define CREDIT_RULES_SALES_POLICY_H

#include "credit/enums.h"
#include "decision.h"
#include "parameter.h"

struct purchase {
	date on;
	int64_t amount_fen;
};

struct purchase_facts {
	date on;
	struct period window;		  /* credit.purchase_basis.window */
	int64_t min_entries;		  /* credit.purchase_basis.min_entries */
	const struct purchase *purchases; /* by date, the cancelled ones left out */
	size_t count;
	int64_t declared_fen, declared_cycle_days; /* by the latest filed report; 0: nothing */
};

struct purchase_basis {
	int64_t one_purchase_fen, cycle_days; /* 0: nothing is known */
	enum purchase_basis_source amount_source, cycle_source;
	size_t entries; /* purchases in the window */
};

/* Whether a purchase of that day counts: after the window's first day, not after its last. */
bool purchase_counts(const struct purchase_facts *facts, date purchased_on);
struct purchase_basis purchase_basis_measure(const struct purchase_facts *facts);

/* The figures of the policy. */
struct sales_policy {
	int64_t a_limit_percent, a_max_cycles;
	int64_t b_initial_percent, b_step_percent, b_max_percent, b_max_term_days;
	struct period b_min_interval;
	int64_t c_max_percent, c_max_limit_fen, c_max_term_days;
};
struct sales_policy sales_policy_of(const struct parameters *parameters);

struct credit_line {
	int64_t limit_fen, term_days;
};

/* The most that the grade allows, both inclusive; nothing for D and UNGRADED. */
struct credit_line
grade_caps(enum grade grade, const struct purchase_basis *basis, const struct sales_policy *policy);

/* What B's present line is, and what has happened since it was last raised (R3.9). */
struct relaxation {
	int64_t present_limit_fen;
	date raised_on; /* NO_DATE: there has been no limit to raise */
	date effective_on;
	bool report_filed, overdue, bill_incident;
};

/*
 * May a customer of the grade get the line? 422 LIMIT_ABOVE_GRADE_CAP, TERM_ABOVE_GRADE_CAP,
 * and for an increase of B's limit RELAX_STEP_TOO_LARGE, RELAX_TOO_EARLY, RELAX_NOT_EARNED with
 * what stands against it. Outcome WITHIN_POLICY. That C was scrutinised is asked elsewhere.
 */
struct decision
sales_policy_decide(enum grade grade, struct credit_line line, const struct purchase_basis *basis,
    const struct sales_policy *policy, const struct relaxation *relaxation);

#endif
