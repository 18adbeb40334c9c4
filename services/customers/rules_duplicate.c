#include "rules_duplicate.h"

#include <stdio.h>
#include <string.h>

#include "rules_text.h"
#include "text.h"

/* What legal forms end with, in the form that fold() gives; the longer ones first. */
static const char *const company_endings[] = {
	"有限责任公司",
	"有限責任公司",
	"有限公司",
	"companylimited",
	"companyltd",
	"colimited",
	"coltd",
	"limited",
	"ltd",
};

static const char *const city_endings[] = { "自治州", "地区", "市", "盟" };

/* Spaces, punctuation and brackets, of any script; fold() drops them. */
static const struct {
	uint32_t from, to;
} dropped[] = {
	{ 0x00, 0x2f },
	{ 0x3a, 0x40 },
	{ 0x5b, 0x60 },
	{ 0x7b, 0xbf },
	{ 0x2000, 0x206f },
	{ 0x3000, 0x303f },
	{ 0x30fb, 0x30fb },
	{ 0xfe10, 0xfe1f },
	{ 0xfe30, 0xfe6f },
	{ 0xfeff, 0xfeff },
	{ 0xff00, 0xffff },
};

static uint32_t
character(const char *text, size_t bytes)
{
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)text[0] & mask[bytes];

	for (size_t i = 1; i < bytes; i++)
		c = c << 6 | ((unsigned char)text[i] & 0x3f);
	return c;
}

/* Full-width forms become the ordinary ones. */
static uint32_t
narrow(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
}

static bool
is_dropped(uint32_t c)
{
	for (size_t i = 0; i < COUNT(dropped); i++)
		if (c >= dropped[i].from && c <= dropped[i].to)
			return true;
	return false;
}

/* Half width, lower case, without spaces, punctuation and brackets. What does not fit is cut. */
static size_t
fold(char *out, size_t size, const char *text)
{
	size_t length = 0, left = strlen(text), step;

	for (; left && (step = utf8_step(text, left)) && length + 5 < size;
	     text += step, left -= step) {
		uint32_t c = narrow(character(text, step));

		if (is_dropped(c))
			continue;
		if (c < 0x80)
			out[length++] = ascii_lower((char)c);
		else
			length += utf8_put(out + length, c);
	}
	out[length] = '\0';
	return length;
}

/* Cuts the first ending that leaves at least so many bytes. */
static size_t
cut_ending(char *text, size_t length, const char *const *endings, size_t count, size_t at_least)
{
	for (size_t i = 0; i < count; i++) {
		size_t ending = strlen(endings[i]);

		if (length < ending + at_least || !same(text + length - ending, endings[i]))
			continue;
		text[length - ending] = '\0';
		return length - ending;
	}
	return length;
}

/* The digits up to an extension: behind a word or #, or behind a dash after a whole number with
 * area code. */
static size_t
digits_of(char *out, size_t size, const char *phone)
{
	size_t length = 0, left = strlen(phone), step;

	for (; left && (step = utf8_step(phone, left)) && length + 1 < size;
	     phone += step, left -= step) {
		uint32_t c = narrow(character(phone, step));

		if (c >= '0' && c <= '9')
			out[length++] = (char)c;
		else if (length >= 7 && (!is_dropped(c) || c == '#'))
			break;
		else if (c == '-' && length >= 10 && out[0] == '0' && out[1] != '0')
			break;
	}
	out[length] = '\0';
	return length;
}

/* Chinese numbers without the country's code: a mobile from 1, a landline from the 0 of its area.
 */
static void
phone_form(char *out, size_t size, const char *phone)
{
	char digits[40];
	size_t length = digits_of(digits, sizeof(digits), phone);
	bool abroad = length > 2 && strncmp(digits, "00", 2) == 0;
	const char *number = abroad ? digits + 2 : digits;
	bool chinese = strncmp(number, "86", 2) == 0 && strlen(number) > 10;

	if (chinese)
		number += 2;
	snprintf(out, size, "%s%s",
	    chinese && number[0] != '0' && !(number[0] == '1' && strlen(number) == 11) ? "0" : "",
	    number);
}

struct likeness
likeness_of(bool person, const char *name, const char *phone, const char *city)
{
	struct likeness l = { 0 };
	size_t length = fold(l.name, sizeof(l.name) - sizeof(l.phone) - 1, name);

	if (phone)
		phone_form(l.phone, sizeof(l.phone), phone);
	if (city)
		cut_ending(l.city, fold(l.city, sizeof(l.city), city), city_endings,
		    COUNT(city_endings), strlen("北京"));

	if (!person)
		cut_ending(l.name, length, company_endings, COUNT(company_endings), 1);
	else if (!l.phone[0])
		l.name[0] = '\0';
	else
		snprintf(l.name + length, sizeof(l.name) - length, "/%s", l.phone);
	return l;
}

const char *
likeness_text(const char *text)
{
	return text[0] ? text : NULL;
}
