/* Section 3.1: the states of a complaint, and where the three profiles differ. */
#include "complaints/rules_profile.h"
#include "complaints/rules_state.h"
#include "complaints_rules.h"

#define STATE(name) COMPLAINT_STATE_##name

static struct decision
step(enum complaint_profile profile, enum complaint_state from, enum complaint_state to)
{
	return complaint_step(profile, from, to, &R10_3);
}

TEST(R10_6_a_law_firm_needs_an_opinion_first)
{
	assert_allowed(
	    step(COMPLAINT_PROFILE_LAW_FIRM, STATE(REGISTERED), STATE(OPINED)), R10_3, "OPINED");
	assert_refused(step(COMPLAINT_PROFILE_LAW_FIRM, STATE(REGISTERED), STATE(INVESTIGATING)),
	    R10_3, 409, "INVALID_STATE");
	assert_allowed(step(COMPLAINT_PROFILE_LOGISTICS, STATE(REGISTERED), STATE(INVESTIGATING)),
	    R10_3, "INVESTIGATING");
	assert_refused(step(COMPLAINT_PROFILE_LOGISTICS, STATE(REGISTERED), STATE(OPINED)), R10_3,
	    409, "INVALID_STATE");
}

TEST(R10_8_only_a_law_firm_has_meetings)
{
	assert_allowed(step(COMPLAINT_PROFILE_LAW_FIRM, STATE(INVESTIGATED), STATE(IN_MEETING)),
	    R10_3, "IN_MEETING");
	assert_refused(step(COMPLAINT_PROFILE_SERVICE, STATE(INVESTIGATED), STATE(IN_MEETING)),
	    R10_3, 409, "INVALID_STATE");
}

TEST(R10_19_reopening_begins_with_the_investigation)
{
	static const enum complaint_state from[] = { STATE(REPLIED), STATE(CLOSED),
		STATE(ARCHIVED) };

	for (size_t i = 0; i < COUNT(from); i++)
		assert_allowed(step(COMPLAINT_PROFILE_SERVICE, from[i], STATE(INVESTIGATING)),
		    R10_3, "INVESTIGATING");
	assert_refused(step(COMPLAINT_PROFILE_SERVICE, STATE(DECIDED), STATE(INVESTIGATING)), R10_3,
	    409, "INVALID_STATE");
}

/* Of all ways between two states exactly those of the table are open. */
TEST(R10_3_every_other_way_is_refused)
{
	int open[COMPLAINT_PROFILE_COUNT] = { 0 };

	for (int p = 1; p < COMPLAINT_PROFILE_COUNT; p++)
		for (int from = 1; from < COMPLAINT_STATE_COUNT; from++)
			for (int to = 1; to < COMPLAINT_STATE_COUNT; to++)
				open[p] += !step(p, from, to).refusal;
	assert_int_equal(open[COMPLAINT_PROFILE_LAW_FIRM], 14);
	assert_int_equal(open[COMPLAINT_PROFILE_LOGISTICS], 11);
	assert_int_equal(open[COMPLAINT_PROFILE_SERVICE], 11);
}

TEST(R10_2_who_receives_and_accepts_in_a_law_firm)
{
	struct profile_policy phone =
	    profile_policy(COMPLAINT_PROFILE_LAW_FIRM, COMPLAINT_CHANNEL_PHONE);
	struct profile_policy letter =
	    profile_policy(COMPLAINT_PROFILE_LAW_FIRM, COMPLAINT_CHANNEL_WRITTEN);
	struct profile_policy referral =
	    profile_policy(COMPLAINT_PROFILE_LAW_FIRM, COMPLAINT_CHANNEL_BAR_ASSOCIATION_REFERRAL);
	const char *const desk[] = { "front_desk", NULL }, *const admin[] = { "admin_desk", NULL },
			  *const officer[] = { "complaint_officer", NULL };

	assert_true(holds_any(phone.receivers, desk) && holds_any(phone.acceptors, officer));
	assert_false(holds_any(phone.acceptors, desk));
	assert_true(holds_any(letter.receivers, admin) && holds_any(letter.acceptors, admin));
	assert_false(holds_any(letter.acceptors, desk));
	assert_true(holds_any(referral.receivers, officer));
	assert_false(holds_any(referral.receivers, desk));
}

TEST(R12_1_in_logistics_everybody_receives_and_customer_service_accepts)
{
	struct profile_policy p =
	    profile_policy(COMPLAINT_PROFILE_LOGISTICS, COMPLAINT_CHANNEL_PHONE);
	const char *const warehouse[] = { "department_manager", "employee", NULL };

	assert_null(p.receivers);
	assert_false(holds_any(p.acceptors, warehouse) || holds_any(p.deciders, warehouse));
	assert_true(p.classification_required && p.proposal_clock && !p.handler_may_investigate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_6_a_law_firm_needs_an_opinion_first),
		cmocka_unit_test(R10_8_only_a_law_firm_has_meetings),
		cmocka_unit_test(R10_19_reopening_begins_with_the_investigation),
		cmocka_unit_test(R10_3_every_other_way_is_refused),
		cmocka_unit_test(R10_2_who_receives_and_accepts_in_a_law_firm),
		cmocka_unit_test(
		    R12_1_in_logistics_everybody_receives_and_customer_service_accepts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
