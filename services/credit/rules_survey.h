/* R3.23: field surveys, what an item may be and when the whole may be handed over. */
#ifndef CREDIT_RULES_SURVEY_H
#define CREDIT_RULES_SURVEY_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"
#include "rules_text.h"

/* One item of the list: { value } or { not_obtainable: true, reason }. */
struct survey_item {
	const char *name;	/* "finance.taxes_in_order" */
	const char *json_type;	/* of the item itself: "object" */
	const char *value_type; /* "string", "number", "boolean", …; NULL: no value */
	const char *value;	/* as text; NULL: none */
	const char *reason;	/* or NULL */
	bool not_obtainable;
	bool members_known; /* it has no other members than these */
};

/* The item that says when the salesperson was there. */
#define SURVEY_VISITED_ON "impression.visited_on"

/* NULL: it may be kept, if not yet handed over; else what is wrong with it. */
const char *survey_item_fault(const struct survey_item *item);
/* Filled in, or explained. */
bool survey_item_answered(const struct survey_item *item);
/* The date that an item has as its value; NO_DATE: none. */
date survey_item_date(const struct survey_item *item);

/* 422 TIME_IN_FUTURE for a visit that is still to come; NO_DATE: it is not known when. */
struct decision survey_visit_decide(date visited_on, date today);

struct survey_facts {
	enum field_survey_state state;
	bool author;			/* who hands it over wrote it */
	bool replaces, replaced_stands; /* it corrects one that is the present one */
	const char *const *required;	/* credit.field_survey.required_items, ends with NULL */
	const struct survey_item *items;
	size_t count;
	int64_t max_not_obtainable;
	date visited_on, today;
};

/* Required items that are neither filled nor explained. */
void survey_missing(const struct survey_facts *facts, struct words *missing);
/* Required items that could not be obtained. */
int64_t survey_not_obtainable(const struct survey_facts *facts);

/*
 * 403 FORBIDDEN_ROLE for others than its author; 409 INVALID_STATE; 422 SURVEY_INCOMPLETE with the
 * items, SURVEY_TOO_THIN, TIME_IN_FUTURE.
 */
struct decision survey_submit_decide(const struct survey_facts *facts);

#endif
