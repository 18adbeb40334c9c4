/* R6.14, R6.16, R6.17, R6.24, R6.25, R6.26: delivery, cooperation, arbitration, inspections,
 * surveys, research. */
#include "complaints/rules_cooperation.h"
#include "complaints/rules_inspection.h"
#include "complaints/rules_project.h"
#include "complaints/rules_research.h"
#include "complaints/rules_survey.h"
#include "china_calendar.h"
#include "complaints_rules.h"

TEST(R6_14_a_delivery_and_its_correction)
{
	struct delivery_facts facts = { SERVICE_PROJECT_STATE_PREPARING, "s", on("2025-08-31"),
		on("2025-09-10") };

	assert_allowed(project_deliver(&facts), R6_14, "DELIVERED");
	assert_refused(project_correct(&facts), R6_14, 422, "NOT_DELIVERED");
	facts.delivered_on = on("2025-09-11");
	assert_refused(project_deliver(&facts), R6_14, 422, "DELIVERED_IN_FUTURE");
	facts.signing_salesperson_id = NULL;
	assert_refused(project_deliver(&facts), R6_14, 422, "NO_SIGNING_SALESPERSON");
	/* Example 2: from 08-31 to 09-01. */
	facts = (struct delivery_facts) { SERVICE_PROJECT_STATE_DELIVERED, "s", on("2025-09-01"),
		on("2025-09-10") };
	assert_allowed(project_correct(&facts), R6_14, "CORRECTED");
	assert_refused(project_deliver(&facts), R6_14, 409, "INVALID_STATE");
	facts.state = SERVICE_PROJECT_STATE_RETIRED;
	assert_refused(project_correct(&facts), R6_14, 409, "INVALID_STATE");
}

TEST(R6_16_the_demand_department_leads)
{
	struct cooperation_facts facts = { COOPERATION_TASK_STATE_DELIVERED, "business", "tech",
		"research", NULL, false };

	/* Example 1 */
	assert_refused(
	    cooperation_step(&facts, COOPERATION_CONFIRM), R6_16, 403, "NOT_DEMAND_DEPARTMENT");
	assert_refused(cooperation_request(&facts), R6_16, 403, "NOT_DEMAND_DEPARTMENT");
	facts.caller_department_id = "tech";
	assert_allowed(cooperation_step(&facts, COOPERATION_CONFIRM), R6_16, "CONFIRMED");
	assert_refused(
	    cooperation_step(&facts, COOPERATION_DISPUTE), R6_16, 422, "OPINION_MISSING");
	facts.opinion = "未按要求交付";
	assert_allowed(cooperation_step(&facts, COOPERATION_DISPUTE), R6_16, "DISPUTED");
	assert_refused(cooperation_step(&facts, COOPERATION_ACCEPT), R6_16, 403, "FORBIDDEN_ROLE");
	assert_refused(cooperation_step(&facts, COOPERATION_CHANGE), R6_16, 409, "INVALID_STATE");
	facts.department_id = "tech";
	assert_refused(cooperation_request(&facts), R6_16, 422, "OWN_DEPARTMENT");
	/* Nobody leads it yet. */
	facts.demand_department_id = NULL;
	assert_refused(cooperation_request(&facts), R6_16, 403, "NOT_DEMAND_DEPARTMENT");
}

TEST(R6_16_example_2_declined_without_an_opinion)
{
	struct cooperation_facts facts = { COOPERATION_TASK_STATE_REQUESTED, "research", "tech",
		"research", "  ", false };

	assert_refused(
	    cooperation_step(&facts, COOPERATION_DECLINE), R6_16, 422, "OPINION_MISSING");
	facts.opinion = "接口由外部厂商维护";
	assert_allowed(cooperation_step(&facts, COOPERATION_DECLINE), R6_16, "DISPUTED");
	assert_allowed(cooperation_step(&facts, COOPERATION_ACCEPT), R6_16, "ACCEPTED");
	facts.under_ruling = true;
	assert_refused(
	    cooperation_step(&facts, COOPERATION_DECLINE), R6_17, 409, "TASK_UNDER_RULING");
	assert_allowed(cooperation_step(&facts, COOPERATION_ACCEPT), R6_16, "ACCEPTED");
}

TEST(R6_17_examples_1_and_2_opinions)
{
	date due;

	assert_refused(
	    arbitration_ruling(ARBITRATION_STATE_SUBMITTED), R6_17, 422, "OPINIONS_MISSING");
	assert_allowed(arbitration_ruling(ARBITRATION_STATE_OPINIONS_COMPLETE), R6_17, "RULED");
	assert_refused(arbitration_ruling(ARBITRATION_STATE_RULED), R6_17, 409, "INVALID_STATE");
	due = plus_working_days(calendar(), on("2025-09-30"), 2);
	assert_int_equal(due, on("2025-10-10"));
	assert_refused(arbitration_none_filed(ARBITRATION_STATE_SUBMITTED, due, on("2025-10-10")),
	    R6_17, 409, "INVALID_STATE");
	assert_allowed(arbitration_none_filed(ARBITRATION_STATE_SUBMITTED, due, on("2025-10-11")),
	    R6_17, "NONE_FILED");
}

