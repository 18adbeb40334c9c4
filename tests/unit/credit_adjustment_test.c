/* R3.6, R3.10, R3.12, R3.19: what an adjustment may change, by the worked examples. */
#include "rule_test.h"
#include "credit/rules_adjustment.h"

/* From B with a limit of 30,000.00 to a grade, on a report of 2027-01-31. */
static struct adjustment_facts
proposal(enum grade from, enum grade to, enum grade computed, const char *submitted_on)
{
	return (struct adjustment_facts) {
		.from_grade = from,
		.to_grade = to,
		.from = { 3000000, 30 },
		.to = { 3000000, 30 },
		.computed = computed,
		.report_filed_on = on("2027-01-31"),
		.submitted_on = on(submitted_on),
		.max_age = { .months = to == GRADE_A   ? 6
				       : to == GRADE_B ? 3
						       : 1 },
	};
}

static struct decision
supported(enum grade from, enum grade to, enum grade computed, const char *submitted_on)
{
	struct adjustment_facts facts = proposal(from, to, computed, submitted_on);

	return adjustment_supported(&facts);
}

TEST(R3_6_examples_1_and_2_never_better_than_computed)
{
	assert_allowed(supported(GRADE_B, GRADE_C, GRADE_B, "2027-02-01"), R3_6, "SUPPORTED");
	assert_allowed(supported(GRADE_B, GRADE_B, GRADE_B, "2027-02-01"), R3_6, "SUPPORTED");
	assert_refused(
	    supported(GRADE_B, GRADE_A, GRADE_B, "2027-02-01"), R3_6, 422, "GRADE_NOT_SUPPORTED");
	assert_because(supported(GRADE_B, GRADE_A, GRADE_B, "2027-02-01"),
	    "The facts make grade B; grade A would be better.");
	/* Every pair of grades. */
	for (enum grade to = GRADE_D; to <= GRADE_A; to++)
		for (enum grade computed = GRADE_D; computed <= GRADE_A; computed++)
			assert_int_equal(
			    supported(GRADE_UNGRADED, to, computed, "2027-02-01").refusal == NULL,
			    to <= computed);
}

TEST(R3_6_example_3_age_of_the_report)
{
	struct decision d = supported(GRADE_UNGRADED, GRADE_C, GRADE_C, "2027-03-01");

	assert_allowed(
	    supported(GRADE_UNGRADED, GRADE_C, GRADE_C, "2027-02-28"), R3_6, "SUPPORTED");
	assert_refused(d, R3_6, 422, "REPORT_TOO_OLD");
	assert_because(d, "For grade C the report of 2027-01-31 was good until 2027-02-28; it was "
			  "submitted on 2027-03-01.");
	assert_string_equal(d.parameters, "\"credit.grade.report_max_age\":\"P1M\"");
	/* For B it is good for longer. */
	assert_allowed(
	    supported(GRADE_UNGRADED, GRADE_B, GRADE_B, "2027-04-30"), R3_6, "SUPPORTED");
	assert_refused(
	    supported(GRADE_UNGRADED, GRADE_B, GRADE_B, "2027-05-01"), R3_6, 422, "REPORT_TOO_OLD");
	/* The present grade needs a fresh one, too. */
	assert_refused(
	    supported(GRADE_C, GRADE_C, GRADE_C, "2027-03-01"), R3_6, 422, "REPORT_TOO_OLD");
}

TEST(R3_6_example_4_a_worsening_does_not_wait)
{
	struct adjustment_facts facts = proposal(GRADE_B, GRADE_C, GRADE_C, "2027-06-01");

	facts.incident_basis = true;
	assert_allowed(adjustment_supported(&facts), R3_6, "SUPPORTED");
	facts.incident_basis = false; /* any report suffices, however old */
	assert_allowed(adjustment_supported(&facts), R3_6, "SUPPORTED");
	facts.report_filed_on = NO_DATE;
	facts.computed = 0;
	assert_refused(adjustment_supported(&facts), R3_6, 422, "REPORT_MISSING");
	facts.incident_basis = true;
	assert_allowed(adjustment_supported(&facts), R3_6, "SUPPORTED");
	/* An incident is no basis for the same grade or a better one. */
	facts.to_grade = GRADE_B;
	assert_refused(adjustment_supported(&facts), R3_6, 422, "REPORT_MISSING");
	/* Nor for a first grading, of whatever grade. */
	facts.from_grade = GRADE_UNGRADED;
	facts.to_grade = GRADE_D;
	assert_refused(adjustment_supported(&facts), R3_6, 422, "REPORT_MISSING");
}

TEST(R3_19_no_change)
{
	struct adjustment_facts facts = proposal(GRADE_B, GRADE_B, GRADE_B, "2027-02-01");

	assert_refused(adjustment_changes(&facts), R3_19, 422, "NO_CHANGE");
	facts.conditions_change = true;
	assert_allowed(adjustment_changes(&facts), R3_19, "CHANGE");
	facts.conditions_change = false;
	facts.to.limit_fen--;
	assert_allowed(adjustment_changes(&facts), R3_19, "CHANGE");
	facts.to.limit_fen++;
	facts.to.term_days++;
	assert_allowed(adjustment_changes(&facts), R3_19, "CHANGE");
	facts.to.term_days--;
	facts.to_grade = GRADE_C;
	assert_allowed(adjustment_changes(&facts), R3_19, "CHANGE");
	assert_because(adjustment_changes(&facts), "Grade C, limit 30000.00, term 30 days.");
}

