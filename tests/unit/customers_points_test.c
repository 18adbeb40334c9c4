/* R1.6 to R1.8: referrals and their points. */
#include "customers_rules.h"
#include "customers/rules_points.h"
#include "customers/rules_sale.h"

static struct referral_facts
facts(void)
{
	return (struct referral_facts) {
		.state = GATHERING_STATE_PLANNED,
		.ends_at = at("2027-03-20 21:00:00"),
		.now = at("2027-03-20 18:30:00"),
		.referrer_old = true,
	};
}

TEST(R1_6_a_new_customer_brought_by_an_old_one)
{
	struct referral_facts f = facts();

	assert_allowed(referral_decide(&f), R1_6, "REGISTERED");
	f.same_person = true;
	assert_refused(referral_decide(&f), R1_6, 422, "SELF_REFERRAL");
	f = facts();
	f.referrer_old = false;
	assert_refused(referral_decide(&f), R1_6, 422, "REFERRER_NOT_OLD_CUSTOMER");
	f = facts();
	f.guest_old = true;
	assert_refused(referral_decide(&f), R1_6, 422, "NOT_A_NEW_CUSTOMER");
	f = facts();
	f.referred = true;
	assert_refused(referral_decide(&f), R1_6, 409, "ALREADY_REFERRED");
}

/* Who came again next month is no new customer, whoever brought him before. */
TEST(R1_6_example_4)
{
	struct referral_facts f = facts();

	f.guest_old = f.referred = true;
	assert_refused(referral_decide(&f), R1_6, 422, "NOT_A_NEW_CUSTOMER");
}

TEST(R1_6_up_to_the_end)
{
	struct referral_facts f = facts();

	f.now = f.ends_at;
	assert_allowed(referral_decide(&f), R1_6, "REGISTERED");
	f.now++;
	assert_refused(referral_decide(&f), R1_6, 409, "INVALID_STATE");
	f = facts();
	f.state = GATHERING_STATE_CANCELLED;
	assert_refused(referral_decide(&f), R1_6, 409, "INVALID_STATE");
}

TEST(R1_7_example_1_full_units)
{
	assert_int_equal(referral_sale_points(99999, 100000, 100), 0);
	assert_int_equal(referral_sale_points(100000, 100000, 100), 100);
	assert_int_equal(referral_sale_points(199999, 100000, 100), 100);
	assert_int_equal(referral_sale_points(200000, 100000, 100), 200);
	assert_int_equal(referral_sale_points(0, 100000, 100), 0);
}

TEST(R1_7_example_2_the_purchases_of_a_person_add_up)
{
	assert_int_equal(referral_sale_points(60000 + 40000, 100000, 100), 100);
}

TEST(R1_7_example_3_persons_do_not)
{
	assert_int_equal(
	    referral_sale_points(60000, 100000, 100) + referral_sale_points(40000, 100000, 100), 0);
}

TEST(R1_7_only_the_difference_is_booked)
{
	struct points_booking b = points_difference(POINTS_ENTRY_KIND_REFERRAL_SALE, 0, 100);

	assert_int_equal(b.points, 100);
	assert_int_equal(b.kind, POINTS_ENTRY_KIND_REFERRAL_SALE);
	assert_int_equal(b.reverses, 0);
	b = points_difference(POINTS_ENTRY_KIND_REFERRAL_SALE, 100, 100);
	assert_int_equal(b.points, 0);
	b = points_difference(POINTS_ENTRY_KIND_REFERRAL_SALE, 100, 300);
	assert_int_equal(b.points, 200);
}

TEST(R1_8_example_1_a_return_of_one_fen)
{
	struct points_booking b = points_difference(
	    POINTS_ENTRY_KIND_REFERRAL_SALE, 200, referral_sale_points(199999, 100000, 100));

	assert_int_equal(b.points, -100);
	assert_int_equal(b.kind, POINTS_ENTRY_KIND_REVERSAL);
	assert_int_equal(b.reverses, POINTS_ENTRY_KIND_REFERRAL_SALE);
}

TEST(R1_8_a_wrong_attendance_takes_the_hundred_back)
{
	struct points_booking b = points_difference(POINTS_ENTRY_KIND_REFERRAL_ATTENDANCE, 100, 0);

	assert_int_equal(b.points, -100);
	assert_int_equal(b.reverses, POINTS_ENTRY_KIND_REFERRAL_ATTENDANCE);
}

