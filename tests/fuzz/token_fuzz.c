/*
 * Any bytes as a token. What begins with "{" is taken for the header, a NUL
 * and the payload, and made into a token, so that the JSON is reached too;
 * what begins with "K" for a key set.
 */
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct token_policy policy = {
	.issuer = "https://issuer.test",
	.audience = "kehu",
	.algorithms = TOKEN_ALGORITHM_BIT(TOKEN_ES256) | TOKEN_ALGORITHM_BIT(TOKEN_RS256) |
		      TOKEN_ALGORITHM_BIT(TOKEN_HS256),
};

static char *
encoded(struct arena *arena, const char *bytes, size_t size)
{
	const char *end = memchr(bytes, '\0', size);
	size_t header = end ? (size_t)(end - bytes) : size, rest = end ? size - header - 1 : 0;

	return arena_print(arena, "%s.%s.AAAA", base64url_encode(arena, bytes, header),
	    base64url_encode(arena, end ? end + 1 : "", rest));
}

/* What was read must hold what callers count on. */
static void
check(const struct token_claims *claims)
{
	const struct caller *caller = &claims->caller;

	if (!caller->id || !*caller->id || !caller->jti || !*caller->jti || !caller->roles)
		abort();
	if (!strcmp(caller->id, "system") || claims->not_before < 0 || claims->expires_at < 0)
		abort();
	for (const char *const *role = caller->roles; *role; role++)
		if (!**role || !utf8_valid(*role, strlen(*role)))
			abort();
}

static void
read_token(struct arena *arena, const char *token, size_t length)
{
	struct token_header header;
	struct token_claims claims;

	if (!token_read_header(arena, token, length, &policy, &header) && !header.algorithm)
		abort();
	if (!token_read_claims(arena, token, length, &policy, 1800000000 * SECOND, &claims))
		check(&claims);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = arena_open();
	/* With a NUL behind, as from a header or a file. */
	char *text = arena_copy(arena, bytes, size);
	struct key_list keys = { .arena = arena, .algorithms = policy.algorithms };

	if (size > 0 && *text == '{') {
		char *token = encoded(arena, text, size);

		read_token(arena, token, strlen(token));
	} else if (size > 0 && *text == 'K') {
		(void)keys_read_jwks(&keys, text + 1, size - 1);
	} else {
		read_token(arena, text, size);
	}
	arena_close(arena);
	return 0;
}
