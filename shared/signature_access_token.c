/* A file of its own: rhonabwy and libjwt both define jwt_t. */
#include "signature.h"

#include <rhonabwy.h>

static const jwa_alg rhonabwy_algorithms[TOKEN_ALGORITHMS] = {
	[TOKEN_ES256] = R_JWA_ALG_ES256,
	[TOKEN_RS256] = R_JWA_ALG_RS256,
	[TOKEN_HS256] = R_JWA_ALG_HS256,
};

static int
import_key(jwk_t *jwk, const struct key *key)
{
	const unsigned char *bytes = (const unsigned char *)key->text;

	if (key->algorithm == TOKEN_HS256)
		return r_jwk_import_from_symmetric_key(jwk, bytes, key->length);
	return r_jwk_import_from_pem_der(jwk, R_X509_TYPE_PUBKEY, R_FORMAT_PEM, bytes, key->length);
}

bool
signature_fits_access_token(const char *token, const struct key *key)
{
	jws_t *jws = NULL;
	jwk_t *jwk = NULL;
	bool fits;

	/* Keys that the header brings along are not even read. */
	fits = r_jws_init(&jws) == RHN_OK && r_jwk_init(&jwk) == RHN_OK &&
	       import_key(jwk, key) == RHN_OK &&
	       r_jws_advanced_compact_parse(jws, token, R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) ==
		   RHN_OK &&
	       r_jws_get_alg(jws) == rhonabwy_algorithms[key->algorithm] &&
	       r_jws_verify_signature(jws, jwk, R_FLAG_IGNORE_REMOTE) == RHN_OK;
	r_jws_free(jws);
	r_jwk_free(jwk);
	return fits;
}
