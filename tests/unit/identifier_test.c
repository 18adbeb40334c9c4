#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "identifier.h"
#include "request.h"

/* The example of RFC 9562, appendix A.6: 2022-02-22T14:22:22-05:00. */
#define EXAMPLE_TIME (1645557742000 * MILLISECOND)

static void
test_form_and_time(void **state)
{
	char id[UUID_LENGTH + 1], again[UUID_LENGTH + 1];

	(void)state;
	uuid_new(id, EXAMPLE_TIME + 500);
	assert_int_equal(strlen(id), UUID_LENGTH);
	assert_memory_equal(
	    id, "017f22e2-79b0-7800-", 19); /* half a millisecond is 0x800 of 0x1000 */
	assert_non_null(strchr("89ab", id[19]));
	assert_true(uuid_read(id, UUID_LENGTH, again));
	assert_string_equal(again, id);
	uuid_new(id, -5);
	assert_memory_equal(id, "00000000-0000-7000-", 19);
}

static void
test_ordered_by_time_then_by_making(void **state)
{
	char last[UUID_LENGTH + 1] = "", id[UUID_LENGTH + 1];

	(void)state;
	for (int i = 0; i < 200000; i++) {
		uuid_new(id, EXAMPLE_TIME + i / 1000);
		assert_true(strcmp(last, id) < 0);
		memcpy(last, id, sizeof(last));
	}
}

#define EACH 50000

static void *
make_many(void *into)
{
	char(*ids)[UUID_LENGTH + 1] = into;

	for (int i = 0; i < EACH; i++)
		uuid_new(ids[i], EXAMPLE_TIME);
	return NULL;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
test_none_twice_from_many_threads(void **state)
{
	static char ids[4 * EACH][UUID_LENGTH + 1];
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, make_many, ids + i * EACH);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	qsort(ids, COUNT(ids), sizeof(ids[0]), compare);
	for (size_t i = 1; i < COUNT(ids); i++)
		assert_string_not_equal(ids[i - 1], ids[i]);
}

static void
test_reading(void **state)
{
	static const char *const wrong[] = { "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
		"017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
		"{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398ff", "017f22e-279b0-7cc3-98c4-dc0c0c07398f" };
	char id[UUID_LENGTH + 1];

	(void)state;
	assert_true(uuid_read("017F22E2-79B0-7CC3-98c4-DC0C0C07398F", UUID_LENGTH, id));
	assert_string_equal(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(uuid_read(wrong[i], strlen(wrong[i]), id));
}

static void
test_new_id_of_the_requests_time(void **state)
{
	struct request req = { .arena = arena_open(), .now = EXAMPLE_TIME };
	const char *first = new_id(&req), *second = new_id(&req);

	(void)state;
	assert_memory_equal(first, "017f22e2-79b0-7", 15);
	assert_true(strcmp(first, second) < 0);
	arena_close(req.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form_and_time),
		cmocka_unit_test(test_ordered_by_time_then_by_making),
		cmocka_unit_test(test_none_twice_from_many_threads),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_new_id_of_the_requests_time),
	};

	return cmocka_run_group_tests_name("identifier", tests, NULL, NULL);
}
