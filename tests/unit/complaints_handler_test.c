/* R10.5 to R10.7, R12.13, R12.14: who decides a complaint, and who investigates it. */
#include "complaints/rules_handler.h"
#include "china_calendar.h"
#include "complaints_rules.h"

/* A firm: the partner in charge, the director, another partner, the general manager. */
static struct handler_candidate firm[] = { { .id = "p", .name = "P", .in_charge = true },
	{ .id = "d", .name = "D" }, { .id = "q", .name = "Q" },
	{ .id = "g", .name = "G", .last_resort = true } };

static struct handler_choice
choice(const char *chosen_id)
{
	for (size_t i = 0; i < COUNT(firm); i++)
		firm[i].absent = firm[i].recused = firm[i].officer = firm[i].investigator = false;
	return (struct handler_choice) {
		.profile = COMPLAINT_PROFILE_LAW_FIRM,
		.candidates = firm,
		.count = COUNT(firm),
		.chosen_id = chosen_id,
		.reason = "为何如此",
	};
}

TEST(R10_7_example_1_the_partner_in_charge_is_present)
{
	struct handler_choice c = choice("d");

	assert_refused(handler_choose(&c), R10_7, 422, "PARTNER_PRESENT");
	c.chosen_id = "p";
	assert_allowed(handler_choose(&c), R10_7, "IN_CHARGE");
	c.chosen_id = "somebody else";
	assert_refused(handler_choose(&c), R10_7, 422, "NOT_A_PARTNER");
	c.chosen_id = "g";
	assert_refused(handler_choose(&c), R10_7, 422, "NOT_A_PARTNER");
}

/* Absence is looked at once, at the assignment. */
TEST(R10_7_example_2_absent_at_the_assignment)
{
	struct handler_choice c = choice("q");

	firm[0].absent = true;
	assert_allowed(handler_choose(&c), R10_7, "ALTERNATIVE");
	c.reason = " ";
	assert_refused(handler_choose(&c), R10_7, 422, "REASON_MISSING");
	firm[0].absent = false;
	c.reason = "为何如此";
	assert_refused(handler_choose(&c), R10_7, 422, "PARTNER_PRESENT");
}

TEST(R10_7_example_3_only_other_partners_are_offered)
{
	struct handler_choice c = choice("d");

	firm[0].recused = firm[1].recused = true;
	assert_refused(handler_choose(&c), R10_5, 403, "RECUSED");
	assert_false(handler_offered(&c, &firm[0]) || handler_offered(&c, &firm[1]));
	assert_true(handler_offered(&c, &firm[2]));
	assert_false(handler_offered(&c, &firm[3]));
}

TEST(R10_5_example_1_the_respondent_is_passed_over)
{
	struct handler_choice c = choice("p");

	firm[0].recused = true;
	assert_refused(handler_choose(&c), R10_5, 403, "RECUSED");
	c.chosen_id = "d";
	assert_allowed(handler_choose(&c), R10_7, "ALTERNATIVE");
}

TEST(R10_5_nobody_is_left)
{
	struct handler_choice c = choice("q");

	firm[0].recused = firm[1].recused = firm[2].recused = true;
	assert_refused(handler_anybody(&c), R10_5, 422, "NO_ELIGIBLE_SUBSTITUTE");
	assert_refused(handler_choose(&c), R10_5, 422, "NO_ELIGIBLE_SUBSTITUTE");
	c.by_meeting = true;
	assert_refused(handler_choose(&c), R10_5, 403, "RECUSED");
	c.chosen_id = "somebody of the office";
	assert_allowed(handler_choose(&c), R10_5, "NAMED_BY_MEETING");
	c.officer_id = c.chosen_id;
	assert_refused(handler_choose(&c), R10_6, 403, "SEPARATION_OF_DUTIES");
	firm[0].recused = false;
	c.officer_id = NULL;
	assert_refused(handler_choose(&c), R10_7, 422, "NOT_A_PARTNER");
}

TEST(R10_6_who_wrote_the_opinion_does_not_handle_it)
{
	struct handler_choice c = choice("p");

	firm[0].officer = true;
	assert_refused(handler_choose(&c), R10_6, 403, "SEPARATION_OF_DUTIES");
	c.chosen_id = "q";
	assert_allowed(handler_choose(&c), R10_7, "ALTERNATIVE");
}

