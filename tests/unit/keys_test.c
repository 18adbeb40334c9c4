/* Which keys are taken, and which stop the start. */
#include <openssl/x509.h>

#include "keys.h"
#include "token_fixture.h"

#define ALL                                                                                        \
	(TOKEN_ALGORITHM_BIT(TOKEN_ES256) | TOKEN_ALGORITHM_BIT(TOKEN_RS256) |                     \
	    TOKEN_ALGORITHM_BIT(TOKEN_HS256))

static char *
certificate(EVP_PKEY *key)
{
	X509 *x509 = X509_new();
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes, *text;
	long length;

	X509_set_pubkey(x509, key);
	ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
	X509_gmtime_adj(X509_getm_notBefore(x509), 0);
	X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC,
	    (const unsigned char *)"test", -1, -1, 0);
	X509_set_issuer_name(x509, X509_get_subject_name(x509));
	assert_true(X509_sign(x509, key, EVP_sha256()) > 0);
	PEM_write_bio_X509(bio, x509);
	length = BIO_get_mem_data(bio, &bytes);
	text = arena_copy(memory, bytes, (size_t)length);
	BIO_free(bio);
	X509_free(x509);
	return text;
}

static void
expect_pem(const char *text, unsigned algorithms, const char *wanted)
{
	struct key_list list = { .arena = memory, .algorithms = algorithms };
	const char *wrong = keys_read_pem(&list, "k", text, strlen(text));

	if (!wanted) {
		assert_null(wrong);
		assert_int_equal(list.count, 1);
		assert_string_equal(list.keys[0].kid, "k");
	} else {
		assert_non_null(wrong);
		assert_non_null(strstr(wrong, wanted));
		assert_int_equal(list.count, 0);
	}
}

static void
test_pem(void **state)
{
	EVP_PKEY *weak = new_rsa_key(1024), *p384 = new_ec_key("P-384");
	const char *pem = public_pem(memory, ec.key);

	(void)state;
	expect_pem(pem, ALL, NULL);
	expect_pem(public_pem(memory, rsa.key), ALL, NULL);
	expect_pem(certificate(ec.key), ALL, NULL);
	expect_pem(certificate(rsa.key), ALL, NULL);
	expect_pem(pem, TOKEN_ALGORITHM_BIT(TOKEN_RS256), "ES256, which is not configured");
	expect_pem(public_pem(memory, rsa.key), TOKEN_ALGORITHM_BIT(TOKEN_ES256),
	    "RS256, which is not configured");
	expect_pem(public_pem(memory, weak), ALL, "2048");
	expect_pem(public_pem(memory, p384), ALL, "P-256");
	expect_pem(private_pem(memory, ec.key), ALL, "private");
	expect_pem(arena_print(memory, "%s%s", pem, pem), ALL, "more than one");
	expect_pem(arena_print(memory, "%.60s", pem), ALL, "not a public key");
	expect_pem("", ALL, "not a public key");
	expect_pem("text", ALL, "not a public key");
	EVP_PKEY_free(weak);
	EVP_PKEY_free(p384);
}

static size_t
keys_of(const char *jwks, const char **wrong)
{
	struct key_list list = { .arena = memory, .algorithms = TOKEN_ALGORITHM_BIT(TOKEN_ES256) };

	*wrong = keys_read_jwks(&list, jwks, strlen(jwks));
	return list.count;
}

