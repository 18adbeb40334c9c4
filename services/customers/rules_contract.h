/* R7.14: business only through a signed purchase-sale contract. */
#ifndef CUSTOMERS_RULES_CONTRACT_H
#define CUSTOMERS_RULES_CONTRACT_H

#include "rules_relation.h"

struct contract_facts {
	bool exempt; /* R7.10: the class needs no admission */
	enum relation_state state;
	bool company_listed, department_listed;
	bool number_taken;
	date signed_on, valid_until; /* NO_DATE: without end */
};

/*
 * 422 CUSTOMER_BLACKLISTED, NOT_ADMITTED, TIME_IN_FUTURE; 409 CONTRACT_EXISTS;
 * 400 when it ends before it is signed. Outcome SIGNED.
 */
struct decision contract_decide(const struct contract_facts *facts, date today);

/*
 * Whether business on a date is covered; products ends with NULL; product NULL: any. Of the
 * department's own contracts only.
 */
struct contract {
	const char *department_id;
	date signed_on, valid_until;
	const char *const *products;
};
bool contract_covers(
    const struct contract *contract, const char *department_id, const char *product, date on);

#endif
