/* R1.26: the four kinds of service. */
#include "customers_rules.h"
#include "customers/rules_service.h"

static const struct service_facts nobody = { .kind = SERVICE_KIND_REGULAR };

static struct decision
record(enum service_kind kind, bool took_part, bool attended, bool bought, int64_t charge_fen)
{
	struct service_facts facts = { kind, took_part, attended, bought, charge_fen,
		at("2027-03-10 09:00:00") };

	return service_record_decide(&facts, at("2027-03-10 09:00:00"));
}

TEST(R1_26_example_1_never_bought)
{
	assert_refused(record(SERVICE_KIND_AFTER_SALE, true, true, false, 0), R1_26, 422,
	    "SERVICE_KIND_NOT_APPLICABLE");
	assert_allowed(record(SERVICE_KIND_REGULAR, false, false, false, 0), R1_26, "RECORDED");
	assert_because(
	    record(SERVICE_KIND_AFTER_SALE, true, true, false, 0), "The customer bought nothing.");
}

TEST(R1_26_example_2_before_a_sale_it_is_free)
{
	assert_refused(record(SERVICE_KIND_PRE_SALE, true, false, false, 1), R1_26, 422,
	    "SERVICE_MUST_BE_FREE");
	assert_allowed(record(SERVICE_KIND_PRE_SALE, true, false, false, 0), R1_26, "RECORDED");
	assert_allowed(record(SERVICE_KIND_AFTER_SALE, false, false, true, 100), R1_26, "RECORDED");
}

TEST(R1_26_whom_each_kind_is_for)
{
	assert_refused(record(SERVICE_KIND_PRE_SALE, false, true, true, 0), R1_26, 422,
	    "SERVICE_KIND_NOT_APPLICABLE");
	assert_refused(record(SERVICE_KIND_IN_SALE, true, false, true, 0), R1_26, 422,
	    "SERVICE_KIND_NOT_APPLICABLE");
	assert_allowed(record(SERVICE_KIND_IN_SALE, false, true, false, 0), R1_26, "RECORDED");
	assert_allowed(record(SERVICE_KIND_AFTER_SALE, false, false, true, 0), R1_26, "RECORDED");
	assert_refused(record(0, true, true, true, 0), R1_26, 422, "SERVICE_KIND_NOT_APPLICABLE");
}

TEST(R1_26_not_before_it_was_rendered)
{
	struct service_facts facts = nobody;

	facts.at = at("2027-03-10 09:00:00");
	assert_allowed(service_record_decide(&facts, facts.at), R1_26, "RECORDED");
	assert_refused(service_record_decide(&facts, facts.at - 1), R1_26, 422, "TIME_IN_FUTURE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R1_26_example_1_never_bought),
		cmocka_unit_test(R1_26_example_2_before_a_sale_it_is_free),
		cmocka_unit_test(R1_26_whom_each_kind_is_for),
		cmocka_unit_test(R1_26_not_before_it_was_rendered),
	};

	return cmocka_run_group_tests_name("customers_service", tests, NULL, NULL);
}
