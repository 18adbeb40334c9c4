/* Complaints as they come in: R10.2, R12.4, R12.5, R12.11, R12.12, and methods of departments
 * (R7.8). */
#include "complaints/rules_intake.h"
#include "complaints/rules_method.h"
#include "complaints_rules.h"

static const char course[] = "司机送货时态度粗暴，拒绝卸货，并要求另外付费，最后离开。";

static struct intake
form(void)
{
	return (struct intake) {
		.profile = COMPLAINT_PROFILE_LOGISTICS,
		.channel = COMPLAINT_CHANNEL_PHONE,
		.name = "李强",
		.phone = "0771-55 51 234",
		.object = "司机",
		.course = course,
		.received_at = at("2025-09-30 10:00:00"),
		.reception_ended_at = NO_INSTANT,
		.referral_on = NO_DATE,
		.type = COMPLAINT_TYPE_UNCLEAR,
	};
}

TEST(R12_11_example_1_the_object_is_missing)
{
	struct intake f = form();
	struct decision d;

	f.object = NULL;
	d = intake_complete(&f, 20);
	assert_refused(d, R12_11, 422, "FORM_INCOMPLETE");
	assert_string_equal(d.members, "\"fields\":[\"object\"]");
}

TEST(R12_11_example_2_telephone_numbers)
{
	struct intake f = form();

	assert_allowed(intake_complete(&f, 20), R12_11, "FORM_COMPLETE");
	f.phone = "12345";
	assert_refused(intake_complete(&f, 20), R12_11, 422, "PHONE_INVALID");
	f.phone = "1-234-567";
	assert_allowed(intake_complete(&f, 20), R12_11, "FORM_COMPLETE");
}

/* Characters are counted, not bytes. */
TEST(R12_11_the_course_of_events)
{
	struct intake f = form();

	f.course = "一二三四五六七八九十一二三四五六七八九";
	assert_refused(intake_complete(&f, 20), R12_11, 422, "FORM_INCOMPLETE");
	f.course = "一二三四五六七八九十一二三四五六七八九十";
	assert_allowed(intake_complete(&f, 20), R12_11, "FORM_COMPLETE");
}

TEST(R12_8_an_anonymous_caller_may_say_little)
{
	struct intake f = form();

	f.anonymous = true;
	f.name = f.phone = f.object = f.course = NULL;
	assert_allowed(intake_complete(&f, 20), R12_11, "FORM_COMPLETE");
	f.course = "短";
	assert_refused(intake_complete(&f, 20), R12_11, 422, "FORM_INCOMPLETE");
}

TEST(R12_12_example_1_fifteen_minutes_after_the_reception)
{
	struct intake f = form();

	f.reception_ended_at = at("2025-09-30 10:10:00");
	assert_allowed(intake_register(&f, period("PT15M"), at("2025-09-30 10:25:00")), R12_12,
	    "REGISTERED_IN_TIME");
	assert_allowed(intake_register(&f, period("PT15M"), at("2025-09-30 10:25:01")), R12_12,
	    "REGISTERED_LATE");
	assert_refused(intake_register(&f, period("PT15M"), at("2025-09-30 10:09:59")), R12_12, 422,
	    "TIMES_INCONSISTENT");
}

TEST(R12_4_example_2_mixed_types)
{
	static const char *const mixed[] = { "S1", "B2B" }, *const service[] = { "S1", "S5" },
				 *const other[] = { "B9" };
	struct intake f = form();
	instant now = at("2025-09-30 11:00:00");

	f.subtypes = mixed;
	f.subtype_count = 2;
	assert_refused(intake_facts(&f, now), R12_4, 422, "MIXED_TYPES");
	f.subtypes = service;
	assert_allowed(intake_facts(&f, now), R12_4, "ONE_TYPE");
	f.type = COMPLAINT_TYPE_BUSINESS;
	assert_refused(intake_facts(&f, now), R12_4, 422, "MIXED_TYPES");
	f.subtypes = other;
	f.subtype_count = 1;
	assert_refused(intake_facts(&f, now), R12_4, 422, "TEXT_MISSING");
	f.subtype_text = "包装破损";
	assert_allowed(intake_facts(&f, now), R12_4, "ONE_TYPE");
}

TEST(R12_5_example_1_channels_of_logistics)
{
	static const char *const channels[] = { "PHONE", "CHAT_TOOL", NULL };
	struct intake f = form();

	assert_allowed(intake_channel(&f, channels), R12_5, "CHANNEL_ALLOWED");
	f.channel = COMPLAINT_CHANNEL_WRITTEN;
	assert_refused(intake_channel(&f, channels), R12_5, 422, "CHANNEL_NOT_ALLOWED");
	f.channel = COMPLAINT_CHANNEL_CHAT_TOOL;
	assert_refused(
	    intake_facts(&f, at("2025-09-30 11:00:00")), R12_5, 422, "CHAT_ACCOUNT_MISSING");
	f.chat_tool = "WeChat";
	f.chat_account = "liqiang";
	assert_allowed(intake_facts(&f, at("2025-09-30 11:00:00")), R12_4, "ONE_TYPE");
}

TEST(R12_7_no_incident_lies_in_the_future)
{
	struct intake f = form();
	date tomorrow = on("2025-10-01");

	f.incidents = &tomorrow;
	f.incident_count = 1;
	assert_refused(
	    intake_facts(&f, at("2025-09-30 23:59:59")), R12_7, 422, "INCIDENT_IN_FUTURE");
	assert_allowed(intake_facts(&f, at("2025-10-01 00:00:00")), R12_4, "ONE_TYPE");
}

TEST(R7_8_example_1_forty_eight_hours)
{
	instant due = method_due(at("2025-09-28 10:00:00"), 48);

	assert_true(at("2025-09-30 10:00:00") <= due && at("2025-09-30 10:00:01") > due);
}

TEST(R7_8_example_2_a_type_without_a_person)
{
	int64_t hours = 48;
	struct method_type types[] = { { "DELIVERY", "送货", "p1", NULL, &hours },
		{ "QUALITY", "质量", NULL, NULL, &hours } };

	assert_allowed(method_complete(types, 1), R7_8, "METHOD_COMPLETE");
	assert_refused(method_complete(types, 2), R7_8, 422, "METHOD_INCOMPLETE");
	types[1].responsible_department_id = "d1";
	types[1].handling_hours = NULL;
	assert_refused(method_complete(types, 2), R7_8, 422, "METHOD_INCOMPLETE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R12_11_example_1_the_object_is_missing),
		cmocka_unit_test(R12_11_example_2_telephone_numbers),
		cmocka_unit_test(R12_11_the_course_of_events),
		cmocka_unit_test(R12_8_an_anonymous_caller_may_say_little),
		cmocka_unit_test(R12_12_example_1_fifteen_minutes_after_the_reception),
		cmocka_unit_test(R12_4_example_2_mixed_types),
		cmocka_unit_test(R12_5_example_1_channels_of_logistics),
		cmocka_unit_test(R12_7_no_incident_lies_in_the_future),
		cmocka_unit_test(R7_8_example_1_forty_eight_hours),
		cmocka_unit_test(R7_8_example_2_a_type_without_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
