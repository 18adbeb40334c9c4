/*
 * Tokens that were taken back before they expire, by their jti. Known to the
 * process in memory; the table token_revocation tells the other processes.
 */
#ifndef KEHU_REVOCATION_H
#define KEHU_REVOCATION_H

#include "request.h"

/* Changes whenever something is added: who was not revoked at the same number still is not. Never
 * 0. */
uint64_t revocation_number(void);

bool revocation_holds(const char *jti, instant now);
void revocation_add(const char *jti, instant expires_at);

/* For dispatch_own(), each second: takes up what the table has that this process does not know yet.
 */
MAY_FAIL revocation_refresh(struct request *req, void *argument);

void revocation_clear(void);

#endif
