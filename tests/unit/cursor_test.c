#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cursor.h"
#include "text.h"

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"
#define AT "2026-11-24T16:00:00.123456Z"

static const struct list_sort created_at = { "created_at", TYPE_INSTANT, false };
static const struct list_sort name = { "name", TYPE_TEXT, true };

static struct request req;
static struct page page = { .sorts = { { &created_at, true }, { &name, false } }, .sort_count = 2 };

static int
set_up(void **state)
{
	(void)state;
	req = (struct request) { .arena = arena_open() };
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_close(req.arena);
	return 0;
}

static const struct problem *
read_back(const char *cursor, uint64_t of, const char **values)
{
	page.cursor = cursor;
	return cursor_read(&req, of, &page, values);
}

static const char *
written(const char *at, const char *text, const char *id)
{
	return cursor_write(req.arena, 7, (const char *const[]) { at, text, id }, 3);
}

static void
test_there_and_back(void **state)
{
	const char *values[3];

	(void)state;
	assert_null(read_back(written(AT, "北京\"\\ %&", ID), 7, values));
	assert_string_equal(values[0], AT);
	assert_string_equal(values[1], "北京\"\\ %&");
	assert_string_equal(values[2], ID);
	assert_null(read_back(written(AT, NULL, ID), 7, values));
	assert_null(values[1]);
	assert_null(read_back(written(AT, "", ID), 7, values));
	assert_string_equal(values[1], "");
}

static void
refused(const char *cursor, uint64_t of)
{
	const char *values[3];
	const struct problem *problem = read_back(cursor, of, values);

	assert_non_null(problem);
	assert_string_equal(problem->code, "CURSOR_INVALID");
}

static void
test_of_another_list(void **state)
{
	(void)state;
	refused(written(AT, "n", ID), 8);
}

static void
test_every_change_is_noticed(void **state)
{
	const char *cursor = written(AT, "北京", ID);
	size_t length = strlen(cursor);

	(void)state;
	for (size_t i = 0; i < length; i++) {
		char *other = arena_copy(req.arena, cursor, length);

		other[i] = other[i] == 'A' ? 'B' : 'A';
		refused(other, 7);
		other[i] = '\0';
		refused(other, 7);
	}
	refused(arena_print(req.arena, "%sA", cursor), 7);
	refused("", 7);
	refused("!", 7);
	refused("====", 7);
}

/* Well-formed, but made by somebody who knows how: what the database would refuse does not reach
 * it. */
static void
test_forged(void **state)
{
	(void)state;
	refused(written("yesterday", "n", ID), 7);
	refused(written(NULL, "n", ID), 7);
	refused(written(AT, "\xff", ID), 7);
	refused(written(AT, "n", "7"), 7);
	refused(written(AT, "n", NULL), 7);
	refused(cursor_write(req.arena, 7, (const char *const[]) { AT, ID }, 2), 7);
	refused(cursor_write(req.arena, 7, (const char *const[]) { AT, "n", ID, ID }, 4), 7);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_there_and_back),
		TEST(test_of_another_list),
		TEST(test_every_change_is_noticed),
		TEST(test_forged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
