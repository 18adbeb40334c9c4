/* R7.3: which value of a department is weaker than the company's, parameter by parameter. */
#include "customers_rules.h"
#include "customers/rules_standard.h"

static bool
integer_strict(const char *parameter, int64_t company, int64_t own)
{
	return as_strict(
	    &(struct override) { parameter, { .integer = company }, { .integer = own } });
}

static bool
period_strict(const char *parameter, const char *company, const char *own)
{
	return as_strict(&(struct override) {
	    parameter, { .period = period(company) }, { .period = period(own) } });
}

static bool
text_strict(const char *parameter, const char *company, const char *own)
{
	return as_strict(&(struct override) { parameter, { .text = company }, { .text = own } });
}

TEST(R7_3_example_2_review_interval)
{
	assert_true(period_strict("review.interval", "P6M", "P3M"));
	assert_true(period_strict("review.interval", "P6M", "P6M"));
	assert_false(period_strict("review.interval", "P6M", "P7M"));
	/* Half a year has 181 to 184 days. */
	assert_true(period_strict("review.interval", "P6M", "P181D"));
	assert_false(period_strict("review.interval", "P6M", "P182D"));
	assert_false(period_strict("review.interval", "P6M", "P6M1D"));
}

/* R7.3: numbers, where a smaller or a greater one is stricter: company, as strict, weaker. */
TEST(R7_3_numbers)
{
	static const struct {
		const char *parameter;
		int64_t company, strict, weaker;
	} table[] = {
		{ "tier.VIP.max_percent", 15, 0, 16 },
		{ "tier.PREFERRED.max_percent", 30, 29, 31 },
		{ "tier.demotion_days", 5, 4, 6 },
		{ "review.filing_days", 5, 5, 6 },
		{ "severe.report_days", 3, 2, 4 },
		{ "blacklist.filing_days", 3, 3, 4 },
		{ "notice.ack_days", 3, 1, 4 },
		{ "tier.VIP.min_beds", 300, 301, 299 },
		{ "tier.PREFERRED.min_beds", 100, 100, 99 },
		{ "tier.VIP.min_yearly_volume_fen", 100000000, 100000001, 99999999 },
		{ "tier.PREFERRED.min_yearly_volume_fen", 50000000, 50000000, 49999999 },
		{ "tier.volume_lookback_years", 3, 4, 2 },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		assert_true(integer_strict(table[i].parameter, table[i].company, table[i].strict));
		assert_true(integer_strict(table[i].parameter, table[i].company, table[i].company));
		assert_false(integer_strict(table[i].parameter, table[i].company, table[i].weaker));
	}
}

TEST(R7_3_periods)
{
	assert_true(period_strict("customers.data_stale_after", "P6M", "P1M"));
	assert_false(period_strict("customers.data_stale_after", "P6M", "P1Y"));
	assert_true(period_strict("tier.evaluation_max_age", "P6M", "P5M"));
	assert_false(period_strict("tier.evaluation_max_age", "P6M", "P8M"));
	assert_true(period_strict("admission.extract_max_age", "P3M", "P28D"));
	assert_false(period_strict("admission.extract_max_age", "P3M", "P93D"));
	/* How far default records count: the longer, the stricter. */
	assert_true(text_strict("tier.default_lookback", "ALL", "ALL"));
	assert_false(text_strict("tier.default_lookback", "ALL", "P24M"));
	assert_true(text_strict("tier.default_lookback", "P24M", "ALL"));
	assert_true(text_strict("tier.default_lookback", "P24M", "P25M"));
	assert_false(text_strict("tier.default_lookback", "P24M", "P23M"));
	assert_false(text_strict("tier.default_lookback", "P24M", "long"));
}

