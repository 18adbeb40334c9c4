/*
 * What a rule decided, and why. Rules are pure: they fill a decision (by value,
 * bounded, no memory taken); decide() in request.h keeps it, shows it in the
 * answer, or turns a refusal into the problem the client reads.
 */
#ifndef KEHU_DECISION_H
#define KEHU_DECISION_H

#include "problem.h"

struct decision {
	const struct rule    *rule;
	const struct problem *refusal; /* NULL: allowed */
	const char           *outcome; /* "ADMITTED", "IN_TIME" */
	char                  because[400];
	char                  parameters[600]; /* members of a JSON object, without the braces */
	char                  members[1200];   /* likewise: what a refusal adds to the problem */
};

/* An allowing decision; because is a sentence. */
struct decision decision_allow(const struct rule *rule, const char *outcome, const char *because, ...)
    PRINTF_LIKE(3, 4);
struct decision decision_refuse(const struct rule *rule, const struct problem *refusal, const char *because, ...)
    PRINTF_LIKE(3, 4);

/* Notes a parameter's value that the decision used; once is enough, a second note of it adds nothing. NULL: null. */
void decision_used(struct decision *d, const char *parameter, int64_t value);
void decision_used_text(struct decision *d, const char *parameter, const char *value);
void decision_used_json(struct decision *d, const char *parameter, const char *json);
/* Adds a JSON member to what a refusal says: "conditions": ["d", "e"]. */
void decision_member(struct decision *d, const char *name, const char *json);

#endif
