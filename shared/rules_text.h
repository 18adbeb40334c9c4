/* What a rule says: lists that it fills while it looks, and figures as a reader expects them. Pure. */
#ifndef KEHU_RULES_TEXT_H
#define KEHU_RULES_TEXT_H

#include "calendar.h"
#include "decision.h"

/* Words found so far, in order: unmet conditions, missing papers. Begin with { 0 }. */
struct words {
	size_t count;	 /* of all; a word that did not fit is counted all the same */
	char json[1000]; /* ["a.kind","a.size"] */
	char text[160];	 /* a.kind, a.size */
};

void words_add(struct words *words, const char *word);
void words_add_named(struct words *words, const char *prefix, const char *word);
const char *words_json(const struct words *words); /* "[]" while there are none */
/*
 * Says them in the decision, where there are any and there is room left for them: the most
 * telling first.
 */
void words_member(struct decision *d, const char *name, const struct words *words);

/* Whether a list that ends with NULL has the word; a list that is NULL has none. */
bool list_has(const char *const *list, const char *word);
/* Both known, and the same. */
bool same(const char *a, const char *b);
/* Not absent, and more than blanks. */
bool has_text(const char *text);

struct shown {
	char text[32];
};
struct shown show_date(date on);			/* 2027-03-01 */
struct shown show_percent(int64_t part, int64_t whole); /* 15, 15.79; of nothing: 0 */
struct shown show_money(int64_t fen);			/* 1000000.00 */
struct shown show_period(struct period period); /* P6M, P1M15D; its time of day is not shown */

#endif
