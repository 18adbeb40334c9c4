#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"

static void
test_what_is_taken_is_zero_and_aligned(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) { /* chunks that were used before, too */
		struct arena *arena = arena_open();

		for (size_t size = 1; size < 3000; size += 97) {
			unsigned char *bytes = arena_take(arena, size);

			assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(bytes[i], 0);
			memset(bytes, 0xAA, size);
		}
		arena_close(arena);
	}
}

static void
test_pieces_do_not_overlap(void **state)
{
	struct arena *arena = arena_open();
	unsigned char *pieces[400];
	size_t sizes[400];

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		sizes[i] = (i * 7919) % 5000;
		pieces[i] = memset(arena_take(arena, sizes[i]), (int)(i % 251), sizes[i]);
	}
	for (size_t i = 0; i < 400; i++)
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], i % 251);
	arena_close(arena);
}

static void
test_large_pieces(void **state)
{
	struct arena *arena = arena_open();
	size_t size = (size_t)30 << 20;
	char *large = arena_take(arena, size);

	(void)state;
	assert_int_equal(large[0], 0);
	assert_int_equal(large[size - 1], 0);
	large[size - 1] = 'x';
	assert_non_null(arena_take(arena, 10));
	arena_close(arena);
}

static void
test_growing_keeps_what_was_there(void **state)
{
	struct arena *arena = arena_open();
	size_t size = 8;
	char *text = arena_grow(arena, NULL, 0, size);
	char *first = text;

	(void)state;
	memcpy(text, "12345678", 8);
	text = arena_grow(arena, text, size, 64); /* the last piece grows in place */
	assert_ptr_equal(text, first);
	arena_take(arena, 1);
	for (size = 64; size < (1 << 20); size *= 2) {
		text = arena_grow(arena, text, size, 2 * size);
		assert_memory_equal(text, "12345678", 8);
		text[2 * size - 1] = 'x';
		if (size % 3 == 1)
			arena_take(arena, 100);
	}
	arena_close(arena);
}

static void
test_copies_end_with_nul(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	assert_string_equal(arena_text(arena, "你好"), "你好");
	assert_null(arena_text(arena, NULL));
	arena_close(arena);
}

static void
test_print_of_any_length(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	assert_string_equal(arena_print(arena, "%s-%d", "a", 7), "a-7");
	assert_int_equal(strlen(arena_print(arena, "%0255d", 1)), 255);
	assert_int_equal(strlen(arena_print(arena, "%0256d", 1)), 256);
	assert_int_equal(strlen(arena_print(arena, "%0100000d", 1)), 100000);
	arena_close(arena);
}

static char undone[8];
static size_t undone_count;

static void
undo(void *what)
{
	undone[undone_count++] = *(const char *)what;
}

static void
test_undone_newest_first_while_the_memory_is_there(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	undone_count = 0;
	arena_defer(arena, undo, arena_text(arena, "a"));
	arena_defer(arena, undo, arena_text(arena, "b"));
	arena_defer(arena, undo, arena_text(arena, "c"));
	arena_close(arena);
	assert_memory_equal(undone, "cba", 3);
	assert_int_equal(undone_count, 3);
}

static void *
open_and_close_many(void *unused)
{
	struct arena *arenas[100];

	(void)unused;
	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < 100; i++) {
			arenas[i] = arena_open();
			memset(arena_take(arenas[i], 4000), 1, 4000);
		}
		for (size_t i = 0; i < 100; i++)
			arena_close(arenas[i]);
	}
	return NULL;
}

/* What a thread keeps for reuse goes with it: the leak checker of the sanitizer build looks. */
static void
test_threads_leave_nothing(void **state)
{
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, open_and_close_many, NULL), 0);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
}

static void *
close_it(void *arena)
{
	arena_close(arena);
	return NULL;
}

static void
test_closed_by_another_thread(void **state)
{
	struct arena *arena = arena_open();
	pthread_t thread;

	(void)state;
	arena_take(arena, 20000);
	pthread_create(&thread, NULL, close_it, arena);
	pthread_join(thread, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_taken_is_zero_and_aligned),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_large_pieces),
		cmocka_unit_test(test_growing_keeps_what_was_there),
		cmocka_unit_test(test_copies_end_with_nul),
		cmocka_unit_test(test_print_of_any_length),
		cmocka_unit_test(test_undone_newest_first_while_the_memory_is_there),
		cmocka_unit_test(test_threads_leave_nothing),
		cmocka_unit_test(test_closed_by_another_thread),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
