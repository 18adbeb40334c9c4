/* R1.1-R1.3, R1.5, SM-C1: who moves a batch, and where to; what an archive is. */
#include "customers_rules.h"
#include "customers/rules_batch.h"

static const struct actor ha = { "ha", "A", ROLE_HEAD }, hb = { "hb", "B", ROLE_HEAD },
			  clerk = { "clerk", "CRM", ROLE_CRM }, e1 = { "e1", "A", 0 };

#define STATE(name) ARCHIVE_BATCH_STATE_##name

/* Every state × action, and whether it may happen. */
TEST(SM_C1_every_transition)
{
	static const struct {
		enum archive_batch_state from;
		enum batch_action action;
		enum archive_batch_state to;
	} all[] = {
		{ STATE(COLLECTED), BATCH_CHANGE, STATE(COLLECTED) },
		{ STATE(COLLECTED), BATCH_HAND_OVER, STATE(WITH_CRM) },
		{ STATE(WITH_CRM), BATCH_ENTER, STATE(WITH_CRM) },
		{ STATE(WITH_CRM), BATCH_FINISH, STATE(PROCESSED) },
		{ STATE(PROCESSED), BATCH_RETURN, STATE(RETURNED) },
		{ STATE(RETURNED), BATCH_ALLOCATE, STATE(ALLOCATED) },
		{ STATE(ALLOCATED), BATCH_PUBLISH, STATE(COMPLETED) },
	};
	size_t allowed = 0;

	for (int state = 0; state < ARCHIVE_BATCH_STATE_COUNT; state++)
		for (int action = BATCH_CHANGE; action < BATCH_ACTIONS; action++) {
			struct decision d = batch_move(
			    (enum archive_batch_state)state, (enum batch_action)action, NULL, "A");

			if (d.refusal)
				assert_int_equal(d.refusal->status, 409);
			else
				allowed++;
		}
	assert_int_equal(allowed, COUNT(all));
	for (size_t i = 0; i < COUNT(all); i++)
		assert_int_equal(batch_state_after(all[i].from, all[i].action), all[i].to);
}

TEST(R1_2_example_1_the_head_hands_over)
{
	assert_allowed(batch_move(STATE(COLLECTED), BATCH_HAND_OVER, &ha, "A"), R1_2, "WITH_CRM");
}

TEST(R1_2_example_2_another_head)
{
	assert_refused(
	    batch_move(STATE(COLLECTED), BATCH_HAND_OVER, &hb, "A"), R1_2, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    batch_move(STATE(COLLECTED), BATCH_HAND_OVER, &e1, "A"), R1_2, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    batch_move(STATE(RETURNED), BATCH_ALLOCATE, &hb, "A"), R1_4, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    batch_move(STATE(ALLOCATED), BATCH_PUBLISH, &hb, "A"), R1_5, 403, "FORBIDDEN_ROLE");
	assert_refused(outreach_duty(&hb, "A"), R1_2, 403, "FORBIDDEN_ROLE");
	assert_allowed(outreach_duty(&ha, "A"), R1_2, "ALLOWED");
}

TEST(R1_2_example_3_allocated_before_the_crm_centre)
{
	assert_refused(
	    batch_move(STATE(COLLECTED), BATCH_ALLOCATE, &ha, "A"), R1_4, 409, "INVALID_STATE");
}

TEST(R1_2_example_4_nothing_in_it)
{
	assert_refused(batch_fill(&(struct batch_content) { 0, 3, 3 }), R1_2, 422, "BATCH_EMPTY");
	assert_refused(batch_fill(&(struct batch_content) { 10, 0, 0 }), R1_2, 422, "BATCH_EMPTY");
	assert_refused(
	    batch_fill(&(struct batch_content) { 10, 3, 2 }), R1_2, 422, "NOT_A_PARTICIPANT");
	assert_allowed(batch_fill(&(struct batch_content) { 10, 3, 3 }), R1_2, "COLLECTED");
}

