/* R7.22, R7.23, R7.4: evaluation forms, whose standard they follow, and data that is kept fresh. */
#ifndef CUSTOMERS_RULES_EVALUATION_H
#define CUSTOMERS_RULES_EVALUATION_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

struct evaluation_facts {
	bool completed;
	enum rating ratings[RATING_SUBJECT_COUNT]; /* by enum rating_subject; 0: missing */
	int64_t evidence[RATING_SUBJECT_COUNT];	   /* how many references */
	enum risk risk;
	int64_t risk_evidence;
};

/*
 * R7.22: 409 INVALID_STATE once completed; 422 FORM_INCOMPLETE with all that is
 * missing, EVIDENCE_MISSING with all ratings without. Outcome COMPLETED.
 */
struct decision evaluation_complete(const struct evaluation_facts *form);

/* The last day on which a form completed on a date serves a tier decision: tier.evaluation_max_age.
 */
date evaluation_usable_until(date completed_on, struct period max_age);

/* R7.22: product standard before department standard before company default. */
enum review_standard_level { STANDARD_OF_COMPANY = 1, STANDARD_OF_DEPARTMENT, STANDARD_OF_PRODUCT };
enum review_standard_level review_standard_level(bool product_has, bool department_has);

/* An update of a relation's data (R7.23). */
struct data_update {
	const char *department_id;
	int64_t fields; /* how many were given */
	bool confirmed_unchanged;
};

/*
 * R7.23: 403 another department's; 400 nothing updated and nothing confirmed. Outcome UPDATED
 * or CONFIRMED.
 */
struct decision data_update_decide(const struct data_update *update, const struct actor *by);

/*
 * R7.4: the division corrects a record of a department with a reason: 400 without. Outcome
 * CORRECTED.
 */
struct decision
correction_decide(const struct actor *by, const char *department_id, const char *reason);

/*
 * The first day of DATA_STALE: customers.data_stale_after from the last update or completed
 * stage review.
 */
date data_stale_from(date updated_on, struct period stale_after);

#endif
