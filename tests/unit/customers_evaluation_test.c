/* R7.4, R7.22, R7.23: evaluation forms, their standards, fresh data. */
#include "customers_rules.h"
#include "customers/rules_evaluation.h"

static struct evaluation_facts
whole_form(void)
{
	struct evaluation_facts form = { .risk = RISK_SMALL, .risk_evidence = 1 };

	for (int subject = 1; subject < RATING_SUBJECT_COUNT; subject++) {
		form.ratings[subject] = RATING_LOW;
		form.evidence[subject] = 1;
	}
	return form;
}

TEST(R7_22_the_whole_form)
{
	struct evaluation_facts form = whole_form();

	assert_allowed(evaluation_complete(&form), R7_22, "COMPLETED");
	form.completed = true;
	assert_refused(evaluation_complete(&form), R7_22, 409, "INVALID_STATE");
}

TEST(R7_22_each_rating_and_its_evidence)
{
	for (int subject = 1; subject < RATING_SUBJECT_COUNT; subject++) {
		struct evaluation_facts form = whole_form();

		form.evidence[subject] = 0;
		assert_refused(evaluation_complete(&form), R7_22, 422, "EVIDENCE_MISSING");
		assert_non_null(
		    strstr(evaluation_complete(&form).members, rating_subject_names[subject]));
		form.ratings[subject] = 0;
		assert_refused(evaluation_complete(&form), R7_22, 422, "FORM_INCOMPLETE");
		assert_non_null(
		    strstr(evaluation_complete(&form).members, rating_subject_names[subject]));
	}
}

TEST(R7_22_all_that_is_missing_at_once)
{
	struct evaluation_facts form = whole_form();

	form.risk = 0;
	form.ratings[RATING_SUBJECT_VOLUME] = 0;
	form.evidence[RATING_SUBJECT_DEMAND] = 0;
	assert_members(evaluation_complete(&form),
	    "\"missing\":[\"VOLUME\",\"RISK\"],\"without_evidence\":[\"DEMAND\"]");
	form = whole_form();
	form.risk_evidence = 0;
	assert_members(evaluation_complete(&form), "\"without_evidence\":[\"RISK\"]");
}

TEST(R7_22_example_1_usable_until)
{
	assert_int_equal(
	    evaluation_usable_until(on("2026-08-31"), period("P6M")), on("2027-02-28"));
}

TEST(R7_22_example_3_whose_standard)
{
	assert_int_equal(review_standard_level(true, true), STANDARD_OF_PRODUCT);
	assert_int_equal(review_standard_level(true, false), STANDARD_OF_PRODUCT);
	assert_int_equal(review_standard_level(false, true), STANDARD_OF_DEPARTMENT);
	assert_int_equal(review_standard_level(false, false), STANDARD_OF_COMPANY);
}

TEST(R7_23_example_1_stale_from)
{
	assert_int_equal(data_stale_from(on("2026-08-31"), period("P6M")), on("2027-03-01"));
	assert_true(date_of(at("2027-02-28 23:59:59.999999")) <
		    data_stale_from(on("2026-08-31"), period("P6M")));
	assert_false(
	    date_of(at("2027-03-01 00:00:00")) < data_stale_from(on("2026-08-31"), period("P6M")));
	assert_int_equal(data_stale_from(on("2027-08-31"), period("P6M")), on("2028-03-01"));
}

TEST(R7_23_example_2_confirmed_unchanged)
{
	struct data_update update = { "S1", 0, .confirmed_unchanged = true };

	assert_allowed(data_update_decide(&update, &staff), R7_23, "CONFIRMED");
	update.confirmed_unchanged = false;
	assert_refused(data_update_decide(&update, &staff), R7_23, 400, "VALIDATION_FAILED");
	update.fields = 1;
	assert_allowed(data_update_decide(&update, &supervisor), R7_23, "UPDATED");
}

TEST(R7_23_example_3_another_departments_update)
{
	struct data_update update = { "S2", 1, false };

	assert_refused(data_update_decide(&update, &staff), R7_23, 403, "FORBIDDEN_ROLE");
	update.department_id = "S1";
	assert_refused(data_update_decide(&update, &manager), R7_23, 403, "FORBIDDEN_ROLE");
}

TEST(R7_4_example_3_correction_without_reason)
{
	assert_refused(correction_decide(&division, "S1", NULL), R7_4, 400, "VALIDATION_FAILED");
	assert_refused(correction_decide(&division, "S1", " "), R7_4, 400, "VALIDATION_FAILED");
	assert_allowed(correction_decide(&division, "S1", "street renamed"), R7_4, "CORRECTED");
	assert_allowed(correction_decide(&staff, "S1", NULL), R7_4, "UPDATED");
	assert_refused(correction_decide(&staff, "S2", "reason"), R7_4, 403, "FORBIDDEN_ROLE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_22_the_whole_form),
		cmocka_unit_test(R7_22_each_rating_and_its_evidence),
		cmocka_unit_test(R7_22_all_that_is_missing_at_once),
		cmocka_unit_test(R7_22_example_1_usable_until),
		cmocka_unit_test(R7_22_example_3_whose_standard),
		cmocka_unit_test(R7_23_example_1_stale_from),
		cmocka_unit_test(R7_23_example_2_confirmed_unchanged),
		cmocka_unit_test(R7_23_example_3_another_departments_update),
		cmocka_unit_test(R7_4_example_3_correction_without_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
