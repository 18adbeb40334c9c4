#include <string.h>

#include "rules_text.h"
#include "text.h"

/*
 * Appends with a NUL behind; quoted: as inside a JSON string. The caller has made sure that it
 * fits.
 */
static void
append(char *to, const char *text, bool quoted)
{
	to += strlen(to);
	for (; *text; text++) {
		if (quoted && (*text == '"' || *text == '\\'))
			*to++ = '\\';
		*to++ = (unsigned char)*text < ' ' ? ' ' : *text;
	}
	*to = '\0';
}

void
words_add_named(struct words *words, const char *prefix, const char *word)
{
	size_t length = strlen(prefix) + strlen(word), used = strlen(words->json);

	words->count++;
	if (used + 2 * length + sizeof "[\"\"]," <= sizeof words->json) {
		if (used)
			words->json[used - 1] = '\0'; /* the bracket */
		append(words->json, used ? ",\"" : "[\"", false);
		append(words->json, prefix, true);
		append(words->json, word, true);
		append(words->json, "\"]", false);
	}
	if (strlen(words->text) + length + sizeof ", " <= sizeof words->text) {
		append(words->text, *words->text ? ", " : "", false);
		append(words->text, prefix, false);
		append(words->text, word, false);
	}
}

void
words_add(struct words *words, const char *word)
{
	words_add_named(words, "", word);
}

const char *
words_json(const struct words *words)
{
	return *words->json ? words->json : "[]";
}

void
words_member(struct decision *d, const char *name, const struct words *words)
{
	if (words->count &&
	    strlen(d->members) + strlen(name) + sizeof ",\"\":" + strlen(words->json) <
		sizeof d->members)
		decision_member(d, name, words_json(words));
}

bool
list_has(const char *const *list, const char *word)
{
	for (; list && *list; list++)
		if (same(*list, word))
			return true;
	return false;
}

bool
same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

bool
has_text(const char *text)
{
	return text && text[utf8_blanks(text, strlen(text))];
}

/* Writes the digits of a number that is not negative, at least so many; returns what follows them.
 */
static char *
digits(char *to, int64_t number, int least)
{
	int64_t rest = number;
	int count = 0;

	do
		count++;
	while (rest /= 10);
	count = count < least ? least : count;
	for (int i = count; i-- > 0; number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + count;
}

struct shown
show_date(date on)
{
	struct shown shown = { "no date" };
	int year, month, day;
	char *to = shown.text;

	if (on == NO_DATE)
		return shown;
	date_split(on, &year, &month, &day);
	to = digits(to, year, 4);
	*to++ = '-';
	to = digits(to, month, 2);
	*to++ = '-';
	to = digits(to, day, 2);
	*to = '\0';
	return shown;
}

struct shown
show_percent(int64_t part, int64_t whole)
{
	struct shown shown = { "" };
	int64_t hundredths = whole > 0 ? (part * 20000 + whole) / (2 * whole) : 0;
	char *to = digits(shown.text, hundredths / 100, 1);

	if (hundredths % 100) {
		*to++ = '.';
		to = digits(to, hundredths % 100, 2);
		if (to[-1] == '0')
			to--;
	}
	*to = '\0';
	return shown;
}

struct shown
show_money(int64_t fen)
{
	struct shown shown = { "" };
	char *to = shown.text;
	/* Of the smallest number, too, there is no negative. */
	uint64_t size = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;

	if (fen < 0)
		*to++ = '-';
	to = digits(to, (int64_t)(size / 100), 1);
	*to++ = '.';
	to = digits(to, (int64_t)(size % 100), 2);
	*to = '\0';
	return shown;
}

struct shown
show_period(struct period period)
{
	struct shown shown = { "" };
	char *to = shown.text;

	*to++ = 'P';
	if (period.months) {
		to = digits(to, period.months, 1);
		*to++ = 'M';
	}
	if (period.days || !period.months) {
		to = digits(to, period.days, 1);
		*to++ = 'D';
	}
	*to = '\0';
	return shown;
}
