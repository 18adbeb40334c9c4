/* R6.1, R6.27 to R6.29: hotline, remote, on site. */
#include "complaints/rules_request.h"
#include "complaints/rules_tier.h"
#include "complaints_rules.h"

static struct tiers
tiers(enum service_request_state state)
{
	return (struct tiers) { .state = state, .accepted = true, .tech_service = true };
}

static struct hotline_facts
attempt(const char *outcome)
{
	return (struct hotline_facts) {
		.tiers = tiers(SERVICE_REQUEST_STATE_RECORDED),
		.outcome = outcome,
		.started_at = at("2025-09-30 10:20:00"),
		.ended_at = at("2025-09-30 10:25:00"),
		.now = at("2025-09-30 10:25:00"),
	};
}

TEST(R6_27_an_attempt_by_telephone)
{
	struct hotline_facts f = attempt("NOT_SOLVED");

	assert_allowed(hotline_attempted(&f), R6_27, "NOT_SOLVED");
	f = attempt("SOLVED");
	assert_allowed(hotline_attempted(&f), R6_27, "SOLVED");
	f = attempt(NULL);
	assert_refused(hotline_attempted(&f), R6_27, 422, "OUTCOME_MISSING");
	f = attempt("SOLVED");
	f.ended_at = f.started_at - 1;
	assert_refused(hotline_attempted(&f), R6_27, 422, "TIMES_INCONSISTENT");
	f = attempt("SOLVED");
	f.tiers.state = SERVICE_REQUEST_STATE_REMOTE;
	assert_refused(hotline_attempted(&f), R6_27, 409, "INVALID_STATE");
}

TEST(R6_1_execution_is_technical_services_and_follows_the_acceptance)
{
	struct hotline_facts f = attempt("SOLVED");

	f.tiers.accepted = false;
	assert_refused(hotline_attempted(&f), R6_1, 409, "NOT_ACCEPTED");
	f.tiers.tech_service = false;
	assert_refused(hotline_attempted(&f), R6_1, 403, "FORBIDDEN_ROLE");
}

TEST(R6_27_example_1_an_email_is_called_back)
{
	instant received = at("2025-09-30 10:00:00");

	assert_false(is_late(received, period("PT30M"), at("2025-09-30 10:30:00")));
	assert_true(is_late(received, period("PT30M"), at("2025-09-30 10:30:01")));
}

TEST(R6_27_examples_2_and_3_the_tiers_follow_one_another)
{
	struct tiers t = tiers(SERVICE_REQUEST_STATE_RECORDED);

	assert_refused(onsite_tier(&t), R6_29, 409, "TIER_ORDER");
	assert_refused(remote_tier(&t), R6_28, 409, "TIER_ORDER");
	t.state = SERVICE_REQUEST_STATE_RESOLVED;
	assert_refused(remote_tier(&t), R6_28, 409, "TIER_ORDER");
	t = tiers(SERVICE_REQUEST_STATE_HOTLINE);
	t.hotline_failed = true;
	assert_allowed(remote_tier(&t), R6_28, "TIER_OPEN");
	assert_refused(onsite_tier(&t), R6_29, 409, "TIER_ORDER");
	t.remote_failed = true;
	assert_allowed(onsite_tier(&t), R6_29, "TIER_OPEN");
	t.state = SERVICE_REQUEST_STATE_ONSITE_ARRIVED;
	assert_refused(onsite_tier(&t), R6_29, 409, "TIER_ORDER");
	t.visit_failed = true;
	assert_allowed(onsite_tier(&t), R6_29, "TIER_OPEN");
	t.state = SERVICE_REQUEST_STATE_RESOLVED;
	assert_refused(onsite_tier(&t), R6_29, 409, "TIER_ORDER");
}

