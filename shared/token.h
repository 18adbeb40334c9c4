/*
 * Bearer tokens (RFC 7515, 7519, 8725, 9068) as text: their shape, their header
 * and their claims. Pure: the time is an argument, and the signature is
 * checked elsewhere, between the header and the claims.
 */
#ifndef KEHU_TOKEN_H
#define KEHU_TOKEN_H

#include "request.h"

#define TOKEN_MAX  8192		 /* bytes of a whole token */
#define TOKEN_SKEW (30 * SECOND) /* how far the clocks of issuer and service may differ */

/* 0 is every algorithm that is never accepted, "none" among them. */
enum token_algorithm { TOKEN_ES256 = 1, TOKEN_RS256, TOKEN_HS256, TOKEN_ALGORITHMS };

extern const char *const token_algorithm_names[TOKEN_ALGORITHMS];

#define TOKEN_ALGORITHM_BIT(algorithm) (1u << (algorithm))

/* Why a token is refused; told to the client only by its kind. */
enum token_fault {
	TOKEN_FITS,
	TOKEN_MALFORMED, /* not the text of a signed token, or its JSON is not what it must be */
	TOKEN_UNTRUSTED, /* algorithm, key or signature */
	TOKEN_CLAIMS,	 /* a claim is missing or has the wrong type */
	TOKEN_FOREIGN,	 /* from another issuer or for another audience */
	TOKEN_EXPIRED,
	TOKEN_EARLY,
	TOKEN_REVOKED,
	TOKEN_FAULTS
};

/* What this service accepts: from the configuration. */
struct token_policy {
	const char *issuer, *audience;
	unsigned algorithms; /* TOKEN_ALGORITHM_BIT()s */
	bool nbf_optional;   /* RFC 9068 does not require it */
};

struct token_header {
	enum token_algorithm algorithm;
	const char *kid;   /* NULL: none */
	bool access_token; /* typ says at+jwt (RFC 9068) instead of JWT or nothing */
};

/* The strings live as long as the arena. */
struct token_claims {
	struct caller caller;
	instant not_before, expires_at; /* as the token says, without the skew */
};

/* The header of what has the shape of a signed token. Everything beyond alg, kid, typ and crit is
 * ignored. */
enum token_fault token_read_header(struct arena *arena, const char *token, size_t length,
    const struct token_policy *policy, struct token_header *header);

/* The claims of a token whose header was read and whose signature fits. */
enum token_fault token_read_claims(struct arena *arena, const char *token, size_t length,
    const struct token_policy *policy, instant now, struct token_claims *claims);

/* Whether now lies in the token's time; asked again each time a token already verified is used. */
enum token_fault token_in_time(instant not_before, instant expires_at, instant now);

#endif
