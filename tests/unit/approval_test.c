#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "approval.h"

static const struct rule rule = { .id = "R0.0" };

enum { CHECK, VOTE, SIGN };

static const struct approval_step steps[] = {
	[CHECK] = { .name = "check", .role = "clerk", .not_applicant = true },
	[VOTE] = { .name = "vote", .role = "member", .quorum = 2, .not_earlier = true },
	[SIGN] = { .name = "sign",
	    .role = "director",
	    .not_applicant = true,
	    .not_earlier = true,
	    .opinion_always = true },
};
static const struct approval_chain chain = { "credit", &rule, steps, COUNT(steps) };

static const struct caller
    clerk = { .id = "carl", .roles = (const char *const[]) { "clerk", NULL } },
    member_1 = { .id = "mia", .roles = (const char *const[]) { "member", NULL } },
    member_2 = { .id = "max", .roles = (const char *const[]) { "member", NULL } },
    director = { .id = "dora", .roles = (const char *const[]) { "director", NULL } },
    all = { .id = "anna", .roles = (const char *const[]) { "clerk", "member", "director", NULL } },
    nobody = { .id = "nick", .roles = (const char *const[]) { "employee", NULL } };

static struct approval
at_step(size_t step, const struct approval_act *acts, size_t count)
{
	return (struct approval) { .state = APPROVAL_OPEN,
		.step = step,
		.applicant = "paul",
		.acts = acts,
		.act_count = count };
}

static void
allowed(struct decision d, const char *outcome)
{
	if (d.refusal)
		fail_msg("refused: %s", d.because);
	assert_string_equal(d.outcome, outcome);
	assert_ptr_equal(d.rule, &rule);
}

static void
refused(struct decision d, const struct problem *by)
{
	assert_ptr_equal(d.refusal, by);
}

static void
test_steps_in_order_to_the_end(void **state)
{
	struct approval_act acts[4];
	struct approval a = at_step(CHECK, acts, 0);

	(void)state;
	allowed(approval_apply(&chain, &a, &clerk, APPROVE, NULL), "STEP_APPROVED");
	assert_int_equal(a.step, VOTE);
	acts[a.act_count++] = (struct approval_act) { CHECK, "carl", APPROVE };

	allowed(approval_apply(&chain, &a, &member_1, APPROVE, NULL), "APPROVAL_COUNTED");
	assert_int_equal(a.step, VOTE);
	acts[a.act_count++] = (struct approval_act) { VOTE, "mia", APPROVE };

	allowed(approval_apply(&chain, &a, &member_2, APPROVE, NULL), "STEP_APPROVED");
	assert_int_equal(a.step, SIGN);
	acts[a.act_count++] = (struct approval_act) { VOTE, "max", APPROVE };

	allowed(approval_apply(&chain, &a, &director, APPROVE, "agreed"), "APPROVED");
	assert_int_equal(a.state, APPROVAL_APPROVED);
	assert_string_equal(approval_state_names[a.state], "APPROVED");
}

static void
test_c10_opinion_for_return_and_rejection(void **state)
{
	static const char *const blank[] = { NULL, "", " \n\t" };

	(void)state;
	for (size_t i = 0; i < COUNT(blank); i++) {
		struct approval a = at_step(CHECK, NULL, 0), last = at_step(SIGN, NULL, 0);
		struct decision d = approval_apply(&chain, &a, &clerk, REJECT, blank[i]);

		refused(d, &problem_validation_failed);
		assert_non_null(strstr(d.members, "/opinion"));
		refused(approval_apply(&chain, &a, &clerk, RETURN_TO_APPLICANT, blank[i]),
		    &problem_validation_failed);
		refused(approval_apply(&chain, &last, &director, APPROVE, blank[i]),
		    &problem_validation_failed);
		assert_int_equal(a.state, APPROVAL_OPEN); /* a refusal changes nothing */
		assert_int_equal(last.state, APPROVAL_OPEN);
	}
}

static void
test_returned_and_rejected(void **state)
{
	struct approval a = at_step(CHECK, NULL, 0), b = at_step(VOTE, NULL, 0);

	(void)state;
	allowed(approval_apply(&chain, &a, &clerk, RETURN_TO_APPLICANT, "a paper is missing"),
	    "RETURNED");
	assert_int_equal(a.state, APPROVAL_RETURNED);
	allowed(approval_apply(&chain, &b, &member_1, REJECT, "too risky"), "REJECTED");
	assert_int_equal(b.state, APPROVAL_REJECTED);
	refused(approval_apply(&chain, &a, &clerk, APPROVE, NULL), &problem_invalid_state);
	refused(approval_apply(&chain, &b, &member_2, APPROVE, NULL), &problem_invalid_state);
}

