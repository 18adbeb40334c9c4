/* Tokens whose signature does not fit, or that have no token's shape, are refused. */
#include "token_fixture.h"

static struct signer
with(struct signer signer, const EVP_MD *digest)
{
	signer.digest = digest;
	return signer;
}

/* The public key, which everybody has, used as the secret of an HMAC. */
static struct signer
with_secret(const char *secret, size_t length)
{
	return (struct signer) { SIGN_HMAC, NULL, EVP_sha256(), secret, length };
}

static void
test_signatures_refused(void **state)
{
	const char *payload = payload_with(NULL, NULL);
	const char *pem = public_pem(memory, rsa.key), *ec_pem = public_pem(memory, ec.key);
	struct signer rs512 = with(rsa, EVP_sha512()), rs384 = with(rsa, EVP_sha384());
	struct signer es512 = with(ec, EVP_sha512());
	struct signer confused = with_secret(pem, strlen(pem)),
		      confused_ec = with_secret(ec_pem, strlen(ec_pem));
	struct signer short_pem = with_secret(pem, strlen(pem) - 1), empty = with_secret("", 0);
	static const char *const nones[] = { "none", "None", "NONE", "nOnE", "none ", "" };

	(void)state;
	for (size_t i = 0; i < COUNT(nones); i++) {
		const char *header =
		    arena_print(memory, "{\"alg\":\"%s\",\"kid\":\"first\"}", nones[i]);

		expect(make_token(memory, header, payload, &nobody), false, nones[i]);
		expect(make_token(memory, header, payload, &ec), false, nones[i]);
	}
	expect(make_token(memory, HEADER, payload, &nobody), false, "not signed");
	expect(make_token(memory, HEADER, payload, &other_ec), false, "another EC key");
	expect(make_token(memory, HEADER, payload, &third_ec), false, "the key of another kid");
	expect(make_token(memory, HEADER, payload, &rsa), false, "RSA signature under ES256");
	expect(make_token(memory, HEADER, payload, &es512), false, "SHA-512 under ES256");
	expect(make_token(memory, HEADER, payload, &confused_ec), false, "HMAC under ES256");
	expect(make_token(memory, RSA_HEADER, payload, &other_rsa), false, "another RSA key");
	expect(make_token(memory, RSA_HEADER, payload, &ec), false, "EC signature under RS256");
	expect(make_token(memory, RSA_HEADER, payload, &rs512), false, "RS512 under RS256");
	expect(make_token(memory, RSA_HEADER, payload, &rs384), false, "RS384 under RS256");
	expect(make_token(memory, "{\"alg\":\"RS512\",\"kid\":\"second\"}", payload, &rs512), false,
	    "RS512");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"second\"}", payload, &confused),
	    false, "HMAC with the RSA key");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"second\"}", payload, &short_pem),
	    false, "the same without its end");
	expect(make_token(memory, "{\"alg\":\"HS256\"}", payload, &confused), false,
	    "HMAC with the RSA key, no kid");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"first\"}", payload, &confused_ec),
	    false, "HMAC with the EC key");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"shared\"}", payload, &empty), false,
	    "HMAC without a key");
	expect(make_token(memory, "{\"alg\":\"HS384\",\"kid\":\"shared\"}", payload, &hmac), false,
	    "HS384");
}

