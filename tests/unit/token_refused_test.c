/* Tokens that say what they must not, though their signature fits, are refused. */
#include "token_fixture.h"

static void
test_claims_refused(void **state)
{
	static const struct {
		const char *name, *values[24];
	} wrong[] = {
		{ "iss", { "null", "1", "true", "[]", "{}", "\"\"", "\"https://issuer.test/\"",
			     "\"HTTPS://issuer.test\"", "\"https://issuer.test.evil\"",
			     "[\"https://issuer.test\"]", "\"https://issuer.test\\n\"",
			     "\" https://issuer.test\"" } },
		{ "aud", { "null", "1", "false", "[]", "{}", "\"\"", "\"Kehu\"", "\"kehu \"",
			     "\"kehu,other\"", "[\"other\"]", "[\"kehu\",1]", "[[\"kehu\"]]",
			     "{\"kehu\":true}", "[null]", "[\"other\",\"\"]", "\"kehu\\u007f\"" } },
		{ "sub", { "null", "1", "true", "[]", "{}", "\"\"", "[\"u1\"]", "\"u1\\n\"",
			     "\"\\u0001\"", "\"system\"" } },
		{ "jti", { "null", "1", "true", "[]", "{}", "\"\"", "[\"j1\"]" } },
		{ "exp",
		    { "null", "\"1800000600\"", "true", "[]", "{}", "\"\"", "-1", "0", "1", "1e300",
			"99999999999999", "[1800000600]", "-1800000600", "1.5", "253402300800" } },
		{ "nbf", { "null", "\"1799999990\"", "true", "[]", "{}", "-1", "1e300",
			     "99999999999999", "1800000600" } },
		{ "iat", { "null", "\"1799999990\"", "true", "[]", "{}", "-1", "1e300",
			     "99999999999999", "1800000600" } },
		{ "roles", { "\"administrator\"", "1", "true", "{}", "[1]", "[null]", "[\"\"]",
			       "[[\"auditor\"]]", "{\"auditor\":true}", "[\"auditor\",false]",
			       "[\"a\\nb\"]", "[\"system\"]" } },
		{ "department_id", { "1", "true", "[]", "{}", "\"\"", "[\"d1\"]" } },
		{ "client_id", { "1", "[]", "\"\"" } },
		{ "scope", { "1", "[\"a\"]", "\"\"" } },
		{ "name", { "1", "[]", "\"\"" } },
	};
	static const char *const required[] = { "iss", "aud", "sub", "jti", "exp", "nbf", "iat" };

	(void)state;
	for (size_t i = 0; i < COUNT(required); i++)
		expect(make_token(memory, HEADER, payload_with(required[i], NULL), &ec), false,
		    required[i]);
	for (size_t i = 0; i < COUNT(wrong); i++)
		for (size_t j = 0; j < 24 && wrong[i].values[j]; j++)
			expect(make_token(memory, HEADER,
				   payload_with(wrong[i].name, wrong[i].values[j]), &ec),
			    false, arena_print(memory, "%s %s", wrong[i].name, wrong[i].values[j]));
	expect(make_token(memory, HEADER, payload_with("exp", seconds(-31)), &ec), false,
	    "31 s expired");
	expect(make_token(memory, HEADER, payload_with("exp", seconds(-30)), &ec), false,
	    "30 s expired");
	expect(
	    make_token(memory, HEADER, payload_with("nbf", seconds(31)), &ec), false, "31 s early");
	expect(make_token(memory, HEADER, payload_with("iat", seconds(31)), &ec), false,
	    "made in 31 s");
	expect(make_token(
		   memory, HEADER, payload_with("sub", arena_print(memory, "\"%0300d\"", 1)), &ec),
	    false, "long sub");
	expect(make_token(memory, HEADER,
		   payload_with("scope", arena_print(memory, "\"%07000d\"", 1)), &ec),
	    false, "huge");
}

static void
test_payload_text_refused(void **state)
{
	const char *good = payload_with(NULL, NULL);
	const char *rest = good + 1;
	const char *const texts[] = {
		"",
		" ",
		"null",
		"1",
		"true",
		"\"text\"",
		"[]",
		"{}",
		"{",
		"}",
		"nonsense",
		"{\"iss\"}",
		arena_print(memory, "[%s]", good),
		arena_print(memory, "%s%s", good, good),
		arena_print(memory, "%s x", good),
		arena_print(memory, "{\"sub\":\"other\",%s", rest),
		arena_print(memory, "{\"exp\":9999999999,%s", rest),
		arena_print(memory, "{\"roles\":[],%s", rest),
		arena_print(memory, "{\"\\u0073ub\":\"other\",%s", rest),
		arena_print(memory, "{\"extra\":{\"a\":1,\"a\":2},%s", rest),
		arena_print(memory, "{\"extra\":\"\\u0000\",%s", rest),
		arena_print(memory, "{\"extra\":\"\xff\xfe\",%s", rest),
		arena_print(memory, "{\"extra\":\"\xc0\xaf\",%s", rest),
		arena_print(memory, "{\"extra\":\"\xed\xa0\x80\",%s", rest),
		arena_print(memory, "{\"extra\":\"\\ud800\",%s", rest),
		arena_print(memory, "{\"extra\":1e999,%s", rest),
		arena_print(memory, "{\"extra\":123456789012345678901234567890,%s", rest),
		arena_print(memory, "{\"extra\":NaN,%s", rest),
		arena_print(memory, "{\"extra\":01,%s", rest),
		arena_print(memory, "{\"extra\":'a',%s", rest),
		arena_print(memory, "{\"extra\":[[[[[[[[1]]]]]]]],%s", rest),
		arena_print(memory, "{,%s", rest),
		arena_print(memory, "\xef\xbb\xbf%s", good),
		arena_print(memory, "%.*s", (int)strlen(good) - 1, good),
	};
	char with_nul[] = "{\"iss\":\"https://issuer.test\",\"aud\":\"kehu\"\0,\"sub\":\"u1\"}";
	char deep[5001];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		expect(make_token(memory, HEADER, texts[i], &ec), false, texts[i]);
	expect(make_token_of(memory, HEADER, strlen(HEADER), with_nul, sizeof(with_nul) - 1, &ec),
	    false, "NUL");
	expect(make_token_of(memory, HEADER, strlen(HEADER), good, strlen(good) + 1, &ec), false,
	    "NUL at the end");
	memset(deep, '[', 5000);
	deep[5000] = '\0';
	expect(make_token(memory, HEADER, deep, &ec), false, "deep payload");
	expect(make_token(memory, deep, good, &ec), false, "deep header");
}

