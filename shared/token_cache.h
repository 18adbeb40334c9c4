/*
 * Tokens already verified, so that the next request with the same token costs
 * neither a signature nor JSON. Bounded; for one thread: each loop has its own.
 * That a token was verified says nothing about the time, its revocation, or
 * whether its key is still trusted: who takes one out asks that again.
 */
#ifndef KEHU_TOKEN_CACHE_H
#define KEHU_TOKEN_CACHE_H

#include "token.h"

struct token_cache;

struct verified_token {
	struct token_claims claims;
	uint64_t keys;	      /* the generation of the keys it was verified with */
	uint64_t revocations; /* the revocations it was last looked for in */
};

struct token_cache *token_cache_new(size_t entries);
void token_cache_free(struct token_cache *cache);

/* What was kept for exactly this text, or NULL. It lives until the arena ends. */
struct verified_token *
token_cache_get(struct token_cache *cache, struct arena *arena, const char *token, size_t length);

/* Keeps a copy of what the claims point to. The result lives until the arena ends, even if it is
 * displaced. */
struct verified_token *token_cache_put(struct token_cache *cache, struct arena *arena,
    const char *token, size_t length, const struct token_claims *claims);

#endif