static void
test_jwks(void **state)
{
	const char *one = jwk_members(memory, ec.key), *two = jwk_members(memory, rsa.key);
	EVP_PKEY *p384 = new_ec_key("P-384");
	const char *const passed_over[] = {
		"\"use\":\"enc\",%s",
		"\"alg\":\"ES384\",%s",
		"\"alg\":\"ECDH-ES\",%s",
		"\"key_ops\":[\"sign\"],%s",
		"\"key_ops\":[],%s",
	};
	const char *const malformed[] = {
		"",
		"null",
		"[]",
		"{}",
		"{\"keys\":{}}",
		"{\"keys\":[]}",
		"{\"keys\":[1,null,\"a\",[]]}",
		"{\"keys\":[{}]}",
		"{\"keys\":[",
		"{\"keys\":[],\"keys\":[]}",
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\"}]}",
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
		"{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\"}]}",
		"{\"keys\":[{\"kty\":1}]}",
		"-----BEGIN PUBLIC KEY-----",
	};
	const char *wrong;

	(void)state;
	assert_int_equal(
	    keys_of(arena_print(memory, "{\"keys\":[{\"kid\":\"a\",%s}]}", one), &wrong), 1);
	assert_null(wrong);
	assert_int_equal(keys_of(arena_print(memory,
				     "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\"},{%s},{"
				     "\"kid\":\"a\",\"key_ops\":[\"verify\"],%s}]}",
				     two, one),
			     &wrong),
	    1);
	assert_int_equal(
	    keys_of(arena_print(memory,
			"{\"keys\":[{\"kid\":\"a\",%s},{\"kid\":\"a\",%s},{\"kid\":\"b\",%s}]}",
			one, one, one),
		&wrong),
	    2);
	for (size_t i = 0; i < COUNT(passed_over); i++) {
		char *key = arena_text(memory, passed_over[i]);

		*strstr(key, ",%s") = '\0';
		assert_int_equal(
		    keys_of(arena_print(memory, "{\"keys\":[{%s,%s}]}", key, one), &wrong), 0);
		assert_non_null(wrong);
	}
	assert_int_equal(
	    keys_of(arena_print(memory, "{\"keys\":[{%s}]}", jwk_members(memory, p384)), &wrong),
	    0);
	for (size_t i = 0; i < COUNT(malformed); i++) {
		assert_int_equal(keys_of(malformed[i], &wrong), 0);
		assert_non_null(wrong);
	}
	EVP_PKEY_free(p384);
}

static void
expect_start(const char *sources, unsigned algorithms, const char *wanted)
{
	const char *wrong;

	keys_stop();
	wrong = keys_start(sources, algorithms);
	if (!wanted)
		assert_null(wrong);
	else if (!wrong || !strstr(wrong, wanted))
		fail_msg("%s instead of %s", wrong ? wrong : "a start", wanted);
}

static void
test_start(void **state)
{
	const char *first = arena_print(memory, "%s/first.pem", folder);
	const char *short_secret = arena_print(memory, "%s/short.secret", folder);

	(void)state;
	write_file("short.secret", "0123456789012345678901234567890\n");
	write_file("empty.pem", "");
	expect_start("", ALL, "no keys");
	expect_start(" , ", ALL, "no keys");
	expect_start("/nowhere/key.pem", ALL, "No such file");
	expect_start(folder, ALL, "cannot be read");
	expect_start(arena_print(memory, "%s/empty.pem", folder), ALL, "is empty");
	expect_start(short_secret, ALL, "32 bytes");
	expect_start(first, ALL, "no key is for the configured algorithm RS256");
	expect_start(first, TOKEN_ALGORITHM_BIT(TOKEN_RS256), "not configured");
	expect_start(first, TOKEN_ALGORITHM_BIT(TOKEN_ES256), NULL);
	expect_start(
	    arena_print(memory, "named=%s", first), TOKEN_ALGORITHM_BIT(TOKEN_ES256), NULL);

	struct key_set *set = keys_hold();

	assert_true(set->complete);
	assert_non_null(keys_find(set, TOKEN_ES256, "named"));
	assert_non_null(keys_find(set, TOKEN_ES256, NULL));
	assert_null(keys_find(set, TOKEN_ES256, "first"));
	assert_null(keys_find(set, TOKEN_RS256, "named"));
	keys_let_go(set);
	unlink(short_secret);
	unlink(arena_print(memory, "%s/empty.pem", folder));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pem),
		cmocka_unit_test(test_jwks),
		cmocka_unit_test(test_start),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
