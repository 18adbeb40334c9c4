/* R10.9, R12.14 to R12.16: what an investigation needs before it ends. */
#include "complaints/rules_investigation.h"
#include "complaints_rules.h"

/* Complainant and two respondents, of whom everything is in order. */
static struct side sides[3];

static struct investigation
complete(enum complaint_profile profile)
{
	for (size_t i = 0; i < COUNT(sides); i++)
		sides[i] = (struct side) { .reachable = true, .heard = true, .briefed = true };
	return (struct investigation) {
		.profile = profile,
		.sides = sides,
		.side_count = COUNT(sides),
		.attempts = 2,
		.findings = 1,
		.none_found = true,
	};
}

TEST(R10_9_example_1_of_four_materials_three_are_checked)
{
	struct investigation i = complete(COMPLAINT_PROFILE_SERVICE);

	assert_allowed(investigation_ends(&i), R10_9, "INVESTIGATED");
	words_add(&i.unchecked, "m4");
	assert_refused(investigation_ends(&i), R10_9, 422, "MATERIAL_UNCHECKED");
	assert_members(investigation_ends(&i), "\"materials\":[\"m4\"]");
	i.findings = 0;
	assert_refused(investigation_ends(&i), R10_9, 422, "NO_FINDINGS");
}

TEST(R10_9_example_3_nothing_was_asserted)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LOGISTICS);

	sides[1].heard = false;
	assert_allowed(
	    investigation_finds(&i, FINDING_RESULT_NO_ASSERTION, NULL, 0), R10_9, "NO_ASSERTION");
}

TEST(R12_14_a_finding_has_evidence)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LAW_FIRM);

	assert_refused(investigation_finds(&i, FINDING_RESULT_CONFIRMED, "收费", 0), R12_14, 422,
	    "EVIDENCE_MISSING");
	assert_refused(
	    investigation_finds(&i, FINDING_RESULT_REFUTED, " ", 1), R10_9, 422, "TEXT_MISSING");
	assert_allowed(
	    investigation_finds(&i, FINDING_RESULT_NOT_PROVABLE, "收费", 1), R10_9, "NOT_PROVABLE");
}

TEST(R12_14_example_2_the_respondent_was_not_heard)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LOGISTICS);

	sides[2].heard = false;
	assert_refused(
	    investigation_finds(&i, FINDING_RESULT_CONFIRMED, "收费", 1), R12_14, 422, "ONE_SIDED");
	assert_refused(investigation_ends(&i), R12_14, 422, "ONE_SIDED");
	assert_because(investigation_ends(&i), "Not heard yet: respondent 2.");
	sides[2].attempt_days = 1;
	assert_refused(investigation_hears(&i), R12_14, 422, "ONE_SIDED");
	sides[2].attempt_days = 2;
	assert_allowed(investigation_hears(&i), R12_14, "HEARD");
	sides[2].attempt_days = 0;
	i.profile = COMPLAINT_PROFILE_LAW_FIRM;
	assert_allowed(investigation_hears(&i), R12_14, "HEARD");
}

TEST(R12_14_an_anonymous_complainant_may_be_unreachable)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LOGISTICS);

	sides[0].heard = sides[0].reachable = false;
	assert_allowed(investigation_hears(&i), R12_14, "HEARD");
	assert_allowed(investigation_undeliverable(&i, 0), R12_15, "NOT_DELIVERABLE");
	assert_refused(investigation_undeliverable(&i, 1), R12_15, 409, "BRIEFING_MISSING");
	sides[1].attempt_days = 2;
	assert_allowed(investigation_undeliverable(&i, 1), R12_15, "NOT_DELIVERABLE");
}

TEST(R12_7_R12_8_what_is_limited_hears_nobody)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LOGISTICS);

	sides[1].heard = false;
	assert_refused(investigation_ends(&i), R12_14, 422, "ONE_SIDED");
	i.limited = true;
	assert_allowed(
	    investigation_finds(&i, FINDING_RESULT_CONFIRMED, "日期", 1), R10_9, "CONFIRMED");
	assert_allowed(investigation_ends(&i), R10_9, "INVESTIGATED");
	sides[0].briefed = false;
	assert_refused(investigation_ends(&i), R12_15, 409, "BRIEFING_MISSING");
}

TEST(R12_15_example_2_of_two_respondents_one_was_briefed)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LAW_FIRM);

	sides[2].briefed = false;
	assert_refused(investigation_ends(&i), R12_15, 409, "BRIEFING_MISSING");
	assert_members(investigation_ends(&i), "\"missing\":[\"respondent 2\"]");
	sides[0].briefed = false;
	assert_members(investigation_ends(&i), "\"missing\":[\"complainant\",\"respondent 2\"]");
}

TEST(R12_16_gaps_are_named_or_there_are_none)
{
	struct investigation i = complete(COMPLAINT_PROFILE_LOGISTICS);

	i.none_found = false;
	assert_refused(investigation_ends(&i), R12_16, 422, "GAPS_NOT_CONSIDERED");
	i.gap_count = 1;
	assert_allowed(investigation_ends(&i), R10_9, "INVESTIGATED");
	i.gap_without_department = true;
	assert_refused(investigation_ends(&i), R12_16, 422, "DEPARTMENT_MISSING");
	i.none_found = true;
	assert_refused(investigation_ends(&i), R12_16, 422, "GAPS_NOT_CONSIDERED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_9_example_1_of_four_materials_three_are_checked),
		cmocka_unit_test(R10_9_example_3_nothing_was_asserted),
		cmocka_unit_test(R12_14_a_finding_has_evidence),
		cmocka_unit_test(R12_14_example_2_the_respondent_was_not_heard),
		cmocka_unit_test(R12_14_an_anonymous_complainant_may_be_unreachable),
		cmocka_unit_test(R12_7_R12_8_what_is_limited_hears_nobody),
		cmocka_unit_test(R12_15_example_2_of_two_respondents_one_was_briefed),
		cmocka_unit_test(R12_16_gaps_are_named_or_there_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
