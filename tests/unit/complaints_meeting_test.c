/* R10.8: what a meeting on a major matter needs. */
#include "complaints/rules_meeting.h"
#include "complaints_rules.h"

static const bool yes = true, no = false;

static struct decision
resolve(const struct meeting *m)
{
	return meeting_resolve(m, on("2025-09-30"), 2);
}

static struct meeting
of_partners(void)
{
	return (struct meeting) { MEETING_TYPE_PARTNERS_MEETING, on("2025-09-30"), 2, 0, 0, &no,
		NULL, NULL };
}

TEST(R10_8_example_2_the_notification_has_no_default)
{
	struct meeting m = of_partners();

	assert_allowed(resolve(&m), R10_8, "RESOLVED");
	m.notify_authority = NULL;
	assert_refused(resolve(&m), R10_8, 422, "NOTIFY_AUTHORITY_UNDECIDED");
	m.notify_authority = &yes;
	m.authority = "司法局";
	assert_refused(resolve(&m), R10_8, 422, "NOTIFY_AUTHORITY_UNDECIDED");
	m.content = "情况通报";
	assert_allowed(resolve(&m), R10_8, "RESOLVED");
}

TEST(R10_8_example_3_two_who_are_not_recused)
{
	struct meeting m = of_partners();

	m.participants = 3;
	m.recused = 1;
	assert_refused(resolve(&m), R10_5, 403, "RECUSED");
	m.recused = 0;
	m.participants = 1;
	assert_refused(resolve(&m), R10_8, 422, "TOO_FEW_PARTICIPANTS");
	m.participants = 2;
	m.not_partners = 1;
	assert_refused(resolve(&m), R10_8, 422, "NOT_A_PARTNER");
	m.type = MEETING_TYPE_FIRM_MEETING;
	assert_allowed(resolve(&m), R10_8, "RESOLVED");
}

TEST(R10_8_a_meeting_that_was_held)
{
	struct meeting m = of_partners();

	m.held_on = on("2025-10-01");
	assert_refused(resolve(&m), R10_8, 422, "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_8_example_2_the_notification_has_no_default),
		cmocka_unit_test(R10_8_example_3_two_who_are_not_recused),
		cmocka_unit_test(R10_8_a_meeting_that_was_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
