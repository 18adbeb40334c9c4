/* R7.5-R7.7: plans, coordination, feedback, activities, key-customer plans. */
#include "customers_rules.h"
#include "customers/rules_plan.h"

static struct decision
plan(int64_t vip_hundredths, int64_t preferred_hundredths)
{
	return plan_decide(
	    &(struct plan_facts) {
		.department_id = "S1",
		.vip_hundredths = vip_hundredths,
		.preferred_hundredths = preferred_hundredths,
		.vip_percent = 15,
		.preferred_percent = 30,
	    },
	    &manager);
}

TEST(R7_5_example_1_target_shares)
{
	assert_allowed(plan(1500, 3000), R7_5, "PLANNED");
	assert_refused(plan(1501, 3000), R7_5, 422, "TARGET_ABOVE_QUOTA");
	assert_members(plan(1501, 3000), "\"tiers\":[\"VIP\"]");
	assert_members(plan(1501, 3001), "\"tiers\":[\"VIP\",\"PREFERRED\"]");
	assert_because(plan(1501, 3000),
	    "Targets of 15.01 % VIP and 30 % preferred customers; the quotas are 15 % and 30 %.");
	assert_string_equal(plan(1501, 0).parameters,
	    "\"tier.VIP.max_percent\":15,\"tier.PREFERRED.max_percent\":30");
}

TEST(R7_5_one_plan_a_year)
{
	struct plan_facts second = { "S1", .year_has_plan = true, .vip_percent = 15,
		.preferred_percent = 30 };

	assert_refused(plan_decide(&second, &manager), R7_5, 409, "PLAN_EXISTS");
	assert_refused(plan_decide(&second, &manager_of_s2), R7_5, 403, "FORBIDDEN_ROLE");
	assert_refused(plan_decide(&second, &staff), R7_5, 403, "FORBIDDEN_ROLE");
}

TEST(R7_5_example_2_two_departments_plan_one_hospital)
{
	static const char *const named[] = { "S1", "S2", NULL };
	struct coordination c = { named, "S1", "S1 sells what the hospital needs" };

	assert_allowed(coordination_decide(&c, &division), R7_5, "COORDINATED");
	assert_refused(coordination_decide(&c, &manager), R7_5, 403, "FORBIDDEN_ROLE");
	c.reason = "";
	assert_refused(coordination_decide(&c, &division), R7_5, 400, "VALIDATION_FAILED");
	c = (struct coordination) { .reason = "why" };
	assert_refused(coordination_decide(&c, &division), R7_5, 400, "VALIDATION_FAILED");
}

TEST(R7_6_example_1_answer_within_fifteen_days)
{
	instant due = feedback_due(at("2027-03-01 09:30:00"), 15);

	assert_int_equal(due, at("2027-03-16 23:59:59.999999"));
	assert_true(at("2027-03-17 00:00:00") > due);
}

TEST(R7_6_example_2_another_departments_item)
{
	assert_false(may_read_department(&manager_of_s2, "S1"));
	assert_true(may_read_department(&manager, "S1"));
	assert_true(may_read_department(&division, "S1"));
}

TEST(R7_6_until_when_a_notice_is_acknowledged)
{
	assert_int_equal(
	    notice_due(at("2027-03-01 23:59:59"), 3), at("2027-03-04 23:59:59.999999"));
}

TEST(R7_6_answers)
{
	struct answer a = { .answer = FEEDBACK_ANSWER_NOTED };

	assert_allowed(feedback_answer_decide(&a, &division), R7_6, "NOTED");
	assert_refused(feedback_answer_decide(&a, &manager), R7_6, 403, "FORBIDDEN_ROLE");
	a.answer = FEEDBACK_ANSWER_DECLINED;
	assert_refused(feedback_answer_decide(&a, &division), R7_6, 400, "VALIDATION_FAILED");
	a.reason = "not now";
	assert_allowed(feedback_answer_decide(&a, &division), R7_6, "DECLINED");
	a.answer = FEEDBACK_ANSWER_ADOPTED;
	assert_refused(feedback_answer_decide(&a, &division), R7_6, 422, "STANDARD_MISSING");
	a.standard_version = "2";
	assert_allowed(feedback_answer_decide(&a, &division), R7_6, "ADOPTED");
	a.answered = FEEDBACK_ANSWER_NOTED;
	assert_refused(feedback_answer_decide(&a, &division), R7_6, 409, "INVALID_STATE");
}

