#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "buffer.h"
#include "calendar.h"

static int
open_buffer(void **state)
{
	static struct buffer b;

	b = buffer_in(arena_open());
	*state = &b;
	return 0;
}

static int
close_buffer(void **state)
{
	arena_close(((struct buffer *)*state)->arena);
	return 0;
}

static void
test_grows(void **state)
{
	struct buffer *b = *state;

	for (int i = 0; i < 20000; i++)
		buffer_text(b, "0123456789");
	assert_int_equal(b->length, 200000);
	assert_int_equal(strlen(b->text), 200000);
	assert_memory_equal(b->text + 199990, "0123456789", 10);
}

static void
test_prints(void **state)
{
	struct buffer *b = *state;

	buffer_print(b, "%d", 1);
	buffer_print(b, "%0300d", 2);
	buffer_print(b, "%s", "");
	assert_int_equal(b->length, 301);
	assert_int_equal(b->text[300], '2');
}

static void
test_integers(void **state)
{
	struct buffer *b = *state;
	static const int64_t numbers[] = { 0, 7, -1, 10, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < COUNT(numbers); i++) {
		buffer_integer(b, numbers[i]);
		buffer_text(b, " ");
	}
	assert_string_equal(b->text, "0 7 -1 10 9223372036854775807 -9223372036854775808 ");
}

static void
test_instants(void **state)
{
	static const struct {
		instant at;
		const char *text;
	} cases[] = {
		{ 0, "1970-01-01T00:00:00Z" },
		{ -1, "1969-12-31T23:59:59.999999Z" },
		{ 1500000, "1970-01-01T00:00:01.5Z" },
		{ 1000001, "1970-01-01T00:00:01.000001Z" },
		{ 1795536000 * SECOND + 123456, "2026-11-24T16:00:00.123456Z" },
		{ 951782400 * SECOND, "2000-02-29T00:00:00Z" },
		{ 253402300799 * SECOND + 999999, "9999-12-31T23:59:59.999999Z" },
		{ -62135596800 * SECOND, "0001-01-01T00:00:00Z" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer *b = *state;

		b->length = 0;
		buffer_instant(b, cases[i].at);
		assert_string_equal(b->text, cases[i].text);
	}
}

static void
test_dates(void **state)
{
	struct buffer *b = *state;

	buffer_date(b, date_make(2026, 11, 24));
	buffer_date(b, date_make(1, 1, 1));
	buffer_date(b, date_make(9999, 12, 31));
	assert_string_equal(b->text, "2026-11-240001-01-019999-12-31");
}

static void
check_json(void **state, const char *text, size_t length, const char *json)
{
	struct buffer *b = *state;

	b->length = 0;
	buffer_json_text(b, text, length);
	assert_string_equal(b->text, json);
}

#define CHECK_JSON(text, json) check_json(state, text, sizeof(text) - 1, json)

static void
test_strings_escape_what_they_must(void **state)
{
	CHECK_JSON("", "\"\"");
	CHECK_JSON("plain", "\"plain\"");
	CHECK_JSON("a\"b\\c", "\"a\\\"b\\\\c\"");
	CHECK_JSON("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
	CHECK_JSON("a\0b\x1f\x7f", "\"a\\u0000b\\u001f\\u007f\"");
	CHECK_JSON("客户 ü 😀", "\"客户 ü 😀\"");
}

static void
test_strings_replace_what_is_not_utf8(void **state)
{
	CHECK_JSON("a\xff"
		   "b",
	    "\"a\xEF\xBF\xBD"
	    "b\"");
	CHECK_JSON("\xe5\xae", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""); /* cut short */
	CHECK_JSON("\xc0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""); /* a longer form of NUL */
	CHECK_JSON("\xed\xa0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""); /* a surrogate */
}

static void
test_members_with_commas_where_needed(void **state)
{
	struct buffer *b = *state;

	object_open(b);
	member_text(b, "absent", NULL);
	member_text(b, "id", "x{");
	member_integer(b, "n", -5);
	member_boolean(b, "yes", true);
	member_boolean(b, "no", false);
	member_instant(b, "at", 0);
	member_instant(b, "never", NO_INSTANT);
	member_date(b, "on", 0);
	member_date(b, "no_day", NO_DATE);
	member_raw(b, "raw", "[1,2]");
	member_raw(b, "no_raw", NULL);
	member_name(b, "inner");
	object_open(b);
	object_close(b);
	list_open(b, "list");
	item_text(b, "a[");
	item_raw(b, "{}");
	item_text(b, NULL);
	list_open(b, NULL);
	list_close(b);
	object_open(b);
	member_integer(b, "z", 1);
	object_close(b);
	list_close(b);
	object_close(b);
	assert_string_equal(b->text,
	    "{\"id\":\"x{\",\"n\":-5,\"yes\":true,\"no\":false,"
	    "\"at\":\"1970-01-01T00:00:00Z\",\"on\":\"1970-01-01\",\"raw\":[1,2],\"inner\":{},"
	    "\"list\":[\"a[\",{},null,[],{\"z\":1}]}");
}

static void
test_members_of_another_object(void **state)
{
	struct buffer *b = *state;

	object_open(b);
	members_raw(b, "{}");
	members_raw(b, "{\"a\": 1}");
	members_raw(b, NULL);
	members_raw(b, " { } ");
	members_raw(b, " {\"b\":{}} \n");
	object_close(b);
	assert_string_equal(b->text, "{\"a\": 1,\"b\":{}}");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_buffer, close_buffer)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_grows),
		TEST(test_prints),
		TEST(test_integers),
		TEST(test_instants),
		TEST(test_dates),
		TEST(test_strings_escape_what_they_must),
		TEST(test_strings_replace_what_is_not_utf8),
		TEST(test_members_with_commas_where_needed),
		TEST(test_members_of_another_object),
	};

	return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