/* Valid 14:00 to 16:00. */
static struct session_facts
session(const char *started_at)
{
	struct session_facts f = {
		.tiers = tiers(SERVICE_REQUEST_STATE_HOTLINE),
		.authorisation = { .given = true,
		    .in_scope = true,
		    .valid_from = at("2025-09-30 14:00:00"),
		    .valid_to = at("2025-09-30 16:00:00"),
		    .withdrawn_at = NO_INSTANT },
		.started_at = at(started_at),
		.now = at("2025-09-30 17:00:00"),
	};

	f.tiers.hotline_failed = true;
	return f;
}

TEST(R6_28_example_1_a_session_lies_inside_its_authorisation)
{
	struct session_facts f = session("2025-09-30 15:59:59");
	enum session_end reason;

	assert_allowed(session_started(&f), R6_28, "STARTED");
	assert_int_equal(
	    session_end(&f.authorisation, NO_INSTANT, f.now, &reason), at("2025-09-30 16:00:00"));
	assert_int_equal(reason, SESSION_END_EXPIRED);
	assert_int_equal(session_end(&f.authorisation, at("2025-09-30 16:10:00"), f.now, &reason),
	    at("2025-09-30 16:00:00"));
	assert_int_equal(session_end(&f.authorisation, at("2025-09-30 15:59:59"), f.now, &reason),
	    at("2025-09-30 15:59:59"));
	assert_int_equal(reason, SESSION_END_FINISHED);
	f = session("2025-09-30 16:00:00");
	assert_refused(session_started(&f), R6_28, 422, "AUTHORISATION_EXPIRED");
	f = session("2025-09-30 13:59:59");
	assert_refused(session_started(&f), R6_28, 422, "AUTHORISATION_MISSING");
	f = session("2025-09-30 15:00:00");
	f.now = f.started_at - 1;
	assert_refused(session_started(&f), R6_28, 422, "TIME_IN_FUTURE");
}

TEST(R6_28_example_2_the_customer_surely_agrees)
{
	struct session_facts f = session("2025-09-30 15:00:00");

	f.authorisation.given = false;
	assert_refused(session_started(&f), R6_28, 422, "AUTHORISATION_MISSING");
}

TEST(R6_28_example_3_withdrawn_while_it_runs)
{
	struct session_facts f = session("2025-09-30 14:10:00");
	enum session_end reason;

	f.authorisation.withdrawn_at = at("2025-09-30 14:30:00");
	assert_allowed(session_started(&f), R6_28, "STARTED");
	assert_int_equal(
	    session_end(&f.authorisation, NO_INSTANT, f.now, &reason), at("2025-09-30 14:30:00"));
	assert_int_equal(reason, SESSION_END_WITHDRAWN);
	f = session("2025-09-30 14:30:00");
	f.authorisation.withdrawn_at = at("2025-09-30 14:30:00");
	assert_refused(session_started(&f), R6_28, 422, "AUTHORISATION_EXPIRED");
}

TEST(R6_28_scope_evidence_and_length)
{
	struct session_facts f = session("2025-09-30 15:00:00");
	struct authorisation a = f.authorisation;

	f.authorisation.in_scope = false;
	assert_refused(session_started(&f), R6_28, 422, "OUTSIDE_SCOPE");
	f.authorisation.in_scope = f.engineer_acts = true;
	assert_refused(session_started(&f), R6_28, 422, "OUTSIDE_SCOPE");
	f.authorisation.engineer_may_act = true;
	assert_allowed(session_started(&f), R6_28, "STARTED");
	assert_refused(
	    authorisation_recorded(&a, NULL, period("PT24H")), R6_28, 422, "EVIDENCE_MISSING");
	assert_allowed(authorisation_recorded(&a, "rec-1", period("PT24H")), R6_28, "AUTHORISED");
	a.valid_to = a.valid_from + 24 * HOUR;
	assert_allowed(authorisation_recorded(&a, "rec-1", period("PT24H")), R6_28, "AUTHORISED");
	a.valid_to++;
	assert_refused(authorisation_recorded(&a, "rec-1", period("PT24H")), R6_28, 422,
	    "AUTHORISATION_TOO_LONG");
	a.valid_to = a.valid_from;
	assert_refused(
	    authorisation_recorded(&a, "rec-1", period("PT24H")), R6_28, 422, "TIMES_INCONSISTENT");
}

