/* The two blacklists, for every handler that a listing concerns (R7.27, R7.29-R7.31). */
#ifndef CUSTOMERS_BLACKLIST_H
#define CUSTOMERS_BLACKLIST_H

#include "relation.h"

/* R7.29: 403 for another department's list. department_id NULL: the company's, or all one may read.
 */
MAY_FAIL blacklist_may_read(struct request *req, const char *department_id);

/*
 * R7.27: the entry, its publication, the notices, the purge of all relations
 * and the event. The customer is locked, and not on the list.
 */
MAY_FAIL blacklist_list_company(struct request *req, const char *entry_id, const char *customer_id,
    const char *severe_case_id, const char *reason);

/* R7.29: the list is about to change: locks it and makes its next version. department_id NULL: the
 * company's. */
MAY_FAIL
blacklist_next_version(struct request *req, const char *department_id, int64_t *list_version);

/* customer.blacklisted, customer.unblacklisted. department_id NULL: of the company's list. */
MAY_FAIL blacklist_tell(struct request *req, const char *type, const char *entry_id,
    const char *customer_id, const char *department_id);

/* Answers with the entry as it now is. */
MAY_FAIL blacklist_reply(struct request *req, const char *id);

#endif
