/* R11.16, R11.19, R11.20: what is due when, and what is refused; R11.15: balances. */
#include "complaints/rules_custody.h"
#include "complaints/rules_field.h"
#include "china_calendar.h"
#include "complaints_rules.h"

TEST(R11_15_example_1_a_difference_is_explained)
{
	struct custody_balance cables = { 5, 3, 1, false, "CABLE-3M" };

	assert_int_equal(custody_difference(&cables), 1);
	assert_refused(custody_complete(&cables, 1), R11_15, 422, "DISCREPANCY_UNEXPLAINED");
	cables.explained = true;
	assert_allowed(custody_complete(&cables, 1), R11_15, "BALANCED");
	assert_allowed(custody_complete(NULL, 0), R11_15, "BALANCED");
}

TEST(R11_15_a_tool_has_one_holder_and_a_stock_is_not_negative)
{
	const struct custody_facts held = { true, 0, "a" }, cables = { false, 5, NULL };
	const struct custody_balance issue = { 5, 3, 1, false, "CABLE-3M" };

	assert_refused(custody_issue_decide(&held, 1), R11_15, 409, "ITEM_WITH_OTHER_HOLDER");
	assert_refused(custody_issue_decide(&cables, 6), R11_15, 422, "NEGATIVE_STOCK");
	assert_allowed(custody_issue_decide(&cables, 5), R11_15, "ISSUED");
	assert_refused(custody_spend(&issue, 2), R11_15, 422, "NEGATIVE_STOCK");
	assert_allowed(custody_spend(&issue, 1), R11_15, "HELD");
	assert_allowed(custody_use_decide(false, &issue, 1), R11_15, "HELD");
	assert_refused(custody_use_decide(false, &issue, 2), R11_15, 422, "NEGATIVE_STOCK");
	assert_refused(custody_use_decide(true, &issue, 1), R11_15, 409, "INVALID_STATE");
}

TEST(R11_16_example_1_over_the_holidays)
{
	instant due = field_due_at(calendar(), at("2025-09-30 15:00:00"), 1);

	assert_int_equal(due, end_of(on("2025-10-09")));
	assert_allowed(field_info_reported(due, at("2025-10-09 23:59:59")), R11_16, "IN_TIME");
	assert_allowed(field_info_reported(due, at("2025-10-10 00:00:00")), R11_16, "LATE");
}

TEST(R11_19_example_1_a_letter)
{
	struct inbound_facts letter = { .state = INBOUND_ITEM_STATE_REPLY_DUE,
		.contact = true,
		.replied_at = NO_INSTANT,
		.satisfaction_at = NO_INSTANT };
	instant due = field_due_at(calendar(), at("2025-09-30 09:00:00"), 1);

	assert_int_equal(date_of(due), on("2025-10-09"));
	assert_allowed(inbound_reply(&letter, due, at("2025-10-09 23:59:59")), R11_19, "IN_TIME");
	assert_allowed(inbound_reply(&letter, due, at("2025-10-10 00:00:00")), R11_19, "LATE");
	letter.state = INBOUND_ITEM_STATE_REPLIED;
	assert_refused(
	    inbound_reply(&letter, due, at("2025-10-09 09:00:00")), R11_19, 409, "INVALID_STATE");
}

