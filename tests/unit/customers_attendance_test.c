/* R1.6, R1.8, R1.15: when a customer's coming is recorded, and taken back. */
#include "customers_rules.h"
#include "customers/rules_attendance.h"

static struct attendance_facts
facts(const char *arrived)
{
	return (struct attendance_facts) {
		.state = GATHERING_STATE_PLANNED,
		.arrived_at = at(arrived),
		.now = at("2027-03-20 22:00:00"),
		.opens_at = at("2027-03-20 16:00:00.001"),
		.ends_at = at("2027-03-20 21:00:00"),
	};
}

TEST(R1_15_when_customers_arrive)
{
	struct attendance_facts f = facts("2027-03-20 18:40:00");

	assert_allowed(attendance_decide(&f), R1_15, "ARRIVED");
	f.state = GATHERING_STATE_HELD;
	assert_allowed(attendance_decide(&f), R1_15, "ARRIVED");
	f.state = GATHERING_STATE_SETTLED;
	assert_refused(attendance_decide(&f), R1_15, 409, "INVALID_STATE");
	f.state = GATHERING_STATE_CANCELLED;
	assert_refused(attendance_decide(&f), R1_15, 409, "INVALID_STATE");
	f = facts("2027-03-20 16:00:00");
	assert_refused(attendance_decide(&f), R1_15, 409, "INVALID_STATE");
	f = facts("2027-03-20 16:00:00.001");
	assert_allowed(attendance_decide(&f), R1_15, "ARRIVED");
	f = facts("2027-03-20 21:00:00");
	assert_allowed(attendance_decide(&f), R1_15, "ARRIVED");
	f = facts("2027-03-20 21:00:00.000001");
	assert_refused(attendance_decide(&f), R1_15, 409, "INVALID_STATE");
	f.now = at("2027-03-20 21:00:00");
	assert_refused(attendance_decide(&f), R1_15, 422, "TIME_IN_FUTURE");
	f = facts("2027-03-20 18:40:00");
	f.present = true;
	assert_refused(attendance_decide(&f), R1_15, 409, "DUPLICATE");
}

TEST(R1_8_taken_back)
{
	assert_allowed(
	    attendance_annul_decide(GATHERING_STATE_PLANNED, false, false), R1_8, "ANNULLED");
	assert_allowed(
	    attendance_annul_decide(GATHERING_STATE_HELD, false, false), R1_8, "ANNULLED");
	assert_refused(
	    attendance_annul_decide(GATHERING_STATE_HELD, true, false), R1_8, 409, "INVALID_STATE");
	assert_refused(
	    attendance_annul_decide(GATHERING_STATE_HELD, false, true), R1_8, 409, "INVALID_STATE");
	assert_refused(attendance_annul_decide(GATHERING_STATE_SETTLED, false, false), R1_8, 409,
	    "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_15_when_customers_arrive),
		cmocka_unit_test(R1_8_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