static void
test_headers_refused(void **state)
{
	const char *attacker = jwk_members(memory, other_ec.key);
	const char *const headers[] = {
		"",
		"null",
		"[]",
		"{}",
		"\"ES256\"",
		"{\"alg\":null}",
		"{\"alg\":1}",
		"{\"alg\":\"\"}",
		"{\"alg\":[\"ES256\"]}",
		"{\"typ\":\"JWT\",\"kid\":\"first\"}",
		"{\"alg\":\"es256\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256 \",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\\u0000\",\"kid\":\"first\"}",
		"{\"alg\":\"ES384\",\"kid\":\"first\"}",
		"{\"alg\":\"ES512\",\"kid\":\"first\"}",
		"{\"alg\":\"RS256\",\"kid\":\"first\"}",
		"{\"alg\":\"HS256\",\"kid\":\"first\"}",
		"{\"alg\":\"PS256\",\"kid\":\"first\"}",
		"{\"alg\":\"EdDSA\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256K\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"first\"}",
		"{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"\\u0061lg\":\"none\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"kid\":1}",
		"{\"alg\":\"ES256\",\"kid\":[\"first\"]}",
		"{\"alg\":\"ES256\",\"kid\":{}}",
		"{\"alg\":\"ES256\",\"kid\":\"\"}",
		"{\"alg\":\"ES256\",\"kid\":true}",
		"{\"alg\":\"ES256\",\"kid\":\"First\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first \"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\\u0000\"}",
		"{\"alg\":\"ES256\",\"kid\":\"second\"}",
		"{\"alg\":\"ES256\",\"kid\":\"third\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first' or '1'='1\"}",
		"{\"alg\":\"ES256\",\"kid\":\"../../../../dev/null\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first.pem\"}",
		"{\"alg\":\"ES256\",\"kid\":\"/etc/passwd\"}",
		"{\"alg\":\"ES256\",\"kid\":\"| sleep 9\"}",
		"{\"alg\":\"ES256\",\"kid\":\"http://127.0.0.1/key\"}",
		"{\"alg\":\"ES256\",\"kid\":\"fir\\nst\"}",
		/* Two keys are for ES256: without a kid nobody can say which. */
		"{\"alg\":\"ES256\"}",
		"{\"alg\":\"ES256\",\"kid\":null}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"crit\":[\"exp\"]}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"crit\":[]}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"crit\":[\"b64\"],\"b64\":false}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"b64\":false}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"crit\":null}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"JWE\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":1}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"logout+jwt\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"dpop+jwt\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"x\":\"\xff\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\"}{}",
		"{\"alg\":\"ES256\",\"kid\":\"first\"} x",
		"{\"alg\":\"ES256\",\"kid\":\"first\",}",
	};
	const char *const embedded[] = {
		arena_print(memory, "{\"alg\":\"ES256\",\"jwk\":{%s}}", attacker),
		arena_print(memory, "{\"alg\":\"ES256\",\"kid\":\"first\",\"jwk\":{%s}}", attacker),
		arena_print(memory,
		    "{\"alg\":\"ES256\",\"kid\":\"evil\",\"jwk\":{\"kid\":\"evil\",%s}}", attacker),
		arena_print(memory,
		    "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\",\"jwk\":{%s}}",
		    attacker),
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"jku\":\"http://127.0.0.1:9/jwks\"}",
		"{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\",\"jku\":\"http://"
		"127.0.0.1:9/jwks\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"x5u\":\"http://127.0.0.1:9/cert\"}",
		"{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\",\"x5u\":\"http://"
		"127.0.0.1:9/cert\"}",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"x5c\":[\"MIIB\"]}",
		"{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\",\"x5c\":[\"MIIB\"]}",
		"{\"alg\":\"ES256\",\"kid\":\"evil\",\"x5t\":\"AAAA\"}",
	};
	const char *payload = payload_with(NULL, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++)
		expect(make_token(memory, headers[i], payload, &ec), false, headers[i]);
	for (size_t i = 0; i < COUNT(embedded); i++)
		expect(make_token(memory, embedded[i], payload, &other_ec), false, embedded[i]);
}

static void
test_count(void **state)
{
	(void)state;
	print_message("%d wrong tokens refused\n", refused);
	assert_true(refused >= 170);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_claims_refused),
		cmocka_unit_test(test_payload_text_refused),
		cmocka_unit_test(test_headers_refused),
		cmocka_unit_test(test_count),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
