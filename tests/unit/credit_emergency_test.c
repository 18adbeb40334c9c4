/* R3.29, R3.30 and SM-7: who reports, who instructs, when a report is closed. */
#include "credit/rules_emergency.h"
#include "credit/rules_instruction.h"
#include "rule_test.h"

static struct emergency_facts
reported(void)
{
	return (struct emergency_facts) {
		.responsible = true,
		.superior_known = true,
		.observed_at = at("2027-03-01 09:00:00"),
		.now = at("2027-03-01 10:00:00"),
	};
}

TEST(R3_29_example_1_the_responsible_salesperson)
{
	struct emergency_facts facts = reported();
	struct decision d = emergency_reporting(&facts, 24);

	assert_allowed(d, R3_29, "REPORTED");
	assert_string_equal(d.parameters, "\"credit.emergency.instruction_hours\":24");
	facts.observed_at = facts.now;
	assert_allowed(emergency_reporting(&facts, 24), R3_29, "REPORTED");
}

TEST(R3_29_example_2_another_salesperson)
{
	struct emergency_facts facts = reported();

	facts.responsible = false;
	assert_refused(emergency_reporting(&facts, 24), R3_29, 403, "FORBIDDEN_ROLE");
	facts.finance = true;
	assert_allowed(emergency_reporting(&facts, 24), R3_29, "REPORTED");
}

TEST(R3_29_no_superior_and_a_time_to_come)
{
	struct emergency_facts facts = reported();

	facts.observed_at = facts.now + 1;
	assert_refused(emergency_reporting(&facts, 24), R3_29, 422, "TIME_IN_FUTURE");
	facts.superior_known = false;
	assert_refused(emergency_reporting(&facts, 24), R3_29, 422, "SUPERVISOR_MISSING");
}

TEST(R3_29_instruction_within_the_hours)
{
	assert_int_equal(
	    emergency_instruction_due(at("2027-02-28 10:00:00"), 24), at("2027-03-01 10:00:00"));
}

/* SM-7, every state and every caller. */
TEST(SM_7_closing)
{
	for (int state = EMERGENCY_STATE_REPORTED; state < EMERGENCY_STATE_COUNT; state++)
		for (int bits = 0; bits < 8; bits++) {
			struct emergency_closing_facts facts = {
				.state = state,
				.superior = bits & 1,
				.reporter = bits & 2,
				.measures = bits & 4,
			};
			bool in_order = state == EMERGENCY_STATE_EXECUTING ||
					(state == EMERGENCY_STATE_INSTRUCTED && !facts.measures);
			struct decision d = emergency_closing(&facts);

			if (facts.reporter)
				assert_refused(d, R3_29, 403, "SEPARATION_OF_DUTIES");
			else if (!facts.superior)
				assert_refused(d, R3_29, 403, "FORBIDDEN_ROLE");
			else if (!in_order)
				assert_refused(d, R3_29, 409, "INVALID_STATE");
			else
				assert_allowed(d, R3_29, "CLOSED");
		}
}

TEST(R3_30_who_instructs)
{
	struct instruction_facts facts = {
		.superior = true, .deteriorated = true, .measures = true
	};

	assert_allowed(instruction_giving(&facts), R3_30, "INSTRUCTED");
	facts.closed = true;
	assert_refused(instruction_giving(&facts), R3_30, 409, "INVALID_STATE");
	facts.superior = false;
	assert_refused(instruction_giving(&facts), R3_30, 403, "FORBIDDEN_ROLE");
	facts.reporter = true;
	assert_refused(instruction_giving(&facts), R3_30, 403, "SEPARATION_OF_DUTIES");
	facts.superior = true; /* above the salesperson, and the reporter */
	assert_refused(instruction_giving(&facts), R3_30, 403, "SEPARATION_OF_DUTIES");
}

TEST(R3_31_measures_for_what_has_not_deteriorated)
{
	struct instruction_facts facts = { .superior = true, .measures = true };

	assert_refused(instruction_giving(&facts), R3_31, 422, "NOT_DETERIORATED");
	facts.measures = false; /* R3.30 example 3: none */
	assert_allowed(instruction_giving(&facts), R3_30, "INSTRUCTED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_29_example_1_the_responsible_salesperson),
		cmocka_unit_test(R3_29_example_2_another_salesperson),
		cmocka_unit_test(R3_29_no_superior_and_a_time_to_come),
		cmocka_unit_test(R3_29_instruction_within_the_hours),
		cmocka_unit_test(SM_7_closing),
		cmocka_unit_test(R3_30_who_instructs),
		cmocka_unit_test(R3_31_measures_for_what_has_not_deteriorated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
