/* R6.10: conduct cases, who decides them and with which sanctions. */
#include "complaints/rules_conduct.h"
#include "complaints_rules.h"

static const char *const allowed[] = { "CRITICISM", "EDUCATION", "DISCIPLINARY", NULL },
			 *const of_serious[] = { "TRANSFER_FROM_POST", NULL };
static const enum sanction mild[] = { SANCTION_CRITICISM, SANCTION_EDUCATION },
			   transfer[] = { SANCTION_TRANSFER_FROM_POST };

static struct conduct_facts
heard(const enum sanction *sanctions, size_t count)
{
	return (struct conduct_facts) { CONDUCT_CASE_STATE_HEARD, "person", "proposer", "other",
		"third", false, NULL, sanctions, count, allowed, of_serious };
}

TEST(R6_10_example_1_criticism_and_education)
{
	struct conduct_facts facts = heard(mild, 2);

	assert_allowed(conduct_decide(&facts), R6_10, "DECIDED");
	facts.sanction_count = 0;
	assert_refused(conduct_decide(&facts), R6_10, 422, "NO_SANCTION");
}

TEST(R6_10_example_2_transfer_only_if_serious)
{
	struct conduct_facts facts = heard(transfer, 1);

	assert_refused(conduct_decide(&facts), R6_10, 422, "SANCTION_NOT_ALLOWED");
	facts.serious = true;
	assert_refused(conduct_decide(&facts), R6_10, 422, "REASON_MISSING");
	facts.serious_reason = "多次";
	assert_allowed(conduct_decide(&facts), R6_10, "DECIDED");
}

TEST(R6_10_example_3_a_third_person_decides)
{
	static const char *const barred[] = { "person", "proposer", "other" };
	struct conduct_facts facts = heard(mild, 2);

	for (size_t i = 0; i < COUNT(barred); i++) {
		facts.decider_id = barred[i];
		assert_refused(conduct_decide(&facts), R6_10, 403, "SEPARATION_OF_DUTIES");
	}
	facts.decider_id = NULL; /* not of the staff */
	assert_refused(conduct_decider(&facts), R6_10, 403, "FORBIDDEN_ROLE");
	facts.decider_id = "third";
	facts.state = CONDUCT_CASE_STATE_OPENED;
	assert_refused(conduct_decide(&facts), R6_10, 409, "INVALID_STATE");
}

TEST(R10_13_violations_that_rules_name)
{
	assert_true(conduct_code_known("V10.13a") && conduct_code_known("V6.10d"));
	assert_false(conduct_code_known("V10.13d") || conduct_code_known("v10.13a") ||
		     conduct_code_known(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_10_example_1_criticism_and_education),
		cmocka_unit_test(R6_10_example_2_transfer_only_if_serious),
		cmocka_unit_test(R6_10_example_3_a_third_person_decides),
		cmocka_unit_test(R10_13_violations_that_rules_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