static struct onsite_facts
appointment(void)
{
	struct onsite_facts f = {
		.tiers = tiers(SERVICE_REQUEST_STATE_HOTLINE),
		.times_configured = true,
		.qualified = true,
		.available = true,
		.expected_arrival_at = at("2025-09-30 12:00:00"),
		.earliest_arrival_at = at("2025-09-30 12:00:00"),
	};

	f.tiers.hotline_failed = f.tiers.remote_failed = true;
	return f;
}

TEST(R6_29_who_is_appointed)
{
	struct onsite_facts f = appointment();

	assert_allowed(onsite_appointed(&f), R6_29, "APPOINTED");
	f.earliest_arrival_at--;
	assert_refused(onsite_appointed(&f), R6_29, 422, "REASON_MISSING");
	f.reason = "熟悉该客户的系统";
	assert_allowed(onsite_appointed(&f), R6_29, "APPOINTED_SLOWER");
	f.available = false;
	assert_refused(onsite_appointed(&f), R6_29, 422, "NOT_AVAILABLE");
	f.qualified = false;
	assert_refused(onsite_appointed(&f), R6_29, 422, "NOT_QUALIFIED");
	f.times_configured = false;
	assert_refused(onsite_appointed(&f), R6_29, 422, "POLICY_VALUE_MISSING");
	f.tiers.remote_failed = false;
	assert_refused(onsite_appointed(&f), R6_29, 409, "TIER_ORDER");
}

/* website/city: an hour to depart, four to arrive. */
TEST(R6_29_example_1_departed_in_time_arrived_a_second_late)
{
	instant appointed = at("2025-09-30 10:00:00"), now = at("2025-09-30 18:00:00");
	instant depart = instant_plus(appointed, period("PT1H")),
		arrive = instant_plus(appointed, period("PT4H"));
	struct decision d;

	assert_allowed(
	    onsite_departed(appointed, depart, at("2025-09-30 11:00:00"), now), R6_29, "DEPARTED");
	assert_allowed(onsite_departed(appointed, depart, at("2025-09-30 11:00:01"), now), R6_29,
	    "DEPARTED_LATE");
	d = onsite_arrived(depart, arrive, at("2025-09-30 14:00:01"), now);
	assert_allowed(d, R6_29, "ARRIVED_LATE");
	assert_because(d, "The arrival is 1 s later than allowed.");
	assert_allowed(
	    onsite_arrived(depart, arrive, at("2025-09-30 14:00:00"), now), R6_29, "ARRIVED");
	assert_refused(onsite_arrived(depart, arrive, depart - 1, now), R6_29, 422,
	    "ARRIVAL_BEFORE_DEPARTURE");
	assert_refused(onsite_arrived(depart, arrive, now + 1, now), R6_29, 422, "TIME_IN_FUTURE");
	assert_refused(onsite_departed(appointed, depart, appointed - 1, now), R6_29, 422,
	    "TIMES_INCONSISTENT");
	assert_refused(
	    onsite_departed(appointed, depart, now + 1, now), R6_29, 422, "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R6_27_an_attempt_by_telephone),
		cmocka_unit_test(R6_1_execution_is_technical_services_and_follows_the_acceptance),
		cmocka_unit_test(R6_27_example_1_an_email_is_called_back),
		cmocka_unit_test(R6_27_examples_2_and_3_the_tiers_follow_one_another),
		cmocka_unit_test(R6_28_example_1_a_session_lies_inside_its_authorisation),
		cmocka_unit_test(R6_28_example_2_the_customer_surely_agrees),
		cmocka_unit_test(R6_28_example_3_withdrawn_while_it_runs),
		cmocka_unit_test(R6_28_scope_evidence_and_length),
		cmocka_unit_test(R6_29_who_is_appointed),
		cmocka_unit_test(R6_29_example_1_departed_in_time_arrived_a_second_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
