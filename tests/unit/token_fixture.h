/* An issuer with its keys, a service that trusts them, and tokens put to authenticate(). For tests.
 */
#ifndef KEHU_TOKEN_FIXTURE_H
#define KEHU_TOKEN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "auth.h"
#include "config.h"
#include "loop.h"
#include "operation.h"
#include "token.h"
#include "token_maker.h"

#define NOW    (1800000000 * SECOND)
#define SECRET "a secret of more than thirty-two bytes"

#define HEADER	   "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"first\"}"
#define RSA_HEADER "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"second\"}"

static struct arena *memory;
static struct loop *loop;
/* Each program uses some of them. */
static __attribute__((unused)) struct signer ec, other_ec, third_ec, rsa, other_rsa, hmac, nobody;
static char folder[] = "/tmp/token_test.XXXXXX";
static const char *sent;
static int refused, taken;

static const struct operation for_anyone = { .id = "test",
	.roles = (const char *const[]) { "any", NULL } };

static const char *
header_of(const struct http_message *message, const char *name)
{
	(void)message;
	assert_string_equal(name, "Authorization");
	return sent;
}

static const struct http_message message = { .header = header_of };

static struct request
request_at(struct arena *arena, instant now)
{
	return (struct request) {
		.arena = arena, .http = &message, .operation = &for_anyone, .now = now, .loop = loop
	};
}

static inline void
expect_header(const char *header, bool fits, const char *what)
{
	struct arena *arena = arena_open();
	struct request req = request_at(arena, NOW);
	const struct problem *problem;

	sent = header;
	problem = authenticate(&req);
	if ((problem == NULL) != fits)
		fail_msg("%s: %s", what, problem ? problem->detail : "was taken");
	if (problem) {
		assert_int_equal(problem->status, 401);
		assert_true(strncmp(req.www_authenticate, "Bearer realm=\"kehu\"", 19) == 0);
		assert_null(req.caller.id);
	}
	*(fits ? &taken : &refused) += 1;
	arena_close(arena);
}

static inline void
expect(const char *token, bool fits, const char *what)
{
	expect_header(arena_print(memory, "Bearer %s", token), fits, what);
}

/* The good payload with one member set to a JSON value, or without it. */
static inline char *
payload_with(const char *name, const char *value)
{
	json_t *payload = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:[s,s], s:s, s:s}", "iss",
	    "https://issuer.test", "aud", "kehu", "sub", "u1", "jti", "j1", "exp",
	    (json_int_t)(NOW / SECOND + 600), "nbf", (json_int_t)(NOW / SECOND - 10), "iat",
	    (json_int_t)(NOW / SECOND - 10), "roles", "sales_staff", "auditor", "department_id",
	    "d1", "name", "\xe7\x8e\x8b");
	char *text, *copy;

	if (name && value)
		json_object_set_new(payload, name, json_loads(value, JSON_DECODE_ANY, NULL));
	else if (name)
		json_object_del(payload, name);
	text = json_dumps(payload, JSON_COMPACT);
	copy = arena_text(memory, text);
	free(text);
	json_decref(payload);
	return copy;
}

static inline char *
good_token(void)
{
	return make_token(memory, HEADER, payload_with(NULL, NULL), &ec);
}

static inline char *
seconds(int64_t offset)
{
	return arena_print(memory, "%lld", (long long)(NOW / SECOND + offset));
}

static inline void
write_file(const char *name, const char *text)
{
	FILE *file = fopen(arena_print(memory, "%s/%s", folder, name), "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static inline void
configure(const char *name, const char *value)
{
	setenv(arena_print(memory, "KEHU_%s", name), value, 1);
}

static inline const char *
start_as_configured(void)
{
	config_read("customers", 1, (char *[]) { "token_test", NULL });
	return auth_start();
}

/* first and third are for ES256, second for RS256, shared for HS256. */
static inline int
set_up(void **state)
{
	(void)state;
	memory = arena_open();
	loop = loop_new(0);
	ec = (struct signer) { SIGN_EC, new_ec_key("P-256"), EVP_sha256(), NULL, 0 };
	other_ec = (struct signer) { SIGN_EC, new_ec_key("P-256"), EVP_sha256(), NULL, 0 };
	third_ec = (struct signer) { SIGN_EC, new_ec_key("P-256"), EVP_sha256(), NULL, 0 };
	rsa = (struct signer) { SIGN_RSA, new_rsa_key(2048), EVP_sha256(), NULL, 0 };
	other_rsa = (struct signer) { SIGN_RSA, new_rsa_key(2048), EVP_sha256(), NULL, 0 };
	hmac = (struct signer) { SIGN_HMAC, NULL, EVP_sha256(), SECRET, strlen(SECRET) };

	assert_non_null(mkdtemp(folder));
	write_file("first.pem", public_pem(memory, ec.key));
	write_file(
	    "jwks.json", arena_print(memory,
			     "{\"keys\":[{\"kid\":\"second\",%s},{\"kid\":\"third\",\"use\":"
			     "\"sig\",\"alg\":\"ES256\",%s}]}",
			     jwk_members(memory, rsa.key), jwk_members(memory, third_ec.key)));
	write_file("shared.secret", SECRET "\n");
	configure("DATABASE", "not used");
	configure("TOKEN_ISSUER", "https://issuer.test");
	configure("TOKEN_AUDIENCE", "kehu");
	configure("TOKEN_ALGORITHMS", "ES256,RS256,HS256");
	configure("TOKEN_KEYS", arena_print(memory, "%s/first.pem, %s/jwks.json %s/shared.secret",
				    folder, folder, folder));
	assert_null(start_as_configured());
	return 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	auth_stop();
	for (const struct signer *const *each = (const struct signer *const[]) { &ec, &other_ec,
		 &third_ec, &rsa, &other_rsa, NULL };
	     *each; each++)
		EVP_PKEY_free((*each)->key);
	unlink(arena_print(memory, "%s/first.pem", folder));
	unlink(arena_print(memory, "%s/jwks.json", folder));
	unlink(arena_print(memory, "%s/shared.secret", folder));
	rmdir(folder);
	loop_free(loop);
	arena_close(memory);
	return 0;
}

#endif
