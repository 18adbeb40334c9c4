/* R6.4 to R6.9, R6.11, R6.22, R6.23, R6.30: service requests, their transfer, orders after the
 * work, and what goes with every service. */
#include "complaints/rules_request.h"
#include "complaints/rules_service.h"
#include "complaints/rules_transfer.h"
#include "complaints/rules_work_order.h"
#include "complaints_rules.h"

static struct request_record
record(void)
{
	return (struct request_record) {
		.employee = true,
		.category_known = true,
		.category = "WEBSITE_FAULT",
		.customer_id = "c1",
		.description = "网站首页打不开，显示五百错误",
		.received_at = at("2025-09-30 10:00:00"),
		.recorded_at = at("2025-09-30 10:30:00"),
	};
}

static struct decision
recorded(struct request_record r)
{
	return request_recorded(&r, 10, period("PT30M"));
}

TEST(R6_5_example_1_recorded_within_thirty_minutes)
{
	struct request_record r = record();

	assert_allowed(recorded(r), R6_5, "RECORDED");
	r.recorded_at = at("2025-09-30 10:30:01");
	assert_allowed(recorded(r), R6_5, "RECORDED_LATE");
}

/* Characters are counted, without the spaces around them. */
TEST(R6_5_example_2_a_description_of_spaces)
{
	struct request_record r = record();

	r.description = "   bad   ";
	assert_refused(recorded(r), R6_5, 422, "DESCRIPTION_TOO_SHORT");
	r.description = " 一二三四五六七八九十\n";
	assert_allowed(recorded(r), R6_5, "RECORDED");
	r.description = "一二三四五六七八九        ";
	assert_refused(recorded(r), R6_5, 422, "DESCRIPTION_TOO_SHORT");
}

TEST(R6_5_example_3_an_unknown_caller_with_a_telephone)
{
	struct request_record r = record();

	r.customer_id = NULL;
	assert_refused(recorded(r), R6_5, 422, "CALLER_UNREACHABLE");
	r.caller_phone = "  ";
	assert_refused(recorded(r), R6_5, 422, "CALLER_UNREACHABLE");
	r.caller_phone = "0771-5551234";
	assert_allowed(recorded(r), R6_5, "RECORDED");
}

TEST(R6_5_other_refusals)
{
	struct request_record r = record();

	r.category_known = false;
	assert_refused(recorded(r), R6_5, 422, "UNKNOWN_CATEGORY");
	r = record();
	r.received_at = at("2025-09-30 10:30:01");
	assert_refused(recorded(r), R6_5, 422, "TIME_IN_FUTURE");
	r = record();
	r.employee = false;
	assert_refused(recorded(r), R6_4, 422, "FIRST_RESPONDER_NOT_EMPLOYEE");
}

TEST(R6_5_a_contact_ends_after_it_began_and_not_later_than_now)
{
	instant received = at("2025-09-30 14:00:00"), now = at("2025-09-30 14:12:00");

	assert_allowed(contact_ended(received, NO_INSTANT, now), R6_5, "CONTACT_GOES_ON");
	assert_allowed(contact_ended(received, received, now), R6_5, "CONTACT_ENDED");
	assert_allowed(contact_ended(received, now, now), R6_5, "CONTACT_ENDED");
	assert_refused(contact_ended(received, now + 1, now), R6_5, 422, "TIME_IN_FUTURE");
	assert_refused(contact_ended(received, received - 1, now), R6_5, 422, "TIMES_INCONSISTENT");
}

TEST(R6_4_example_2_the_earlier_receipt_of_one_contact_stands)
{
	instant first = at("2025-09-30 09:00:00");

	assert_refused(first_contact(first, first, true), R6_4, 409, "FIRST_CONTACT_TAKEN");
	assert_refused(first_contact(first, first + 1, true), R6_4, 409, "FIRST_CONTACT_TAKEN");
	assert_allowed(first_contact(first, first - 1, true), R6_4, "EARLIER_RECEIPT");
	assert_refused(first_contact(first, first - 1, false), R6_4, 409, "FIRST_CONTACT_TAKEN");
}

TEST(R6_6_example_1_resolved_within_the_contact)
{
	struct request_resolving r = {
		.in_scope = true,
		.completable_at_once = true,
		.by_first_responder = true,
		.resolved_at = at("2025-09-30 14:11:00"),
		.contact_ended_at = at("2025-09-30 14:12:00"),
	};

	assert_allowed(request_resolved(&r), R6_6, "ONE_STOP");
	r.resolved_at = at("2025-09-30 14:12:00");
	assert_allowed(request_resolved(&r), R6_6, "ONE_STOP");
	r.resolved_at = at("2025-09-30 14:13:00");
	assert_allowed(request_resolved(&r), R6_6, "ONE_STOP_MISSED");
	r.contact_ended_at = NO_INSTANT;
	assert_allowed(request_resolved(&r), R6_6, "ONE_STOP");
	r.by_first_responder = false;
	assert_allowed(request_resolved(&r), R6_6, "ONE_STOP_MISSED");
	r.completable_at_once = false;
	assert_allowed(request_resolved(&r), R6_6, "RESOLVED");
}

