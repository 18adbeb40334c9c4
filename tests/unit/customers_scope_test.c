/* R7.1: whom the rules bind, and who does which duty; and the texts that rules are made of. */
#include "customers_rules.h"
#include "rules_text.h"

static const struct department_facts s1 = { "S1", .sales = true, .under_division = true },
				     s2 = { "S2", .sales = true, .under_division = true },
				     direct_selling = { "D1", .sales = false,
					     .under_division = false },
				     foreign_sales = { "S9", .sales = true,
					     .under_division = false },
				     marketing = { "M", .is_division = true };

TEST(R7_1_example_1_another_department)
{
	assert_allowed(duty_decide(DUTY_DECISION, &manager, &s1), R7_1, "ALLOWED");
	assert_refused(duty_decide(DUTY_DECISION, &manager, &s2), R7_1, 403, "FORBIDDEN_ROLE");
}

TEST(R7_1_example_2_division_reads_all)
{
	assert_true(may_read_department(&division, "S1"));
	assert_true(may_read_department(&division, "S2"));
	assert_true(may_read_department(&staff, "S1"));
	assert_false(may_read_department(&staff, "S2"));
	assert_false(may_read_department(&(struct actor) { "x", "S1", 0 }, "S1"));
	assert_allowed(duty_decide(DUTY_READ, &division, &s2), R7_1, "ALLOWED");
	assert_refused(duty_decide(DUTY_READ, &staff, &s2), R7_1, 403, "FORBIDDEN_ROLE");
}

TEST(R7_1_example_3_direct_selling_unit)
{
	struct actor seller = { "seller", "D1", ROLE_STAFF };

	assert_refused(duty_decide(DUTY_APPLICATION, &seller, &direct_selling), R7_1, 422,
	    "DEPARTMENT_NOT_IN_SCOPE");
	/* A sales department that is not under the division is as little bound. */
	seller.department_id = "S9";
	assert_refused(duty_decide(DUTY_APPLICATION, &seller, &foreign_sales), R7_1, 422,
	    "DEPARTMENT_NOT_IN_SCOPE");
}

TEST(R7_1_the_role_is_asked_before_the_department)
{
	struct actor seller = { "seller", "D2", ROLE_STAFF };

	assert_refused(
	    duty_decide(DUTY_APPLICATION, &seller, &direct_selling), R7_1, 403, "FORBIDDEN_ROLE");
}

TEST(R7_2_division_acts_as_a_department_for_itself)
{
	assert_allowed(duty_decide(DUTY_APPLICATION, &division, &marketing), R7_1, "ALLOWED");
	assert_refused(duty_decide(DUTY_APPLICATION, &division, &s1), R7_1, 403, "FORBIDDEN_ROLE");
}

/* R7.1's table, line by line: who may, for the own department. */
TEST(R7_1_duties)
{
	enum {
		STAFF = ROLE_STAFF,
		OFFICE = ROLE_SUPERVISOR,
		MANAGER = ROLE_MANAGER,
		DIVISION = ROLE_DIVISION,
		HEAD = ROLE_DIVISION_HEAD
	};
	static const struct {
		enum duty duty;
		unsigned roles;
	} table[] = {
		{ DUTY_READ, STAFF | OFFICE | MANAGER | DIVISION },
		{ DUTY_STANDARD, DIVISION },
		{ DUTY_COMPANY_BLACKLIST, HEAD },
		{ DUTY_GUIDANCE, DIVISION },
		{ DUTY_IMPLEMENTING_RULES, MANAGER },
		{ DUTY_CUSTOMER_DATA, STAFF | OFFICE | DIVISION },
		{ DUTY_ARCHIVE, OFFICE },
		{ DUTY_PLAN, MANAGER },
		{ DUTY_COORDINATION, DIVISION },
		{ DUTY_FEEDBACK, STAFF | OFFICE | MANAGER },
		{ DUTY_FEEDBACK_ANSWER, DIVISION },
		{ DUTY_NOTICE, STAFF | OFFICE | MANAGER | DIVISION },
		{ DUTY_ACTIVITY, DIVISION },
		{ DUTY_APPLICATION, STAFF },
		{ DUTY_CHECK, OFFICE | MANAGER },
		{ DUTY_DECISION, MANAGER },
		{ DUTY_PROPOSAL, STAFF | OFFICE | MANAGER },
		{ DUTY_RECORD, DIVISION },
		{ DUTY_DEPARTMENT_BLACKLIST, MANAGER },
	};

	assert_int_equal(COUNT(table), DUTIES - 1);
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(table[i].duty, i + 1);
		for (unsigned role = ROLE_STAFF; role <= ROLE_DIVISION_HEAD; role *= 2) {
			struct actor by = { "x", "S1", role };

			assert_int_equal(!duty_decide(table[i].duty, &by, &s1).refusal,
			    (table[i].roles & role) != 0);
		}
	}
	/* The unknown duty is nobody's. */
	assert_refused(duty_decide(0, &head, &s1), R7_1, 403, "FORBIDDEN_ROLE");
}

