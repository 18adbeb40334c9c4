/* R12.4, R12.6 to R12.10: type, validity, severity and motive. */
#include "complaints/rules_classification.h"
#include "complaints_rules.h"

static const char *const attitude[] = { "S1", "S5", NULL };
static const char *const malicious[] = { "N2_EXPRESSLY_FORBIDDEN", "N3", "N4_FACTS_NOT_ESTABLISHED",
	NULL };
static const char *const of_attitude[] = { "S1", "S5" };
static const char *const of_delivery[] = { "B2B" };

struct of_case {
	struct intake form;
	date incident;
	struct criterion criterion;
	struct classification c;
};

/* Investigated, of late delivery, with a waybill, by somebody with a name. */
static struct of_case *
delivery(void)
{
	static struct of_case made;

	made = (struct of_case) {
		.form = { .type = COMPLAINT_TYPE_BUSINESS,
		    .subtypes = of_delivery,
		    .subtype_count = 1,
		    .object = "司机",
		    .course = "送货迟到两天",
		    .received_at = at("2025-10-09 10:00:00") },
		.c = { .state = COMPLAINT_STATE_INVESTIGATED,
		    .waybill_number = "HZ1",
		    .attitude_limit = period("P1M"),
		    .attitude_subtypes = attitude,
		    .validity = COMPLAINT_VALIDITY_UNDETERMINED },
	};
	made.c.form = &made.form;
	made.form.incidents = &made.incident;
	made.c.criteria = &made.criterion;
	return &made;
}

static struct of_case *
rude(const char *incident_on, const char *received_at)
{
	struct of_case *made = delivery();

	made->form.type = COMPLAINT_TYPE_SERVICE;
	made->form.subtypes = of_attitude;
	made->form.subtype_count = 2;
	made->incident = on(incident_on);
	made->form.incident_count = 1;
	made->form.received_at = at(received_at);
	return made;
}

static struct of_case *
with(struct of_case *of, enum criterion_code code, unsigned grounds, size_t findings,
    size_t unconfirmed)
{
	of->criterion = (struct criterion) { code, grounds, findings, unconfirmed };
	of->c.criterion_count = 1;
	return of;
}

static struct decision
valid(const struct of_case *of)
{
	return classification_validity(&of->c, COMPLAINT_VALIDITY_VALID);
}

static struct decision
invalid(const struct of_case *of)
{
	return classification_validity(&of->c, COMPLAINT_VALIDITY_INVALID);
}

static struct decision
type(const struct of_case *of)
{
	return classification_type(&of->c, at("2025-10-09 12:00:00"));
}

TEST(R12_4_example_2_mixed_types)
{
	static const char *const mixed[] = { "S1", "B2B" };
	struct of_case *of = delivery();

	assert_allowed(type(of), R12_4, "BUSINESS");
	of->form.subtypes = mixed;
	of->form.subtype_count = 2;
	assert_refused(type(of), R12_4, 422, "MIXED_TYPES");
}

TEST(R12_4_waybill_text_and_subtype)
{
	static const char *const other[] = { "B9" };
	struct of_case *of = delivery();

	of->c.waybill_number = NULL;
	assert_refused(type(of), R12_4, 422, "WAYBILL_MISSING");
	of->c.no_shipment = true;
	assert_allowed(type(of), R12_4, "BUSINESS");
	of->form.subtypes = other;
	assert_refused(type(of), R12_4, 422, "TEXT_MISSING");
	of->form.subtype_text = "仓储费用";
	assert_allowed(type(of), R12_4, "BUSINESS");
	of->form.subtype_count = 0;
	assert_refused(type(of), R12_4, 422, "SUBTYPE_MISSING");
	of->form.type = COMPLAINT_TYPE_UNCLEAR;
	assert_allowed(type(of), R12_4, "UNCLEAR");
}

