/* R7.29, R7.31: filing a blacklist, and asking for a removal. */
#include "customers_rules.h"

#include "customers/rules_blacklist_report.h"
#include "customers/rules_removal.h"

static const struct actor second = { "second", "M", ROLE_DIVISION };

/* Every state and action; who may. */
TEST(R7_29_every_state_and_action)
{
	int allowed = 0;

	for (int state = 0; state < BLACKLIST_REPORT_STATE_COUNT; state++)
		for (int action = REPORT_FILE; action < REPORT_ACTIONS; action++) {
			const struct actor *by = action == REPORT_FILE ? &manager : &division;
			enum blacklist_report_state to = report_next(state, action);

			if (!state) {
				assert_int_equal(to, 0);
				continue;
			}
			if (to)
				assert_allowed(report_move(state, action, by, "S1"), R7_29,
				    blacklist_report_state_names[to]);
			else
				assert_refused(report_move(state, action, by, "S1"), R7_29, 409,
				    "INVALID_STATE");
			allowed += to != 0;
		}
	assert_int_equal(allowed, 2);
}

TEST(R7_29_who_files_and_records)
{
	static const struct actor *const others[] = { &staff, &supervisor, &manager_of_s2,
		&division };

	for (size_t i = 0; i < COUNT(others); i++)
		assert_refused(
		    report_move(BLACKLIST_REPORT_STATE_OPEN, REPORT_FILE, others[i], "S1"), R7_29,
		    403, "FORBIDDEN_ROLE");
	assert_refused(report_move(BLACKLIST_REPORT_STATE_FILED, REPORT_RECORD, &manager, "S1"),
	    R7_29, 403, "FORBIDDEN_ROLE");
	assert_allowed(report_move(BLACKLIST_REPORT_STATE_FILED, REPORT_RECORD, &head, "S1"), R7_29,
	    "RECORDED");
	/* Nobody files the company's list. */
	assert_refused(report_move(BLACKLIST_REPORT_STATE_RECORDED, REPORT_FILE, &manager, NULL),
	    R7_29, 403, "FORBIDDEN_ROLE");
}

static struct removal_request
company_entry(const char *requested_by, enum removal_review_result result)
{
	return (struct removal_request) {
		.scope = BLACKLIST_SCOPE_COMPANY,
		.state = BLACKLIST_STATE_ACTIVE,
		.requested_by = requested_by,
		.result = result,
		.allowed = true,
	};
}

TEST(R7_31_asking_for_a_removal)
{
	struct removal_request r = company_entry(NULL, 0);

	assert_allowed(removal_ask(&r, &division), R7_31, "REQUESTED");
	assert_refused(removal_ask(&r, &manager), R7_31, 403, "FORBIDDEN_ROLE");
	r.scope = BLACKLIST_SCOPE_DEPARTMENT;
	assert_refused(removal_ask(&r, &division), R7_31, 403, "FORBIDDEN_ROLE");

	r = company_entry("division", 0);
	assert_refused(removal_ask(&r, &second), R7_31, 409, "INVALID_STATE");
	r = company_entry("division", REMOVAL_REVIEW_RESULT_AGREED);
	assert_refused(removal_ask(&r, &second), R7_31, 409, "INVALID_STATE");
	r = company_entry("division", REMOVAL_REVIEW_RESULT_OBJECTED);
	assert_allowed(removal_ask(&r, &division), R7_31, "REQUESTED");
	r.allowed = false;
	assert_refused(removal_ask(&r, &division), R7_31, 409, "INVALID_STATE");
	r = company_entry(NULL, 0);
	r.state = BLACKLIST_STATE_REMOVED;
	assert_refused(removal_ask(&r, &division), R7_31, 409, "INVALID_STATE");
}

TEST(R7_31_reviewing_a_removal)
{
	struct removal_request r = company_entry("division", 0);

	assert_allowed(removal_review(&r, REMOVAL_REVIEW_RESULT_AGREED, &second), R7_31, "AGREED");
	assert_allowed(
	    removal_review(&r, REMOVAL_REVIEW_RESULT_OBJECTED, &head), R7_31, "OBJECTED");
	assert_refused(removal_review(&r, REMOVAL_REVIEW_RESULT_AGREED, &division), R7_31, 403,
	    "SEPARATION_OF_DUTIES");
	assert_refused(removal_review(&r, REMOVAL_REVIEW_RESULT_AGREED, &manager), R7_31, 403,
	    "FORBIDDEN_ROLE");
	r = company_entry("division", REMOVAL_REVIEW_RESULT_OBJECTED);
	assert_refused(
	    removal_review(&r, REMOVAL_REVIEW_RESULT_AGREED, &second), R7_31, 409, "INVALID_STATE");
	r = company_entry(NULL, 0);
	assert_refused(
	    removal_review(&r, REMOVAL_REVIEW_RESULT_AGREED, &second), R7_31, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_29_every_state_and_action),
		cmocka_unit_test(R7_29_who_files_and_records),
		cmocka_unit_test(R7_31_asking_for_a_removal),
		cmocka_unit_test(R7_31_reviewing_a_removal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