TEST(R12_14_an_investigator_does_not_decide)
{
	struct handler_choice c = choice("d");

	c.profile = COMPLAINT_PROFILE_LOGISTICS;
	assert_allowed(handler_choose(&c), R10_11, "ASSIGNED");
	firm[1].investigator = true;
	assert_refused(handler_choose(&c), R12_14, 403, "SEPARATION_OF_DUTIES");
	c.chosen_id = "g";
	assert_refused(handler_choose(&c), R10_11, 403, "FORBIDDEN_ROLE");
	firm[0].recused = firm[2].recused = true;
	assert_allowed(handler_choose(&c), R10_11, "ASSIGNED");
	c.profile = COMPLAINT_PROFILE_SERVICE;
	c.chosen_id = "d";
	assert_allowed(handler_choose(&c), R10_11, "ASSIGNED");
	c.chosen_id = "somebody else";
	assert_refused(handler_choose(&c), R10_11, 403, "FORBIDDEN_ROLE");
}

static struct decision
replaced(const char *from, const char *until)
{
	struct handler_presence handler = { true, from ? at(from) : NO_INSTANT,
		until ? at(until) : NO_INSTANT };

	return handler_replace(&handler, calendar(), 2);
}

/* complaint.handler_absence: two working days, over the holidays the end of the tenth of October. */
TEST(R10_7_a_handler_who_is_absent_for_longer)
{
	struct handler_presence gone = { false, NO_INSTANT, NO_INSTANT };

	assert_refused(replaced(NULL, NULL), R10_7, 422, "PARTNER_PRESENT");
	assert_refused(replaced("2025-09-30 00:00:00", "2025-10-11 00:00:00"), R10_7, 422,
	    "PARTNER_PRESENT");
	assert_allowed(
	    replaced("2025-09-30 00:00:00", "2025-10-11 00:00:01"), R10_7, "ABSENT_FOR_LONG");
	assert_refused(replaced("2025-09-30 18:00:00", "2025-10-10 09:00:00"), R10_7, 422,
	    "PARTNER_PRESENT");
	assert_refused(replaced("2026-12-30 00:00:00", "2027-01-31 00:00:00"), R10_7, 500,
	    "CALENDAR_MISSING");
	assert_allowed(handler_replace(&gone, calendar(), 2), R10_7, "ABSENT_FOR_LONG");
}

static struct decision
investigates(bool recused, bool supervises, bool witness, bool handler)
{
	struct investigator one = { recused, supervises, witness, handler };

	return investigator_eligible(COMPLAINT_PROFILE_LOGISTICS, &one);
}

TEST(R12_13_who_does_not_investigate)
{
	struct investigator helper = { .supervises = true, .handler = true };

	assert_allowed(investigates(false, false, false, false), R12_13, "ELIGIBLE");
	assert_refused(investigates(true, false, false, false), R10_5, 403, "RECUSED");
	assert_refused(investigates(false, true, false, false), R12_13, 403, "RECUSED");
	assert_refused(investigates(false, false, true, false), R12_13, 403, "RECUSED");
	assert_refused(
	    investigates(false, false, false, true), R12_14, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(
	    investigator_eligible(COMPLAINT_PROFILE_LAW_FIRM, &helper), R12_13, "ELIGIBLE");
}

/* complaint.intake_forward: one working day after the registration, over the holidays. */
TEST(R10_4_example_1_forwarded_after_the_holidays)
{
	assert_int_equal(plus_working_days(calendar(), on("2025-09-30"), 1), on("2025-10-09"));
}

/* Two working days for who is asked to assist. */
TEST(R12_3_example_1_due_after_the_holidays)
{
	assert_int_equal(plus_working_days(calendar(), on("2025-09-30"), 2), on("2025-10-10"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_7_example_1_the_partner_in_charge_is_present),
		cmocka_unit_test(R10_7_example_2_absent_at_the_assignment),
		cmocka_unit_test(R10_7_example_3_only_other_partners_are_offered),
		cmocka_unit_test(R10_5_example_1_the_respondent_is_passed_over),
		cmocka_unit_test(R10_5_nobody_is_left),
		cmocka_unit_test(R10_6_who_wrote_the_opinion_does_not_handle_it),
		cmocka_unit_test(R12_14_an_investigator_does_not_decide),
		cmocka_unit_test(R10_7_a_handler_who_is_absent_for_longer),
		cmocka_unit_test(R12_13_who_does_not_investigate),
		cmocka_unit_test(R10_4_example_1_forwarded_after_the_holidays),
		cmocka_unit_test(R12_3_example_1_due_after_the_holidays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
