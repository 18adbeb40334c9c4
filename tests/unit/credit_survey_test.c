/* R3.23: field surveys, by the worked examples and item by item. */
#include "rule_test.h"
#include "credit/rules_survey.h"

#define ITEMS 20

static const char *const required[] = { "a.i1", "a.i2", "a.i3", "a.i4", "a.i5", "a.i6", "a.i7",
	"a.i8", "a.i9", "finance.taxes_in_order", NULL };

/* Each required item filled in. */
static size_t
filled(struct survey_item *items)
{
	size_t count = 0;

	for (; required[count]; count++)
		items[count] = (struct survey_item) {
			.name = required[count],
			.json_type = "object",
			.value_type = "string",
			.value = "yes",
			.members_known = true,
		};
	return count;
}

static void
unobtainable(struct survey_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		items[i].value = items[i].value_type = NULL;
		items[i].not_obtainable = true;
		items[i].reason = "not told";
	}
}

static struct survey_facts
facts_with(const struct survey_item *items, size_t count)
{
	return (struct survey_facts) {
		.state = FIELD_SURVEY_STATE_DRAFT,
		.author = true,
		.required = required,
		.items = items,
		.count = count,
		.max_not_obtainable = 8,
		.visited_on = on("2027-01-10"),
		.today = on("2027-01-10"),
	};
}

TEST(R3_23_example_1_all_filled)
{
	struct survey_item items[ITEMS];
	struct survey_facts facts = facts_with(items, filled(items));

	assert_allowed(survey_submit_decide(&facts), R3_23, "SUBMITTED");
}

TEST(R3_23_example_2_an_item_is_missing)
{
	struct survey_item items[ITEMS];
	struct survey_facts facts = facts_with(items, filled(items) - 1);
	struct decision d = survey_submit_decide(&facts);

	assert_refused(d, R3_23, 422, "SURVEY_INCOMPLETE");
	assert_members(d, "\"items\":[\"finance.taxes_in_order\"]");
	/* Nothing in it, or no reason: as if it were not there. */
	facts.count++;
	items[facts.count - 1].value = " ";
	assert_refused(survey_submit_decide(&facts), R3_23, 422, "SURVEY_INCOMPLETE");
	unobtainable(&items[facts.count - 1], 1);
	assert_allowed(survey_submit_decide(&facts), R3_23, "SUBMITTED");
	items[facts.count - 1].reason = "";
	assert_refused(survey_submit_decide(&facts), R3_23, 422, "SURVEY_INCOMPLETE");
}

TEST(R3_23_example_3_eight_and_nine_not_obtainable)
{
	struct survey_item items[ITEMS];
	struct survey_facts facts = facts_with(items, filled(items));
	struct decision d;

	unobtainable(items, 8);
	assert_allowed(survey_submit_decide(&facts), R3_23, "SUBMITTED");
	unobtainable(items, 9);
	d = survey_submit_decide(&facts);
	assert_refused(d, R3_23, 422, "SURVEY_TOO_THIN");
	assert_string_equal(d.parameters, "\"credit.field_survey.max_not_obtainable\":8");
}

/* What the company does not ask for may be left open. */
TEST(R3_23_further_items)
{
	struct survey_item items[ITEMS];
	struct survey_facts facts = facts_with(items, filled(items));

	unobtainable(items, 8);
	items[facts.count] = items[0];
	items[facts.count++].name = "a.further";
	assert_allowed(survey_submit_decide(&facts), R3_23, "SUBMITTED");
}

TEST(R3_23_who_and_when)
{
	struct survey_item items[ITEMS];
	struct survey_facts facts = facts_with(items, filled(items));

	facts.author = false;
	assert_refused(survey_submit_decide(&facts), R3_23, 403, "FORBIDDEN_ROLE");
	facts.author = true;
	facts.state = FIELD_SURVEY_STATE_SUBMITTED;
	assert_refused(survey_submit_decide(&facts), R3_23, 409, "INVALID_STATE");
	facts.state = FIELD_SURVEY_STATE_DRAFT;
	facts.replaces = true;
	assert_refused(survey_submit_decide(&facts), R3_23, 409, "INVALID_STATE");
	facts.replaced_stands = true;
	facts.visited_on = on("2027-01-11");
	assert_refused(survey_submit_decide(&facts), R3_23, 422, "TIME_IN_FUTURE");
	facts.visited_on = NO_DATE;
	assert_allowed(survey_submit_decide(&facts), R3_23, "SUBMITTED");
}

TEST(R3_23_visit_in_the_future)
{
	assert_refused(
	    survey_visit_decide(on("2027-01-11"), on("2027-01-10")), R3_23, 422, "TIME_IN_FUTURE");
	assert_allowed(survey_visit_decide(on("2027-01-10"), on("2027-01-10")), R3_23, "VISITED");
}

static bool
fits(const char *name, const char *value_type, const char *value)
{
	struct survey_item item = { .name = name,
		.json_type = "object",
		.value_type = value_type,
		.value = value,
		.members_known = true };

	return !survey_item_fault(&item);
}

TEST(R3_23_what_an_item_may_be)
{
	struct survey_item item = { .name = "a.b", .json_type = "string" };

	assert_true(fits("finance.taxes_in_order", "boolean", "true"));
	assert_true(fits("a.b", "string", "text"));
	assert_true(fits("a.b", NULL, NULL));
	assert_false(fits("a.b", "array", "[1]"));
	assert_false(fits("a.b", "object", "{}"));
	assert_false(fits("nodot", "string", "text"));
	assert_false(fits(".b", "string", "text"));
	assert_false(fits("a.", "string", "text"));
	assert_false(fits("a.b.c", "string", "text"));
	assert_false(fits("a.B", "string", "text"));
	assert_non_null(survey_item_fault(&item));
	item.json_type = "object";
	assert_non_null(survey_item_fault(&item));
	item.members_known = item.not_obtainable = true;
	assert_null(survey_item_fault(&item));
	item.value_type = "string";
	item.value = "text";
	assert_non_null(survey_item_fault(&item));
}

TEST(R3_23_amounts_days_and_dates)
{
	assert_true(fits("a.x_fen", "number", "9000000000000"));
	assert_false(fits("a.x_fen", "number", "9000000000001"));
	assert_false(fits("a.x_fen", "number", "99999999999999999999999"));
	assert_false(fits("a.x_fen", "number", "-1"));
	assert_false(fits("a.x_fen", "number", "1.5"));
	assert_false(fits("a.x_fen", "string", "5"));
	assert_true(fits("a.x_days", "number", "30"));
	assert_false(fits("a.x_days", "number", "36501"));
	assert_true(fits("a.x_on", "string", "2027-02-28"));
	assert_false(fits("a.x_on", "string", "2027-02-29"));
	assert_false(fits("a.x_on", "number", "20270228"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_23_example_1_all_filled),
		cmocka_unit_test(R3_23_example_2_an_item_is_missing),
		cmocka_unit_test(R3_23_example_3_eight_and_nine_not_obtainable),
		cmocka_unit_test(R3_23_further_items),
		cmocka_unit_test(R3_23_who_and_when),
		cmocka_unit_test(R3_23_visit_in_the_future),
		cmocka_unit_test(R3_23_what_an_item_may_be),
		cmocka_unit_test(R3_23_amounts_days_and_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
