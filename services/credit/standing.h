/* How the caller stands to a customer: whose relation decides where a role alone does not. */
#ifndef CREDIT_STANDING_H
#define CREDIT_STANDING_H

#include "directory.h"
#include "profile.h"

struct standing {
	struct person caller;		/* id NULL: not in the directory */
	bool responsible;		/* is the customer's salesperson */
	bool superior;			/* stands above that salesperson */
	bool own_department;		/* is of that salesperson's department */
	const struct person *superiors; /* of that salesperson, from the direct one upward */
	size_t superior_count;
};

MAY_FAIL standing_of(struct request *req, const struct profile *profile, struct standing *standing);

/* 403 FORBIDDEN_ROLE but for those who read every customer, the salesperson and those above
 * (R3.25). */
MAY_FAIL
standing_reads(struct request *req, const struct standing *standing, const struct rule *rule);
/* The same of a customer by its id, where that is all there is to ask: 404 CUSTOMER_UNKNOWN. */
MAY_FAIL
standing_reads_customer(
    struct request *req, const char *customer_id, const struct rule *rule);
/* 403 FORBIDDEN_ROLE but for the responsible salesperson. */
MAY_FAIL standing_is_responsible(
    struct request *req, const struct standing *standing, const struct rule *rule);
/* 403 FORBIDDEN_ROLE but for the responsible salesperson and sales managers, who act for sales. */
MAY_FAIL
standing_is_sales(struct request *req, const struct standing *standing, const struct rule *rule);
/* 403 FORBIDDEN_ROLE but for those above the responsible salesperson. */
MAY_FAIL
standing_is_superior(struct request *req, const struct standing *standing, const struct rule *rule);

#endif
