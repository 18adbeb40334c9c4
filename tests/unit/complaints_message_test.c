/* R10.10, R10.14, R10.16, R12.14, R12.18: what may be sent, what a reply states, and until when. */
#include "complaints/rules_message.h"
#include "china_calendar.h"
#include "complaints_rules.h"

static void
assert_due(const char *since, int days, const char *due)
{
	assert_int_equal(plus_working_days(calendar(), on(since), days), on(due));
}

TEST(R10_10_examples_until_when_the_outside_party_is_told)
{
	assert_due("2025-09-30", 1, "2025-10-09"); /* example 1 */
	assert_due("2025-10-11", 1, "2025-10-13"); /* example 2 */
	assert_due("2025-10-15", 1, "2025-10-16"); /* example 3 */
}

TEST(R12_18_examples_reply_and_notice_to_wait)
{
	assert_due("2025-09-30", 1, "2025-10-09"); /* example 1 */
	assert_due("2025-09-30", 3, "2025-10-11"); /* example 2 */
}

static struct message_facts
message(enum message_type type, enum complaint_state state)
{
	return (struct message_facts) {
		.state = state, .type = type, .remedy_promised_on = NO_DATE, .expected_on = NO_DATE
	};
}

TEST(R10_14_example_1_before_the_decision)
{
	static const int64_t amount = 20000;
	struct message_facts facts =
	    message(MESSAGE_TYPE_INFORMATION_REQUEST, COMPLAINT_STATE_INVESTIGATED);

	assert_allowed(message_allowed(&facts), R10_14, "MAY_BE_SENT");
	facts.amount_fen = &amount;
	facts.implementer = true;
	assert_refused(message_allowed(&facts), R10_14, 409, "COMMITMENT_BEFORE_DECISION");
	facts = message(MESSAGE_TYPE_REPLY, COMPLAINT_STATE_IN_MEETING);
	assert_refused(message_allowed(&facts), R10_14, 409, "COMMITMENT_BEFORE_DECISION");
}

TEST(R10_14_example_2_beyond_the_decision)
{
	static const struct stated_measure refund = { "m", "refund", 20000, 20000 };
	static const int64_t beyond = 25000, within = 20000;
	struct message_facts facts = message(MESSAGE_TYPE_COMMITMENT, COMPLAINT_STATE_DECIDED);

	facts.amount_fen = &within;
	assert_refused(message_allowed(&facts), R10_14, 403, "FORBIDDEN_ROLE");
	facts.implementer = true;
	assert_refused(message_allowed(&facts), R10_14, 422, "COMMITMENT_NOT_IN_DECISION");
	facts.measure = &refund;
	assert_allowed(message_allowed(&facts), R10_14, "COVERED");
	facts.amount_fen = &beyond;
	assert_refused(message_allowed(&facts), R10_14, 422, "COMMITMENT_NOT_IN_DECISION");
	facts.amount_fen = &within;
	facts.remedy_promised_on = refund.due_on;
	assert_allowed(message_allowed(&facts), R10_14, "COVERED");
	facts.remedy_promised_on--;
	assert_refused(message_allowed(&facts), R10_14, 422, "COMMITMENT_NOT_IN_DECISION");
}

TEST(R10_14_example_3_an_arrangement_is_no_promise)
{
	struct message_facts facts =
	    message(MESSAGE_TYPE_ARRANGEMENT, COMPLAINT_STATE_INVESTIGATING);

	assert_refused(message_allowed(&facts), R10_10, 422, "ARRANGEMENT_MISSING");
	facts.next_step = "contact";
	assert_refused(message_allowed(&facts), R10_10, 422, "ARRANGEMENT_MISSING");
	facts.expected_on = on("2025-10-10");
	assert_allowed(message_allowed(&facts), R10_14, "MAY_BE_SENT");
	facts.contains_commitment = true;
	assert_refused(message_allowed(&facts), R10_14, 409, "COMMITMENT_BEFORE_DECISION");
}

