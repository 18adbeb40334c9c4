/* R1.11, R1.13 to R1.17, R1.20: the sealed box. Times are those of the fixture of March 2027. */
#include "customers_joint.h"
#include "customers/rules_box.h"

static const char *const fields[] = { "name", "phone", "address", "employee_id", "confirmed_at",
	NULL };

static struct list_facts
list(enum box_list_kind kind, const char *day, const char *now)
{
	return (struct list_facts) {
		.kind = kind,
		.state = GATHERING_STATE_PLANNED,
		.day = day ? on(day) : NO_DATE,
		.schedule = fixture_j(),
		.now = at(now),
		.starts_at = at("2027-03-20 18:30:00"),
		.speaker_deadline = at("2027-03-19 18:00:00"),
		.submitter = true,
		.plans = true,
	};
}

#define assert_list(kind, day, now, rule, outcome)                                                 \
	do {                                                                                       \
		struct list_facts f_ = list(BOX_LIST_KIND_##kind, day, now);                       \
		assert_allowed(list_decide(&f_), rule, outcome);                                   \
	} while (0)
#define assert_no_list(kind, day, now, rule, status, code)                                         \
	do {                                                                                       \
		struct list_facts f_ = list(BOX_LIST_KIND_##kind, day, now);                       \
		assert_refused(list_decide(&f_), rule, status, code);                              \
	} while (0)

TEST(R1_11_examples_1_and_2)
{
	assert_list(CONFIRMED, "2027-03-15", "2027-03-15 17:50:00", R1_11, "ON_TIME");
	assert_list(PLAN, "2027-03-16", "2027-03-15 18:00:00", R1_11, "ON_TIME");
	assert_list(CONFIRMED, "2027-03-15", "2027-03-15 18:00:00", R1_11, "ON_TIME");
	assert_list(CONFIRMED, "2027-03-15", "2027-03-15 18:00:00.001", R1_11, "LATE");
	assert_list(CONFIRMED, "2027-03-15", "2027-03-17 09:00:00", R1_11, "LATE");
	assert_list(PLAN, "2027-03-16", "2027-03-15 18:00:00.001", R1_11, "LATE");
}

TEST(R1_11_who_and_for_which_day)
{
	struct list_facts f = list(BOX_LIST_KIND_CONFIRMED, "2027-03-15", "2027-03-15 12:00:00");

	f.submitter = false;
	assert_refused(list_decide(&f), R1_11, 403, "FORBIDDEN_ROLE");
	f = list(BOX_LIST_KIND_PLAN, "2027-03-16", "2027-03-15 12:00:00");
	f.plans = false;
	assert_refused(list_decide(&f), R1_11, 422, "LINE_NOT_OURS");
	assert_no_list(CONFIRMED, "2027-03-12", "2027-03-15 12:00:00", R1_11, 422, "LINE_NOT_OURS");
	assert_no_list(CONFIRMED, "2027-03-21", "2027-03-15 12:00:00", R1_11, 422, "LINE_NOT_OURS");
	assert_no_list(CONFIRMED, "2027-03-16", "2027-03-15 18:00:00", R1_11, 422, "LINE_NOT_OURS");
	assert_list(CONFIRMED, "2027-03-16", "2027-03-15 18:00:00.001", R1_11, "ON_TIME");
	assert_list(CONFIRMED, "2027-03-13", "2027-03-05 09:00:00", R1_11, "ON_TIME");
	assert_no_list(PLAN, "2027-03-13", "2027-03-05 09:00:00", R1_11, 422, "LINE_NOT_OURS");
	assert_no_list(CONFIRMED, NULL, "2027-03-15 12:00:00", R1_11, 422, "LINE_NOT_OURS");
}

TEST(R1_16_examples)
{
	assert_list(CONFIRMED, "2027-03-20", "2027-03-20 16:00:00", R1_11, "ON_TIME");
	assert_list(CONFIRMED, "2027-03-20", "2027-03-20 16:00:00.001", R1_16, "WITHOUT_EFFECT");
	assert_list(CONFIRMED, "2027-03-20", "2027-03-20 18:30:00", R1_16, "WITHOUT_EFFECT");
	assert_no_list(
	    CONFIRMED, "2027-03-20", "2027-03-20 18:30:00.001", R1_16, 409, "INVALID_STATE");
	assert_no_list(
	    SPEAKER_LEADER, NULL, "2027-03-20 18:30:00.001", R1_16, 409, "INVALID_STATE");
}

TEST(R1_20_example_3_beforehand)
{
	assert_list(SPEAKER_LEADER, NULL, "2027-03-08 09:00:00", R1_20, "ON_TIME");
	assert_list(SPEAKER_LEADER, NULL, "2027-03-19 18:00:00", R1_20, "ON_TIME");
	assert_no_list(
	    SPEAKER_LEADER, NULL, "2027-03-19 18:00:00.001", R1_20, 422, "SPEAKER_LIST_TOO_LATE");
}

TEST(R1_13_example_1_complete)
{
	struct line_content line = { "12", "王伟", "13812345678", "文二西路 718 号", "E1", true };
	struct words missing = { 0 };

	line_missing(BOX_LIST_KIND_CONFIRMED, fields, &line, &missing);
	assert_allowed(lines_complete(&missing, 20), R1_13, "COMPLETE");
	line.phone = NULL;
	line.address = " ";
	line_missing(BOX_LIST_KIND_PLAN, fields, &line, &missing);
	line_missing(BOX_LIST_KIND_CONFIRMED, fields, &line, &missing);
	line_missing(BOX_LIST_KIND_SPEAKER_LEADER, fields, &line, &missing);
	assert_refused(lines_complete(&missing, 20), R1_13, 422, "LIST_INCOMPLETE");
	assert_members(
	    lines_complete(&missing, 20), "\"missing\":[\"12.phone\",\"12.phone\",\"12.address\"]");
}

static struct opening_facts
day(const char *now)
{
	return (struct opening_facts) {
		.coordinator = true,
		.now = at(now),
		.deadline_at = at("2027-03-15 18:00:00"),
		.opened_at = NO_INSTANT,
		.checked_at = NO_INSTANT,
		.returned_at = NO_INSTANT,
	};
}

TEST(R1_14_example_1_sealed_until_the_deadline)
{
	struct opening_facts f = day("2027-03-15 17:59:59");

	assert_refused(box_decide(BOX_OPEN, &f), R1_14, 409, "BOX_SEALED");
	f = day("2027-03-15 17:59:59.999999");
	assert_refused(box_decide(BOX_OPEN, &f), R1_14, 409, "BOX_SEALED");
	f = day("2027-03-15 18:00:00");
	assert_allowed(box_decide(BOX_OPEN, &f), R1_14, "OPENED");
	f.coordinator = false;
	assert_refused(box_decide(BOX_OPEN, &f), R1_14, 403, "FORBIDDEN_ROLE");
}

TEST(R1_14_opened_checked_returned_each_once)
{
	struct opening_facts f = day("2027-03-15 19:00:00");

	assert_refused(box_decide(BOX_CHECK, &f), R1_14, 409, "INVALID_STATE");
	assert_refused(box_decide(BOX_RETURN, &f), R1_14, 409, "INVALID_STATE");
	f.opened_at = f.now;
	assert_refused(box_decide(BOX_OPEN, &f), R1_14, 409, "ALREADY_OPENED");
	assert_refused(box_decide(BOX_RETURN, &f), R1_14, 409, "INVALID_STATE");
	assert_allowed(box_decide(BOX_CHECK, &f), R1_14, "CHECKED");
	f.checked_at = f.now;
	assert_refused(box_decide(BOX_CHECK, &f), R1_14, 409, "INVALID_STATE");
	assert_allowed(box_decide(BOX_RETURN, &f), R1_14, "RETURNED");
	f.returned_at = f.now;
	assert_refused(box_decide(BOX_RETURN, &f), R1_14, 409, "INVALID_STATE");
}

TEST(R1_14_a_held_line)
{
	instant checked = at("2027-03-15 19:00:00");

	assert_refused(
	    line_return_decide(true, checked, true, false), R1_14, 422, "DUPLICATE_OPEN");
	assert_allowed(line_return_decide(true, checked, false, false), R1_14, "RETURNED");
	assert_refused(
	    line_return_decide(false, checked, false, false), R1_14, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    line_return_decide(true, NO_INSTANT, false, false), R1_14, 409, "INVALID_STATE");
	assert_refused(line_return_decide(true, checked, false, true), R1_14, 409, "INVALID_STATE");
}

TEST(R1_13_examples_2_and_3_a_defect)
{
	instant due = at("2027-03-16 18:00:00");

	assert_allowed(line_defect_decide(true, BOX_LIST_STATE_OPENED, false), R1_13, "DEFECTIVE");
	assert_allowed(line_defect_decide(true, BOX_LIST_STATE_CHECKED, false), R1_13, "DEFECTIVE");
	assert_refused(
	    line_defect_decide(true, BOX_LIST_STATE_OPENED, true), R1_13, 409, "INVALID_STATE");
	assert_refused(
	    line_defect_decide(true, BOX_LIST_STATE_SUBMITTED, false), R1_13, 409, "INVALID_STATE");
	assert_refused(
	    line_defect_decide(false, BOX_LIST_STATE_OPENED, false), R1_13, 403, "FORBIDDEN_ROLE");
	assert_allowed(
	    line_correct_decide(true, true, due, at("2027-03-16 17:00:00")), R1_13, "ON_TIME");
	assert_allowed(
	    line_correct_decide(true, true, due, at("2027-03-16 18:00:00")), R1_13, "ON_TIME");
	assert_allowed(
	    line_correct_decide(true, true, due, at("2027-03-16 18:00:01")), R1_13, "LATE");
	assert_refused(line_correct_decide(false, true, due, due), R1_13, 403, "FORBIDDEN_ROLE");
	assert_refused(line_correct_decide(true, false, due, due), R1_13, 409, "INVALID_STATE");
}

static struct confirmation
confirmed(const char *when, const char *received)
{
	struct schedule s = fixture_j();

	return (struct confirmation) {
		.confirmed_at = at(when),
		.day = invitation_day(&s, at(when)),
		.received_at = received ? at(received) : NO_INSTANT,
		.speaker_at = NO_INSTANT,
		.defect_due_at = NO_INSTANT,
		.corrected_at = NO_INSTANT,
	};
}

/* Of the confirmation; "" for never. */
#define assert_effect(confirmation, now, effective, blocks, is_late)                               \
	do {                                                                                       \
		struct schedule s_ = fixture_j();                                                  \
		struct effect e_ = confirmation_effect(&s_, &(confirmation), at(now));             \
		assert_true(e_.effective_at == (*(effective) ? at(effective) : NO_INSTANT));       \
		assert_true(e_.blocks_from == (*(blocks) ? at(blocks) : NO_INSTANT));              \
		assert_int_equal(e_.late, is_late);                                                \
	} while (0)

TEST(R1_15_examples_when_a_confirmation_counts)
{
	struct confirmation c = confirmed("2027-03-15 11:00:00", "2027-03-15 17:00:00");

	assert_effect(
	    c, "2027-03-20 18:30:00", "2027-03-15 11:00:00", "2027-03-15 17:00:00", false);
	c = confirmed("2027-03-15 11:00:00", "2027-03-15 18:00:00");
	assert_effect(
	    c, "2027-03-20 18:30:00", "2027-03-15 11:00:00", "2027-03-15 18:00:00", false);
	c = confirmed("2027-03-15 11:00:00", "2027-03-15 18:00:01");
	assert_effect(c, "2027-03-20 18:30:00", "2027-03-16 18:00:00", "2027-03-16 18:00:00", true);
	c = confirmed("2027-03-15 11:00:00", NULL);
	assert_effect(c, "2027-03-20 18:30:00", "", "", false);
	c = confirmed("2027-03-15 11:00:00", "2027-03-20 16:00:01");
	assert_effect(c, "2027-03-20 18:30:00", "", "", true);
	c = confirmed("2027-03-20 16:00:01", "2027-03-20 16:00:02");
	assert_effect(c, "2027-03-20 18:30:00", "", "", false);
}

TEST(R1_13_a_defect_and_when_it_counts)
{
	struct confirmation c = confirmed("2027-03-15 11:00:00", "2027-03-15 17:00:00");

	c.defective = true;
	c.defect_due_at = at("2027-03-16 18:00:00");
	assert_effect(
	    c, "2027-03-16 18:00:00", "2027-03-15 11:00:00", "2027-03-15 17:00:00", false);
	assert_effect(c, "2027-03-16 18:00:00.001", "", "", true);
	c.corrected_at = at("2027-03-16 17:00:00");
	assert_effect(
	    c, "2027-03-19 18:00:00", "2027-03-15 11:00:00", "2027-03-15 17:00:00", false);
	c.corrected_at = at("2027-03-16 18:00:01");
	assert_effect(c, "2027-03-19 18:00:00", "2027-03-17 18:00:00", "2027-03-17 18:00:00", true);
}

TEST(R1_20_examples_1_to_3_protected_from_the_later_moment)
{
	struct confirmation c = confirmed("2027-03-09 10:00:00", NULL);

	c.speaker_at = at("2027-03-08 09:00:00");
	assert_effect(
	    c, "2027-03-09 10:00:00", "2027-03-09 10:00:00", "2027-03-09 10:00:00", false);
	c.speaker_at = at("2027-03-19 18:00:00");
	assert_effect(
	    c, "2027-03-19 18:00:00", "2027-03-19 18:00:00", "2027-03-19 18:00:00", false);
	/* What was listed in time anyway counts from its own time. */
	c.received_at = at("2027-03-13 17:00:00");
	assert_effect(
	    c, "2027-03-19 18:00:00", "2027-03-09 10:00:00", "2027-03-13 17:00:00", false);
}

TEST(R1_17_examples)
{
	struct lateness f = { .confirmed = true, .fine_fen = 1000 };

	assert_allowed(lateness_decide(&f), R1_17, "FINED");
	f.received_in_time = true;
	assert_allowed(lateness_decide(&f), R1_17, "NOT_FINED");
	f = (struct lateness) { .fine_fen = 1000 };
	assert_allowed(lateness_decide(&f), R1_17, "NOT_FINED");
	f = (struct lateness) { .confirmed = true, .event_day = true };
	assert_allowed(lateness_decide(&f), R1_17, "NOT_FINED");
	f.fine_event_day = true;
	assert_allowed(lateness_decide(&f), R1_17, "FINED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_11_examples_1_and_2),
		cmocka_unit_test(R1_11_who_and_for_which_day),
		cmocka_unit_test(R1_16_examples),
		cmocka_unit_test(R1_20_example_3_beforehand),
		cmocka_unit_test(R1_13_example_1_complete),
		cmocka_unit_test(R1_14_example_1_sealed_until_the_deadline),
		cmocka_unit_test(R1_14_opened_checked_returned_each_once),
		cmocka_unit_test(R1_14_a_held_line),
		cmocka_unit_test(R1_13_examples_2_and_3_a_defect),
		cmocka_unit_test(R1_15_examples_when_a_confirmation_counts),
		cmocka_unit_test(R1_13_a_defect_and_when_it_counts),
		cmocka_unit_test(R1_20_examples_1_to_3_protected_from_the_later_moment),
		cmocka_unit_test(R1_17_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
