/* Decisions, and the problems that refusals become. */
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

#include "decision.h"
#include "request.h"
#include "text.h"

static const struct rule rule = { .id = "R7.21", .title_en = "Quota" };

static void
test_allow_and_refuse(void **state)
{
	struct decision d = decision_allow(&rule, "ADMITTED", "%d of %d", 3, 5);

	(void)state;
	assert_null(d.refusal);
	assert_string_equal(d.outcome, "ADMITTED");
	assert_string_equal(d.because, "3 of 5");
	assert_string_equal(d.parameters, "");

	d = decision_refuse(&rule, &problem_invalid_state, "no");
	assert_ptr_equal(d.refusal, &problem_invalid_state);
	assert_string_equal(d.outcome, "INVALID_STATE");
	assert_ptr_equal(d.rule, &rule);
}

static void
test_a_long_reason_is_cut_between_characters(void **state)
{
	char name[1000] = "";
	struct decision d;

	(void)state;
	for (size_t lead = 0; lead < 4; lead++) {
		memset(name, 'x', lead);
		for (size_t i = lead; i + 3 < sizeof(name); i += 3)
			memcpy(name + i, "客", 4);
		d = decision_allow(&rule, "OK", "%s", name);
		assert_true(utf8_valid(d.because, strlen(d.because)));
		assert_true(strlen(d.because) > sizeof(d.because) - 5);
		assert_string_equal(d.because + strlen(d.because) - 3, "…");
		assert_memory_equal(d.because, name, strlen(d.because) - 3);
	}
	memset(name, 'x', sizeof(name));
	name[sizeof(d.because) - 1] = '\0'; /* just fits */
	d = decision_allow(&rule, "OK", "%s", name);
	assert_string_equal(d.because, name);
}

static void
test_used_parameters(void **state)
{
	struct decision d = decision_allow(&rule, "OK", "because");

	(void)state;
	decision_used(&d, "tier.VIP.max_percent", 30);
	decision_used(&d, "tier.VIP.max_percent", 31); /* noted once */
	decision_used(&d, "VIP.max_percent", -1); /* another name, though its end is the same */
	decision_used_text(&d, "review", "a \"b\"\\\n客");
	decision_used_text(&d, "blank", NULL);
	decision_used_json(&d, "list", "[1,2]");
	assert_string_equal(d.parameters,
	    "\"tier.VIP.max_percent\":30,\"VIP.max_percent\":-1,"
	    "\"review\":\"a \\\"b\\\"\\\\\\u000a客\",\"blank\":null,\"list\":[1,2]");
}

static void
test_members(void **state)
{
	struct decision d = decision_refuse(&rule, &problem_invalid_state, "because");

	(void)state;
	decision_member(&d, "conditions", "[\"d\"]");
	decision_member(&d, "nothing", NULL);
	decision_member(&d, "count", "2");
	assert_string_equal(d.members, "\"conditions\":[\"d\"],\"count\":2");
}

/* What does not fit would be broken JSON: it ends the process. */
static void
test_what_does_not_fit_is_a_bug(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		struct decision d = decision_allow(&rule, "OK", "because");
		char name[] = "name.a";

		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		for (char c = 'a'; c <= 'z'; c++) {
			name[5] = c;
			decision_used_text(&d, name, "a value of thirty bytes or more");
		}
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static const char *
written(struct request *req, const struct problem *p, bool chinese)
{
	struct buffer b = buffer_in(req->arena);

	problem_write(&b, p, chinese, "/v1/customers/1", "0af7651916cd43dd8448eb211c80319c");
	return b.text;
}

static void
test_problem_written(void **state)
{
	struct request req = { .arena = arena_open() };
	const struct problem kind = { .status = 422,
		.code = "TIER_QUOTA_EXCEEDED",
		.title_en = "The quota is full",
		.title_zh = "名额已满" };
	const struct problem *p = problem_rule(&req, &kind, &rule, "%d of %d", 3, 3);
	struct problem *more = arena_new(req.arena, struct problem);

	(void)state;
	assert_string_equal(written(&req, p, false),
	    "{\"type\":\"/problems/tier-quota-exceeded\","
	    "\"title\":\"The quota is "
	    "full\",\"status\":422,\"code\":\"TIER_QUOTA_EXCEEDED\",\"detail\":\"3 of 3\","
	    "\"instance\":\"/v1/customers/"
	    "1\",\"rule\":\"R7.21\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}");

	*more = *p;
	more->parameters = "{\"tier.VIP.max_percent\":30}";
	p = problem_members(&req, more, "{\"used\":3}");
	p = problem_members(&req, p, "{\"free\":0}");
	assert_string_equal(written(&req, p, true),
	    "{\"type\":\"/problems/tier-quota-exceeded\","
	    "\"title\":\"名额已满\",\"status\":422,\"code\":\"TIER_QUOTA_EXCEEDED\",\"detail\":\"3 "
	    "of 3\","
	    "\"instance\":\"/v1/customers/"
	    "1\",\"rule\":\"R7.21\",\"parameters\":{\"tier.VIP.max_percent\":30},"
	    "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"used\":3,\"free\":0}");
	arena_close(req.arena);
}

static void
test_problem_of_a_field(void **state)
{
	struct request req = { .arena = arena_open() };
	const struct problem *p =
	    problem_fault(&req, "/name", "TOO_LONG", "at most %d characters", 200);

	(void)state;
	assert_int_equal(p->status, 400);
	assert_non_null(strstr(written(&req, p, false),
	    "\"errors\":[{\"pointer\":\"/name\",\"code\":\"TOO_LONG\",\"message\":\"at most 200 "
	    "characters\"}]"));
	p = problem_detail(&req, &problem_not_found, "no customer %s", "x");
	assert_string_equal(p->detail, "no customer x");
	assert_string_equal(p->code, "NOT_FOUND");
	arena_close(req.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_allow_and_refuse),
		cmocka_unit_test(test_a_long_reason_is_cut_between_characters),
		cmocka_unit_test(test_used_parameters),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_what_does_not_fit_is_a_bug),
		cmocka_unit_test(test_problem_written),
		cmocka_unit_test(test_problem_of_a_field),
	};

	return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
