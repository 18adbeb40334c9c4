/* R10.8, R10.12, R10.17 to R10.20, R12.2, R12.3, R12.18: from the decision to the archive, and days that are due. */
#include "complaints/rules_outcome.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static void
assert_due(const char *since, int days, const char *due)
{
	assert_int_equal(plus_working_days(calendar(), on(since), days), on(due));
}

TEST(R10_17_example_1_the_year_of_the_closing)
{
	assert_int_equal(archive_year(at("2025-12-31 23:59:59")), 2025);
	assert_int_equal(archive_year(at("2026-01-01 00:00:00")), 2026);
}

TEST(R10_17_example_2_archived_within_five_working_days)
{
	assert_due("2025-09-30", 5, "2025-10-14");
}

TEST(R10_17_example_3_what_is_missing)
{
	struct archive_item items[] = { { "DECISION", 1, true }, { "RESOLUTION", 0, false },
		{ "REPLY", 0, true } };
	struct decision d = archive_complete(items, COUNT(items), 1);

	assert_refused(d, R10_17, 422, "ARCHIVE_INCOMPLETE");
	assert_non_null(strstr(d.members, "[\"REPLY\", \"SATISFACTION\"]"));
	items[2].count = 1;
	assert_allowed(archive_complete(items, COUNT(items), 0), R10_17, "ARCHIVED");
}

TEST(R10_19_example_1_reported_and_answered_in_time)
{
	assert_due("2025-11-03", 1, "2025-11-04");
	assert_due("2025-11-04", 3, "2025-11-07");
}

TEST(R10_20_example_1_fed_back_in_time)
{
	assert_due("2025-09-30", 1, "2025-10-09");
}

TEST(R12_2_example_1_guidance_is_answered_in_ten_working_days)
{
	assert_due("2025-09-25", 10, "2025-10-15");
}

TEST(R12_3_example_1_assistance_in_two_working_days)
{
	assert_due("2025-09-30", 2, "2025-10-10");
}

TEST(R12_18_examples_1_and_2_the_reply_and_a_word_in_between)
{
	assert_due("2025-09-30", 1, "2025-10-09");
	assert_due("2025-09-30", 3, "2025-10-11"); /* a Saturday that is worked */
}

static struct closing
replied(const char *now)
{
	return (struct closing) { .now = at(now),
		.replied_at = at("2025-09-24 10:00:00"),
		.wait = period("P7D"),
		.unanswered = 1,
		.fed_back = true };
}

TEST(R10_18_example_1_closing_without_answers)
{
	struct closing closing = replied("2025-10-01 09:59:59");

	assert_refused(complaint_may_close(&closing), R10_18, 409, "SATISFACTION_OPEN");
	closing = replied("2025-10-01 10:00:00");
	assert_allowed(complaint_may_close(&closing), R10_17, "CLOSED");
	closing.not_asked = 1;
	assert_refused(complaint_may_close(&closing), R10_18, 409, "SATISFACTION_OPEN");
}

TEST(R10_12_R10_19_R10_20_R10_8_what_stops_closing)
{
	struct closing closing = replied("2025-10-02 00:00:00");

	closing.redo_decision = true;
	closing.measures_open = 1;
	assert_refused(complaint_may_close(&closing), R10_5, 409, "INVALID_STATE");
	assert_refused(outcome_stands(&closing), R10_5, 409, "INVALID_STATE");
	closing.redo_decision = false;
	assert_refused(complaint_may_close(&closing), R10_12, 409, "MEASURES_OPEN");
	closing.measures_open = 0;
	closing.dissatisfactions_open = 1;
	assert_refused(complaint_may_close(&closing), R10_19, 409, "DISSATISFACTION_OPEN");
	closing.dissatisfactions_open = 0;
	closing.fed_back = false;
	assert_refused(complaint_may_close(&closing), R10_20, 409, "FEEDBACK_MISSING");
	closing.fed_back = true;
	closing.notification_open = true;
	assert_refused(complaint_may_close(&closing), R10_8, 409, "NOTIFICATION_OPEN");
}

TEST(R10_5_R10_11_only_a_new_round_decides_anew_after_the_reply)
{
	assert_refused(reopening_anew(COMPLAINT_STATE_CLOSED, true, false), R10_19, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    reopening_anew(COMPLAINT_STATE_IMPLEMENTING, true, true), R10_19, 409, "INVALID_STATE");
	assert_refused(reopening_anew(COMPLAINT_STATE_REPLIED, false, true), R10_19, 409, "INVALID_STATE");
	assert_allowed(reopening_anew(COMPLAINT_STATE_REPLIED, true, true), R10_5, "REOPENED");
	assert_allowed(reopening_anew(COMPLAINT_STATE_ARCHIVED, true, true), R10_5, "REOPENED");
}

TEST(R10_5_a_measure_waits_while_it_is_decided_anew)
{
	struct measure_facts facts = { MEASURE_STATE_OPEN, .present_round = true,
		.drop_proposed = true, .redo_decision = true };

	assert_refused(measure_complete(&facts, "银行回单"), R10_5, 409, "INVALID_STATE");
	assert_refused(measure_propose_drop(&facts, "撤回"), R10_5, 409, "INVALID_STATE");
	assert_refused(measure_approve_dropping(&facts), R10_5, 409, "INVALID_STATE");
	facts.redo_decision = false;
	assert_allowed(measure_complete(&facts, "银行回单"), R10_12, "DONE");
}

