/* R1.27-R1.29: when service lapses, and who takes the customer then. */
#include "customers_rules.h"
#include "customers/rules_lapse.h"

static const char *const all_criteria[] = { "NOT_INVITED", "INVITED_NOT_ATTENDED", "NO_HOME_VISIT",
	NULL };

static struct lapse_terms
terms(void)
{
	return (struct lapse_terms) { .period = period("P3M"), .criteria = all_criteria };
}

/* Responsible since 2026-09-01; dates may be NULL. */
static struct service_history
history(const char *attended, const char *invited, const char *visited)
{
	return (struct service_history) {
		.applies = true,
		.responsible_since = at("2026-09-01 08:00:00"),
		.attended_at = attended ? at(attended) : NO_INSTANT,
		.invited_at = invited ? at(invited) : NO_INSTANT,
		.visited_at = visited ? at(visited) : NO_INSTANT,
	};
}

static struct service_status
status_on(struct service_history h, const char *day)
{
	struct lapse_terms t = terms();

	return service_status_on(&h, &t, on(day));
}

#define REASON(name) (1U << LAPSE_REASON_##name)

static void
assert_lapsed(struct service_status s, const char *from, unsigned reasons)
{
	assert_int_equal(s.state, SERVICE_STATE_LAPSED);
	assert_int_equal(s.lapsed_from, on(from));
	assert_int_equal(s.reasons, reasons);
}

TEST(R1_27_example_1_no_home_visit)
{
	struct service_history h =
	    history("2026-12-20 15:00:00", "2026-12-18 10:00:00", "2026-11-30 10:00:00");
	struct service_status s = status_on(h, "2027-02-28");

	assert_int_equal(s.state, SERVICE_STATE_SERVED);
	assert_int_equal(s.visited_ok_until, on("2027-02-28"));
	assert_int_equal(s.attended_ok_until, on("2027-03-20"));
	assert_int_equal(s.lapsed_from, NO_DATE);
	assert_lapsed(status_on(h, "2027-03-01"), "2027-03-01", REASON(NO_HOME_VISIT));
	assert_lapsed(status_on(h, "2027-03-20"), "2027-03-01", REASON(NO_HOME_VISIT));
	assert_lapsed(
	    status_on(h, "2027-03-21"), "2027-03-01", REASON(NO_HOME_VISIT) | REASON(NOT_INVITED));
}

TEST(R1_27_example_2_never_invited_never_visited)
{
	struct service_history h = history(NULL, NULL, NULL);

	assert_int_equal(status_on(h, "2026-12-01").state, SERVICE_STATE_SERVED);
	assert_lapsed(
	    status_on(h, "2026-12-02"), "2026-12-02", REASON(NOT_INVITED) | REASON(NO_HOME_VISIT));
}

TEST(R1_27_example_3_invited_never_came)
{
	struct service_history h = history(NULL, "2026-10-01 10:00:00", "2026-12-05 10:00:00");

	assert_lapsed(status_on(h, "2026-12-06"), "2026-12-02", REASON(INVITED_NOT_ATTENDED));
}

TEST(R1_27_example_4_telephone_calls_are_no_visits)
{
	/* They are services, not at home: nothing of them is in the history. */
	struct service_history h = history("2026-11-20 15:00:00", "2026-11-19 10:00:00", NULL);

	assert_lapsed(status_on(h, "2026-12-02"), "2026-12-02", REASON(NO_HOME_VISIT));
}

TEST(R1_27_example_5_reassigned_it_begins_anew)
{
	struct service_history h =
	    history("2026-10-01 15:00:00", "2026-09-20 10:00:00", "2026-10-02 10:00:00");

	h.responsible_since = at("2027-03-10 14:00:00");
	assert_int_equal(status_on(h, "2027-06-10").state, SERVICE_STATE_SERVED);
	assert_lapsed(
	    status_on(h, "2027-06-11"), "2027-06-11", REASON(NOT_INVITED) | REASON(NO_HOME_VISIT));
}

TEST(R1_27_nobody_answers_for_it)
{
	struct service_history h = history(NULL, NULL, NULL);

	h.applies = false;
	assert_int_equal(status_on(h, "2030-01-01").state, SERVICE_STATE_NOT_APPLICABLE);
}

TEST(R1_27_as_the_company_sets_it)
{
	static const char *const visits_only[] = { "NO_HOME_VISIT", NULL };
	struct service_history h = history(NULL, NULL, "2026-12-05 10:00:00");
	struct lapse_terms t = terms();

	t.all = true;
	assert_int_equal(service_status_on(&h, &t, on("2027-03-05")).state, SERVICE_STATE_SERVED);
	assert_lapsed(service_status_on(&h, &t, on("2027-03-06")), "2027-03-06",
	    REASON(NOT_INVITED) | REASON(NO_HOME_VISIT));
	t = terms();
	t.criteria = visits_only;
	assert_int_equal(service_status_on(&h, &t, on("2027-03-05")).state, SERVICE_STATE_SERVED);
	assert_int_equal(service_status_on(&h, &t, on("2027-03-05")).attended_ok_until, NO_DATE);
	t.all = true;
	assert_lapsed(
	    service_status_on(&h, &t, on("2027-03-06")), "2027-03-06", REASON(NO_HOME_VISIT));
	t.period = period("P1M");
	assert_lapsed(
	    service_status_on(&h, &t, on("2027-01-06")), "2027-01-06", REASON(NO_HOME_VISIT));
}

