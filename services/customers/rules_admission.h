/* R7.10, R7.11, R7.13: the application, the checks a-f and the decision. */
#ifndef CUSTOMERS_RULES_ADMISSION_H
#define CUSTOMERS_RULES_ADMISSION_H

#include "rules_papers.h"
#include "rules_relation.h"

/* Whether the class needs admission: it is not among admission.exempt_classes. */
bool class_exempt(enum customer_class its_class, const char *const *exempt_classes);

/* R7.10: what does not apply to an exempt class. */
struct decision
admission_applicable(enum customer_class its_class, const char *const *exempt_classes);

struct application_facts {
	enum customer_class customer_class;
	const char *const *exempt_classes; /* admission.exempt_classes */
	enum relation_state state;	   /* 0: no relation yet */
	bool company_listed, department_listed;
};

/*
 * R7.11: 422 ADMISSION_NOT_APPLICABLE, CUSTOMER_BLACKLISTED; 409 ADMISSION_OPEN,
 * INVALID_STATE. Outcome APPLIED.
 */
struct decision admission_apply(const struct application_facts *facts);

enum condition {
	CONDITION_A = 1,
	CONDITION_B,
	CONDITION_C,
	CONDITION_D,
	CONDITION_E,
	CONDITION_F,
	CONDITIONS
};
extern const char *const condition_names[CONDITIONS]; /* "a" … "f" */

/* One check as recorded, and what the rules judge by themselves. */
struct check_facts {
	enum condition condition;
	enum check_result result; /* 0: open */
	const char *checker;
	int64_t evidence; /* how many references */
	/* Of d: the extract's date (NO_DATE: none), and records of illegality, however old. */
	date extract_on;
	struct period extract_max_age; /* admission.extract_max_age */
	int64_t illegality_records;
	/*
	 * Of f: the customer signed the declaration of cooperation. Of c: the contract, or the
	 * written commitment to sign it.
	 */
	bool signed_by_customer;
};

/*
 * R7.13: recording a check. 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 422
 * EVIDENCE_MISSING, EVIDENCE_TOO_OLD, CONDITION_NOT_MET for a MET that the
 * facts contradict. Outcome MET or NOT_MET.
 */
struct decision check_decide(
    const struct check_facts *check, const struct actor *by, const char *applicant, date on);

/* A condition that the department added (R7.3). */
struct extra_condition {
	const char *name;
	bool met;
};

struct admission_facts {
	enum relation_state state;
	const char *applicant;
	bool company_listed, department_listed;
	struct check_facts checks[CONDITIONS]; /* by enum condition */
	struct legal_facts legal;	       /* a, on the date of the decision */
	int64_t qualified_products;	       /* e: for how many product_decide() allowed */
	const struct extra_condition *extra;
	size_t extra_count;
	date on;
};

/*
 * R7.11: refusing is always possible; to admit, all six are met on the date of
 * the decision for at least one product. 403 FORBIDDEN_ROLE,
 * SEPARATION_OF_DUTIES; 409; 422 CUSTOMER_BLACKLISTED, CHECK_MISSING (all that
 * are open), CONDITION_NOT_MET (all that are unmet; where the only one fails by
 * a paper or an extract, its own code). Outcome ADMITTED or REFUSED.
 */
struct decision
admission_decide(const struct admission_facts *facts, const struct actor *by, bool admit);

/* The letters not met on a date, for R7.16's elimination and the decision: adds to the words. */
void conditions_unmet(const struct admission_facts *facts, struct words *unmet);

#endif