TEST(R1_8_no_more_is_taken_back_than_there_is)
{
	assert_allowed(reversal_decide(200, 200), R1_8, "REVERSED");
	assert_refused(reversal_decide(200, 201), R1_8, 422, "REVERSAL_TOO_LARGE");
	assert_refused(reversal_decide(200, 0), R1_8, 400, "VALIDATION_FAILED");
	assert_allowed(
	    sale_return_decide(SALE_STATE_CONCLUDED, 200000, 1, 199999), R1_8, "REVERSED");
	assert_refused(sale_return_decide(SALE_STATE_CONCLUDED, 200000, 1, 200000), R1_8, 422,
	    "REVERSAL_TOO_LARGE");
	assert_refused(
	    sale_return_decide(SALE_STATE_CANCELLED, 200000, 0, 1), R1_8, 409, "INVALID_STATE");
}

/* The same cancellation delivered twice. */
TEST(R1_8_example_3)
{
	assert_allowed(sale_cancel_decide(SALE_STATE_CONCLUDED), R1_8, "CANCELLED");
	assert_refused(sale_cancel_decide(SALE_STATE_CANCELLED), R1_8, 409, "INVALID_STATE");
}

static struct sale_facts
sale(void)
{
	return (struct sale_facts) {
		.joint = true,
		.starts_at = at("2027-03-20 18:30:00"),
		.ends_at = at("2027-03-20 21:00:00"),
		.concluded_at = at("2027-03-20 20:00:00"),
		.now = at("2027-03-20 20:00:00"),
		.invited = true,
		.arrived = true,
		.attributed = true,
	};
}

TEST(R1_7_on_site)
{
	struct sale_facts f = sale();

	assert_allowed(sale_decide(&f), R1_23, "ATTRIBUTED");
	f.now = at("2027-03-21 09:00:00");
	f.concluded_at = f.starts_at;
	assert_allowed(sale_decide(&f), R1_23, "ATTRIBUTED");
	f.concluded_at = f.ends_at;
	assert_allowed(sale_decide(&f), R1_23, "ATTRIBUTED");
	f.concluded_at = f.ends_at + 1;
	assert_refused(sale_decide(&f), R1_7, 422, "NOT_ON_SITE");
	f.concluded_at = f.starts_at - 1;
	assert_refused(sale_decide(&f), R1_7, 422, "NOT_ON_SITE");
	f = sale();
	f.concluded_at = f.now + 1;
	assert_refused(sale_decide(&f), R1_7, 422, "TIME_IN_FUTURE");
}

TEST(R1_23_example_3_before_the_arrival)
{
	struct sale_facts f = sale();

	f.attributed = false;
	assert_refused(sale_decide(&f), R1_23, 409, "NOT_ATTRIBUTED");
	f.arrived = false;
	assert_refused(sale_decide(&f), R1_23, 409, "NOT_ATTRIBUTED");
	f.invited = false;
	assert_refused(sale_decide(&f), R1_7, 422, "NOT_PRESENT");
	f.invited = true;
	f.joint = false;
	assert_refused(sale_decide(&f), R1_7, 422, "NOT_PRESENT");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_6_a_new_customer_brought_by_an_old_one),
		cmocka_unit_test(R1_6_example_4),
		cmocka_unit_test(R1_6_up_to_the_end),
		cmocka_unit_test(R1_7_example_1_full_units),
		cmocka_unit_test(R1_7_example_2_the_purchases_of_a_person_add_up),
		cmocka_unit_test(R1_7_example_3_persons_do_not),
		cmocka_unit_test(R1_7_only_the_difference_is_booked),
		cmocka_unit_test(R1_7_on_site),
		cmocka_unit_test(R1_8_example_1_a_return_of_one_fen),
		cmocka_unit_test(R1_8_a_wrong_attendance_takes_the_hundred_back),
		cmocka_unit_test(R1_8_no_more_is_taken_back_than_there_is),
		cmocka_unit_test(R1_8_example_3),
		cmocka_unit_test(R1_23_example_3_before_the_arrival),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
