/* R7.10, R7.16, SM-C9: a relation's states, how it ends, a change of class. */
#include "customers_rules.h"
#include "customers/rules_admission.h"

static const char *const exempt[] = { "RETAIL", "INTERNAL_RELATED", NULL };

TEST(R7_16_exit)
{
	static const char *const unmet[] = { "a", "e", NULL };
	struct exit_facts facts = { RELATION_STATE_ADMITTED, EXIT_ELIMINATED, "licence withdrawn",
		unmet };

	assert_allowed(relation_end(&facts, &manager), R7_16, "ENDED");
	assert_because(relation_end(&facts, &manager), "No longer met: a, e.");
	assert_refused(relation_end(&facts, &staff), R7_16, 403, "FORBIDDEN_ROLE");
	facts.reason = NULL;
	assert_refused(relation_end(&facts, &manager), R7_16, 400, "VALIDATION_FAILED");
	facts.reason = "reorganisation";
	facts.unmet = NULL;
	assert_refused(relation_end(&facts, &manager), R7_16, 422, "CONDITIONS_MET");
	facts.kind = EXIT_WITHDRAWN;
	assert_allowed(relation_end(&facts, &manager), R7_16, "ENDED");
	for (int s = 0; s < RELATION_STATE_COUNT; s++) {
		facts.state = (enum relation_state)s;
		assert_int_equal(
		    !relation_end(&facts, &manager).refusal, relation_counts(facts.state));
	}
}

/* SM-C9, every state and action. */
TEST(R7_16_relation_every_state_and_action)
{
	enum {
		NONE = 0,
		APPLIED = RELATION_STATE_APPLIED,
		ADMITTED = RELATION_STATE_ADMITTED,
		REFUSED = RELATION_STATE_REFUSED,
		ON_HOLD = RELATION_STATE_ON_HOLD,
		ENDED = RELATION_STATE_ENDED,
		BLOCKED = RELATION_STATE_BLOCKED,
		PURGED = RELATION_STATE_PURGED
	};
	static const struct {
		/* apply admit refuse hold renew end exempt department company */
		int from, to[RELATION_ACTIONS];
	} table[] = {
		{ NONE, { 0, APPLIED, 0, 0, 0, 0, 0, 0, 0, 0 } },
		{ APPLIED, { 0, 0, ADMITTED, REFUSED, 0, 0, 0, ENDED, BLOCKED, PURGED } },
		{ ADMITTED, { 0, 0, 0, 0, ON_HOLD, 0, ENDED, ENDED, BLOCKED, PURGED } },
		{ ON_HOLD, { 0, 0, 0, 0, 0, ADMITTED, ENDED, ENDED, BLOCKED, PURGED } },
		{ REFUSED, { 0, APPLIED, 0, 0, 0, 0, 0, 0, 0, 0 } },
		{ ENDED, { 0, APPLIED, 0, 0, 0, 0, 0, 0, 0, 0 } },
		{ BLOCKED, { 0, APPLIED, 0, 0, 0, 0, 0, 0, 0, PURGED } },
		{ PURGED, { 0, APPLIED, 0, 0, 0, 0, 0, 0, 0, 0 } },
	};

	assert_int_equal(COUNT(table), RELATION_STATE_COUNT);
	for (size_t i = 0; i < COUNT(table); i++) {
		int from = table[i].from;
		enum relation_state is = (enum relation_state)from;

		for (int action = 0; action < RELATION_ACTIONS; action++)
			assert_int_equal(
			    relation_next(is, (enum relation_action)action), table[i].to[action]);
		assert_int_equal(relation_counts(is), from == ADMITTED || from == ON_HOLD);
	}
}

TEST(R7_10_exempt_classes)
{
	for (int c = 1; c < CUSTOMER_CLASS_COUNT; c++) {
		enum customer_class its_class = (enum customer_class)c;
		bool is_exempt = its_class != CUSTOMER_CLASS_ENTERPRISE;

		assert_int_equal(class_exempt(its_class, exempt), is_exempt);
		assert_int_equal(!!admission_applicable(its_class, exempt).refusal, is_exempt);
	}
	assert_refused(admission_applicable(CUSTOMER_CLASS_RETAIL, exempt), R7_10, 422,
	    "ADMISSION_NOT_APPLICABLE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_16_exit),
		cmocka_unit_test(R7_16_relation_every_state_and_action),
		cmocka_unit_test(R7_10_exempt_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
