/* R7.16, R7.30: whether a department may do business with a customer, and why not. */
#ifndef CUSTOMERS_RULES_ELIGIBILITY_H
#define CUSTOMERS_RULES_ELIGIBILITY_H

#include "rules_relation.h"
#include "rules_text.h"

/* What a department may want to do with a customer (R7.30). */
enum business_act {
	ACT_ADMISSION = 1,
	ACT_CONTRACT,
	ACT_TIER_CHANGE,
	ACT_INVITATION,
	ACT_DEVELOPMENT_PLAN,
	ACT_MARKETING_SCHEME,
	ACT_COLLECT_DEBT,
	ACT_PAYMENT,
	ACT_RETURN_OF_GOODS,
	ACT_COMPLAINT,
	ACT_LEGAL_OBLIGATION,
	ACTS,
};

/* The entries that are in force, and whom they bind. */
struct listing {
	bool company, department; /* that department's own list */
	bool sales_department;	  /* the acting unit is one (R7.1) */
	bool bind_all_units;	  /* blacklist.bind_all_units */
};

/* R7.30: 422 CUSTOMER_BLACKLISTED with the scope. Outcome ALLOWED. */
struct decision blacklist_allows(enum business_act act, const struct listing *listing);

struct eligibility_facts {
	bool exempt; /* R7.10 */
	struct listing listing;
	enum relation_state state; /* 0: none */
	bool papers_valid;	   /* R7.12 on the date asked for */
	bool contract_valid;	   /* R7.14: on the date, for the product if one is asked for */
	bool product_asked;
	bool product_qualified; /* R7.15: of the admission, and its qualifications are there */
};

/* All reasons, in the order of enum eligibility_reason. */
struct eligibility {
	bool business_allowed;
	enum eligibility_reason reasons[ELIGIBILITY_REASON_COUNT];
	size_t reason_count;
	struct words names;	  /* of the reasons: words_json(&e.names) */
	struct decision decision; /* BUSINESS_ALLOWED, BUSINESS_NOT_ALLOWED; never a refusal */
};
struct eligibility eligibility(const struct eligibility_facts *facts);

/*
 * R7.16: what the papers make of a relation on a date: RELATION_HOLD,
 * RELATION_RENEW, or 0 when nothing changes.
 */
enum relation_action papers_effect(enum relation_state state, bool papers_valid);
/* When the relation goes on hold: 00:00 after the last day. NO_INSTANT: no end in sight. */
instant hold_at(date legal_valid_until);

#endif