TEST(R6_6_example_3_a_visit_is_asked_for_within_two_hours)
{
	instant received = at("2025-09-30 14:00:00");

	assert_allowed(onsite_requested(received, period("PT2H"), at("2025-09-30 16:00:00")), R6_6,
	    "REQUESTED");
	assert_allowed(onsite_requested(received, period("PT2H"), at("2025-09-30 16:00:01")), R6_6,
	    "REQUESTED_LATE");
}

/* Chen leads billing, Sun and Ma are deputies. */
static struct decision
transfer(const char *to_id, bool chen, bool sun, bool ma)
{
	struct in_charge people[] = { { "chen", "d1", true, chen }, { "sun", "d1", false, sun },
		{ "ma", "d1", false, ma } };
	struct transfer_facts f = {
		.complete = true,
		.first_responder_id = "zhang",
		.to_id = to_id,
		.in_charge = people,
		.count = COUNT(people),
	};

	return transfer_decide(&f);
}

TEST(R6_7_example_1_the_leader_is_present)
{
	assert_refused(transfer("sun", true, true, true), R6_7, 422, "LEADER_PRESENT");
	assert_allowed(transfer("chen", true, true, true), R6_7, "TRANSFERRED");
	assert_allowed(transfer(NULL, true, true, true), R6_7, "TRANSFERRED");
}

TEST(R6_7_example_2_the_leader_is_absent)
{
	assert_allowed(transfer("sun", false, true, true), R6_7, "TRANSFERRED");
	assert_refused(transfer("chen", false, true, true), R6_7, 422, "NOT_AVAILABLE");
}

TEST(R6_7_example_3_leader_and_first_deputy_are_absent)
{
	struct in_charge people[] = { { "chen", "d1", true, false }, { "sun", "d1", false, false },
		{ "ma", "d1", false, true } };

	assert_string_equal(transfer_target(people, COUNT(people))->employee_id, "ma");
	assert_allowed(transfer("ma", false, false, true), R6_7, "TRANSFERRED");
	assert_refused(transfer("sun", false, false, true), R6_7, 422, "NOT_AVAILABLE");
}

TEST(R6_7_example_4_nobody_is_present)
{
	assert_allowed(transfer(NULL, false, false, false), R6_7, "NO_TARGET");
	assert_allowed(transfer("chen", false, false, false), R6_7, "NO_TARGET");
}

TEST(R6_7_other_refusals)
{
	struct transfer_facts f = { .complete = true, .first_responder_id = "zhang" };

	assert_refused(transfer("li", true, true, true), R6_7, 422, "NOT_IN_CHARGE");
	assert_refused(transfer("zhang", true, true, true), R6_7, 422, "NO_TRANSFER_BACK");
	f.pending = true;
	assert_refused(transfer_decide(&f), R6_7, 409, "TRANSFER_PENDING");
	f.pending = f.complete = false;
	assert_refused(transfer_decide(&f), R6_7, 422, "RECORD_INCOMPLETE");
	f.in_scope = true;
	assert_refused(transfer_decide(&f), R6_6, 422, "IN_SCOPE_NO_TRANSFER");
	assert_refused(assign_decide(true, true), R6_7, 422, "NO_TRANSFER_BACK");
	assert_refused(assign_decide(false, false), R6_7, 422, "NOT_IN_CHARGE");
	assert_allowed(assign_decide(true, false), R6_7, "ASSIGNED");
	assert_false(is_ping_pong(1));
	assert_true(is_ping_pong(2));
}

TEST(R6_8_example_2_told_within_a_quarter_of_an_hour)
{
	instant known = at("2025-09-30 11:00:00");
	struct period limit = period("PT15M");

	assert_allowed(
	    major_reported("起诉", known, at("2025-09-30 11:15:00"), limit), R6_8, "REPORTED");
	assert_allowed(
	    major_reported("起诉", known, at("2025-09-30 11:15:01"), limit), R6_8, "REPORTED_LATE");
	assert_refused(major_reported(" ", known, known, limit), R6_8, 422, "REASON_MISSING");
	assert_refused(
	    major_reported("起诉", known, known - 1, limit), R6_8, 422, "TIME_IN_FUTURE");
}

