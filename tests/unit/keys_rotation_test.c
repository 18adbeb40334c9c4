/* What happens when an issuer changes its keys, or does not answer. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>

#include "coroutine.h"
#include "token_fixture.h"

/* An issuer: answers every connection with the present key set. */
static struct {
	pthread_t thread;
	pthread_mutex_t lock;
	int socket, port, asked;
	const char *answer; /* NULL: 500 */
} issuer = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *
issue(void *unused)
{
	int connection;

	while ((connection = accept(issuer.socket, NULL, NULL)) >= 0) {
		char request[2000];
		ssize_t length = recv(connection, request, sizeof(request), 0);

		pthread_mutex_lock(&issuer.lock);
		issuer.asked++;
		if (length > 0)
			dprintf(connection,
			    "HTTP/1.1 %s\r\nConnection: close\r\nContent-Type: "
			    "application/jwk-set+json\r\n"
			    "Content-Length: %zu\r\n\r\n%s",
			    issuer.answer ? "200 OK" : "500 Broken",
			    strlen(issuer.answer ? issuer.answer : ""),
			    issuer.answer ? issuer.answer : "");
		pthread_mutex_unlock(&issuer.lock);
		close(connection);
	}
	return unused;
}

static void
answer_with(const char *answer)
{
	pthread_mutex_lock(&issuer.lock);
	issuer.answer = answer;
	pthread_mutex_unlock(&issuer.lock);
}

static void
start_issuer(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);

	issuer.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(issuer.socket, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(issuer.socket, 10), 0);
	getsockname(issuer.socket, (struct sockaddr *)&address, &size);
	issuer.port = ntohs(address.sin_port);
	pthread_create(&issuer.thread, NULL, issue, NULL);
}

static void
stop_issuer(void)
{
	shutdown(issuer.socket, SHUT_RDWR);
	pthread_join(issuer.thread, NULL);
	close(issuer.socket);
}

struct attempt {
	const char *token;
	int status;
};

static void
attempt(void *what)
{
	struct attempt *attempt = what;
	struct arena *arena = arena_open();
	struct request req = request_at(arena, NOW);
	const struct problem *problem;

	sent = arena_print(arena, "Bearer %s", attempt->token);
	problem = authenticate(&req);
	attempt->status = problem ? problem->status : 200;
	arena_close(arena);
	loop_stop(loop);
}

static int
status_of(const char *token)
{
	struct attempt one = { .token = token };

	loop_free(loop);
	loop = loop_new(0); /* one that was stopped does not run again */
	coroutine_start(attempt, &one);
	loop_run(loop);
	return one.status;
}

static void
test_rotation(void **state)
{
	const char *old_set =
	    arena_print(memory, "{\"keys\":[{\"kid\":\"first\",%s}]}", jwk_members(memory, ec.key));
	const char *new_set = arena_print(
	    memory, "{\"keys\":[{\"kid\":\"next\",%s}]}", jwk_members(memory, other_ec.key));
	const char *old_token = good_token();
	const char *new_token = make_token(
	    memory, "{\"alg\":\"ES256\",\"kid\":\"next\"}", payload_with(NULL, NULL), &other_ec);
	const char *evil_token = make_token(
	    memory, "{\"alg\":\"ES256\",\"kid\":\"evil\"}", payload_with(NULL, NULL), &other_ec);
	int asked;

	(void)state;
	start_issuer();
	auth_stop();
	configure("TOKEN_ALGORITHMS", "ES256");
	configure("TOKEN_KEYS", arena_print(memory, "http://127.0.0.1:%d/jwks", issuer.port));
	assert_null(start_as_configured());
	/* Nothing is known yet: that is no fault of the caller. */
	assert_int_equal(status_of(old_token), 503);

	auth_stop();
	answer_with(old_set);
	assert_null(start_as_configured());
	assert_int_equal(status_of(old_token), 200);
	/* An unknown kid has the set read anew, but not again and again. */
	answer_with(new_set);
	assert_int_equal(status_of(new_token), 200);
	asked = issuer.asked;
	assert_int_equal(status_of(evil_token), 401);
	assert_int_equal(status_of(evil_token), 401);
	assert_int_equal(issuer.asked, asked);
	/* The old key was withdrawn: what it signed is no longer believed, remembered or not. */
	assert_int_equal(status_of(old_token), 401);
	/* A broken issuer changes nothing. */
	auth_stop();
	assert_null(start_as_configured());
	assert_int_equal(status_of(new_token), 200);
	answer_with(NULL);
	assert_int_equal(status_of(evil_token), 401);
	assert_int_equal(status_of(new_token), 200);
	stop_issuer();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rotation),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
