/* R11.21, R11.22: what is permitted by word of mouth, and who else may be sent. */
#include "complaints/rules_emergency.h"
#include "complaints/rules_field.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static const enum verbal_approval_state pending = VERBAL_APPROVAL_STATE_PENDING;

TEST(R11_21_example_1_confirmed_after_the_holidays)
{
	const struct verbal_facts facts = { "manager", true, "technician" };
	instant due = field_due_at(calendar(), at("2025-09-30 10:00:00"), 1);

	assert_int_equal(due, end_of(on("2025-10-09")));
	assert_allowed(verbal_ask(&facts), R11_21, "ASKED");
	assert_allowed(verbal_answer(&facts, pending, "manager", due, at("2025-10-09 23:59:59")),
	    R11_21, "IN_TIME");
	assert_allowed(verbal_answer(&facts, pending, "manager", due, at("2025-10-10 00:00:00")),
	    R11_21, "LATE");
}

TEST(R11_21_who_permits_and_who_confirms)
{
	struct verbal_facts facts = { NULL, false, "technician" };

	assert_refused(verbal_ask(&facts), R11_21, 422, "APPROVER_MISSING");
	facts.giver_id = "colleague";
	assert_refused(verbal_ask(&facts), R11_21, 422, "APPROVER_MISSING");
	facts = (struct verbal_facts) { "technician", true, "technician" };
	assert_refused(verbal_ask(&facts), R11_21, 403, "SEPARATION_OF_DUTIES");
	facts.giver_id = "manager";
	assert_refused(verbal_answer(&facts, pending, "technician", 1, 0), R11_21, 403,
	    "SEPARATION_OF_DUTIES");
	assert_refused(
	    verbal_answer(&facts, pending, "other", 1, 0), R11_21, 403, "FORBIDDEN_ROLE");
	assert_refused(verbal_answer(&facts, VERBAL_APPROVAL_STATE_DENIED, "manager", 1, 0), R11_21,
	    409, "INVALID_STATE");
}

TEST(R11_21_example_2_denied_is_not_completable)
{
	assert_refused(verbal_complete(0, 1), R11_21, 409, "VERBAL_UNCONFIRMED");
	assert_refused(verbal_complete(1, 0), R11_21, 409, "VERBAL_UNCONFIRMED");
	assert_allowed(verbal_complete(0, 0), R11_21, "CONFIRMED");
}

static struct outsourcing_facts
all_out(void)
{
	return (struct outsourcing_facts) {
		.urgent = true,
		.approved = true,
		.consented = true,
		.technicians = 6,
	};
}

TEST(R11_22_example_1_one_is_in_without_the_skill)
{
	struct outsourcing_facts facts = all_out();

	facts.present = 1;
	assert_refused(outsourcing_assign(&facts), R11_22, 422, "TECHNICIANS_AVAILABLE");
}

TEST(R11_22_example_2_all_out_and_consented)
{
	struct outsourcing_facts facts = all_out();

	assert_allowed(outsourcing_assign(&facts), R11_22, "OTHERS_SENT");
	facts.consented = false;
	assert_refused(outsourcing_assign(&facts), R11_22, 422, "CONSENT_MISSING");
	facts = all_out();
	facts.approved = false;
	assert_refused(outsourcing_assign(&facts), R11_22, 409, "APPROVAL_NEEDED");
}

TEST(R11_22_example_3_not_urgent)
{
	struct outsourcing_facts facts = all_out();

	facts.urgent = false;
	assert_refused(outsourcing_assign(&facts), R11_22, 422, "NOT_URGENT");
	assert_refused(outsourcing_consent(&facts, "manager", NULL), R11_22, 422, "NOT_URGENT");
}

TEST(R11_22_who_consents_to_whom)
{
	struct outsourcing_facts facts = all_out();

	assert_refused(
	    outsourcing_consent(&facts, "manager", "manager"), R11_22, 403, "SEPARATION_OF_DUTIES");
	assert_allowed(outsourcing_consent(&facts, "manager", "clerk"), R11_22, "CONSENTED");
	facts.vendor_missing = true;
	assert_refused(outsourcing_consent(&facts, "manager", NULL), R11_22, 422, "UNKNOWN_VENDOR");
	assert_refused(outsourcing_assign(&facts), R11_22, 422, "UNKNOWN_VENDOR");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R11_21_example_1_confirmed_after_the_holidays),
		cmocka_unit_test(R11_21_who_permits_and_who_confirms),
		cmocka_unit_test(R11_21_example_2_denied_is_not_completable),
		cmocka_unit_test(R11_22_example_1_one_is_in_without_the_skill),
		cmocka_unit_test(R11_22_example_2_all_out_and_consented),
		cmocka_unit_test(R11_22_example_3_not_urgent),
		cmocka_unit_test(R11_22_who_consents_to_whom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