static void
test_role_of_the_step(void **state)
{
	struct approval a = at_step(CHECK, NULL, 0), last = at_step(SIGN, NULL, 0);

	(void)state;
	refused(approval_apply(&chain, &a, &nobody, APPROVE, NULL), &problem_forbidden_role);
	/* C10: who may decide, but not yet or no more, is out of order. */
	refused(approval_apply(&chain, &a, &director, APPROVE, "x"), &problem_invalid_state);
	refused(approval_apply(&chain, &last, &clerk, APPROVE, "x"), &problem_invalid_state);
}

static void
test_c10_nobody_decides_on_his_own(void **state)
{
	struct approval a = at_step(CHECK, NULL, 0), vote = at_step(VOTE, NULL, 0);

	(void)state;
	a.applicant = vote.applicant = "anna";
	refused(approval_apply(&chain, &a, &all, APPROVE, NULL), &problem_separation_of_duties);
	refused(approval_apply(&chain, &a, &all, REJECT, "x"), &problem_separation_of_duties);
	/* Where the step does not forbid it. */
	allowed(approval_apply(&chain, &vote, &all, APPROVE, NULL), "APPROVAL_COUNTED");
	a.applicant = NULL; /* of the service itself */
	allowed(approval_apply(&chain, &a, &all, APPROVE, NULL), "STEP_APPROVED");
}

static void
test_c10_four_eyes(void **state)
{
	const struct approval_act acts[] = { { CHECK, "anna", APPROVE }, { VOTE, "mia", APPROVE } };
	struct approval a = at_step(VOTE, acts, 2), last = at_step(SIGN, acts, 2);

	(void)state;
	refused(approval_apply(&chain, &a, &all, APPROVE, NULL), &problem_separation_of_duties);
	refused(approval_apply(&chain, &last, &all, APPROVE, "x"), &problem_separation_of_duties);
	allowed(approval_apply(&chain, &last, &director, APPROVE, "x"), "APPROVED");
}

static void
test_one_person_once_at_a_step(void **state)
{
	const struct approval_act acts[] = { { VOTE, "mia", APPROVE } };
	struct approval a = at_step(VOTE, acts, 1);

	(void)state;
	refused(approval_apply(&chain, &a, &member_1, APPROVE, NULL), &problem_already_decided);
	refused(approval_apply(&chain, &a, &member_1, REJECT, "x"), &problem_already_decided);
	allowed(approval_apply(&chain, &a, &member_2, APPROVE, NULL), "STEP_APPROVED");
}

static void
test_recused(void **state)
{
	const char *const recused[] = { "x", "carl" };
	struct approval a = at_step(CHECK, NULL, 0);

	(void)state;
	a.recused = recused;
	a.recused_count = 2;
	refused(approval_apply(&chain, &a, &clerk, APPROVE, NULL), &problem_recused);
	allowed(approval_apply(&chain, &a, &all, APPROVE, NULL), "STEP_APPROVED");
}

static void
test_unknown_state_allows_nothing(void **state)
{
	struct approval a = { 0 }, beyond = at_step(COUNT(steps), NULL, 0);

	(void)state;
	refused(approval_apply(&chain, &a, &clerk, APPROVE, NULL), &problem_invalid_state);
	refused(approval_apply(&chain, &beyond, &clerk, APPROVE, NULL), &problem_invalid_state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps_in_order_to_the_end),
		cmocka_unit_test(test_c10_opinion_for_return_and_rejection),
		cmocka_unit_test(test_returned_and_rejected),
		cmocka_unit_test(test_role_of_the_step),
		cmocka_unit_test(test_c10_nobody_decides_on_his_own),
		cmocka_unit_test(test_c10_four_eyes),
		cmocka_unit_test(test_one_person_once_at_a_step),
		cmocka_unit_test(test_recused),
		cmocka_unit_test(test_unknown_state_allows_nothing),
	};

	return cmocka_run_group_tests_name("approval", tests, NULL, NULL);
}
