#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "calendar.h"

#define FIRST_CAPACITY 256

struct buffer
buffer_in(struct arena *arena)
{
	return (struct buffer) { .arena = arena };
}

/* Always leaves room for the NUL behind. */
void
buffer_reserve(struct buffer *b, size_t more)
{
	size_t capacity = b->capacity ? b->capacity : FIRST_CAPACITY;

	if (b->capacity - b->length > more)
		return;
	if (more > PTRDIFF_MAX / 2 - b->length)
		die("out of memory: a text of %zu bytes is to grow by %zu", b->length, more);
	while (capacity - b->length <= more)
		capacity *= 2;
	b->text = arena_grow(b->arena, b->text, b->capacity, capacity);
	b->capacity = capacity;
}

void
buffer_add(struct buffer *b, const void *bytes, size_t length)
{
	buffer_reserve(b, length);
	if (length)
		memcpy(b->text + b->length, bytes, length);
	b->length += length;
	b->text[b->length] = '\0';
}

void
buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, text, strlen(text));
}

void
buffer_print(struct buffer *b, const char *format, ...)
{
	va_list args, again;
	int length;

	buffer_reserve(b, 128);
	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(b->text + b->length, b->capacity - b->length, format, args);
	if (length < 0)
		die("cannot print with the format \"%s\"", format);
	if ((size_t)length >= b->capacity - b->length) {
		buffer_reserve(b, (size_t)length);
		vsnprintf(b->text + b->length, b->capacity - b->length, format, again);
	}
	b->length += (size_t)length;
	va_end(again);
	va_end(args);
}

void
buffer_integer(struct buffer *b, int64_t number)
{
	char digits[24], *first = digits + sizeof(digits);
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

	do {
		*--first = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (number < 0)
		*--first = '-';
	buffer_add(b, first, (size_t)(digits + sizeof(digits) - first));
}

/* The last digits of the number, zeros in front. */
static char *
put_digits(char *out, int number, int digits)
{
	for (int i = digits; i-- > 0; number /= 10)
		out[i] = (char)('0' + number % 10);
	return out + digits;
}

/* Years beyond four digits are not RFC 3339, and never come in; out of a database they might. */
static char *
put_date(char *out, date on)
{
	int year, month, day;

	date_split(on, &year, &month, &day);
	if (year < 0 || year > 9999)
		out += sprintf(out, "%d", year);
	else
		out = put_digits(out, year, 4);
	*out++ = '-';
	out = put_digits(out, month, 2);
	*out++ = '-';
	return put_digits(out, day, 2);
}

void
buffer_date(struct buffer *b, date on)
{
	char text[24];

	buffer_add(b, text, (size_t)(put_date(text, on) - text));
}

void
buffer_instant(struct buffer *b, instant at)
{
	char text[48], *out;
	instant of_day = at % DAY;
	int seconds, fraction;

	if (of_day < 0)
		of_day += DAY;
	seconds = (int)(of_day / SECOND);
	fraction = (int)(of_day % SECOND);

	out = put_date(text, (date)((at - of_day) / DAY));
	*out++ = 'T';
	out = put_digits(out, seconds / 3600, 2);
	*out++ = ':';
	out = put_digits(out, seconds / 60 % 60, 2);
	*out++ = ':';
	out = put_digits(out, seconds % 60, 2);
	if (fraction) {
		*out++ = '.';
		out = put_digits(out, fraction, 6);
		while (out[-1] == '0')
			out--;
	}
	*out++ = 'Z';
	buffer_add(b, text, (size_t)(out - text));
}
