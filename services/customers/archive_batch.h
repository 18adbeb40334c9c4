/* Batches of archives, for others who depend on them (R1.1-R1.5). */
#ifndef CUSTOMERS_ARCHIVE_BATCH_H
#define CUSTOMERS_ARCHIVE_BATCH_H

#include "rules_batch.h"
#include "service.h"

/* 422 ALLOCATION_INCOMPLETE for a customer whose batch is not completed: nobody invites or serves
 * it yet (R1.5). */
MAY_FAIL archive_allocated(struct request *req, const char *customer_id);

/* Timer batch_publication: what the head has allocated and does not publish (SM-C1). */
MAY_FAIL archive_batch_publication_due(struct request *req, const char *batch_id);

/* The batch, locked, for an action of its state machine; what it was is in row. 403, 409. */
MAY_FAIL
archive_batch_begin(struct request *req, const char *id, enum batch_action action, struct row *row);

/* The record of a customer became an alias of another. */
MAY_FAIL archive_customer_merged(struct request *req, const char *from, const char *to);

#endif