TEST(R12_6_example_1_one_half_of_n1)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N1, GROUND(FACTS_DIFFER), 1, 1);

	assert_refused(invalid(of), R12_6, 422, "N1_INCOMPLETE");
	of->criterion.grounds |= GROUND(COMPLAINANT_RESPONSIBLE);
	assert_allowed(invalid(of), R12_6, "INVALID");
	of->c.criterion_count = 0;
	assert_allowed(valid(of), R12_6, "VALID");
	assert_refused(invalid(of), R12_6, 422, "CRITERION_MISSING");
}

TEST(R12_6_example_2_transport_that_is_forbidden)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N2, GROUND(EXPRESSLY_FORBIDDEN), 1, 0);

	assert_allowed(invalid(of), R12_6, "INVALID");
	assert_refused(valid(of), R12_6, 422, "MUST_BE_INVALID");
	of->criterion.findings = 0;
	assert_refused(invalid(of), R12_6, 422, "CRITERION_WITHOUT_FINDING");
	of->criterion = (struct criterion) { CRITERION_CODE_N2, 0, 1, 0 };
	assert_refused(invalid(of), R12_6, 422, "CRITERION_MISSING");
}

TEST(R12_6_example_3_before_the_investigation_is_over)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N3, 0, 1, 0);

	of->c.state = COMPLAINT_STATE_INVESTIGATING;
	assert_refused(invalid(of), R12_6, 409, "NOT_INVESTIGATED");
	assert_refused(classification_severity(&of->c, COMPLAINT_SEVERITY_GENERAL, 0), R12_9, 409,
	    "NOT_INVESTIGATED");
	assert_refused(classification_motive(&of->c, COMPLAINT_MOTIVE_MALICIOUS, malicious, NULL),
	    R12_10, 409, "NOT_INVESTIGATED");
}

TEST(R12_7_example_1_the_last_day)
{
	struct of_case *of = rude("2025-09-15", "2025-10-15 23:59:59");

	assert_int_equal(attitude_last_day(on("2025-09-15"), period("P1M")), on("2025-10-15"));
	assert_false(attitude_late(&of->c));
	assert_allowed(valid(of), R12_6, "VALID");
	of->form.received_at = at("2025-10-16 00:00:00");
	assert_true(attitude_late(&of->c));
	assert_refused(valid(of), R12_7, 422, "MUST_BE_INVALID");
	assert_allowed(invalid(of), R12_7, "INVALID");
}

TEST(R12_7_examples_2_and_3_the_last_day_of_february)
{
	struct of_case *of = rude("2025-01-31", "2025-02-28 23:59:59");

	assert_false(attitude_late(&of->c));
	of->form.received_at = at("2025-03-01 00:00:00");
	assert_true(attitude_late(&of->c));
	assert_int_equal(attitude_last_day(on("2024-01-31"), period("P1M")), on("2024-02-29"));
}

TEST(R12_7_example_4_business_is_never_too_late)
{
	static const char *const both[] = { "S1", "S2" };
	struct of_case *of = rude("2025-07-01", "2025-10-09 10:00:00");

	assert_true(attitude_late(&of->c));
	of->form.subtypes = both;
	assert_false(attitude_late(&of->c));
	of = delivery();
	of->incident = on("2025-07-01");
	of->form.incident_count = 1;
	assert_false(attitude_late(&of->c));
	with(of, CRITERION_CODE_N6, 0, 0, 0);
	assert_refused(invalid(of), R12_7, 422, "CRITERION_WITHOUT_FINDING");
}

TEST(R12_7_the_last_of_several_incidents)
{
	date incidents[2] = { on("2025-09-30"), on("2025-07-01") };
	struct of_case *of = rude("2025-07-01", "2025-10-09 10:00:00");

	of->form.incidents = incidents;
	of->form.incident_count = 2;
	assert_false(attitude_late(&of->c));
	incidents[1] = on("2025-10-10");
	assert_refused(type(of), R12_7, 422, "INCIDENT_IN_FUTURE");
}

