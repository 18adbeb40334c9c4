/* An application, as the rules of admission judge it. */
#ifndef CUSTOMERS_ADMISSION_FACTS_H
#define CUSTOMERS_ADMISSION_FACTS_H

#include "relation.h"
#include "rules_admission.h"

struct product_judged {
	const char *id;
	struct decision decision; /* R7.15, by the papers of today */
};

struct admission_case {
	const char *id;
	const char *state;	  /* of the application */
	bool latest;		  /* of its relation */
	struct relation relation; /* with papers */
	struct admission_facts facts;
	const char *product_ids; /* JSON */
	struct product_judged *products;
	size_t product_count;
};

/* The application with what was checked; r: begun, so that nobody else changes it. */
MAY_FAIL admission_load(
    struct request *req, const char *id, const struct relation *r, struct admission_case *c);

/* Judges the products that the relation covers instead of those applied for: of an admitted
 * customer. */
MAY_FAIL admission_judge_covered(struct request *req, struct admission_case *c);

/* The products of a JSON list that exist, judged by the papers. */
MAY_FAIL admission_products(struct request *req, const char *product_ids,
    const struct papers *papers, struct product_judged **products, size_t *count);

/* The names of all conditions of a department's admissions: a to f, then those that the company or
 * the department added. */
MAY_FAIL
admission_conditions(struct request *req, const struct relation *r, const char *const **names);
/* Of a to f; 0: an added one. */
enum condition condition_of(const char *name);

#endif
