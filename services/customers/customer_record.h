/* What the handlers of a customer's record have in common. */
#ifndef CUSTOMERS_CUSTOMER_RECORD_H
#define CUSTOMERS_CUSTOMER_RECORD_H

#include "rules_duplicate.h"
#include "rules_record.h"
#include "service.h"

/* Columns department_id, department_kind, department_parent_kind of row: may the caller write
 * records kept there (R7.4)? */
MAY_FAIL customer_writer(struct request *req, const char *id, const struct row *row);

/* 409 for a record that lives on in another one, or was withdrawn. */
MAY_FAIL customer_lives(struct request *req, const struct row *row);

/* 400 with all that does not fit together. */
MAY_FAIL customer_fits(struct request *req, const struct record *record);

/* What may look like another customer. */
struct identity {
	const char *id; /* not a candidate itself; NULL on entry */
	const char *department_id, *responsible_employee_id;
	const char *party, *unified_social_credit_code, *resident_identity_number;
	const char *client_id, *external_id;
	const struct likeness *likeness;
	bool allow_duplicate;
};

/*
 * 409 with the candidates, unless they only look alike and that is allowed.
 * row: what customer_check() found; *alike: there are candidates, allowed ones.
 */
MAY_FAIL
customer_unlike(struct request *req, const struct identity *identity, struct row *row, bool *alike);

/* customer.created, customer.updated: what other services keep of a customer. */
MAY_FAIL customer_tell(struct request *req, const char *type, const struct row *row);

/* The end of a change: told as customer.updated, and shown as it now is. */
MAY_FAIL customer_changed(struct request *req, const char *id);

/* An identifier as it is stored: in capitals. NULL stays NULL. */
const char *capitals(struct request *req, const char *text);

#endif