TEST(R10_18_example_2_two_of_five_is_dissatisfied)
{
	assert_allowed(satisfaction_take(INQUIRY_OUTCOME_ASKED, true, 4, 2), R10_18, "SATISFIED");
	assert_allowed(satisfaction_take(INQUIRY_OUTCOME_ASKED, true, 3, 2), R10_18, "SATISFIED");
	assert_allowed(
	    satisfaction_take(INQUIRY_OUTCOME_ASKED, true, 2, 2), R10_18, "DISSATISFIED");
	assert_refused(satisfaction_take(INQUIRY_OUTCOME_ANSWERED, true, 4, 2), R10_18, 409,
	    "ALREADY_ANSWERED");
	assert_refused(
	    satisfaction_take(INQUIRY_OUTCOME_ASKED, false, 4, 2), R10_18, 409, "INVALID_STATE");
}

TEST(R10_18_asked_by_somebody_else_after_the_reply)
{
	assert_refused(
	    satisfaction_may_ask(COMPLAINT_STATE_IMPLEMENTING, false), R10_18, 409, "NOT_REPLIED");
	assert_refused(satisfaction_may_ask(COMPLAINT_STATE_REPLIED, true), R10_18, 403,
	    "SEPARATION_OF_DUTIES");
	assert_allowed(satisfaction_may_ask(COMPLAINT_STATE_CLOSED, false), R10_18, "ASKED");
}

TEST(R10_12_examples_hand_over_and_measures)
{
	struct measure_facts open = { .state = MEASURE_STATE_OPEN, .present_round = true };

	assert_refused(handover_complete(false, 0), R10_12, 409, "MATERIALS_OUTSTANDING");
	assert_refused(handover_complete(true, 2), R10_12, 409, "MATERIALS_OUTSTANDING");
	assert_allowed(handover_complete(true, 0), R10_12, "HANDED_OVER");
	assert_refused(measure_complete(&open, NULL), R10_12, 422, "EVIDENCE_MISSING");
	assert_allowed(measure_complete(&open, "bank reference"), R10_12, "DONE");
	assert_refused(measure_propose_drop(&open, " "), R10_12, 422, "REASON_MISSING");
	assert_refused(measure_approve_dropping(&open), R10_12, 409, "INVALID_STATE");
	open.drop_proposed = true;
	assert_allowed(measure_approve_dropping(&open), R10_12, "DROPPED");
	open.present_round = false;
	assert_refused(measure_complete(&open, "x"), R10_12, 409, "INVALID_STATE");
}

TEST(R10_19_the_handler_answers)
{
	struct dissatisfaction_facts facts = { .state = DISSATISFACTION_STATE_REPORTED,
		.by_handler = true };

	assert_refused(dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_EXPLAIN), R10_19, 422,
	    "REASON_MISSING");
	facts.text = "no new facts";
	assert_allowed(
	    dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_EXPLAIN), R10_19, "EXPLAIN");
	assert_allowed(
	    dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_REOPEN), R10_19, "REOPEN");
	facts.state = DISSATISFACTION_STATE_ESCALATED;
	assert_refused(dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_REOPEN), R10_19, 403,
	    "FORBIDDEN_ROLE");
	facts.by_escalated = true;
	assert_allowed(
	    dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_REOPEN), R10_19, "REOPEN");
	facts.law_firm = true;
	assert_refused(dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_REOPEN), R10_19, 422,
	    "RESOLUTION_MISSING");
	facts.meeting = true;
	assert_allowed(
	    dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_REOPEN), R10_19, "REOPEN");
	facts.state = DISSATISFACTION_STATE_ANSWERED;
	assert_refused(dissatisfaction_take(&facts, DISSATISFACTION_ANSWER_EXPLAIN), R10_19, 409,
	    "ALREADY_ANSWERED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_17_example_1_the_year_of_the_closing),
		cmocka_unit_test(R12_2_example_1_guidance_is_answered_in_ten_working_days),
		cmocka_unit_test(R12_3_example_1_assistance_in_two_working_days),
		cmocka_unit_test(R12_18_examples_1_and_2_the_reply_and_a_word_in_between),
		cmocka_unit_test(R10_17_example_2_archived_within_five_working_days),
		cmocka_unit_test(R10_17_example_3_what_is_missing),
		cmocka_unit_test(R10_19_example_1_reported_and_answered_in_time),
		cmocka_unit_test(R10_20_example_1_fed_back_in_time),
		cmocka_unit_test(R10_18_example_1_closing_without_answers),
		cmocka_unit_test(R10_12_R10_19_R10_20_R10_8_what_stops_closing),
		cmocka_unit_test(R10_5_R10_11_only_a_new_round_decides_anew_after_the_reply),
		cmocka_unit_test(R10_5_a_measure_waits_while_it_is_decided_anew),
		cmocka_unit_test(R10_18_example_2_two_of_five_is_dissatisfied),
		cmocka_unit_test(R10_18_asked_by_somebody_else_after_the_reply),
		cmocka_unit_test(R10_12_examples_hand_over_and_measures),
		cmocka_unit_test(R10_19_the_handler_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