TEST(R6_17_example_3_recused)
{
	const struct membership moved[] = { { "a", on("2025-03-01") }, { "office", NO_DATE } };
	const char *const parties[] = { "a", "b", NULL };
	struct arbiter_facts facts = { true, false, false, moved, 2, parties, on("2025-10-09"),
		period("P12M") };

	assert_refused(arbitration_arbiter(&facts), R6_17, 403, "RECUSED");
	facts.today = on("2026-03-01");
	assert_refused(arbitration_arbiter(&facts), R6_17, 403, "RECUSED");
	facts.today = on("2026-03-02");
	assert_allowed(arbitration_arbiter(&facts), R6_17, "MAY_ARBITRATE");
	facts.memberships = (const struct membership[]) { { "b", NO_DATE } };
	facts.membership_count = 1;
	assert_refused(arbitration_arbiter(&facts), R6_17, 403, "RECUSED");
	facts.is_office = false;
	assert_refused(arbitration_arbiter(&facts), R6_17, 403, "FORBIDDEN_ROLE");
	/* The office is a party. */
	facts.office_is_party = facts.is_office = true;
	assert_refused(arbitration_arbiter(&facts), R6_17, 403, "FORBIDDEN_ROLE");
	facts.is_general_manager = true;
	assert_allowed(arbitration_arbiter(&facts), R6_17, "MAY_ARBITRATE");
}

TEST(R6_24_example_1_due_days)
{
	date delivered = on("2025-05-31");
	struct period interval = period("P3M");

	assert_int_equal(inspection_due(delivered, interval, 1), on("2025-08-31"));
	assert_int_equal(inspection_due(delivered, interval, 2), on("2025-11-30"));
	assert_int_equal(inspection_due(delivered, interval, 3), on("2026-02-28"));
	assert_int_equal(inspection_step(delivered, interval, on("2025-08-30")), 1);
	assert_int_equal(inspection_step(delivered, interval, on("2025-08-31")), 2);
}

static struct inspection_facts
visit(const struct inspection_result_line *lines, size_t count)
{
	return (struct inspection_facts) { QUALITY_INSPECTION_STATE_DUE, "m", "m", 2, lines, count,
		at("2025-09-30 09:00:00"), at("2025-09-30 12:00:00"), at("2025-09-30 13:00:00") };
}

TEST(R6_24_example_2_the_whole_checklist)
{
	struct inspection_result_line lines[] = { { 1, INSPECTION_RESULT_OK, NULL, NO_INSTANT },
		{ 2, INSPECTION_RESULT_HIDDEN_RISK, "硬盘老化", at("2025-09-30 12:00:00") } };
	struct inspection_facts facts = visit(lines, 1);

	assert_refused(inspection_record(&facts), R6_24, 422, "CHECKLIST_INCOMPLETE");
	facts = visit(lines, 2);
	assert_allowed(inspection_record(&facts), R6_24, "RECORDED");
	lines[1].number = 1;
	assert_refused(inspection_record(&facts), R6_24, 422, "CHECKLIST_INCOMPLETE");
	lines[1].number = 2;
	lines[1].analysed_at = at("2025-09-30 12:00:01");
	assert_refused(inspection_record(&facts), R6_24, 422, "ANALYSIS_NOT_ON_SITE");
	lines[1].analysis = NULL;
	assert_refused(inspection_record(&facts), R6_24, 422, "ANALYSIS_MISSING");
	facts.project_manager_id = "other";
	assert_refused(inspection_record(&facts), R6_24, 403, "FORBIDDEN_ROLE");
	facts = visit(lines, 2);
	facts.now = at("2025-09-30 11:59:59");
	assert_refused(inspection_record(&facts), R6_24, 422, "TIME_IN_FUTURE");
	facts = visit(lines, 2);
	facts.left_at = at("2025-09-30 08:00:00");
	assert_refused(inspection_record(&facts), R6_24, 422, "TIMES_INCONSISTENT");
	facts = visit(lines, 2);
	facts.state = QUALITY_INSPECTION_STATE_CLOSED;
	assert_refused(inspection_record(&facts), R6_24, 409, "INVALID_STATE");
}

TEST(R6_24_example_3_handed_over_by)
{
	assert_int_equal(plus_working_days(calendar(), on("2025-09-30"), 1), on("2025-10-09"));
}

static void
assert_hundredths(int64_t part, int64_t whole, int64_t expected)
{
	int64_t hundredths;

	assert_true(survey_hundredths(part, whole, &hundredths));
	assert_int_equal(hundredths, expected);
}

