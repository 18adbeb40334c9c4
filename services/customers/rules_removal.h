/* R7.31: a company entry is removed after one member of the division asked for it and another
 * reviewed it. The removal itself: removal_decide(). */
#ifndef CUSTOMERS_RULES_REMOVAL_H
#define CUSTOMERS_RULES_REMOVAL_H

#include "customers/enums.h"
#include "rules_scope.h"

struct removal_request {
	enum blacklist_scope scope;
	enum blacklist_state state;
	const char *requested_by;	   /* NULL: nobody yet */
	enum removal_review_result result; /* 0: not reviewed */
	bool allowed;			   /* blacklist.removal_allowed */
};

/* 403; 409 INVALID_STATE: not in force, or asked for already. Outcome REQUESTED. */
struct decision removal_ask(const struct removal_request *request, const struct actor *by);

/* 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 409 INVALID_STATE. Outcome: the result. */
struct decision removal_review(const struct removal_request *request,
    enum removal_review_result result, const struct actor *by);

#endif