TEST(words_are_json_and_text)
{
	struct words words = { 0 };

	assert_string_equal(words_json(&words), "[]");
	words_add(&words, "a.kind");
	words_add_named(&words, "extra.", "say \"no\"\n");
	assert_string_equal(words_json(&words), "[\"a.kind\",\"extra.say \\\"no\\\" \"]");
	assert_string_equal(words.text, "a.kind, extra.say \"no\" ");
	assert_int_equal(words.count, 2);
}

TEST(words_that_do_not_fit_are_counted)
{
	struct words words = { 0 };
	struct decision d = decision_allow(&R7_1, "ALLOWED", "a sentence");

	for (int i = 0; i < 1000; i++)
		words_add(&words, "a word of many letters");
	assert_int_equal(words.count, 1000);
	assert_true(strlen(words.json) < sizeof words.json);
	assert_int_equal(words.json[strlen(words.json) - 1], ']');
	assert_true(strlen(words.text) < sizeof words.text);
	words_member(&d, "first", &words);
	words_member(&d, "second", &words); /* no room is left: the first stays whole */
	assert_memory_equal(d.members, "\"first\":[", 9);
	assert_null(strstr(d.members, "second"));
}

TEST(figures_as_read)
{
	assert_string_equal(show_date(on("2027-03-01")).text, "2027-03-01");
	assert_string_equal(show_date(NO_DATE).text, "no date");
	assert_string_equal(show_percent(3, 20).text, "15");
	assert_string_equal(show_percent(3, 19).text, "15.79");
	assert_string_equal(show_percent(1, 16).text, "6.25");
	assert_string_equal(show_percent(1, 8).text, "12.5");
	assert_string_equal(show_percent(0, 7).text, "0");
	assert_string_equal(show_percent(0, 0).text, "0");
	assert_string_equal(show_money(100000000).text, "1000000.00");
	assert_string_equal(show_money(-5).text, "-0.05");
	assert_string_equal(show_money(INT64_MIN).text, "-92233720368547758.08");
	assert_string_equal(show_period(period("P6M")).text, "P6M");
	assert_string_equal(show_period(period("P1Y10D")).text, "P12M10D");
	assert_string_equal(show_period(period("P0D")).text, "P0D");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R7_1_example_1_another_department),
		cmocka_unit_test(R7_1_example_2_division_reads_all),
		cmocka_unit_test(R7_1_example_3_direct_selling_unit),
		cmocka_unit_test(R7_1_the_role_is_asked_before_the_department),
		cmocka_unit_test(R7_2_division_acts_as_a_department_for_itself),
		cmocka_unit_test(R7_1_duties),
		cmocka_unit_test(words_are_json_and_text),
		cmocka_unit_test(words_that_do_not_fit_are_counted),
		cmocka_unit_test(figures_as_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