TEST(R12_7_nobody_knows_when)
{
	struct of_case *of = rude("2025-09-15", "2025-10-09 10:00:00");

	of->form.incident_count = 0;
	assert_refused(valid(of), R12_7, 422, "INCIDENT_DATE_MISSING");
	of->c.incident_unknown = true;
	assert_allowed(valid(of), R12_6, "VALID");
	with(of, CRITERION_CODE_N6, 0, 0, 0);
	assert_refused(invalid(of), R12_7, 422, "INCIDENT_DATE_MISSING");
	with(of, CRITERION_CODE_N5, 0, 1, 1);
	assert_allowed(invalid(of), R12_6, "INVALID");
}

TEST(R12_8_example_1_your_company_is_bad)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N4, GROUND(NO_FACTS), 1, 1);

	assert_refused(invalid(of), R12_8, 422, "N4_NOT_ANONYMOUS");
	of->form.anonymous = true;
	assert_refused(invalid(of), R12_8, 422, "FACTS_PRESENT");
	of->form.object = NULL;
	assert_allowed(invalid(of), R12_6, "INVALID");
	assert_int_equal(motive_default(&of->c, malicious), COMPLAINT_MOTIVE_GENERAL_INVALID);
}

TEST(R12_8_examples_2_and_3_the_facts_are_not_established)
{
	struct of_case *of =
	    with(delivery(), CRITERION_CODE_N4, GROUND(FACTS_NOT_ESTABLISHED), 2, 1);

	of->form.anonymous = true;
	assert_allowed(invalid(of), R12_6, "INVALID");
	assert_int_equal(motive_default(&of->c, malicious), COMPLAINT_MOTIVE_MALICIOUS);
	of->criterion.unconfirmed = 0;
	assert_refused(invalid(of), R12_6, 422, "CRITERION_WITHOUT_FINDING");
	of->c.criterion_count = 0;
	assert_allowed(valid(of), R12_6, "VALID");
}

TEST(R12_9_examples_1_to_3)
{
	struct of_case *of = delivery();

	assert_refused(classification_severity(&of->c, COMPLAINT_SEVERITY_GENERAL, 0), R12_9, 422,
	    "VALIDITY_MISSING");
	of->c.validity = COMPLAINT_VALIDITY_VALID;
	assert_allowed(
	    classification_severity(&of->c, COMPLAINT_SEVERITY_MALIGNANT, 1), R12_9, "MALIGNANT");
	assert_allowed(
	    classification_severity(&of->c, COMPLAINT_SEVERITY_GENERAL, 0), R12_9, "GENERAL");
	assert_refused(classification_severity(&of->c, COMPLAINT_SEVERITY_MALIGNANT, 0), R12_9, 422,
	    "CRITERION_MISSING");
	assert_refused(classification_severity(&of->c, COMPLAINT_SEVERITY_GENERAL, 1), R12_9, 422,
	    "CRITERION_MISSING");
	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	assert_refused(classification_severity(&of->c, COMPLAINT_SEVERITY_GENERAL, 0), R12_9, 422,
	    "SEVERITY_FOR_INVALID");
}

TEST(R12_10_each_criterion_has_its_motive)
{
	static const struct {
		struct criterion criterion;
		enum complaint_motive motive;
	} defaults[] = {
		{ { CRITERION_CODE_N1, GROUND(FACTS_DIFFER) | GROUND(COMPLAINANT_RESPONSIBLE), 1,
		      1 },
		    COMPLAINT_MOTIVE_GENERAL_INVALID },
		{ { CRITERION_CODE_N2, GROUND(OUTSIDE_PROMISE), 1, 0 },
		    COMPLAINT_MOTIVE_GENERAL_INVALID },
		{ { CRITERION_CODE_N2, GROUND(EXPRESSLY_FORBIDDEN), 1, 0 },
		    COMPLAINT_MOTIVE_MALICIOUS },
		{ { CRITERION_CODE_N3, 0, 1, 0 }, COMPLAINT_MOTIVE_MALICIOUS },
		{ { CRITERION_CODE_N4, GROUND(NO_FACTS), 1, 1 }, COMPLAINT_MOTIVE_GENERAL_INVALID },
		{ { CRITERION_CODE_N4, GROUND(FACTS_NOT_ESTABLISHED), 1, 1 },
		    COMPLAINT_MOTIVE_MALICIOUS },
		{ { CRITERION_CODE_N5, 0, 1, 1 }, COMPLAINT_MOTIVE_GENERAL_INVALID },
		{ { CRITERION_CODE_N6, 0, 0, 0 }, COMPLAINT_MOTIVE_GENERAL_INVALID },
	};
	struct of_case *of = delivery();

	of->c.criterion_count = 1;
	for (size_t i = 0; i < COUNT(defaults); i++) {
		of->criterion = defaults[i].criterion;
		assert_int_equal(motive_default(&of->c, malicious), defaults[i].motive);
	}
}