TEST(R12_14_an_investigator_promises_nothing_in_no_state)
{
	static const enum message_type types[] = { MESSAGE_TYPE_COMMITMENT, MESSAGE_TYPE_REPLY };

	for (enum complaint_state s = COMPLAINT_STATE_RECEIVED; s <= COMPLAINT_STATE_ARCHIVED; s++)
		for (size_t i = 0; i < COUNT(types); i++) {
			struct message_facts facts = message(types[i], s);

			facts.investigator = facts.implementer = true;
			assert_refused(
			    message_allowed(&facts), R12_14, 403, "INVESTIGATOR_MAY_NOT_COMMIT");
		}
}

static struct reply_facts
reply(enum reply_form form)
{
	return (struct reply_facts) { .form = form,
		.written_by_default = true,
		.phone = true,
		.outcome = COMPLAINT_OUTCOME_UPHELD,
		.decided = COMPLAINT_OUTCOME_UPHELD };
}

TEST(R10_16_examples_1_and_2_written_but_for_exceptions)
{
	struct reply_facts facts = reply(REPLY_FORM_ORAL);

	assert_refused(reply_form_allowed(&facts), R10_16, 422, "EXCEPTION_REASON_MISSING");
	facts.exception = ORAL_REPLY_EXCEPTION_NOT_REACHABLE_IN_WRITING;
	assert_refused(reply_form_allowed(&facts), R10_16, 422, "WRITTEN_FORM_REQUIRED");
	facts.approved = true;
	assert_refused(reply_form_allowed(&facts), R10_16, 422, "TEXT_MISSING");
	facts.note = "told";
	assert_allowed(reply_form_allowed(&facts), R10_16, "ORAL_BY_EXCEPTION");
	facts.writable = true;
	assert_refused(reply_form_allowed(&facts), R10_16, 422, "WRITTEN_FORM_REQUIRED");
	facts.exception = ORAL_REPLY_EXCEPTION_COMPLAINANT_ASKED;
	assert_allowed(reply_form_allowed(&facts), R10_16, "ORAL_BY_EXCEPTION");
	facts.exception = ORAL_REPLY_EXCEPTION_ANONYMOUS_WITH_PHONE;
	facts.writable = false;
	assert_refused(reply_form_allowed(&facts), R10_16, 422, "WRITTEN_FORM_REQUIRED");
	facts.anonymous = true;
	assert_allowed(reply_form_allowed(&facts), R10_16, "ORAL_BY_EXCEPTION");
	facts = reply(REPLY_FORM_FAX);
	assert_allowed(reply_form_allowed(&facts), R10_16, "FORM_FITS");
	facts = reply(REPLY_FORM_ORAL);
	facts.written_by_default = false;
	assert_allowed(reply_form_allowed(&facts), R10_16, "FORM_FITS");
}

TEST(R10_16_example_3_measure_2_is_missing)
{
	static const struct stated_measure decided[] = { { "a", "refund", 12345, 0 },
		{ "b", "apology", -1, 0 } },
					   other[] = { { "a", NULL, 12346, 0 },
						   { "b", NULL, -1, 0 } };
	struct reply_facts facts = reply(REPLY_FORM_LETTER);

	facts.measures = facts.stated = decided;
	facts.measure_count = 2;
	facts.stated_count = 1;
	assert_refused(reply_states_decision(&facts), R10_16, 422, "REPLY_DIFFERS_FROM_DECISION");
	facts.stated_count = 2;
	assert_allowed(reply_states_decision(&facts), R10_16, "AS_DECIDED");
	facts.stated = other;
	assert_refused(reply_states_decision(&facts), R10_16, 422, "REPLY_DIFFERS_FROM_DECISION");
	facts.stated = decided;
	facts.outcome = COMPLAINT_OUTCOME_REJECTED;
	assert_refused(reply_states_decision(&facts), R10_16, 422, "REPLY_DIFFERS_FROM_DECISION");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R10_10_examples_until_when_the_outside_party_is_told),
		cmocka_unit_test(R12_18_examples_reply_and_notice_to_wait),
		cmocka_unit_test(R10_14_example_1_before_the_decision),
		cmocka_unit_test(R10_14_example_2_beyond_the_decision),
		cmocka_unit_test(R10_14_example_3_an_arrangement_is_no_promise),
		cmocka_unit_test(R12_14_an_investigator_promises_nothing_in_no_state),
		cmocka_unit_test(R10_16_examples_1_and_2_written_but_for_exceptions),
		cmocka_unit_test(R10_16_example_3_measure_2_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
