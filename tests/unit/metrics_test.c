#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "metrics.h"
#include "tables.h"

static const struct operation operations[] = { { .id = "customer_get" },
	{ .id = "customer_create" }, { 0 } };
static const struct service_tables tables = { .operations = operations };
static const struct service service = { .name = "customers", .tables = &tables };

static void
shows(const char *line)
{
	struct arena *arena = arena_open();
	struct buffer b = buffer_in(arena);

	metrics_write(&b);
	if (!strstr(b.text, line))
		print_message("%s", b.text);
	assert_non_null(strstr(b.text, line));
	arena_close(arena);
}

static void *
count_some(void *unused)
{
	for (int i = 0; i < 1000; i++)
		metrics_request(&operations[0], 200, 700);
	return unused;
}

#define DURATION "http_server_request_duration_seconds"

static void
test_sum_of_threads(void **state)
{
	pthread_t threads[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, count_some, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	shows(DURATION "_count{operation=\"customer_get\",status=\"200\"} 3000\n");
	shows(DURATION "_sum{operation=\"customer_get\",status=\"200\"} 2.100000\n");
	shows(DURATION "_bucket{operation=\"customer_get\",status=\"200\",le=\"0.0005\"} 0\n");
	shows(DURATION "_bucket{operation=\"customer_get\",status=\"200\",le=\"0.001\"} 3000\n");
	shows(DURATION "_bucket{operation=\"customer_get\",status=\"200\",le=\"+Inf\"} 3000\n");
}

static void
test_ends_of_buckets(void **state)
{
	(void)state;
	metrics_request(&operations[1], 201, 500);
	metrics_request(&operations[1], 201, 501);
	metrics_request(&operations[1], 201, 60000000);
	shows(DURATION "_bucket{operation=\"customer_create\",status=\"201\",le=\"0.0005\"} 1\n");
	shows(DURATION "_bucket{operation=\"customer_create\",status=\"201\",le=\"0.001\"} 2\n");
	shows(DURATION "_bucket{operation=\"customer_create\",status=\"201\",le=\"10\"} 2\n");
	shows(DURATION "_bucket{operation=\"customer_create\",status=\"201\",le=\"+Inf\"} 3\n");
}

static void
test_what_has_no_name(void **state)
{
	(void)state;
	metrics_request(NULL, 404, 10);
	metrics_request(NULL, 299, 10);
	shows(DURATION "_count{operation=\"none\",status=\"404\"} 1\n");
	shows(DURATION "_count{operation=\"none\",status=\"other\"} 1\n");
}

static void
test_named_metrics(void **state)
{
	struct metric *lag = metric_new("feed_lag", "gauge", "Events not numbered yet.");

	(void)state;
	assert_ptr_equal(lag, metric_new("feed_lag", "gauge", "Events not numbered yet."));
	metric_set(lag, 7);
	metric_add(lag, -2);
	shows("# HELP feed_lag Events not numbered yet.\n# TYPE feed_lag gauge\nfeed_lag 5\n");
	shows("process_resident_memory_bytes ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sum_of_threads),
		cmocka_unit_test(test_ends_of_buckets),
		cmocka_unit_test(test_what_has_no_name),
		cmocka_unit_test(test_named_metrics),
	};

	metrics_start(&service);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