TEST(R7_7_example_1_one_annual_event_a_calendar_year)
{
	/* The event of 2027-12-31 is of 2027: 2028 has none when that of 2028-01-01 is planned. */
	struct activity_facts event = { ACTIVITY_TYPE_ANNUAL_THANKS, .year_has_annual = false };

	assert_allowed(activity_decide(&event, &division), R7_7, "PLANNED");
	event.year_has_annual = true;
	assert_refused(activity_decide(&event, &division), R7_7, 409, "ANNUAL_EXISTS");
	for (int type = 1; type < ACTIVITY_TYPE_COUNT; type++) {
		event.type = (enum activity_type)type;
		assert_int_equal(!activity_decide(&event, &division).refusal,
		    type != ACTIVITY_TYPE_ANNUAL_THANKS);
	}
	assert_refused(activity_decide(&event, &manager), R7_7, 403, "FORBIDDEN_ROLE");
}

static const char *const key_tiers[] = { "VIP", "PREFERRED", NULL };

TEST(R7_7_example_2_both_signatures)
{
	struct key_plan p = { TIER_VIP, key_tiers, "S1", NULL, NULL };

	assert_allowed(key_plan_propose(&p), R7_7, "PROPOSED");
	assert_allowed(key_plan_sign(&p, &manager, false), R7_7, "PROPOSED");
	p.signed_by_department = "manager";
	assert_refused(key_plan_sign(&p, &manager, false), R7_7, 409, "INVALID_STATE");
	assert_allowed(key_plan_sign(&p, &division, true), R7_7, "VALID");
	p.signed_by_department = "division";
	assert_refused(key_plan_sign(&p, &division, true), R7_7, 403, "SEPARATION_OF_DUTIES");
	p.signed_by_department = NULL;
	p.signed_by_division = "division";
	assert_allowed(key_plan_sign(&p, &manager, false), R7_7, "VALID");
	assert_refused(key_plan_sign(&p, &manager_of_s2, false), R7_7, 403, "FORBIDDEN_ROLE");
	assert_refused(key_plan_sign(&p, &manager, true), R7_7, 403, "FORBIDDEN_ROLE");
}

TEST(R7_7_key_customers)
{
	struct key_plan p = { TIER_PREFERRED, key_tiers, "S1", NULL, NULL };

	assert_allowed(key_plan_propose(&p), R7_7, "PROPOSED");
	p.tier = TIER_QUALIFIED;
	assert_refused(key_plan_propose(&p), R7_7, 422, "NOT_KEY_CUSTOMER");
	p.tier = 0;
	assert_refused(key_plan_propose(&p), R7_7, 422, "NOT_KEY_CUSTOMER");
}

TEST(R7_7_example_3_invited_by_another_department)
{
	assert_allowed(invitation_decide(false, false), R7_7,
	    "ALLOWED"); /* listed by S1 only, invited by S2 */
	assert_refused(invitation_decide(false, true), R7_7, 422, "CUSTOMER_BLACKLISTED");
	assert_refused(invitation_decide(true, false), R7_7, 422, "CUSTOMER_BLACKLISTED");
	assert_members(invitation_decide(true, false), "\"scope\":\"COMPANY\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_5_example_1_target_shares),
		cmocka_unit_test(R7_5_one_plan_a_year),
		cmocka_unit_test(R7_5_example_2_two_departments_plan_one_hospital),
		cmocka_unit_test(R7_6_example_1_answer_within_fifteen_days),
		cmocka_unit_test(R7_6_example_2_another_departments_item),
		cmocka_unit_test(R7_6_until_when_a_notice_is_acknowledged),
		cmocka_unit_test(R7_6_answers),
		cmocka_unit_test(R7_7_example_1_one_annual_event_a_calendar_year),
		cmocka_unit_test(R7_7_example_2_both_signatures),
		cmocka_unit_test(R7_7_key_customers),
		cmocka_unit_test(R7_7_example_3_invited_by_another_department),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
