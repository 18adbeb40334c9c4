/* R3.15, SM-4: what becomes of a reservation, by the worked examples. */
#include "rule_test.h"
#include "credit/rules_reservation.h"

/* 40,000.00, reserved at 10:00:00 on 1 Dec for 72 hours. */
static struct reservation_facts
reserved(void)
{
	return (struct reservation_facts) {
		.state = RESERVATION_STATE_RESERVED,
		.expires_at = instant_plus(at("2026-12-01 10:00:00"), period("PT72H")),
		.within_limit_fen = 4000000,
		.shipped_at = NO_INSTANT,
	};
}

static const struct supply supplied = { .trading_status = TRADING_STATUS_ACTIVE };

static struct decision
ship(const struct reservation_facts *facts, int64_t fen, const char *now)
{
	return reservation_commit_decide(
	    facts, &supplied, fen, at("2026-12-01 12:00:00"), at(now));
}

TEST(R3_15_example_1_by_time)
{
	struct reservation_facts facts = reserved();

	assert_allowed(ship(&facts, 4000000, "2026-12-04 09:59:59.999999"), R3_15, "COMMITTED");
	assert_refused(
	    ship(&facts, 4000000, "2026-12-04 10:00:00"), R3_15, 409, "INVALID_STATE");
	assert_because(ship(&facts, 4000000, "2026-12-04 10:00:00"), "The reservation is EXPIRED.");
	assert_refused(reservation_release_decide(&facts, "取消", at("2026-12-04 10:00:00")), R3_15,
	    409, "INVALID_STATE");
	assert_int_equal(reservation_state_at(&facts, at("2026-12-04 10:00:00")),
	    RESERVATION_STATE_EXPIRED);
}

TEST(R3_15_example_2_a_part)
{
	struct reservation_facts facts = reserved();
	struct shipped_parts parts = shipped_parts_of(&facts, 3500000);

	assert_allowed(ship(&facts, 3500000, "2026-12-02 09:00:00"), R3_15, "COMMITTED");
	assert_because(ship(&facts, 3500000, "2026-12-02 09:00:00"),
	    "35000.00 of 40000.00 reserved were shipped.");
	assert_int_equal(parts.within_limit_fen, 3500000);
	assert_int_equal(parts.granted_fen, 0);
	assert_refused(ship(&facts, 4000001, "2026-12-02 09:00:00"), R3_15, 422,
	    "SHIPPED_EXCEEDS_RESERVED");
}

/* R3.15: a part under a grant shrinks first. */
TEST(R3_15_the_granted_part_shrinks_first)
{
	static const struct {
		int64_t shipped, within, granted;
	} each[] = { { 5000000, 4000000, 1000000 }, { 4500000, 4000000, 500000 },
		{ 4000000, 4000000, 0 }, { 3999999, 3999999, 0 }, { 1, 1, 0 } };
	struct reservation_facts facts = reserved();

	facts.granted_fen = 1000000;
	for (size_t i = 0; i < COUNT(each); i++) {
		struct shipped_parts parts = shipped_parts_of(&facts, each[i].shipped);

		assert_int_equal(parts.within_limit_fen, each[i].within);
		assert_int_equal(parts.granted_fen, each[i].granted);
	}
}

TEST(R3_15_example_3_one_of_two_wins)
{
	struct reservation_facts facts = reserved();
	instant now = at("2026-12-02 09:00:00");

	facts.state = RESERVATION_STATE_RELEASED;
	facts.end_reason = "取消";
	assert_refused(ship(&facts, 4000000, "2026-12-02 09:00:00"), R3_15, 409, "INVALID_STATE");
	assert_allowed(reservation_release_decide(&facts, "取消", now), R3_15, "REPEATED");
	assert_refused(
	    reservation_release_decide(&facts, "另一原因", now), R3_15, 409, "INVALID_STATE");
	for (int state = RESERVATION_STATE_COMMITTED; state <= RESERVATION_STATE_SETTLED; state++) {
		struct decision d;

		facts.state = (enum reservation_state)state;
		facts.shipped_fen = 4000000;
		facts.shipped_at = at("2026-12-01 12:00:00");
		assert_refused(
		    reservation_release_decide(&facts, "取消", now), R3_15, 409, "INVALID_STATE");
		/* The same again, long after it would have expired. */
		d = ship(&facts, 4000000, "2026-12-09 09:00:00");
		assert_allowed(d, R3_15, "REPEATED");
		assert_true(reservation_repeated(&d));
		assert_refused(
		    ship(&facts, 3999999, "2026-12-02 09:00:00"), R3_15, 409, "INVALID_STATE");
	}
}

TEST(R3_15_example_5_supply_is_stopped)
{
	struct reservation_facts facts = reserved();
	instant shipped = at("2026-12-01 12:00:00"), now = at("2026-12-02 09:00:00");
	int64_t cap = 3999999;
	struct supply stops[] = {
		{ .trading_status = TRADING_STATUS_SUSPENDED },
		{ .trading_status = TRADING_STATUS_TERMINATED },
		{ .trading_status = TRADING_STATUS_ACTIVE, .blacklisted = true },
		{ .trading_status = TRADING_STATUS_ACTIVE, .order_cap_fen = &cap },
		{ .trading_status = TRADING_STATUS_ACTIVE, .month_cap_fen = &cap },
	};

	for (size_t i = 0; i < COUNT(stops); i++)
		assert_refused(reservation_commit_decide(&facts, &stops[i], 4000000, shipped, now),
		    R3_15, 422, "SUPPLY_STOPPED");
	/* Within what the countermeasures allow. */
	for (size_t i = 3; i < COUNT(stops); i++)
		assert_allowed(reservation_commit_decide(&facts, &stops[i], cap, shipped, now),
		    R3_15, "COMMITTED");
	stops[4].month_fen = 1;
	assert_refused(reservation_commit_decide(&facts, &stops[4], cap, shipped, now), R3_15, 422,
	    "SUPPLY_STOPPED");
}

TEST(R3_15_not_ahead_of_time_and_not_in_cash)
{
	struct reservation_facts facts = reserved();
	instant now = at("2026-12-02 09:00:00");

	assert_refused(reservation_commit_decide(&facts, &supplied, 100, now + 1, now), R3_15, 422,
	    "TIME_IN_FUTURE");
	assert_allowed(
	    reservation_commit_decide(&facts, &supplied, 100, now, now), R3_15, "COMMITTED");
	facts.state = RESERVATION_STATE_PLACED;
	facts.expires_at = NO_INSTANT;
	assert_refused(reservation_commit_decide(&facts, &supplied, 100, now, now), R3_15, 409,
	    "INVALID_STATE");
	assert_allowed(reservation_release_decide(&facts, "取消", now), R3_15, "RELEASED");
	facts.state = RESERVATION_STATE_EXPIRED;
	assert_refused(
	    reservation_release_decide(&facts, "取消", now), R3_15, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_15_example_1_by_time),
		cmocka_unit_test(R3_15_example_2_a_part),
		cmocka_unit_test(R3_15_the_granted_part_shrinks_first),
		cmocka_unit_test(R3_15_example_3_one_of_two_wins),
		cmocka_unit_test(R3_15_example_5_supply_is_stopped),
		cmocka_unit_test(R3_15_not_ahead_of_time_and_not_in_cash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