TEST(R1_28_taking)
{
	struct taking t = { true, false, "A", true, "B" };

	assert_allowed(lapse_take_decide(&t), R1_28, "TAKEN");
	t.lapsed = false;
	assert_refused(lapse_take_decide(&t), R1_28, 422, "SERVICE_NOT_LAPSED");
	t.taken = true;
	assert_refused(lapse_take_decide(&t), R1_28, 409, "ALREADY_TAKEN");
	t.by_department_id = "A";
	assert_refused(lapse_take_decide(&t), R1_28, 422, "SAME_DEPARTMENT");
	t.direct = false;
	assert_refused(lapse_take_decide(&t), R1_28, 422, "DEPARTMENT_NOT_IN_SCOPE");
}

#define STATE(name) LAPSE_REPORT_STATE_##name

static struct decision
report(enum lapse_report_state state, bool own, bool available, const char *when)
{
	return lapse_report_decide(
	    state, own, available, at("2027-03-01 10:00:00"), period("PT1H"), at(when));
}

TEST(R1_28_example_3_the_window)
{
	assert_allowed(report(STATE(TAKEN), true, false, "2027-03-01 11:00:00"), R1_28, "REPORTED");
	assert_refused(report(STATE(EXPIRED), true, false, "2027-03-01 11:00:01"), R1_28, 409,
	    "ALREADY_TAKEN");
	assert_allowed(
	    report(STATE(EXPIRED), true, true, "2027-03-01 11:00:01"), R1_28, "REPORTED");
	assert_refused(
	    report(STATE(TAKEN), false, true, "2027-03-01 10:30:00"), R1_28, 403, "FORBIDDEN_ROLE");
	for (int state = STATE(REPORTED); state <= STATE(REJECTED); state++)
		assert_refused(
		    report((enum lapse_report_state)state, true, true, "2027-03-01 10:30:00"),
		    R1_28, 409, "INVALID_STATE");
	assert_int_equal(
	    lapse_report_due(at("2027-03-01 10:00:00"), period("PT1H")), at("2027-03-01 11:00:00"));
}

TEST(R1_28_the_director_directs_once)
{
	assert_allowed(lapse_direct_decide(STATE(REPORTED), false), R1_28, "DIRECTED");
	assert_refused(lapse_direct_decide(STATE(REPORTED), true), R1_28, 409, "INVALID_STATE");
	assert_refused(lapse_direct_decide(STATE(TAKEN), false), R1_28, 409, "INVALID_STATE");
	assert_refused(lapse_direct_decide(STATE(EXPIRED), false), R1_28, 409, "INVALID_STATE");
}

TEST(R1_28_another_carries_it_out)
{
	assert_allowed(ownership_carry_out(OWNERSHIP_CHANGE_STATE_DIRECTED, false), R1_28, "DONE");
	assert_refused(ownership_carry_out(OWNERSHIP_CHANGE_STATE_DIRECTED, true), R1_28, 403,
	    "SEPARATION_OF_DUTIES");
	assert_refused(
	    ownership_carry_out(OWNERSHIP_CHANGE_STATE_DONE, false), R1_28, 409, "INVALID_STATE");
	assert_allowed(ownership_withdraw(OWNERSHIP_CHANGE_STATE_DIRECTED), R1_28, "WITHDRAWN");
	assert_refused(
	    ownership_withdraw(OWNERSHIP_CHANGE_STATE_WITHDRAWN), R1_28, 409, "INVALID_STATE");
}

TEST(R1_29_the_company_reassigns)
{
	struct reassignment r = { true, false, "E1", "E5", true };

	assert_allowed(reassignment_decide(&r), R1_29, "DIRECTED");
	r.lapsed = false;
	assert_refused(reassignment_decide(&r), R1_29, 422, "SERVICE_NOT_LAPSED");
	r.taken = true;
	assert_refused(reassignment_decide(&r), R1_29, 409, "ALREADY_TAKEN");
	r.employee_id = "E1";
	assert_refused(reassignment_decide(&r), R1_29, 422, "NO_CHANGE");
	r.direct = false;
	assert_refused(reassignment_decide(&r), R1_29, 422, "DEPARTMENT_NOT_IN_SCOPE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_27_example_1_no_home_visit),
		cmocka_unit_test(R1_27_example_2_never_invited_never_visited),
		cmocka_unit_test(R1_27_example_3_invited_never_came),
		cmocka_unit_test(R1_27_example_4_telephone_calls_are_no_visits),
		cmocka_unit_test(R1_27_example_5_reassigned_it_begins_anew),
		cmocka_unit_test(R1_27_nobody_answers_for_it),
		cmocka_unit_test(R1_27_as_the_company_sets_it),
		cmocka_unit_test(R1_28_taking),
		cmocka_unit_test(R1_28_example_3_the_window),
		cmocka_unit_test(R1_28_the_director_directs_once),
		cmocka_unit_test(R1_28_another_carries_it_out),
		cmocka_unit_test(R1_29_the_company_reassigns),
	};

	return cmocka_run_group_tests_name("customers_lapse", tests, NULL, NULL);
}