static struct decision
motive(const struct of_case *of, enum complaint_motive motive, const char *reason)
{
	return classification_motive(&of->c, motive, malicious, reason);
}

TEST(R12_10_examples_1_and_2_another_motive_needs_a_reason)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N2, GROUND(OUTSIDE_PROMISE), 1, 0);

	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	assert_allowed(
	    motive(of, COMPLAINT_MOTIVE_GENERAL_INVALID, NULL), R12_10, "GENERAL_INVALID");
	assert_refused(motive(of, COMPLAINT_MOTIVE_MALICIOUS, " "), R12_10, 422, "REASON_MISSING");
	assert_allowed(
	    motive(of, COMPLAINT_MOTIVE_MALICIOUS, "无理索要5000元"), R12_10, "MALICIOUS");
	of->c.validity = COMPLAINT_VALIDITY_VALID;
	assert_refused(
	    motive(of, COMPLAINT_MOTIVE_MALICIOUS, NULL), R12_10, 422, "MOTIVE_FOR_VALID");
	of->c.validity = COMPLAINT_VALIDITY_UNDETERMINED;
	assert_refused(
	    motive(of, COMPLAINT_MOTIVE_MALICIOUS, NULL), R12_10, 422, "VALIDITY_MISSING");
}

TEST(R12_10_example_3_malice_prevails)
{
	static const struct criterion both[] = { { CRITERION_CODE_N6, 0, 0, 0 },
		{ CRITERION_CODE_N3, 0, 1, 0 } };
	struct of_case *of = delivery();

	of->c.criteria = both;
	of->c.criterion_count = 2;
	assert_int_equal(motive_default(&of->c, malicious), COMPLAINT_MOTIVE_MALICIOUS);
}

TEST(R12_10_refuted_is_fixed)
{
	struct of_case *of =
	    with(delivery(), CRITERION_CODE_N4, GROUND(FACTS_NOT_ESTABLISHED), 1, 1);

	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	assert_refused(
	    motive(of, COMPLAINT_MOTIVE_GENERAL_INVALID, "误解"), R12_10, 422, "MOTIVE_FIXED");
	assert_allowed(motive(of, COMPLAINT_MOTIVE_MALICIOUS, NULL), R12_10, "MALICIOUS");
	with(of, CRITERION_CODE_N5, GROUND(FACTS_NOT_ESTABLISHED), 1, 1); /* no ground of N5 */
	assert_allowed(
	    motive(of, COMPLAINT_MOTIVE_GENERAL_INVALID, NULL), R12_10, "GENERAL_INVALID");
}

static struct decision
stands(const struct of_case *of)
{
	return classification_stands(&of->c, at("2025-10-09 12:00:00"));
}