TEST(R1_3_only_the_crm_centre_enters)
{
	assert_refused(
	    batch_move(STATE(WITH_CRM), BATCH_ENTER, &ha, "A"), R1_3, 403, "FORBIDDEN_ROLE");
	assert_refused(
	    batch_move(STATE(PROCESSED), BATCH_RETURN, &ha, "A"), R1_3, 403, "FORBIDDEN_ROLE");
	assert_allowed(batch_move(STATE(WITH_CRM), BATCH_ENTER, &clerk, "A"), R1_3, "WITH_CRM");
	assert_refused(batch_complete_entry(12, 2), R1_3, 422, "ARCHIVE_UNPROCESSED");
	assert_allowed(batch_complete_entry(12, 0), R1_3, "PROCESSED");
}

TEST(R1_3_who_is_known)
{
	static const struct {
		struct archive_identity a, b;
		bool same;
	} cases[] = {
		{ { "陈秀兰", "13906512345", NULL }, { "陈阿姨", "+86 139-0651-2345", NULL },
		    true },
		{ { "陈秀兰", "0571-88051234", NULL }, { "陈秀兰", "8805 1234", NULL }, false },
		{ { "陈秀兰", NULL, "翠苑二区12幢301" },
		    { "陈秀兰", "13906512345", "翠苑二区 12 幢 301" }, true },
		{ { "陈秀兰", NULL, "翠苑二区12幢301" }, { "陈秀兰", NULL, "翠苑二区12幢302" },
		    false },
		{ { "陈秀兰", NULL, "翠苑二区12幢301" }, { "陈建国", NULL, "翠苑二区12幢301" },
		    false },
		{ { "陈秀兰", NULL, NULL }, { "陈秀兰", NULL, NULL }, false },
		{ { "陈秀兰", "13906512345", NULL }, { "陈秀兰", "13906512346", NULL }, false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(archive_same(&cases[i].a, &cases[i].b), cases[i].same);
		assert_int_equal(archive_same(&cases[i].b, &cases[i].a), cases[i].same);
	}
}

TEST(R1_2_later_than_allowed_is_marked)
{
	assert_false(batch_late(on("2027-03-06"), 1, at("2027-03-07 23:59:59.999999")));
	assert_true(batch_late(on("2027-03-06"), 1, at("2027-03-08 00:00:00")));
}

TEST(R1_1_example_1_no_batch)
{
	static const char *const collective[] = { "OUTREACH", "FAIR", "LECTURE", "OTHER_COLLECTIVE",
		NULL };

	assert_refused(archive_source("OUTREACH", collective), R1_1, 422, "BATCH_REQUIRED");
	assert_allowed(archive_source("WALK_IN", collective), R1_1, "ALLOWED");
	assert_allowed(archive_source(NULL, collective), R1_1, "ALLOWED");
}

TEST(R1_1_example_2_and_3_nobody_is_named_by_hand)
{
	assert_refused(archive_owner("E1", "HA"), R1_1, 403, "FORBIDDEN_ROLE");
	assert_refused(archive_owner("E1", NULL), R1_1, 403, "FORBIDDEN_ROLE");
	assert_allowed(archive_owner(NULL, "E1"), R1_1, "ALLOWED");
	assert_allowed(archive_owner("E1", "E1"), R1_1, "ALLOWED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(SM_C1_every_transition),
		cmocka_unit_test(R1_2_example_1_the_head_hands_over),
		cmocka_unit_test(R1_2_example_2_another_head),
		cmocka_unit_test(R1_2_example_3_allocated_before_the_crm_centre),
		cmocka_unit_test(R1_2_example_4_nothing_in_it),
		cmocka_unit_test(R1_3_only_the_crm_centre_enters),
		cmocka_unit_test(R1_3_who_is_known),
		cmocka_unit_test(R1_2_later_than_allowed_is_marked),
		cmocka_unit_test(R1_1_example_1_no_batch),
		cmocka_unit_test(R1_1_example_2_and_3_nobody_is_named_by_hand),
	};

	return cmocka_run_group_tests_name("customers_batch", tests, NULL, NULL);
}