TEST(R11_19_satisfaction_as_of_a_complaint)
{
	struct inbound_facts item = { .state = INBOUND_ITEM_STATE_REPLIED,
		.contact = true,
		.replied_by_id = "a",
		.replied_at = NO_INSTANT,
		.satisfaction_at = NO_INSTANT,
		.wait = period("P7D"),
		.dissatisfied_at_most = 2 };

	assert_refused(inbound_ask(&item, "b"), R11_19, 409, "NOT_REPLIED");
	assert_refused(inbound_close(&item, 0), R11_19, 409, "REPLY_MISSING");
	item.replied_at = at("2025-09-24 10:00:00");
	assert_refused(inbound_ask(&item, "a"), R11_19, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(inbound_ask(&item, "b"), R11_19, "ASKED");
	assert_refused(inbound_answer(&item, 3), R11_19, 409, "NOT_REPLIED");
	assert_refused(
	    inbound_close(&item, at("2025-10-24 10:00:00")), R11_19, 409, "SATISFACTION_OPEN");
	item.satisfaction_at = item.replied_at;
	assert_refused(inbound_ask(&item, "b"), R11_19, 409, "ALREADY_ANSWERED");
	assert_refused(
	    inbound_close(&item, at("2025-10-01 09:59:59")), R11_19, 409, "SATISFACTION_OPEN");
	assert_allowed(inbound_close(&item, at("2025-10-01 10:00:00")), R11_19, "CLOSED");
	assert_allowed(inbound_answer(&item, 2), R11_19, "DISSATISFIED");
	assert_allowed(inbound_answer(&item, 3), R11_19, "SATISFIED");
	item.answered = true;
	assert_refused(inbound_answer(&item, 5), R11_19, 409, "ALREADY_ANSWERED");
	assert_allowed(inbound_close(&item, item.replied_at), R11_19, "CLOSED");
	item.state = INBOUND_ITEM_STATE_CLOSED;
	assert_refused(inbound_close(&item, item.replied_at), R11_19, 409, "INVALID_STATE");
}

TEST(R11_19_without_contact_nothing_can_be_replied)
{
	const struct inbound_facts item = { .state = INBOUND_ITEM_STATE_REPLY_DUE,
		.replied_at = NO_INSTANT,
		.satisfaction_at = NO_INSTANT };

	assert_allowed(inbound_close(&item, 0), R11_19, "NO_CONTACT");
}

TEST(R11_19_example_2_the_digest_of_september)
{
	struct digest_period period = digest_period(calendar(), on("2025-09-30"), 5);

	assert_int_equal(period.month_from, on("2025-09-01"));
	assert_int_equal(period.month_until, on("2025-09-30"));
	assert_int_equal(period.due_on, on("2025-10-14"));
	assert_refused(
	    digest_deliver(period, 1, on("2025-10-13")), R11_19, 409, "DIGEST_INCOMPLETE");
	assert_refused(
	    digest_deliver(period, 0, on("2025-09-30")), R11_19, 409, "DIGEST_INCOMPLETE");
	assert_allowed(digest_deliver(period, 0, on("2025-10-14")), R11_19, "IN_TIME");
	assert_allowed(digest_deliver(period, 0, on("2025-10-15")), R11_19, "LATE");
}

TEST(R11_20_example_1_forwarded_on_the_worked_sunday)
{
	assert_int_equal(
	    field_due_at(calendar(), at("2025-09-26 17:00:00"), 1), end_of(on("2025-09-28")));
}

TEST(R11_20_recorded_forwarded_handled_informed)
{
	const enum center_opinion_state recorded = CENTER_OPINION_STATE_RECORDED,
					forwarded = CENTER_OPINION_STATE_FORWARDED,
					handled = CENTER_OPINION_STATE_HANDLED,
					informed = CENTER_OPINION_STATE_INFORMED;

	assert_allowed(center_step(recorded, forwarded), R11_20, "FORWARDED");
	assert_refused(center_step(forwarded, forwarded), R11_20, 409, "INVALID_STATE");
	assert_refused(center_step(forwarded, informed), R11_20, 409, "INVALID_STATE");
	assert_refused(center_handled(recorded, "好", "好"), R11_20, 409, "INVALID_STATE");
	assert_refused(center_handled(forwarded, "好", " "), R11_20, 422, "RESULT_MISSING");
	assert_refused(center_handled(forwarded, NULL, "好"), R11_20, 422, "RESULT_MISSING");
	assert_allowed(center_handled(forwarded, "好", "好"), R11_20, "HANDLED");
	assert_allowed(center_step(handled, informed), R11_20, "INFORMED");
	assert_refused(center_close(recorded, false), R11_20, 409, "INVALID_STATE");
	assert_refused(center_close(informed, true), R11_20, 409, "INVALID_STATE");
	assert_allowed(center_close(informed, false), R11_20, "CLOSED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R11_15_example_1_a_difference_is_explained),
		cmocka_unit_test(R11_15_a_tool_has_one_holder_and_a_stock_is_not_negative),
		cmocka_unit_test(R11_16_example_1_over_the_holidays),
		cmocka_unit_test(R11_19_example_1_a_letter),
		cmocka_unit_test(R11_19_satisfaction_as_of_a_complaint),
		cmocka_unit_test(R11_19_without_contact_nothing_can_be_replied),
		cmocka_unit_test(R11_19_example_2_the_digest_of_september),
		cmocka_unit_test(R11_20_example_1_forwarded_on_the_worked_sunday),
		cmocka_unit_test(R11_20_recorded_forwarded_handled_informed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