TEST(R12_4_example_3_what_the_decision_asks)
{
	struct of_case *of = delivery();

	of->form.type = COMPLAINT_TYPE_UNCLEAR;
	assert_refused(stands(of), R12_4, 422, "SUBTYPE_MISSING");
	of->form.type = COMPLAINT_TYPE_BUSINESS;
	assert_refused(stands(of), R12_6, 422, "VALIDITY_MISSING");
	of->c.validity = COMPLAINT_VALIDITY_VALID;
	assert_refused(stands(of), R12_9, 422, "SEVERITY_MISSING");
	of->c.severity = COMPLAINT_SEVERITY_GENERAL;
	assert_allowed(stands(of), R12_4, "COMPLETE");
	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	assert_refused(stands(of), R12_6, 422, "CRITERION_MISSING");
	with(of, CRITERION_CODE_N3, 0, 1, 0);
	assert_refused(stands(of), R12_10, 422, "MOTIVE_MISSING");
	of->c.motive = COMPLAINT_MOTIVE_MALICIOUS;
	assert_allowed(stands(of), R12_4, "COMPLETE");
}

TEST(R12_8_n4_ends_with_the_anonymity)
{
	struct of_case *of =
	    with(delivery(), CRITERION_CODE_N4, GROUND(FACTS_NOT_ESTABLISHED), 1, 1);

	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	of->c.motive = COMPLAINT_MOTIVE_MALICIOUS;
	of->form.anonymous = true;
	assert_allowed(stands(of), R12_4, "COMPLETE");
	of->form.anonymous = false;
	assert_refused(stands(of), R12_8, 422, "N4_NOT_ANONYMOUS");
	of = rude("2025-07-01", "2025-10-09 10:00:00");
	of->c.validity = COMPLAINT_VALIDITY_VALID;
	assert_refused(stands(of), R12_7, 422, "MUST_BE_INVALID");
}

/* What the decision rests on may have changed since it was classified. */
TEST(R12_6_R12_7_what_still_holds_when_it_is_decided)
{
	struct of_case *of = with(delivery(), CRITERION_CODE_N3, 0, 1, 0);

	of->c.validity = COMPLAINT_VALIDITY_INVALID;
	of->c.motive = COMPLAINT_MOTIVE_MALICIOUS;
	assert_allowed(stands(of), R12_4, "COMPLETE");
	of->criterion.findings = 0; /* of somebody who is recused */
	assert_refused(stands(of), R12_6, 422, "CRITERION_WITHOUT_FINDING");
	of = rude("2025-10-01", "2025-10-09 10:00:00");
	of->c.validity = COMPLAINT_VALIDITY_VALID;
	of->c.severity = COMPLAINT_SEVERITY_GENERAL;
	assert_allowed(stands(of), R12_4, "COMPLETE");
	of->form.incident_count = 0;
	assert_refused(stands(of), R12_7, 422, "INCIDENT_DATE_MISSING");
	of->c.incident_unknown = true;
	assert_allowed(stands(of), R12_4, "COMPLETE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R12_4_example_2_mixed_types),
		cmocka_unit_test(R12_4_waybill_text_and_subtype),
		cmocka_unit_test(R12_6_example_1_one_half_of_n1),
		cmocka_unit_test(R12_6_example_2_transport_that_is_forbidden),
		cmocka_unit_test(R12_6_example_3_before_the_investigation_is_over),
		cmocka_unit_test(R12_7_example_1_the_last_day),
		cmocka_unit_test(R12_7_examples_2_and_3_the_last_day_of_february),
		cmocka_unit_test(R12_7_example_4_business_is_never_too_late),
		cmocka_unit_test(R12_7_the_last_of_several_incidents),
		cmocka_unit_test(R12_7_nobody_knows_when),
		cmocka_unit_test(R12_8_example_1_your_company_is_bad),
		cmocka_unit_test(R12_8_examples_2_and_3_the_facts_are_not_established),
		cmocka_unit_test(R12_9_examples_1_to_3),
		cmocka_unit_test(R12_10_each_criterion_has_its_motive),
		cmocka_unit_test(R12_10_examples_1_and_2_another_motive_needs_a_reason),
		cmocka_unit_test(R12_10_example_3_malice_prevails),
		cmocka_unit_test(R12_10_refuted_is_fixed),
		cmocka_unit_test(R12_4_example_3_what_the_decision_asks),
		cmocka_unit_test(R12_8_n4_ends_with_the_anonymity),
		cmocka_unit_test(R12_6_R12_7_what_still_holds_when_it_is_decided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
