#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "log.h"
#include "operation.h"

static char *output;
static size_t output_length;

/* Runs write() in a process whose standard output is read; late: only after the process has ended.
 */
static int
logged(void (*write_lines)(void), bool late)
{
	int ends[2], status;
	size_t room = 8 << 20;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();

	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		log_start("customers");
		write_lines();
		log_stop();
		_exit(0);
	}
	close(ends[1]);
	if (late)
		waitpid(child, &status, 0);
	output = realloc(output, room);
	output_length = 0;
	for (ssize_t got;
	     (got = read(ends[0], output + output_length, room - 1 - output_length)) > 0;)
		output_length += (size_t)got;
	output[output_length] = '\0';
	close(ends[0]);
	if (!late)
		waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void
write_request(void)
{
	static const struct operation operation = { .id = "customer_get",
		.path = "/v1/customers/{id}" };
	static const struct rule rule = { .id = "R7.27" };
	static const struct problem refused = {
		.status = 422, .code = "CUSTOMER_BLACKLISTED", .rule = &rule
	};
	struct http_message http = { .method = "GET",
		.path = "/v1/customers/13800138000",
		.query = "q=secret",
		.body_length = 5 };
	struct request req = { .arena = arena_open(),
		.http = &http,
		.operation = &operation,
		.caller = { .id = "emp-\"7\"" },
		.trace_id = "0123",
		.status = 422 };

	log_request(&req, &refused, 1234);
	arena_close(req.arena);
}

static void
test_request_line(void **state)
{
	json_t *line;

	(void)state;
	assert_int_equal(logged(write_request, false), 0);
	line = json_loads(output, 0, NULL);
	assert_non_null(line);
	assert_string_equal(json_string_value(json_object_get(line, "event")), "request");
	assert_string_equal(json_string_value(json_object_get(line, "level")), "info");
	assert_string_equal(json_string_value(json_object_get(line, "operation")), "customer_get");
	assert_string_equal(json_string_value(json_object_get(line, "path")), "/v1/customers/{id}");
	assert_string_equal(json_string_value(json_object_get(line, "caller")), "emp-\"7\"");
	assert_string_equal(
	    json_string_value(json_object_get(line, "code")), "CUSTOMER_BLACKLISTED");
	assert_string_equal(json_string_value(json_object_get(line, "rule")), "R7.27");
	assert_int_equal(json_integer_value(json_object_get(line, "duration_us")), 1234);
	assert_null(strstr(output, "13800138000"));
	assert_null(strstr(output, "secret"));
	json_decref(line);
}

static void
write_levels(void)
{
	log_event(LOG_DEBUG, "test", "unseen");
	log_event(LOG_INFO, "test", "seen %d\n\"quoted\"", 7);
}

static void
test_level_and_escapes(void **state)
{
	(void)state;
	assert_int_equal(logged(write_levels, false), 0);
	assert_null(strstr(output, "unseen"));
	assert_non_null(strstr(output, "\"text\":\"seen 7\\n\\\"quoted\\\"\"}\n"));
}

static void
write_many(void)
{
	for (int i = 0; i < 20000; i++)
		log_event(LOG_INFO, "test", "line %d %s", i,
		    "................................................");
}

/* Nobody reads: the process goes on, and ends. */
static void
test_slow_reader_does_not_hold_the_process(void **state)
{
	(void)state;
	assert_int_equal(logged(write_many, true), 0);
	assert_non_null(strstr(output, "line 0 "));
	assert_null(strstr(output, "line 19999 "));
}

static void
write_few(void)
{
	for (int i = 0; i < 1000; i++)
		log_event(LOG_INFO, "test", "line %d", i);
}

static void
test_nothing_is_lost_when_somebody_reads(void **state)
{
	int count = 0;

	(void)state;
	assert_int_equal(logged(write_few, false), 0);
	for (const char *c = output; *c; c++)
		count += *c == '\n';
	assert_int_equal(count, 1000);
}

static void
test_closed_log_says_nothing(void **state)
{
	(void)state;
	log_event(LOG_ERROR, "test", "nobody hears this");
	log_stop();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_line),
		cmocka_unit_test(test_level_and_escapes),
		cmocka_unit_test(test_slow_reader_does_not_hold_the_process),
		cmocka_unit_test(test_nothing_is_lost_when_somebody_reads),
		cmocka_unit_test(test_closed_log_says_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	free(output);
	return failed;
}
