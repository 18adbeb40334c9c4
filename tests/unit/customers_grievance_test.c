/* R1.30-R1.32, SM-C8: grievances, their fines and their three days. */
#include "customers_rules.h"
#include "customers/rules_grievance.h"

static const struct actor ha = { "ha", "A", ROLE_HEAD }, hb = { "hb", "B", ROLE_HEAD },
			  e1 = { "e1", "A", 0 }, gm = { "gm", "GM", ROLE_GENERAL_MANAGER };

#define STATE(name) GRIEVANCE_STATE_##name

/* Known 2027-03-10: day 3 is the 13th. */
static struct grievance_facts
facts(enum grievance_state state)
{
	return (struct grievance_facts) {
		.state = state,
		.department_id = "A",
		.resolution_at = NO_INSTANT,
		.resolved_at = NO_INSTANT,
		.day_zero = on("2027-03-10"),
		.resolve_days = 3,
	};
}

TEST(SM_C8_every_transition)
{
	static const struct {
		enum grievance_state from;
		enum grievance_action action;
		enum grievance_state to;
	} all[] = {
		{ STATE(OPEN), GRIEVANCE_RESOLVE, STATE(RESOLVED) },
		{ STATE(OPEN), GRIEVANCE_RUN_OUT, STATE(OVERDUE) },
		{ STATE(OVERDUE), GRIEVANCE_TRANSFER, STATE(TRANSFERRED) },
		{ STATE(OVERDUE), GRIEVANCE_RESOLVE, STATE(RESOLVED_LATE) },
		{ STATE(RESOLVED_LATE), GRIEVANCE_TRANSFER, STATE(TRANSFERRED) },
		{ STATE(TRANSFERRED), GRIEVANCE_RESOLVE, STATE(RESOLVED) },
		{ STATE(RESOLVED), GRIEVANCE_REOPEN, STATE(OPEN) },
	};
	size_t allowed = 0;

	for (int state = 0; state < GRIEVANCE_STATE_COUNT; state++)
		for (int action = 1; action < GRIEVANCE_ACTIONS; action++)
			allowed += grievance_next((enum grievance_state)state,
				       (enum grievance_action)action) != 0;
	assert_int_equal(allowed, COUNT(all));
	for (size_t i = 0; i < COUNT(all); i++)
		assert_int_equal(grievance_next(all[i].from, all[i].action), all[i].to);
}

TEST(R1_30_what_is_refused)
{
	struct grievance_report r = { GRIEVANCE_SOURCE_DISCOVERED, "A", at("2027-03-10 09:00:00") };
	instant now = at("2027-03-10 09:00:00");

	assert_allowed(grievance_record(&r, &e1, now), R1_30, "OPEN");
	assert_refused(grievance_record(&r, &e1, now - 1), R1_30, 422, "TIME_IN_FUTURE");
	r.department_id = NULL;
	assert_refused(grievance_record(&r, &e1, now), R1_30, 422, "NO_DEPARTMENT");
	r = (struct grievance_report) { GRIEVANCE_SOURCE_COMPLAINT_TO_GM, "A", now };
	assert_refused(grievance_record(&r, &e1, now), R1_30, 403, "FORBIDDEN_ROLE");
	assert_allowed(grievance_record(&r, &gm, now), R1_30, "OPEN");
}

static unsigned
letters(enum grievance_source source, bool heads, bool involved, bool fined_a, bool overdue)
{
	struct fine_facts f = { source, false, overdue, heads, involved, fined_a, false };

	return grievance_letters(&f);
}

#define SOURCE(name) GRIEVANCE_SOURCE_##name

TEST(R1_31_examples_1_and_2)
{
	assert_int_equal(letters(SOURCE(DISCOVERED), false, true, false, false), LETTER_A);
	assert_int_equal(letters(SOURCE(DISCOVERED), true, false, false, false), 0);
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), false, true, false, false), LETTER_B);
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), true, false, false, false), LETTER_B);
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), false, false, false, false), 0);
}

TEST(R1_31_example_3_first_A_then_the_general_manager)
{
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), false, true, true, false), 0);
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), true, false, false, false), LETTER_B);
}

TEST(R1_31_example_4_the_manager_is_involved_himself)
{
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), true, true, false, false), LETTER_B);
	assert_int_equal(letters(SOURCE(DISCOVERED), true, true, false, false), LETTER_A);
	assert_int_equal(letters(SOURCE(COMPLAINT_TO_GM), true, true, true, false), 0);
}

TEST(R1_31_another_channel)
{
	struct fine_facts f = { .source = SOURCE(COMPLAINT_OTHER), .manager = true };

	assert_int_equal(grievance_letters(&f), 0);
	f.other_is_b = true;
	assert_int_equal(grievance_letters(&f), LETTER_B);
	f = (struct fine_facts) { .source = SOURCE(DISCOVERED), .involved = true, .fined_b = true };
	assert_int_equal(grievance_letters(&f), 0);
}

TEST(R1_32_example_2_C_in_addition)
{
	assert_int_equal(
	    letters(SOURCE(DISCOVERED), false, true, false, true), LETTER_A | LETTER_C);
	assert_int_equal(letters(SOURCE(DISCOVERED), true, false, false, true), LETTER_C);
	assert_int_equal(
	    letters(SOURCE(COMPLAINT_TO_GM), true, true, false, true), LETTER_B | LETTER_C);
	assert_allowed(grievance_fine(LETTER_C, 50000), R1_32, "FINED");
	assert_allowed(grievance_fine(LETTER_A, 10000), R1_31, "FINED");
	assert_string_equal(
	    grievance_fine(LETTER_B, 10000).parameters, "\"grievance.fine_b_fen\":10000");
}

