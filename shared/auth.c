#include "auth.h"

#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "keys.h"
#include "loop.h"
#include "operation.h"
#include "revocation.h"
#include "signature.h"
#include "text.h"
#include "token_cache.h"

#define LOOPS_MAX 64

/* What the client is told: enough to renew a token, nothing to make one. */
static const char *const descriptions[TOKEN_FAULTS] = {
	[TOKEN_MALFORMED] = "The token is malformed",
	[TOKEN_UNTRUSTED] = "The token is not signed as this service requires",
	[TOKEN_CLAIMS] = "A claim of the token is missing or malformed",
	[TOKEN_FOREIGN] = "The token was not issued for this service",
	[TOKEN_EXPIRED] = "The token has expired",
	[TOKEN_EARLY] = "The token is not valid yet",
	[TOKEN_REVOKED] = "The token was revoked",
};

static struct token_policy policy;
static size_t cache_entries;
static struct token_cache *caches[LOOPS_MAX]; /* each made and used by its loop alone */

static bool
read_algorithms(const char *names, unsigned *algorithms)
{
	*algorithms = 0;
	while (*(names += strspn(names, " ,"))) {
		size_t length = strcspn(names, " ,");
		int algorithm = TOKEN_ALGORITHMS;

		while (--algorithm > 0)
			if (strlen(token_algorithm_names[algorithm]) == length &&
			    memcmp(token_algorithm_names[algorithm], names, length) == 0)
				break;
		if (algorithm == 0)
			return false;
		*algorithms |= TOKEN_ALGORITHM_BIT(algorithm);
		names += length;
	}
	return *algorithms != 0;
}

const char *
auth_start(void)
{
	policy.issuer = config_text("token_issuer");
	policy.audience = config_text("token_audience");
	policy.nbf_optional = config_boolean("token_nbf_optional");
	cache_entries = (size_t)config_integer("token_cache_entries");
	if (!*policy.issuer || !*policy.audience)
		return "token_issuer and token_audience must be set";
	if (!read_algorithms(config_text("token_algorithms"), &policy.algorithms))
		return "token_algorithms must list ES256, RS256 or HS256";
	return keys_start(config_text("token_keys"), policy.algorithms);
}

void
auth_stop(void)
{
	for (size_t i = 0; i < LOOPS_MAX; i++) {
		token_cache_free(caches[i]);
		caches[i] = NULL;
	}
	revocation_clear();
	keys_stop();
}

void
auth_revoke(const char *jti, instant expires_at)
{
	revocation_add(jti, expires_at);
}

static struct token_cache *
cache_of(const struct loop *loop)
{
	struct token_cache **cache = &caches[loop_number(loop)];

	if (!*cache)
		*cache = token_cache_new(cache_entries);
	return *cache;
}

/* 401, with the challenge of RFC 6750; without a description where no token was sent at all. */
static MAY_FAIL
challenge(struct request *req, const char *description)
{
	req->www_authenticate = "Bearer realm=\"kehu\"";
	if (!description)
		return problem_detail(req, &problem_unauthenticated, "A bearer token is required");
	req->www_authenticate = arena_print(req->arena,
	    "Bearer realm=\"kehu\", error=\"invalid_token\", error_description=\"%s\"",
	    description);
	return problem_detail(req, &problem_unauthenticated, "%s", description);
}

/* The token of "Bearer <token>"; NULL: none was sent. */
static const char *
bearer_token(struct request *req, size_t *length)
{
	const char *header = req->http->header(req->http, "Authorization");

	if (!header || !ascii_same_prefix(header, "bearer "))
		return NULL;
	header += strlen("bearer ");
	header += strspn(header, " ");
	*length = strlen(header);
	while (*length > 0 && (header[*length - 1] == ' ' || header[*length - 1] == '\t'))
		--*length;
	return header[*length] ? arena_copy(req->arena, header, *length) : header;
}

/* A kid that names a key of another algorithm is no reason to look for new keys. */
static bool
may_become_known(const struct key_set *set, const char *kid)
{
	return !set->complete || (kid && !keys_know(set, kid));
}

/* The key the header asks for, or NULL; looked for anew if it is not known. The caller lets the set
 * go. */
static MAY_FAIL
find_key(struct request *req, const struct token_header *header, struct key_set **set,
    const struct key **key)
{
	*set = keys_hold();
	*key = keys_find(*set, header->algorithm, header->kid);
	if (!*key && may_become_known(*set, header->kid) && keys_await_refresh(req)) {
		keys_let_go(*set);
		*set = keys_hold();
		*key = keys_find(*set, header->algorithm, header->kid);
	}
	if (!*key && !(*set)->complete) {
		keys_let_go(*set);
		*set = NULL;
		return problem_detail(req, &problem_unavailable,
		    "The keys of the issuer of tokens are not known yet");
	}
	return NULL;
}

/* A token not seen before: its signature and all its claims. */
static MAY_FAIL
verify(struct request *req, const char *token, size_t length, struct verified_token **verified,
    enum token_fault *fault)
{
	struct token_header header;
	struct token_claims claims;
	const struct key *key;
	struct key_set *set;
	uint64_t generation;
	bool fits;

	*fault = token_read_header(req->arena, token, length, &policy, &header);
	if (*fault)
		return NULL;
	TRY(find_key(req, &header, &set, &key));
	generation = set->generation;
	fits = key && signature_fits(token, &header, key);
	keys_let_go(set);
	if (!fits) {
		*fault = TOKEN_UNTRUSTED;
		return NULL;
	}
	*fault = token_read_claims(req->arena, token, length, &policy, req->now, &claims);
	if (*fault)
		return NULL;
	*verified = token_cache_put(cache_of(req->loop), req->arena, token, length, &claims);
	(*verified)->keys = generation;
	return NULL;
}

/* Asked at each use of a token: revocations looked through once are not looked through again. */
static bool
is_revoked(struct verified_token *verified, instant now)
{
	uint64_t number = revocation_number();

	if (verified->revocations == number)
		return false;
	if (revocation_holds(verified->claims.caller.jti, now))
		return true;
	verified->revocations = number;
	return false;
}

MAY_FAIL
authenticate(struct request *req)
{
	struct verified_token *verified;
	enum token_fault fault = TOKEN_FITS;
	const char *token;
	size_t length;

	if (!req->operation->roles)
		return NULL;
	token = bearer_token(req, &length);
	if (!token)
		return challenge(req, NULL);
	verified = token_cache_get(cache_of(req->loop), req->arena, token, length);
	if (!verified || verified->keys != keys_generation())
		TRY(verify(req, token, length, &verified, &fault));
	else
		fault = token_in_time(
		    verified->claims.not_before, verified->claims.expires_at, req->now);
	if (!fault && is_revoked(verified, req->now))
		fault = TOKEN_REVOKED;
	if (fault)
		return challenge(req, descriptions[fault]);
	req->caller = verified->claims.caller;
	return NULL;
}

MAY_FAIL
authorize(struct request *req)
{
	const char *const *roles = req->operation->roles;

	for (const char *const *role = roles; role && *role; role++)
		if (strcmp(*role, "any") == 0 || caller_is(&req->caller, *role))
			return NULL;
	return roles ? &problem_forbidden_role : NULL;
}
