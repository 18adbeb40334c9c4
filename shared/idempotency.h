/*
 * Idempotency keys (draft-ietf-httpapi-idempotency-key-header): the key is
 * claimed first and the answer kept last, in the transaction of the write.
 */
#ifndef KEHU_IDEMPOTENCY_H
#define KEHU_IDEMPOTENCY_H

#include "request.h"

/* Checks the header's form (1 to 255 printable characters) and queues the claim. Nothing without a key or in a dry run. */
MAY_FAIL idempotency_claim(struct request *req);
/* Queues keeping the answer. */
MAY_FAIL idempotency_keep(struct request *req);
/*
 * After the rollback of a claim that failed (problem_idempotency_key_claimed):
 * answers with what was kept and returns NULL; 422 IDEMPOTENCY_KEY_REUSED for another body;
 * 409 IDEMPOTENCY_KEY_IN_PROGRESS is a refusal of the claim itself.
 */
MAY_FAIL idempotency_replay(struct request *req);

#endif
