#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "csv.h"

static int
open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int
close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

/* A line for each row: its number, fields behind bars, a fault behind an exclamation mark. */
static const char *
read_all(struct arena *arena, const char *text, size_t length)
{
	struct csv csv = csv_of(text, length);
	struct buffer b = buffer_in(arena);
	const char *const *fields;
	const char *error;
	size_t count;

	buffer_text(&b, "");
	while (csv_next(&csv, arena, &fields, &count, &error)) {
		buffer_print(&b, "%d", (int)csv.line);
		for (size_t i = 0; i < count; i++)
			buffer_print(&b, "|%s", fields[i]);
		buffer_print(&b, "%s%s\n", error ? "!" : "", error ? error : "");
	}
	return b.text;
}

#define CHECK(text, rows) assert_string_equal(read_all(*state, text, sizeof(text) - 1), rows)

static void
test_rows_and_fields(void **state)
{
	CHECK("", "");
	CHECK("\n\r\n", "");
	CHECK("a,b\nc,d\n", "1|a|b\n2|c|d\n");
	CHECK("a,b\r\nc,d", "1|a|b\n2|c|d\n");
	CHECK("a,\r", "1|a|\n");
	CHECK(",\n", "1||\n");
	CHECK("a\n\n\nb\n", "1|a\n4|b\n");
	CHECK("名称,电话\n甲公司,1\n", "1|名称|电话\n2|甲公司|1\n");
	CHECK("a\rb\n", "1|a\rb\n");
}

static void
test_byte_order_mark_is_no_text(void **state)
{
	CHECK("\xEF\xBB\xBF"
	      "a,b\n",
	    "1|a|b\n");
	CHECK("\xEF\xBB\xBF", "");
	CHECK("\xEF\xBB\xBF\"a\"\n", "1|a\n");
}

static void
test_quotes(void **state)
{
	CHECK("\"a,b\",c\n", "1|a,b|c\n");
	CHECK("\"a\"\"b\"\n", "1|a\"b\n");
	CHECK("\"\"\n", "1|\n");
	CHECK("\"\",\"\"\n", "1||\n");
	CHECK("\"a\r\nb\n\",c\nd\n", "1|a\r\nb\n|c\n4|d\n");
	CHECK("\"a\"", "1|a\n");
}

static void
test_faults_leave_the_other_rows(void **state)
{
	CHECK("a\"b,c\nd\n", "1|a\"b!quote in a field that does not begin with one\n2|d\n");
	CHECK("\"a\"b,c\nd\n", "1|a!text after a closing quote\n2|d\n");
	CHECK("a,\"b\nc\n", "1|a|b\nc\n!quote not closed\n");
	CHECK("a,\xff\nd\n", "1|a|\xff!not UTF-8\n2|d\n");
	CHECK("a,b\0c\nd\n", "1|a|b!NUL character\n2|d\n");
	CHECK("\"\xe5\",b\nd\n", "1|\xe5!not UTF-8\n2|d\n");
}

static void
test_many_fields(void **state)
{
	struct buffer b = buffer_in(*state);
	struct csv csv;
	const char *const *fields;
	const char *error;
	size_t count;

	for (int i = 0; i < 1000; i++)
		csv_field(&b, "x", 1, i == 0);
	csv_end_row(&b);
	csv = csv_of(b.text, b.length);
	assert_true(csv_next(&csv, *state, &fields, &count, &error));
	assert_int_equal(count, 1000);
	assert_string_equal(fields[999], "x");
}

static const char *
write_one(struct arena *arena, const char *value)
{
	struct buffer b = buffer_in(arena);

	csv_field(&b, value, value ? strlen(value) : 0, true);
	return b.text;
}

static void
test_writing_quotes_where_needed(void **state)
{
	static const char *const cases[][2] = { { "a", "a" }, { "a b", "a b" },
		{ "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" }, { "\"", "\"\"\"\"" },
		{ "a\nb", "\"a\nb\"" }, { "a\rb", "\"a\rb\"" }, { "", "\"\"" },
		{ "客户", "客户" } };

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(write_one(*state, cases[i][0]), cases[i][1]);
	assert_string_equal(write_one(*state, NULL), "\"\"");
}

static void
test_formulas_do_not_run(void **state)
{
	static const char *const cases[][2] = { { "=1+1", "'=1+1" },
		{ "+8613812345678", "'+8613812345678" }, { "@SUM(A1)", "'@SUM(A1)" },
		{ "-1+1", "'-1+1" }, { "-", "'-" }, { "\tx", "'\tx" }, { "\rx", "\"'\rx\"" },
		{ "=\"a\"", "\"'=\"\"a\"\"\"" }, { "-5", "-5" }, { "-5.25", "-5.25" },
		{ "a=b", "a=b" }, { "'=x", "''=x" }, { "'", "'" }, { "'a'", "'a'" } };

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(write_one(*state, cases[i][0]), cases[i][1]);
}

static void
test_what_was_written_is_read(void **state)
{
	static const char *const values[] = { "", "a", "=1", "'=1", "''=1", "'-5", "-5", "--5", "-",
		"'", "''", "'a", "a,b", "a\"b\"", "\"", "\r\n", "\n", "\r", "\t", "+", "@x",
		" lead", "trail ", "客户，“甲”", "\xEF\xBB\xBF" };

	for (size_t first = 0; first < COUNT(values); first++)
		for (size_t second = 0; second < COUNT(values); second++) {
			struct buffer b = buffer_in(*state);
			struct csv csv;
			const char *const *fields;
			const char *error;
			size_t count;

			csv_field(&b, "h", 1, true);
			csv_end_row(&b);
			csv_field(&b, values[first], strlen(values[first]), true);
			csv_field(&b, values[second], strlen(values[second]), false);
			csv_end_row(&b);
			csv = csv_of(b.text, b.length);
			assert_true(csv_next(&csv, *state, &fields, &count, &error));
			assert_true(csv_next(&csv, *state, &fields, &count, &error));
			assert_null(error);
			assert_int_equal(count, 2);
			assert_string_equal(fields[0], values[first]);
			assert_string_equal(fields[1], values[second]);
			assert_false(csv_next(&csv, *state, &fields, &count, &error));
		}
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rows_and_fields),
		TEST(test_byte_order_mark_is_no_text),
		TEST(test_quotes),
		TEST(test_faults_leave_the_other_rows),
		TEST(test_many_fields),
		TEST(test_writing_quotes_where_needed),
		TEST(test_formulas_do_not_run),
		TEST(test_what_was_written_is_read),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
