#include "rules_survey.h"
#include "rules.h"
#include "rules_text.h"

#include <string.h>

#define MONEY_MAX INT64_C(9000000000000)
#define DAYS_MAX  INT64_C(36500)
#define TEXT_MAX  4000

static bool
ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), ending = strlen(end);

	return length > ending && same(name + length - ending, end);
}

/* A whole number from 0 to most. */
static bool
whole_up_to(const struct survey_item *item, int64_t most)
{
	int64_t number = 0;

	if (!same(item->value_type, "number"))
		return false;
	for (const char *digit = item->value; *digit; digit++) {
		if (*digit < '0' || *digit > '9')
			return false;
		number = 10 * number + (*digit - '0');
		if (number > most)
			return false;
	}
	return true;
}

/* section.item, in small letters. */
static bool
well_named(const char *name)
{
	const char *dot = strchr(name, '.');
	size_t length = strlen(name);

	return length <= 80 && dot && dot != name && dot[1] && !strchr(dot + 1, '.') &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == length;
}

date
survey_item_date(const struct survey_item *item)
{
	date on;

	if (!same(item->value_type, "string") || !date_read(item->value, strlen(item->value), &on))
		return NO_DATE;
	return on;
}

const char *
survey_item_fault(const struct survey_item *item)
{
	if (!well_named(item->name))
		return "An item is named section.item, in small letters.";
	if (!same(item->json_type, "object") || !item->members_known)
		return "An item has a value, or not_obtainable and a reason.";
	if (item->not_obtainable && item->value)
		return "What could not be obtained has no value.";
	if (!item->value)
		return NULL;
	if (same(item->value_type, "object") || same(item->value_type, "array"))
		return "A value is a text, a number, true or false.";
	if (strlen(item->value) > TEXT_MAX)
		return "A value is too long.";
	if (ends_with(item->name, "_fen") && !whole_up_to(item, MONEY_MAX))
		return "An amount in fen, a whole number up to 9000000000000.";
	if (ends_with(item->name, "_days") && !whole_up_to(item, DAYS_MAX))
		return "A whole number of days up to 36500.";
	if (ends_with(item->name, "_on") && survey_item_date(item) == NO_DATE)
		return "A date, YYYY-MM-DD.";
	return NULL;
}

bool
survey_item_answered(const struct survey_item *item)
{
	return item->not_obtainable ? has_text(item->reason) : has_text(item->value);
}

struct decision
survey_visit_decide(date visited_on, date today)
{
	if (visited_on != NO_DATE && visited_on > today)
		return decision_refuse(&R3_23, &problem_time_in_future,
		    "The visit would have been on %s, later than today.",
		    show_date(visited_on).text);
	return decision_allow(&R3_23, "VISITED", "The visit is not in the future.");
}

static const struct survey_item *
item_named(const struct survey_facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (same(facts->items[i].name, name))
			return &facts->items[i];
	return NULL;
}

void
survey_missing(const struct survey_facts *facts, struct words *missing)
{
	for (const char *const *name = facts->required; *name; name++) {
		const struct survey_item *item = item_named(facts, *name);

		if (!item || !survey_item_answered(item))
			words_add(missing, *name);
	}
}

int64_t
survey_not_obtainable(const struct survey_facts *facts)
{
	int64_t count = 0;

	for (const char *const *name = facts->required; *name; name++) {
		const struct survey_item *item = item_named(facts, *name);

		count += item && item->not_obtainable;
	}
	return count;
}

static struct decision
not_now(const struct survey_facts *facts)
{
	return decision_refuse(&R3_23, &problem_invalid_state,
	    facts->state == FIELD_SURVEY_STATE_DRAFT
		? "What it corrects has been corrected already."
		: "What was handed over is not changed; a new survey corrects it.");
}

struct decision
survey_submit_decide(const struct survey_facts *facts)
{
	int64_t not_obtainable = survey_not_obtainable(facts);
	struct words missing = { 0 };
	struct decision d;

	if (!facts->author)
		return decision_refuse(&R3_23, &problem_forbidden_role,
		    "The salesperson who collected it hands it over.");
	if (facts->state != FIELD_SURVEY_STATE_DRAFT ||
	    (facts->replaces && !facts->replaced_stands))
		return not_now(facts);
	survey_missing(facts, &missing);
	if (missing.count) {
		d = decision_refuse(&R3_23, &problem_survey_incomplete,
		    "Neither filled in nor explained: %s.", missing.text);
		words_member(&d, "items", &missing);
		return d;
	}
	if (not_obtainable > facts->max_not_obtainable)
		d = decision_refuse(&R3_23, &problem_survey_too_thin,
		    "%lld items could not be obtained, more than %lld.", (long long)not_obtainable,
		    (long long)facts->max_not_obtainable);
	else if (facts->visited_on != NO_DATE && facts->visited_on > facts->today)
		d = survey_visit_decide(facts->visited_on, facts->today);
	else
		d = decision_allow(&R3_23, field_survey_state_names[FIELD_SURVEY_STATE_SUBMITTED],
		    "Each item is filled in or explained; it is frozen now.");
	decision_used(&d, "credit.field_survey.max_not_obtainable", facts->max_not_obtainable);
	return d;
}