/* The days of the examples, of the calendar of 2025. */
static instant
due_after(instant work_end, int days)
{
	static date holidays[8], workdays[1];
	struct working_calendar calendar = { .from = on("2025-01-01"),
		.until = on("2025-12-31"),
		.holidays = holidays,
		.workdays = workdays,
		.holiday_count = 8,
		.workday_count = 1 };

	for (int i = 0; i < 8; i++)
		holidays[i] = on("2025-10-01") + i;
	workdays[0] = on("2025-10-11");
	return end_of(plus_working_days(&calendar, date_of(work_end), days));
}

TEST(R6_9_example_1_the_order_follows_within_one_working_day)
{
	instant start = at("2025-09-30 19:00:00"), end = at("2025-09-30 20:00:00");
	instant due = due_after(end, 1);

	assert_int_equal(due, at("2025-10-09 23:59:59.999999"));
	assert_allowed(order_after_work(start, end, at("2025-10-09 23:59:59"), due), R6_9, "DONE");
	assert_allowed(
	    order_after_work(start, end, at("2025-10-10 00:00:00"), due), R6_9, "DONE_LATE");
	assert_refused(order_after_work(start, end, end - 1, due), R6_9, 422, "TIMES_INCONSISTENT");
	assert_refused(order_after_work(end, start, due, due), R6_9, 422, "TIMES_INCONSISTENT");
}

TEST(R6_9_example_2_who_may_work_first)
{
	struct work_facts f = {
		.cross_department = true,
		.by_tech_service = true,
		.work_start = at("2025-09-30 19:00:00"),
		.work_end = at("2025-09-30 20:00:00"),
		.now = at("2025-09-30 20:00:00"),
	};

	assert_refused(work_decide(&f), R6_9, 422, "PRIOR_ORDER_REQUIRED");
	f.emergency = true;
	assert_refused(work_decide(&f), R6_9, 422, "EMERGENCY_REASON_MISSING");
	f.emergency_reason = "全网中断";
	assert_allowed(work_decide(&f), R6_9, "ORDER_OWED");
	f.by_tech_service = false;
	assert_refused(work_decide(&f), R6_9, 422, "PRIOR_ORDER_REQUIRED");
	f.emergency = false;
	f.by_first_responder = true;
	assert_allowed(work_decide(&f), R6_9, "ORDER_OWED");
	f.by_order = true;
	assert_allowed(work_decide(&f), R6_9, "BY_ORDER");
	f.cross_department = false;
	assert_allowed(work_decide(&f), R6_9, "OWN_WORK");
	f.now = f.work_end - 1;
	assert_refused(work_decide(&f), R6_9, 422, "TIMES_INCONSISTENT");
}

TEST(R6_9_example_3_no_closing_without_the_order)
{
	struct closing_facts f = { .wco_owed = true,
		.confirmed = true,
		.resolved_at = at("2025-09-30 20:00:00"),
		.now = at("2025-10-09 12:00:00") };

	assert_refused(request_closed(&f, period("P3D")), R6_9, 409, "WCO_OWED");
	f.wco_owed = false;
	assert_allowed(request_closed(&f, period("P3D")), R6_11, "CUSTOMER_CONFIRMED");
	f.confirmed = false;
	assert_allowed(request_closed(&f, period("P3D")), R6_11, "TIME_ELAPSED");
	f.now = at("2025-10-03 19:59:59");
	assert_refused(request_closed(&f, period("P3D")), R6_11, 409, "INVALID_STATE");
	f.now = at("2025-10-03 20:00:00");
	assert_allowed(request_closed(&f, period("P3D")), R6_11, "TIME_ELAPSED");
}

TEST(R6_11_example_1_forwarded_within_half_an_hour)
{
	instant recorded_at = at("2025-09-30 09:00:00");
	struct period limit = period("PT30M");

	assert_allowed(forward_decide(true, recorded_at, limit, at("2025-09-30 09:30:00")), R6_11,
	    "FORWARDED");
	assert_allowed(forward_decide(true, recorded_at, limit, at("2025-09-30 09:30:01")), R6_11,
	    "FORWARDED_LATE");
	assert_refused(forward_decide(false, recorded_at, limit, recorded_at), R6_11, 422,
	    "UNKNOWN_DEPARTMENT");
}

TEST(R6_11_examples_2_and_3_the_second_call)
{
	assert_allowed(contact_counted(true, false, true), R6_11, "REPEATED");
	assert_allowed(contact_counted(true, true, true), R6_11, "SOLICITED");
	assert_allowed(contact_counted(false, false, true), R6_11, "NOTED");
	assert_allowed(contact_counted(true, false, false), R6_11, "NOTED");
}

TEST(R6_22_example_2_a_message_that_fails_three_times)
{
	assert_allowed(message_failed(1, 3), R6_22, "RETRY");
	assert_allowed(message_failed(2, 3), R6_22, "RETRY");
	assert_allowed(message_failed(3, 3), R6_22, "CALL_TASK");
	assert_refused(message_sendable(true), R6_22, 422, "CONFIDENTIAL_CONTENT");
	assert_allowed(message_sendable(false), R6_22, "SENDABLE");
}

