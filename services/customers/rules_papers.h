/*
 * R7.12, R7.15: papers, verified and valid: of the customer (condition a) and of its products
 * (condition e).
 */
#ifndef CUSTOMERS_RULES_PAPERS_H
#define CUSTOMERS_RULES_PAPERS_H

#include "customers/enums.h"
#include "rules_scope.h"
#include "rules_text.h"

/* A row of archive_document. */
struct paper {
	const char *type;
	date valid_from;  /* NO_DATE: ever since */
	date valid_until; /* the last day; NO_DATE: without end */
	bool verified;
	bool credit_code; /* carries a unified social credit code */
};

struct papers {
	const struct paper *papers;
	size_t count;
};

/* Condition a: who the customer is, and what it must show. */
struct legal_facts {
	enum legal_form legal_form;
	enum customer_kind kind;
	struct papers papers;
	const char *const *documents;	      /* admission.documents; ends with NULL */
	const char *const *medical_documents; /* admission.medical_documents; ends with NULL */
};

/*
 * What a list of required types lacks on a date. Only expired, or nothing at all: never both
 * for one type.
 */
struct paper_gaps {
	struct words missing, expired;
};
void papers_gaps(
    const struct papers *papers, const char *const *required, date on, struct paper_gaps *gaps);

/*
 * R7.12: 422 NO_LEGAL_CAPACITY, DOCUMENT_MISSING or DOCUMENT_EXPIRED, the types as members.
 * Outcome MET.
 */
struct decision legal_decide(const struct legal_facts *facts, date on);

/*
 * The last day on which condition a's papers are all valid, of those valid on a date: ON_HOLD
 * begins the day after. NO_DATE: no end in sight.
 */
date legal_valid_until(const struct legal_facts *facts, date on);

struct product_facts {
	const char *product_id;
	const char *const *required; /* its required_qualifications; ends with NULL */
};

/* R7.15: 422 PRODUCT_NOT_QUALIFIED with the product and the types. Outcome QUALIFIED. */
struct decision
product_decide(const struct product_facts *product, const struct papers *papers, date on);

/*
 * R7.4: sales staff bring the paper, only the office supervisor verifies it,
 * both of the department that keeps it. 403; 400 valid_until before
 * valid_from. Outcome REGISTERED or VERIFIED.
 */
struct paper_act {
	bool verify;
	const char *department_id;
	date valid_from, valid_until;
};
struct decision paper_decide(const struct paper_act *act, const struct actor *by);

#endif