static void
test_shapes_refused(void **state)
{
	const char *good = good_token();
	size_t length = strlen(good), header = strcspn(good, "."),
	       payload = header + 1 + strcspn(good + header + 1, ".");
	char *changed, *huge;

	(void)state;
	for (size_t cut = 0; cut < length; cut += cut < 8 || cut + 8 > length ? 1 : 13)
		expect(arena_print(memory, "%.*s", (int)cut, good), false, "cut");
	for (size_t at = header + 1; at < length; at += 7) {
		changed = arena_text(memory, good);
		changed[at] = changed[at] == 'A' ? 'B' : 'A';
		if (at != payload && strcmp(changed, good) != 0)
			expect(changed, false, "one character changed");
	}
	/* Of the last character of 64 bytes only two bits count: the others must be 0. */
	for (const char *c = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; *c;
	     c++) {
		changed = arena_text(memory, good);
		changed[length - 1] = *c;
		if (strcmp(changed, good) != 0)
			expect(changed, false, "another last character");
	}
	for (const char *each = "=+/!%~ \t\n\"'\\,;:@\x7f\x80\xff"; *each; each++) {
		expect(arena_print(memory, "%s%c%c", good, *each, 'A'), false,
		    "a character of another alphabet at the end");
		expect(arena_print(memory, "%c%s", *each == ' ' ? '+' : *each, good), false,
		    "at the beginning");
		expect(arena_print(memory, "%.*s%c%s", (int)header, good, *each, good + header),
		    false, "in the middle");
	}
	expect(arena_print(memory, "%s=", good), false, "padding");
	expect(arena_print(memory, "%s==", good), false, "padding");
	expect(arena_print(memory, "%s!!!!", good), false, "trailing garbage");
	expect(arena_print(memory, "%s.", good), false, "trailing dot");
	expect(arena_print(memory, ".%s", good), false, "leading dot");
	expect(arena_print(memory, "%s.AAAA", good), false, "four parts");
	expect(arena_print(memory, "%s.AAAA.AAAA", good), false,
	    "five parts, as an encrypted one has");
	expect(arena_print(memory, "%s.%s", good, good), false, "twice");
	expect(arena_print(memory, "%s %s", good, good), false, "twice");
	expect(arena_print(memory, "%s,%s", good, good), false, "twice");
	expect(arena_print(memory, "%.*s..%s", (int)header, good, good + payload + 1), false,
	    "no payload");
	expect(arena_print(memory, ".%s", good + header + 1), false, "no header");
	expect(arena_print(memory, "%.*s.", (int)payload, good), false, "empty signature");
	expect(arena_print(memory, "%.*s", (int)payload, good), false, "two parts");
	expect(arena_print(memory, "%.*s.A", (int)payload, good), false, "an impossible length");
	expect(arena_print(memory, "%.*s.AAAA", (int)payload, good), false, "a short signature");
	expect(
	    arena_print(memory, "%.*s.%0128d", (int)payload, good, 0), false, "a long signature");
	expect("..", false, "dots");
	expect(".", false, "a dot");
	expect("...", false, "dots");
	expect("a.b.c", false, "letters");
	expect("null", false, "null");
	expect("undefined", false, "undefined");
	expect("{\"alg\":\"none\"}", false, "JSON");
	huge = arena_copy(memory, "", 0);
	for (size_t size = 8193; size <= 1 << 20; size *= 8) {
		huge = arena_take(memory, size + 1);
		memset(huge, 'A', size);
		expect(huge, false, "huge");
		huge[size / 3] = huge[size / 3 * 2] = '.';
		expect(huge, false, "huge, of three parts");
	}
	/* Valid but for its size. */
	changed = arena_print(memory, "{\"alg\":\"ES256\",\"kid\":\"first\",\"x\":\"%07000d\"}", 0);
	expect(make_token(memory, changed, payload_with(NULL, NULL), &ec), false, "a large header");
}

static void
test_schemes_refused(void **state)
{
	const char *good = good_token();

	(void)state;
	expect_header(NULL, false, "none");
	expect_header("", false, "empty");
	expect_header("Bearer", false, "scheme alone");
	expect_header("Bearer ", false, "scheme alone");
	expect_header(good, false, "no scheme");
	expect_header(arena_print(memory, "Basic %s", good), false, "Basic");
	expect_header(arena_print(memory, "Token %s", good), false, "Token");
	expect_header(arena_print(memory, "Bearer:%s", good), false, "colon");
	expect_header(arena_print(memory, "Bearer\t%s", good), false, "tab");
	expect_header(arena_print(memory, "BearerX %s", good), false, "another scheme");
	expect_header(arena_print(memory, "Bearer Bearer %s", good), false, "twice");
	expect_header(arena_print(memory, " Bearer %s", good), false, "leading blank");
	expect_header(arena_print(memory, "Bearer \"%s\"", good), false, "quoted");
}

static void
test_count(void **state)
{
	(void)state;
	print_message("%d wrong tokens refused\n", refused);
	assert_true(refused >= 220);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signatures_refused),
		cmocka_unit_test(test_shapes_refused),
		cmocka_unit_test(test_schemes_refused),
		cmocka_unit_test(test_count),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