TEST(R6_23_every_activity_has_one_class)
{
	assert_allowed(activity_classified("PROACTIVE", "INSPECTION"), R6_23, "CLASSIFIED");
	assert_allowed(activity_classified("REACTIVE", "ONSITE"), R6_23, "CLASSIFIED");
	assert_refused(
	    activity_classified("PROACTIVE", "HOTLINE"), R6_23, 422, "SUBCLASS_MISMATCH");
	assert_refused(activity_classified("REACTIVE", "SURVEY"), R6_23, 422, "SUBCLASS_MISMATCH");
	assert_refused(activity_classified("PERSONALISED", "HOTLINE"), R6_23, 422, "UNKNOWN_CLASS");
	assert_refused(activity_classified("REACTIVE", "TELEPATHY"), R6_23, 422, "UNKNOWN_CLASS");
}

TEST(R6_30_example_1_the_contact_window_is_half_open)
{
	struct contact_window window = { 9 * HOUR, 12 * HOUR }, none = { NO_INSTANT, NO_INSTANT };

	assert_allowed(
	    contact_allowed(window, at("2025-09-30 09:00:00"), NULL), R6_30, "IN_WINDOW");
	assert_allowed(
	    contact_allowed(window, at("2025-09-30 11:59:59"), NULL), R6_30, "IN_WINDOW");
	assert_refused(
	    contact_allowed(window, at("2025-09-30 12:00:00"), NULL), R6_30, 422, "REASON_MISSING");
	assert_refused(
	    contact_allowed(window, at("2025-09-30 08:59:59"), " "), R6_30, 422, "REASON_MISSING");
	assert_allowed(contact_allowed(window, at("2025-09-30 12:00:00"), "全网中断"), R6_30,
	    "OUTSIDE_WINDOW");
	assert_allowed(contact_allowed(none, at("2025-09-30 03:00:00"), NULL), R6_30, "IN_WINDOW");
}

TEST(R6_30_example_2_the_reply_is_due_in_three_working_days)
{
	date due = date_of(due_after(at("2025-09-30 10:00:00"), 3));

	assert_int_equal(due, on("2025-10-11"));
	assert_allowed(gap_replied(due, on("2025-10-11")), R6_30, "REPLIED");
	assert_allowed(gap_replied(due, on("2025-10-12")), R6_30, "REPLIED_LATE");
}

TEST(R6_30_example_3_all_four_parts)
{
	struct gap_parts parts = { "备件不足", "增加备件", "采购", NULL };
	struct decision d = gap_closed(&parts);

	assert_refused(d, R6_30, 409, "GAP_INCOMPLETE");
	assert_members(d, "\"missing\":[\"reply\"]");
	parts.reply = "已改善";
	assert_allowed(gap_closed(&parts), R6_30, "CLOSED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_5_example_1_recorded_within_thirty_minutes),
		cmocka_unit_test(R6_5_example_2_a_description_of_spaces),
		cmocka_unit_test(R6_5_example_3_an_unknown_caller_with_a_telephone),
		cmocka_unit_test(R6_5_other_refusals),
		cmocka_unit_test(R6_5_a_contact_ends_after_it_began_and_not_later_than_now),
		cmocka_unit_test(R6_4_example_2_the_earlier_receipt_of_one_contact_stands),
		cmocka_unit_test(R6_6_example_1_resolved_within_the_contact),
		cmocka_unit_test(R6_6_example_3_a_visit_is_asked_for_within_two_hours),
		cmocka_unit_test(R6_7_example_1_the_leader_is_present),
		cmocka_unit_test(R6_7_example_2_the_leader_is_absent),
		cmocka_unit_test(R6_7_example_3_leader_and_first_deputy_are_absent),
		cmocka_unit_test(R6_7_example_4_nobody_is_present),
		cmocka_unit_test(R6_7_other_refusals),
		cmocka_unit_test(R6_8_example_2_told_within_a_quarter_of_an_hour),
		cmocka_unit_test(R6_9_example_1_the_order_follows_within_one_working_day),
		cmocka_unit_test(R6_9_example_2_who_may_work_first),
		cmocka_unit_test(R6_9_example_3_no_closing_without_the_order),
		cmocka_unit_test(R6_11_example_1_forwarded_within_half_an_hour),
		cmocka_unit_test(R6_11_examples_2_and_3_the_second_call),
		cmocka_unit_test(R6_22_example_2_a_message_that_fails_three_times),
		cmocka_unit_test(R6_23_every_activity_has_one_class),
		cmocka_unit_test(R6_30_example_1_the_contact_window_is_half_open),
		cmocka_unit_test(R6_30_example_2_the_reply_is_due_in_three_working_days),
		cmocka_unit_test(R6_30_example_3_all_four_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
