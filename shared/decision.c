#include "decision.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

/* A sentence that is too long is cut, between characters; its end then says so. */
static void
explain(struct decision *d, const char *format, va_list args)
{
	static const char more[] = "…";
	int length = vsnprintf(d->because, sizeof(d->because), format, args);
	size_t kept = 0, step;

	if (length < 0)
		die("cannot print with the format \"%s\"", format);
	if ((size_t)length < sizeof(d->because))
		return;
	while ((step = utf8_step(d->because + kept, sizeof(d->because) - 1 - kept)) &&
	       kept + step + sizeof(more) <= sizeof(d->because))
		kept += step;
	memcpy(d->because + kept, more, sizeof(more));
}

struct decision
decision_allow(const struct rule *rule, const char *outcome, const char *because, ...)
{
	struct decision d = { .rule = rule, .outcome = outcome };
	va_list args;

	va_start(args, because);
	explain(&d, because, args);
	va_end(args);
	return d;
}

struct decision
decision_refuse(const struct rule *rule, const struct problem *refusal, const char *because, ...)
{
	struct decision d = { .rule = rule, .refusal = refusal, .outcome = refusal->code };
	va_list args;

	va_start(args, because);
	explain(&d, because, args);
	va_end(args);
	return d;
}

/* Members of a JSON object, growing in one of the decision's arrays. What does not fit is a bug. */
struct members {
	char *text;
	size_t length, size;
};

static struct members
members_of(char *text, size_t size)
{
	return (struct members) { text, strlen(text), size };
}

static void
add(struct members *m, const char *bytes, size_t length)
{
	if (length >= m->size - m->length)
		die("a decision's %zu bytes do not hold %s and %.*s", m->size, m->text, (int)length,
		    bytes);
	memcpy(m->text + m->length, bytes, length);
	m->length += length;
	m->text[m->length] = '\0';
}

static void
add_string(struct members *m, const char *text)
{
	add(m, "\"", 1);
	for (size_t left = strlen(text), step; left; text += step, left -= step) {
		step = utf8_step(text, left);
		if (!step) {
			add(m, "\xEF\xBF\xBD", 3);
			step = 1;
		} else if (*text == '"' || *text == '\\') {
			add(m, (char[]) { '\\', *text }, 2);
		} else if ((unsigned char)*text < 0x20) {
			char escape[8];

			snprintf(escape, sizeof(escape), "\\u%04x", (unsigned char)*text);
			add(m, escape, 6);
		} else {
			add(m, text, step);
		}
	}
	add(m, "\"", 1);
}

/* Names are plain words: they need no escape. */
static void
add_name(struct members *m, const char *name)
{
	if (m->length)
		add(m, ",", 1);
	add(m, "\"", 1);
	add(m, name, strlen(name));
	add(m, "\":", 2);
}

/* Within a string of JSON a quote is escaped, so "name": is found only as a name. */
static bool
has(const struct members *m, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = m->text; (at = strstr(at, name)); at += length)
		if (at > m->text && at[-1] == '"' && at[length] == '"' && at[length + 1] == ':')
			return true;
	return false;
}

void
decision_used(struct decision *d, const char *parameter, int64_t value)
{
	char number[24];

	snprintf(number, sizeof(number), "%lld", (long long)value);
	decision_used_json(d, parameter, number);
}

void
decision_used_text(struct decision *d, const char *parameter, const char *value)
{
	struct members m = members_of(d->parameters, sizeof(d->parameters));

	if (!value) {
		decision_used_json(d, parameter, NULL);
	} else if (!has(&m, parameter)) {
		add_name(&m, parameter);
		add_string(&m, value);
	}
}

void
decision_used_json(struct decision *d, const char *parameter, const char *json)
{
	struct members m = members_of(d->parameters, sizeof(d->parameters));

	if (has(&m, parameter))
		return;
	if (!json)
		json = "null";
	add_name(&m, parameter);
	add(&m, json, strlen(json));
}

void
decision_member(struct decision *d, const char *name, const char *json)
{
	struct members m = members_of(d->members, sizeof(d->members));

	if (!json)
		return;
	add_name(&m, name);
	add(&m, json, strlen(json));
}