TEST(R1_32_example_1_the_third_day)
{
	struct grievance_facts f = facts(STATE(OPEN));

	assert_int_equal(grievance_due(on("2027-03-10"), 3), on("2027-03-13"));
	assert_int_equal(grievance_overdue_at(on("2027-03-10"), 3), at("2027-03-14 00:00:00"));
	assert_false(grievance_runs_out(&f, at("2027-03-13 23:59:59.999999")));
	assert_true(grievance_runs_out(&f, at("2027-03-14 00:00:00")));
	f.resolution_at = at("2027-03-13 23:59:59");
	assert_false(grievance_runs_out(&f, at("2027-03-14 00:00:00")));
	assert_allowed(
	    grievance_confirm(&f, false, true, at("2027-03-15 09:00:00")), R1_32, "RESOLVED");
	assert_allowed(
	    grievance_confirm(&f, false, false, at("2027-03-13 23:59:59")), R1_32, "OPEN");
	assert_allowed(
	    grievance_confirm(&f, false, false, at("2027-03-14 00:00:00")), R1_32, "OVERDUE");
}

TEST(R1_32_example_3_settled_in_time_heard_of_later)
{
	struct grievance_facts f = facts(STATE(OPEN));
	bool ran_out;

	f.linked = true;
	assert_false(grievance_runs_out(&f, at("2027-03-14 00:05:00")));
	assert_allowed(
	    grievance_settle(&f, at("2027-03-13 23:59:00"), &ran_out), R1_32, "RESOLVED");
	assert_false(ran_out);
	assert_allowed(
	    grievance_settle(&f, at("2027-03-14 00:00:00"), &ran_out), R1_32, "RESOLVED_LATE");
	assert_true(ran_out);
}

TEST(R1_32_example_4_overdue_and_late)
{
	struct grievance_facts f = facts(STATE(OVERDUE));
	bool ran_out;

	f.linked = true;
	assert_allowed(
	    grievance_settle(&f, at("2027-03-15 10:00:00"), &ran_out), R1_32, "RESOLVED_LATE");
	assert_false(ran_out);
	f.state = STATE(TRANSFERRED);
	assert_allowed(
	    grievance_settle(&f, at("2027-03-15 10:00:00"), &ran_out), R1_32, "RESOLVED");
	f.resolved_at = at("2027-03-15 10:00:00");
	assert_refused(
	    grievance_settle(&f, at("2027-03-16 10:00:00"), &ran_out), R1_32, 409, "INVALID_STATE");
	f = facts(STATE(RESOLVED));
	assert_refused(
	    grievance_settle(&f, at("2027-03-15 10:00:00"), &ran_out), R1_32, 409, "INVALID_STATE");
}

TEST(R1_32_who_records_and_who_confirms)
{
	struct grievance_facts f = facts(STATE(OPEN));

	assert_allowed(grievance_resolve(&f, &ha), R1_32, "TO_BE_CONFIRMED");
	assert_refused(grievance_resolve(&f, &hb), R1_32, 403, "FORBIDDEN_ROLE");
	assert_refused(grievance_resolve(&f, &e1), R1_32, 403, "FORBIDDEN_ROLE");
	assert_refused(grievance_confirm(&f, false, true, 0), R1_32, 409, "INVALID_STATE");
	f.resolution_at = at("2027-03-12 10:00:00");
	assert_refused(grievance_resolve(&f, &ha), R1_32, 409, "INVALID_STATE");
	assert_refused(grievance_confirm(&f, true, true, 0), R1_32, 403, "SEPARATION_OF_DUTIES");
	f = facts(STATE(OPEN));
	f.linked = true;
	assert_refused(grievance_resolve(&f, &ha), R1_32, 409, "INVALID_STATE");
	f = facts(STATE(OVERDUE));
	assert_allowed(grievance_resolve(&f, &ha), R1_32, "TO_BE_CONFIRMED");
	f.resolution_at = at("2027-03-15 10:00:00");
	assert_allowed(
	    grievance_confirm(&f, false, true, at("2027-03-16 10:00:00")), R1_32, "RESOLVED_LATE");
}

TEST(R1_32_transfer)
{
	struct grievance_facts f = facts(STATE(OVERDUE));

	assert_allowed(grievance_transfer(&f, "B"), R1_32, "DIRECTED");
	assert_refused(grievance_transfer(&f, "A"), R1_32, 422, "SAME_DEPARTMENT");
	f.state = STATE(RESOLVED_LATE);
	assert_allowed(grievance_transfer(&f, "B"), R1_32, "DIRECTED");
	for (int state = 0; state < GRIEVANCE_STATE_COUNT; state++) {
		f.state = (enum grievance_state)state;
		if (state != STATE(OVERDUE) && state != STATE(RESOLVED_LATE))
			assert_refused(grievance_transfer(&f, "B"), R1_32, 409, "INVALID_STATE");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(SM_C8_every_transition),
		cmocka_unit_test(R1_30_what_is_refused),
		cmocka_unit_test(R1_31_examples_1_and_2),
		cmocka_unit_test(R1_31_example_3_first_A_then_the_general_manager),
		cmocka_unit_test(R1_31_example_4_the_manager_is_involved_himself),
		cmocka_unit_test(R1_31_another_channel),
		cmocka_unit_test(R1_32_example_2_C_in_addition),
		cmocka_unit_test(R1_32_example_1_the_third_day),
		cmocka_unit_test(R1_32_example_3_settled_in_time_heard_of_later),
		cmocka_unit_test(R1_32_example_4_overdue_and_late),
		cmocka_unit_test(R1_32_who_records_and_who_confirms),
		cmocka_unit_test(R1_32_transfer),
	};

	return cmocka_run_group_tests_name("customers_grievance", tests, NULL, NULL);
}
