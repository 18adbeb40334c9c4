/* R3.26: the log of oral reports. */
#include "rule_test.h"
#include "credit/rules_oral_report.h"

static struct oral_report_facts
facts(void)
{
	return (struct oral_report_facts) {
		.kind = ORAL_REPORT_KIND_ROUTINE,
		.by_either = true,
		.spoken_at = at("2027-03-01 09:00:00"),
		.now = at("2027-03-01 09:00:00"),
	};
}

TEST(R3_26_example_1_routine)
{
	struct oral_report_facts f = facts();

	assert_allowed(oral_report_decide(&f), R3_26, "ROUTINE");
	assert_because(oral_report_decide(&f), "Logged; it has no effect on the credit.");
}

TEST(R3_26_example_2_emergency)
{
	struct oral_report_facts f = facts();

	f.kind = ORAL_REPORT_KIND_EMERGENCY;
	assert_allowed(oral_report_decide(&f), R3_26, "EMERGENCY");
}

TEST(R3_26_refusals)
{
	struct oral_report_facts f = facts();

	f.now--;
	assert_refused(oral_report_decide(&f), R3_26, 422, "TIME_IN_FUTURE");
	f = facts();
	f.by_either = false;
	assert_refused(oral_report_decide(&f), R3_26, 403, "FORBIDDEN_ROLE");
	f = facts();
	f.to_self = true;
	assert_refused(oral_report_decide(&f), R3_26, 422, "REPORTED_TO_SELF");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_26_example_1_routine),
		cmocka_unit_test(R3_26_example_2_emergency),
		cmocka_unit_test(R3_26_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