/* R7.3: every pair of grades, ratings and risks. */
TEST(R7_3_orders)
{
	for (int company = 1; company < HOSPITAL_GRADE_COUNT; company++)
		for (int own = 1; own < HOSPITAL_GRADE_COUNT; own++)
			assert_int_equal(
			    text_strict("tier.VIP.min_grade", hospital_grade_names[company],
				hospital_grade_names[own]),
			    own >= company);
	for (int company = 1; company < RATING_COUNT; company++)
		for (int own = 1; own < RATING_COUNT; own++)
			assert_int_equal(text_strict("tier.PREFERRED.min_rating",
					     rating_names[company], rating_names[own]),
			    own >= company);
	for (int company = 1; company < RISK_COUNT; company++)
		for (int own = 1; own < RISK_COUNT; own++)
			assert_int_equal(
			    text_strict("tier.VIP.max_risk", risk_names[company], risk_names[own]),
			    own <= company);
	assert_false(text_strict("tier.VIP.max_risk", "SMALL", "TINY"));
}

TEST(R7_3_lists_and_permissions)
{
	static const char *const two[] = { "RETAIL", "INTERNAL_RELATED", NULL };
	static const char *const one[] = { "RETAIL", NULL };
	struct override own = { "admission.exempt_classes", { .list = two }, { .list = one } };

	assert_true(as_strict(&own));
	own.parameter = "activity.key_customer_tiers";
	assert_true(as_strict(&own));
	own.parameter = "admission.documents";
	assert_false(as_strict(&own));
	own = (struct override) { "admission.documents", { .list = one }, { .list = two } };
	assert_true(as_strict(&own));
	own.parameter = "admission.medical_documents";
	assert_true(as_strict(&own));
	own.parameter = "admission.conditions";
	assert_true(as_strict(&own));
	own.parameter = "admission.exempt_classes";
	assert_false(as_strict(&own));

	own = (struct override) { "tier.product_quota_exception", { .boolean = true },
		{ .boolean = false } };
	assert_true(as_strict(&own));
	own = (struct override) { "tier.product_quota_exception", { .boolean = false },
		{ .boolean = true } };
	assert_false(as_strict(&own));
	own = (struct override) { "blacklist.removal_allowed", { .boolean = true },
		{ .boolean = true } };
	assert_true(as_strict(&own));
}

TEST(R7_3_blank_figures)
{
	struct override own = { "tier.VIP.min_beds", { .is_null = true }, { .integer = 1000 } };

	/* A figure opens the alternative that the company's blank keeps closed. */
	assert_false(as_strict(&own));
	own.own.is_null = true;
	assert_true(as_strict(&own));
	own.company = (struct rule_value) { .integer = 300 };
	assert_true(as_strict(&own));
}

TEST(R7_3_all_weaker_overrides_at_once)
{
	const struct override own[] = {
		{ "tier.VIP.max_percent", { .integer = 15 }, { .integer = 16 } },
		{ "review.interval", { .period = period("P6M") }, { .period = period("P3M") } },
		{ "rules.opinion_days", { .integer = 10 },
		    { .integer = 1 } }, /* not a department's */
		{ "no.such.parameter", { .integer = 1 }, { .integer = 1 } },
		{ "tier.demotion_days", { .integer = 5 }, { .integer = 6 } },
	};

	assert_members(implementing_rules_submit(&manager, "S1", own, COUNT(own)),
	    "\"overrides\":[\"tier.VIP.max_percent\",\"rules.opinion_days\",\"no.such.parameter\","
	    "\"tier.demotion_days\"]");
	for (size_t i = 0; i < COUNT(own); i++)
		assert_int_equal(as_strict(&own[i]), i == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_3_example_2_review_interval),
		cmocka_unit_test(R7_3_numbers),
		cmocka_unit_test(R7_3_periods),
		cmocka_unit_test(R7_3_orders),
		cmocka_unit_test(R7_3_lists_and_permissions),
		cmocka_unit_test(R7_3_blank_figures),
		cmocka_unit_test(R7_3_all_weaker_overrides_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
