#include "negotiate.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* One element of a comma-separated header: "text/csv;q=0.5". */
struct element {
	const char *text;
	size_t length; /* of what stands before ";" */
	int weight;    /* thousandths */
};

static const char *
skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* RFC 9110: q=1, q=0.25; what is malformed weighs nothing. */
static int
weight_of(const char *text)
{
	int weight = 0, unit = 1000;

	if (*text != '0' && *text != '1')
		return 0;
	weight = (*text++ - '0') * unit;
	if (*text == '.')
		for (text++; ascii_digit(*text) && unit > 1; text++)
			weight += (*text - '0') * (unit /= 10);
	return weight > 1000 ? 1000 : weight;
}

/* Goes over the elements; quoted strings do not occur in what we read. */
static bool
next_element(const char **header, struct element *element)
{
	const char *at = *header + strspn(*header, " \t,");
	size_t length = strcspn(at, ",");
	const char *end = at + length, *parameter;

	if (length == 0)
		return false;
	element->text = at;
	element->length = strcspn(at, ",;");
	element->weight = 1000;
	for (parameter = at + element->length; parameter < end;
	     parameter += strcspn(parameter, ",;")) {
		parameter = skip_blanks(parameter + 1);
		if ((*parameter == 'q' || *parameter == 'Q') && parameter[1] == '=')
			element->weight = weight_of(parameter + 2);
	}
	while (element->length > 0 && strchr(" \t", element->text[element->length - 1]))
		element->length--;
	*header = end;
	return true;
}

static bool
element_is(const struct element *element, const char *text, size_t length)
{
	if (element->length != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (ascii_lower(element->text[i]) != text[i])
			return false;
	return true;
}

int
accept_weight(const char *accept, const char *type)
{
	size_t family = (size_t)(strchr(type, '/') - type) + 1;
	int exact = -1, range = -1, any = -1;
	struct element e;

	if (!accept)
		return 1000;
	while (next_element(&accept, &e)) {
		if (element_is(&e, type, strlen(type)))
			exact = e.weight;
		else if (e.length == family + 1 && e.text[family] == '*' &&
			 element_is(&(struct element) { e.text, family, 0 }, type, family))
			range = e.weight;
		else if (element_is(&e, "*/*", 3))
			any = e.weight;
	}
	if (exact >= 0)
		return exact;
	if (range >= 0)
		return range;
	return any >= 0 ? any : 0;
}

bool
language_is_chinese(const char *header)
{
	int chinese = 0, english = 0, any = 0;
	struct element e;

	if (!header)
		return false;
	while (next_element(&header, &e)) {
		struct element language = { e.text, strcspn(e.text, "-,; \t"), 0 };

		if (element_is(&language, "zh", 2) && e.weight > chinese)
			chinese = e.weight;
		else if (element_is(&language, "en", 2) && e.weight > english)
			english = e.weight;
		else if (element_is(&language, "*", 1))
			any = e.weight;
	}
	if (english == 0)
		english = any;
	return chinese > english;
}

bool
content_type_is(const char *content_type, const char *type)
{
	size_t length = strlen(type);
	const char *at = content_type;

	if (!at || !ascii_same_prefix(at, type))
		return false;
	at = skip_blanks(at + length);
	while (*at == ';') {
		at = skip_blanks(at + 1);
		if (ascii_same_prefix(at, "charset=")) {
			at += strlen("charset=");
			at += *at == '"';
			if (!ascii_same_prefix(at, "utf-8"))
				return false;
			at += strlen("utf-8");
			at += *at == '"';
			if (!strchr("; \t", *at))
				return false;
		}
		at += strcspn(at, ";");
	}
	return *at == '\0';
}

bool
if_match_read(const char *header, int64_t *version)
{
	char *end;

	if (strcmp(header, "*") == 0) {
		*version = -1;
		return true;
	}
	/* 18 digits fit; a version has neither sign nor leading zero. */
	if (header[0] != '"' || header[1] < '1' || header[1] > '9' || strlen(header) > 20)
		return false;
	*version = strtoll(header + 1, &end, 10);
	return strcmp(end, "\"") == 0;
}
