#include "signature.h"

#include <jwt.h>

static const jwt_alg_t libjwt_algorithms[TOKEN_ALGORITHMS] = {
	[TOKEN_ES256] = JWT_ALG_ES256,
	[TOKEN_RS256] = JWT_ALG_RS256,
	[TOKEN_HS256] = JWT_ALG_HS256,
};

bool
signature_fits(const char *token, const struct token_header *header, const struct key *key)
{
	jwt_t *jwt = NULL;
	bool fits;

	/* libjwt believes the algorithm the token names, and with a key of no length the token. */
	if (header->algorithm != key->algorithm || !header->algorithm || key->length == 0)
		return false;
	if (header->access_token)
		return signature_fits_access_token(token, key);
	if (jwt_decode(&jwt, token, (const unsigned char *)key->text, key->length) != 0)
		return false;
	fits = jwt_get_alg(jwt) == libjwt_algorithms[key->algorithm];
	jwt_free(jwt);
	return fits;
}
