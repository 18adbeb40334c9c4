#include "keys.h"

#include <jansson.h>
#include <rhonabwy.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define RSA_BITS_MIN	 2048
#define SECRET_BYTES_MIN 32 /* RFC 7518 section 3.2: as long as the hash */
#define PEM_BYTES_MAX	 8192

static const char *
text_of(const json_t *jwk, const char *name)
{
	return json_string_value(json_object_get(jwk, name));
}

static bool
same_kid(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
add(struct key_list *list, const char *kid, enum token_algorithm algorithm, const void *text,
    size_t length)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->keys[i].algorithm == algorithm && same_kid(list->keys[i].kid, kid)) {
			log_event(LOG_WARNING, "keys",
			    "two keys have the kid %s; the first is used", kid ? kid : "(none)");
			return;
		}
	if (list->count == list->capacity) {
		struct key *larger;

		list->capacity = list->capacity * 2 + 8;
		larger = arena_array(list->arena, struct key, list->capacity);
		if (list->count > 0)
			memcpy(larger, list->keys, list->count * sizeof(*larger));
		list->keys = larger;
	}
	list->keys[list->count++] = (struct key) {
		.kid = arena_text(list->arena, kid),
		.algorithm = algorithm,
		.text = arena_copy(list->arena, text, length),
		.length = length,
	};
}

static bool
is_configured(const struct key_list *list, enum token_algorithm algorithm)
{
	return (list->algorithms & TOKEN_ALGORITHM_BIT(algorithm)) != 0;
}

/* Adds a public key, whose type says which algorithm it is for. */
static const char *
add_public(struct key_list *list, const char *kid, jwk_t *jwk)
{
	unsigned char pem[PEM_BYTES_MAX];
	size_t length = sizeof(pem);
	unsigned bits = 0;
	int type = r_jwk_key_type(jwk, &bits, R_FLAG_IGNORE_REMOTE);
	const char *curve = r_jwk_get_property_str(jwk, "crv");
	enum token_algorithm algorithm;

	if (type & R_KEY_TYPE_PRIVATE)
		return "is a private key; only the issuer may hold it";
	if (type & R_KEY_TYPE_RSA)
		algorithm = TOKEN_RS256;
	else if (type & R_KEY_TYPE_EC && curve && strcmp(curve, "P-256") == 0)
		algorithm = TOKEN_ES256;
	else
		return "is neither an RSA key nor one of the curve P-256";
	if (algorithm == TOKEN_RS256 && bits < RSA_BITS_MIN)
		return "is an RSA key of less than 2048 bits";
	if (!is_configured(list, algorithm))
		return algorithm == TOKEN_RS256 ? "is a key for RS256, which is not configured"
						: "is a key for ES256, which is not configured";
	if (r_jwk_export_to_pem_der(jwk, R_FORMAT_PEM, pem, &length, R_FLAG_IGNORE_REMOTE) !=
	    RHN_OK)
		return "is not a key that can be used";
	add(list, kid, algorithm, pem, length);
	return NULL;
}

const char *
keys_read_pem(struct key_list *list, const char *kid, const char *text, size_t length)
{
	const char *wrong = "is not a public key in PEM";
	const char *begin = strstr(text, "-----BEGIN ");
	int type = R_X509_TYPE_PUBKEY;
	jwk_t *jwk = NULL;

	if (!begin)
		return wrong;
	if (strstr(begin + 1, "-----BEGIN "))
		return "holds more than one PEM block";
	if (strstr(begin, "PRIVATE KEY-----"))
		return "is a private key; only the issuer may hold it";
	if (strncmp(begin, "-----BEGIN CERTIFICATE-----", 27) == 0)
		type = R_X509_TYPE_CERTIFICATE;
	if (r_jwk_init(&jwk) == RHN_OK && r_jwk_import_from_pem_der(jwk, type, R_FORMAT_PEM,
					      (const unsigned char *)text, length) == RHN_OK)
		wrong = add_public(list, kid, jwk);
	r_jwk_free(jwk);
	return wrong;
}

const char *
keys_read_secret(struct key_list *list, const char *kid, const char *text, size_t length)
{
	while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	if (length < SECRET_BYTES_MIN)
		return "is a secret of less than 32 bytes";
	if (!is_configured(list, TOKEN_HS256))
		return "is a secret for HS256, which is not configured";
	add(list, kid, TOKEN_HS256, text, length);
	return NULL;
}

/* Whether the key is meant for verifying signatures of a configured algorithm. */
static bool
is_wanted(const struct key_list *list, const json_t *jwk)
{
	const char *use = text_of(jwk, "use"), *alg = text_of(jwk, "alg"),
		   *kty = text_of(jwk, "kty");
	const json_t *operations = json_object_get(jwk, "key_ops"), *operation;
	enum token_algorithm algorithm;
	bool may_verify = !operations;
	size_t i;

	json_array_foreach(operations, i,
	    operation) if (json_is_string(operation) &&
			   strcmp(json_string_value(operation), "verify") == 0) may_verify = true;
	if (!kty || !may_verify || (use && strcmp(use, "sig") != 0))
		return false;

	/* A key set is public: a shared secret in it would be none. */
	if (strcmp(kty, "RSA") == 0)
		algorithm = TOKEN_RS256;
	else if (strcmp(kty, "EC") == 0)
		algorithm = TOKEN_ES256;
	else
		return false;
	return is_configured(list, algorithm) &&
	       (!alg || strcmp(alg, token_algorithm_names[algorithm]) == 0);
}

static const char *
add_jwk(struct key_list *list, const json_t *json)
{
	static const char *const members[] = { "kty", "n", "e", "crv", "x", "y" };
	const char *wrong = "holds a key that cannot be read";
	const char *kid = text_of(json, "kid");
	jwk_t *jwk = NULL;

	/* Only the key itself: no certificate, and nothing that would be fetched from elsewhere. */
	if (r_jwk_init(&jwk) == RHN_OK) {
		for (size_t i = 0; i < COUNT(members); i++)
			if (text_of(json, members[i]))
				r_jwk_set_property_str(jwk, members[i], text_of(json, members[i]));
		if (r_jwk_is_valid(jwk) == RHN_OK)
			wrong = add_public(list, kid, jwk);
	}
	r_jwk_free(jwk);
	return wrong;
}

const char *
keys_read_jwks(struct key_list *list, const char *text, size_t length)
{
	json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	const json_t *keys = json_object_get(json, "keys"), *jwk;
	size_t before = list->count, i;

	if (!json_is_array(keys)) {
		json_decref(json);
		return "is not a JSON Web Key Set";
	}
	/* What cannot be used (another curve, a kind of key yet unknown) does not spoil the others.
	 */
	json_array_foreach(keys, i, jwk) if (is_wanted(list, jwk))
	{
		const char *wrong = add_jwk(list, jwk);

		if (wrong)
			log_event(
			    LOG_WARNING, "keys", "a key of the set is passed over: it %s", wrong);
	}
	json_decref(json);
	return list->count > before ? NULL : "has no key for the configured algorithms";
}
