/* Tokens of every right kind are taken, as often and as long as they are right. */
#include "token_fixture.h"

#include "revocation.h"

static void
test_kinds_taken(void **state)
{
	const char *payload = payload_with(NULL, NULL);
	const char *const headers[] = {
		HEADER,
		"{\"alg\":\"ES256\",\"kid\":\"first\"}",
		"{\"kid\":\"first\",\"alg\":\"ES256\",\"typ\":\"jwt\"}",
		"{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"typ\":\"AT+JWT\",\"kid\":\"first\"}",
		"{\"alg\":\"ES256\",\"typ\":\"application/at+jwt\",\"kid\":\"first\"}",
		" { \"alg\" : \"ES256\" , \"kid\" : \"first\" } ",
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"x\":[1,{\"y\":null}]}",
		/* Ignored: the key is the configured one all the same. */
		"{\"alg\":\"ES256\",\"kid\":\"first\",\"jku\":\"http://127.0.0.1:9/\"}",
		"{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\",\"x5u\":\"http://"
		"127.0.0.1:9/\"}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++)
		expect(make_token(memory, headers[i], payload, &ec), true, headers[i]);
	expect(make_token(memory, "{\"alg\":\"ES256\",\"kid\":\"third\"}", payload, &third_ec),
	    true, "another key of ES256");
	expect(make_token(memory, RSA_HEADER, payload, &rsa), true, "RS256");
	expect(make_token(memory, "{\"alg\":\"RS256\"}", payload, &rsa), true,
	    "the only key of RS256, without kid");
	expect(make_token(memory, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"second\"}",
		   payload, &rsa),
	    true, "RS256 at+jwt");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"shared\"}", payload, &hmac), true,
	    "HS256");
	expect(
	    make_token(memory, "{\"alg\":\"HS256\"}", payload, &hmac), true, "HS256 without kid");
	expect(make_token(memory, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"shared\"}",
		   payload, &hmac),
	    true, "HS256 at+jwt");
	expect_header(
	    arena_print(memory, "bearer  %s", good_token()), true, "scheme in lower case");
	expect_header(arena_print(memory, "BEARER %s \t", good_token()), true, "trailing blanks");
}

