/* R3.25, R3.28: credit reports, by the worked examples and what is missing in them. */
#include "rule_test.h"
#include "credit/rules_report.h"

static const struct report_finding evidenced[] = { { 1, 1, 0 }, { 2, 2, 0 } };

static struct report_facts
whole(void)
{
	struct report_facts facts = {
		.state = CREDIT_REPORT_STATE_DRAFT,
		.investigated = true,
		.investigation = INVESTIGATION_STATE_COMPLETED,
		.scored = true,
		.template_version = 1,
		.effective_template = 1,
		.findings = evidenced,
		.count = COUNT(evidenced),
		.max_figures = 30,
	};

	for (int section = 0; section < REPORT_SECTION_COUNT; section++)
		facts.filled[section] = true;
	return facts;
}

TEST(R3_25_example_1_in_time_and_late)
{
	instant completed = at("2026-12-30 15:00:00");

	assert_int_equal(report_deliver_by(completed, 3), on("2027-01-02"));
	assert_false(report_late(completed, 3, at("2027-01-02 23:59:59.999999")));
	assert_true(report_late(completed, 3, at("2027-01-03 00:00:00")));
	assert_int_equal(report_deliver_by(NO_INSTANT, 3), NO_DATE);
	assert_false(report_late(NO_INSTANT, 3, at("2027-01-03 00:00:00")));
}

TEST(R3_25_only_of_a_completed_investigation)
{
	struct report_facts facts = whole();

	assert_allowed(report_file_decide(&facts), R3_28, "FILED");
	for (int state = 1; state < INVESTIGATION_STATE_COUNT; state++) {
		facts.investigation = state;
		if (state != INVESTIGATION_STATE_COMPLETED)
			assert_refused(report_file_decide(&facts), R3_25, 409, "INVALID_STATE");
	}
	facts.investigated = facts.scored = false;
	assert_allowed(report_file_decide(&facts), R3_28, "FILED");
}

TEST(R3_25_filed_once)
{
	struct report_facts facts = whole();

	facts.state = CREDIT_REPORT_STATE_FILED;
	assert_refused(report_file_decide(&facts), R3_25, 409, "INVALID_STATE");
	facts.state = CREDIT_REPORT_STATE_ACKNOWLEDGED;
	assert_refused(report_file_decide(&facts), R3_25, 409, "INVALID_STATE");
}

TEST(R3_25_acknowledged_by_another)
{
	assert_allowed(
	    report_acknowledge_decide(CREDIT_REPORT_STATE_FILED, false), R3_25, "ACKNOWLEDGED");
	assert_refused(report_acknowledge_decide(CREDIT_REPORT_STATE_FILED, true), R3_25, 403,
	    "SEPARATION_OF_DUTIES");
	assert_refused(report_acknowledge_decide(CREDIT_REPORT_STATE_DRAFT, false), R3_25, 409,
	    "INVALID_STATE");
	assert_refused(report_acknowledge_decide(CREDIT_REPORT_STATE_ACKNOWLEDGED, false), R3_25,
	    409, "INVALID_STATE");
}

TEST(R3_28_example_1_without_evidence)
{
	const struct report_finding findings[] = { { 1, 1, 0 }, { 0, 0, 0 }, { 2, 1, 0 } };
	struct report_facts facts = whole();
	struct decision d;

	facts.findings = findings;
	facts.count = COUNT(findings);
	d = report_file_decide(&facts);
	assert_refused(d, R3_28, 422, "EVIDENCE_MISSING");
	assert_members(d, "\"findings\":[2,3]");
}

TEST(R3_28_evidence_of_another_customer)
{
	const struct report_finding findings[] = { { 0, 0, 0 }, { 2, 2, 1 } };
	struct report_facts facts = whole();
	struct decision d;

	facts.findings = findings;
	facts.count = COUNT(findings);
	d = report_file_decide(&facts);
	assert_refused(d, R3_28, 422, "EVIDENCE_FOREIGN");
	assert_members(d, "\"findings\":[2]");
}

TEST(R3_28_many_findings_without_evidence_are_all_named)
{
	static const struct report_finding findings[REPORT_FINDINGS_MAX];
	struct report_facts facts = whole();
	struct decision d;

	facts.findings = findings;
	facts.count = REPORT_FINDINGS_MAX;
	d = report_file_decide(&facts);
	assert_refused(d, R3_28, 422, "EVIDENCE_MISSING");
	assert_non_null(strstr(d.members, ",199,200]"));
}

TEST(R3_28_example_2_thirty_figures_and_one_more)
{
	struct report_facts facts = whole();

	facts.figures = 30;
	assert_false(report_too_many_figures(&facts));
	facts.figures = 31;
	assert_true(report_too_many_figures(&facts));
	assert_allowed(report_file_decide(&facts), R3_28, "FILED");
}

TEST(R3_28_example_3_old_template)
{
	struct report_facts facts = whole();
	struct decision d;

	facts.effective_template = 2;
	d = report_file_decide(&facts);
	assert_refused(d, R3_28, 422, "TEMPLATE_OUTDATED");
	assert_string_equal(d.parameters, "\"credit.report.template_version\":2");
}

TEST(R3_28_each_section)
{
	for (int section = 0; section < REPORT_SECTION_COUNT; section++) {
		struct report_facts facts = whole();
		struct decision d;

		facts.filled[section] = false;
		d = report_file_decide(&facts);
		assert_refused(d, R3_28, 422, "SECTION_MISSING");
		assert_non_null(strstr(d.members, report_section_names[section]));
	}
}

TEST(R3_28_findings_scores_and_what_the_recommendation_rests_on)
{
	struct report_facts facts = whole();

	facts.count = 0;
	facts.scored = false;
	facts.recommends = true;
	assert_members(report_file_decide(&facts),
	    "\"sections\":[\"findings\",\"scores\",\"recommendation_findings\"]");
	facts = whole();
	facts.recommends = true;
	facts.recommendation_findings = 1;
	assert_allowed(report_file_decide(&facts), R3_28, "FILED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_25_example_1_in_time_and_late),
		cmocka_unit_test(R3_25_only_of_a_completed_investigation),
		cmocka_unit_test(R3_25_filed_once),
		cmocka_unit_test(R3_25_acknowledged_by_another),
		cmocka_unit_test(R3_28_example_1_without_evidence),
		cmocka_unit_test(R3_28_evidence_of_another_customer),
		cmocka_unit_test(R3_28_many_findings_without_evidence_are_all_named),
		cmocka_unit_test(R3_28_example_2_thirty_figures_and_one_more),
		cmocka_unit_test(R3_28_example_3_old_template),
		cmocka_unit_test(R3_28_each_section),
		cmocka_unit_test(R3_28_findings_scores_and_what_the_recommendation_rests_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