/* SM-3, every act in every state. */
TEST(R3_19_states)
{
	static const char *const allowed[] = {
		[ADJUSTMENT_STATE_DRAFT] = "submit scrutinise withdraw",
		[ADJUSTMENT_STATE_SUBMITTED] = "withdraw decide",
		[ADJUSTMENT_STATE_MANAGER_APPROVED] = "decide",
		[ADJUSTMENT_STATE_EFFECTIVE] = "acknowledge",
		[ADJUSTMENT_STATE_ACKNOWLEDGED] = "",
		[ADJUSTMENT_STATE_REJECTED] = "",
		[ADJUSTMENT_STATE_WITHDRAWN] = "",
	};
	static const char *const acts[] = {
		[ADJUSTMENT_SUBMIT] = "submit",
		[ADJUSTMENT_SCRUTINISE] = "scrutinise",
		[ADJUSTMENT_WITHDRAW] = "withdraw",
		[ADJUSTMENT_DECIDE] = "decide",
		[ADJUSTMENT_ACKNOWLEDGE] = "acknowledge",
	};

	for (enum adjustment_state state = 1; state < ADJUSTMENT_STATE_COUNT; state++)
		for (enum adjustment_act act = ADJUSTMENT_SUBMIT; act <= ADJUSTMENT_ACKNOWLEDGE;
		     act++) {
			if (strstr(allowed[state], acts[act]))
				assert_allowed(adjustment_may(act, state), R3_19, "ALLOWED");
			else
				assert_refused(
				    adjustment_may(act, state), R3_19, 409, "INVALID_STATE");
		}
}

static const struct scrutiny all = { { [SCRUTINY_ITEM_REPORT_CURRENT] = true,
    [SCRUTINY_ITEM_NO_OVERDUE_RECEIVABLE] = true,
    [SCRUTINY_ITEM_NO_OPEN_BILL_INCIDENT] = true,
    [SCRUTINY_ITEM_NO_CONDITION_UNMET] = true,
    [SCRUTINY_ITEM_INFO_CARD_COMPLETE] = true } };

TEST(R3_10_example_3_the_data_contradict)
{
	struct scrutiny data = all;

	assert_allowed(scrutiny_decide(GRADE_C, 1000000, &all, &data), R3_10, "SCRUTINISED");
	data.items[SCRUTINY_ITEM_NO_OVERDUE_RECEIVABLE] = false;
	assert_refused(
	    scrutiny_decide(GRADE_C, 1000000, &all, &data), R3_10, 422, "SCRUTINY_FAILED");
	assert_members(scrutiny_decide(GRADE_C, 1000000, &all, &data),
	    "\"items\":[\"NO_OVERDUE_RECEIVABLE\"]");
	/* Each item counts, also as finance itself answered it. */
	for (int item = 1; item < SCRUTINY_ITEM_COUNT; item++) {
		struct scrutiny answered = all;

		answered.items[item] = false;
		assert_refused(
		    scrutiny_decide(GRADE_C, 1, &answered, &all), R3_10, 422, "SCRUTINY_FAILED");
		assert_refused(
		    scrutiny_decide(GRADE_C, 1, &all, &answered), R3_10, 422, "SCRUTINY_FAILED");
	}
}

TEST(R3_10_example_4_no_limit_no_scrutiny)
{
	assert_refused(scrutiny_decide(GRADE_C, 1, NULL, &all), R3_10, 422, "SCRUTINY_MISSING");
	assert_allowed(scrutiny_decide(GRADE_C, 0, NULL, &all), R3_10, "NOT_NEEDED");
	assert_allowed(scrutiny_decide(GRADE_B, 1, NULL, &all), R3_10, "NOT_NEEDED");
}

TEST(R3_12_lines_begin_in_order)
{
	instant now = at("2027-03-01 12:00:00");

	assert_allowed(line_begins(now, NO_INSTANT, now), R3_12, "BEGINS");
	assert_allowed(line_begins(now, now - 1, now), R3_12, "BEGINS");
	assert_refused(line_begins(now, now, now), R3_12, 422, "EFFECTIVE_DATE_PAST");
	assert_refused(line_begins(now - 1, NO_INSTANT, now), R3_12, 422, "EFFECTIVE_DATE_PAST");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_6_examples_1_and_2_never_better_than_computed),
		cmocka_unit_test(R3_6_example_3_age_of_the_report),
		cmocka_unit_test(R3_6_example_4_a_worsening_does_not_wait),
		cmocka_unit_test(R3_19_no_change),
		cmocka_unit_test(R3_19_states),
		cmocka_unit_test(R3_10_example_3_the_data_contradict),
		cmocka_unit_test(R3_10_example_4_no_limit_no_scrutiny),
		cmocka_unit_test(R3_12_lines_begin_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