static void
test_claims_taken(void **state)
{
	static const struct {
		const char *name, *value;
	} right[] = {
		{ "aud", "[\"kehu\"]" },
		{ "aud", "[\"other\",\"kehu\"]" },
		{ "aud", "[\"kehu\",\"kehu\"]" },
		{ "roles", "[]" },
		{ "roles", "null" },
		{ "roles", NULL },
		{ "roles", "[\"a\",\"b\",\"a\"]" },
		{ "name", NULL },
		{ "name", "null" },
		{ "department_id", NULL },
		{ "client_id", "\"partner\"" },
		{ "scope", "\"a b c\"" },
		{ "exp", "1800000000.5" },
		{ "iat", "1.8e9" },
		{ "nbf", "0" },
		{ "exp", "253402300799" },
		{ "extra", "{\"deep\":[[[[1]]]]}" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(right); i++)
		expect(make_token(memory, HEADER, payload_with(right[i].name, right[i].value), &ec),
		    true, right[i].name);
	expect(make_token(memory, HEADER, payload_with("exp", seconds(-29)), &ec), true,
	    "29 s expired");
	expect(
	    make_token(memory, HEADER, payload_with("nbf", seconds(30)), &ec), true, "30 s early");
	expect(make_token(memory, HEADER, payload_with("iat", seconds(30)), &ec), true,
	    "made in 30 s");
}

static void
test_caller(void **state)
{
	const char *token =
	    make_token(memory, HEADER, payload_with("client_id", "\"partner\""), &ec);

	(void)state;
	sent = arena_print(memory, "Bearer %s", token);
	/* First verified, then remembered. */
	for (int i = 0; i < 2; i++) {
		struct arena *arena = arena_open();
		struct request req = request_at(arena, NOW);

		assert_null(authenticate(&req));
		assert_string_equal(req.caller.id, "u1");
		assert_string_equal(req.caller.jti, "j1");
		assert_string_equal(req.caller.name, "\xe7\x8e\x8b");
		assert_string_equal(req.caller.department_id, "d1");
		assert_string_equal(req.caller.client_id, "partner");
		assert_null(req.caller.scope);
		assert_string_equal(req.caller.roles[0], "sales_staff");
		assert_string_equal(req.caller.roles[1], "auditor");
		assert_null(req.caller.roles[2]);
		arena_close(arena);
	}
}

static int
status_at(const char *token, instant now)
{
	struct arena *arena = arena_open();
	struct request req = request_at(arena, now);
	const struct problem *problem;
	int status;

	sent = arena_print(memory, "Bearer %s", token);
	problem = authenticate(&req);
	status = problem ? problem->status : 200;
	arena_close(arena);
	return status;
}

static void
test_time_at_each_use(void **state)
{
	const char *token = good_token();

	(void)state;
	assert_int_equal(status_at(token, NOW), 200);
	assert_int_equal(status_at(token, NOW + 630 * SECOND - 1), 200);
	assert_int_equal(status_at(token, NOW + 630 * SECOND), 401);
	assert_int_equal(status_at(token, NOW - 40 * SECOND), 200);
	assert_int_equal(status_at(token, NOW - 40 * SECOND - 1), 401);
	assert_int_equal(status_at(token, NOW), 200);
}

static void
test_revocation(void **state)
{
	const char *token = make_token(memory, HEADER, payload_with("jti", "\"taken back\""), &ec);
	const char *unseen = make_token(memory, HEADER, payload_with("jti", "\"unseen\""), &ec);

	(void)state;
	assert_int_equal(status_at(token, NOW), 200);
	for (int i = 0; i < 1000; i++)
		auth_revoke(arena_print(memory, "other %d", i), NOW + HOUR);
	assert_int_equal(status_at(token, NOW), 200);
	auth_revoke("taken back", NOW + HOUR);
	auth_revoke("taken back", NOW + HOUR);
	auth_revoke("unseen", NOW + HOUR);
	assert_int_equal(status_at(token, NOW), 401);
	assert_int_equal(status_at(token, NOW), 401);
	assert_int_equal(status_at(unseen, NOW), 401);
	assert_int_equal(status_at(good_token(), NOW), 200);
	for (int i = 0; i < 1000; i++)
		assert_true(revocation_holds(arena_print(memory, "other %d", i), NOW));
	assert_true(revocation_holds("taken back", NOW + HOUR));
	assert_false(revocation_holds("taken back", NOW + HOUR + MINUTE));
	assert_false(revocation_holds("another", NOW));
}

static int
status_of_roles(const char *const *roles, const char *const *held)
{
	const struct operation operation = { .id = "test", .roles = roles };
	struct request req = { .operation = &operation, .caller = { .id = "u1", .roles = held } };
	const struct problem *problem = authorize(&req);

	return problem ? problem->status : 200;
}

#define LIST(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_roles(void **state)
{
	(void)state;
	assert_int_equal(status_of_roles(NULL, NULL), 200);
	assert_int_equal(status_of_roles(LIST("any"), LIST(NULL)), 200);
	assert_int_equal(status_of_roles(LIST("finance"), LIST(NULL)), 403);
	assert_int_equal(status_of_roles(LIST("finance"), LIST("finance_head")), 403);
	assert_int_equal(status_of_roles(LIST("a", "finance"), LIST("b", "finance")), 200);
	assert_int_equal(
	    status_of_roles(LIST("marketing_division"), LIST("marketing_division_head")), 200);
	assert_int_equal(
	    status_of_roles(LIST("marketing_division_head"), LIST("marketing_division")), 403);
	/* A role of that name opens nothing. */
	assert_int_equal(status_of_roles(LIST("finance"), LIST("any")), 403);
}

/* More tokens than are remembered, each used again and again. */
static void
test_many_tokens(void **state)
{
	char *tokens[400];

	(void)state;
	for (size_t i = 0; i < COUNT(tokens); i++)
		tokens[i] = make_token(memory, "{\"alg\":\"HS256\",\"kid\":\"shared\"}",
		    payload_with("sub", arena_print(memory, "\"user %zu\"", i)), &hmac);
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < COUNT(tokens); i++) {
			struct arena *arena = arena_open();
			struct request req = request_at(arena, NOW);

			sent = arena_print(memory, "Bearer %s", tokens[i]);
			assert_null(authenticate(&req));
			assert_string_equal(req.caller.id, arena_print(arena, "user %zu", i));
			arena_close(arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds_taken),
		cmocka_unit_test(test_claims_taken),
		cmocka_unit_test(test_caller),
		cmocka_unit_test(test_time_at_each_use),
		cmocka_unit_test(test_revocation),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_many_tokens),
	};

	setenv("KEHU_TOKEN_CACHE_ENTRIES", "128", 1);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