TEST(R6_25_examples_1_and_2_means_and_rates)
{
	int64_t none;

	assert_hundredths(5 + 4 + 4, 3, 433);
	assert_hundredths(5 + 4 + 3 + 4, 4, 400);
	assert_hundredths(100 * 2, 3, 6667);
	assert_hundredths(1, 8, 13); /* 12.5: half up */
	assert_false(survey_hundredths(0, 0, &none));
}

TEST(R6_25_a_questionnaire_asks_for_all_dimensions)
{
	const char *dimensions[] = { "TECHNICAL_INSTALLATION", "SYSTEM_OPERATION",
		"PROJECT_IMPLEMENTATION", "AFTER_SALES_SERVICE", "CUSTOMER_TRAINING", "PRICE" };

	assert_allowed(survey_questionnaire("EMAIL", dimensions, 6), R6_25, "OPEN");
	assert_refused(
	    survey_questionnaire("PIGEON", dimensions, 6), R6_25, 422, "UNKNOWN_CHANNEL");
	assert_refused(survey_questionnaire("FAX", dimensions, 4), R6_25, 422, "DIMENSION_MISSING");
	assert_members(
	    survey_questionnaire("FAX", dimensions, 4), "\"missing\":[\"CUSTOMER_TRAINING\"]");
}

TEST(R6_25_answers_and_the_end)
{
	assert_allowed(survey_answer(SURVEY_STATE_OPEN, false), R6_25, "ANSWERED");
	assert_refused(survey_answer(SURVEY_STATE_OPEN, true), R6_25, 409, "ALREADY_ANSWERED");
	assert_refused(survey_answer(SURVEY_STATE_CLOSED, false), R6_25, 409, "SURVEY_CLOSED");
	assert_refused(survey_finish(SURVEY_STATE_CLOSED, 1), R6_25, 409, "ISSUES_OPEN");
	assert_refused(survey_finish(SURVEY_STATE_OPEN, 0), R6_25, 409, "INVALID_STATE");
	assert_allowed(survey_finish(SURVEY_STATE_CLOSED, 0), R6_25, "FINISHED");
}

TEST(R6_26_example_1_the_team)
{
	assert_refused(research_team(false, 1), R6_26, 422, "LEADER_NOT_SENIOR");
	assert_refused(research_team(true, 0), R6_26, 422, "NO_SENIOR_ENGINEER");
	assert_allowed(research_team(true, 1), R6_26, "PLANNED");
}

TEST(R6_26_example_2_a_measure_for_each_item)
{
	struct research_facts facts = { SERVICE_RESEARCH_STATE_SUMMARISED, 0, 7, 6, 6 };

	assert_refused(research_step(&facts, SERVICE_RESEARCH_STATE_PLAN_APPROVED), R6_26, 422,
	    "ITEM_WITHOUT_MEASURE");
	facts.measured = 7;
	assert_allowed(
	    research_step(&facts, SERVICE_RESEARCH_STATE_PLAN_APPROVED), R6_26, "PLAN_APPROVED");
	facts.state = SERVICE_RESEARCH_STATE_PLAN_APPROVED;
	assert_refused(
	    research_step(&facts, SERVICE_RESEARCH_STATE_IMPLEMENTED), R6_26, 409, "MEASURES_OPEN");
	facts = (struct research_facts) { SERVICE_RESEARCH_STATE_HELD, 1, 0, 0, 0 };
	assert_refused(research_step(&facts, SERVICE_RESEARCH_STATE_SUMMARISED), R6_26, 409,
	    "COMPLAINT_NOT_REGISTERED");
	assert_refused(
	    research_step(&facts, SERVICE_RESEARCH_STATE_IMPLEMENTED), R6_26, 409, "INVALID_STATE");
}

TEST(R6_26_example_3_the_next_one)
{
	assert_int_equal(research_next_due(on("2025-08-31"), period("P6M")), on("2026-02-28"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_14_a_delivery_and_its_correction),
		cmocka_unit_test(R6_16_the_demand_department_leads),
		cmocka_unit_test(R6_16_example_2_declined_without_an_opinion),
		cmocka_unit_test(R6_17_examples_1_and_2_opinions),
		cmocka_unit_test(R6_17_example_3_recused),
		cmocka_unit_test(R6_24_example_1_due_days),
		cmocka_unit_test(R6_24_example_2_the_whole_checklist),
		cmocka_unit_test(R6_24_example_3_handed_over_by),
		cmocka_unit_test(R6_25_examples_1_and_2_means_and_rates),
		cmocka_unit_test(R6_25_a_questionnaire_asks_for_all_dimensions),
		cmocka_unit_test(R6_25_answers_and_the_end),
		cmocka_unit_test(R6_26_example_1_the_team),
		cmocka_unit_test(R6_26_example_2_a_measure_for_each_item),
		cmocka_unit_test(R6_26_example_3_the_next_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
