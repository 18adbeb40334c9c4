/*
 * Many items by one request: each is done by the operation that does one of
 * them, as that would read and answer it.
 *
 * A batch (x-batch-of) answers for each item; one's refusal is no other's. An
 * import (x-import-of) is a CSV file, kept whole or not at all.
 */
#ifndef KEHU_BATCH_H
#define KEHU_BATCH_H

#include "operation.h"

#define BATCH_MAX  100
#define IMPORT_MAX 20000

MAY_FAIL batch_handle(struct request *req, const void *input);
MAY_FAIL import_handle(struct request *req, const void *input);

/*
 * The request of one item: its own operation, input, arena and answer, in the
 * transaction of the outer one. http: room for what it says of itself.
 */
struct request item_request(const struct request *req, const struct operation *item,
    struct arena *arena, const void *input, struct http_message *http);

/* Who may not do one of them may not do many. */
MAY_FAIL may_do_items(struct request *req, const struct operation *item);

/* Waits for what was asked of the database before (the claim of the idempotency key): its failure
 * is no item's. */
MAY_FAIL settle(struct request *req);

/* What is no refusal of the item: the whole request ends with it (and may be tried again). */
bool ends_all(const struct problem *problem);
/* The problem of an inner request, so that it outlives the inner arena. */
const struct problem *problem_for(struct request *req, const struct problem *problem);

#endif
