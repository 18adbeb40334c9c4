#include "metrics.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tables.h"

/* Upper ends of the histogram's buckets; the last bucket has none. */
static const instant bounds[] = { 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000,
	500000, 1000000, 2500000, 5000000, 10000000 };
#define BUCKETS (COUNT(bounds) + 1)

/* The statuses a service answers; what is not here is counted as 0, "other". */
static const int statuses[] = { 0, 200, 201, 202, 204, 207, 304, 400, 401, 403, 404, 405, 406, 408,
	409, 410, 412, 413, 415, 422, 428, 429, 431, 500, 501, 502, 503, 504 };

struct histogram {
	_Atomic uint64_t buckets[BUCKETS];
	_Atomic int64_t sum;
};

/* What one thread has counted: it alone writes, whoever asks reads. */
struct shard {
	struct shard *next;
	_Atomic(struct histogram *) cells[]; /* operation * COUNT(statuses) + status */
};

struct metric {
	struct metric *next;
	const char *name, *type, *help;
	_Atomic int64_t value;
};

static const struct service *service;
static size_t operation_count;
static _Atomic(struct shard *) shards;
static __thread struct shard *own;
static _Atomic(struct metric *) metrics;
static pthread_mutex_t naming = PTHREAD_MUTEX_INITIALIZER;

void
metrics_start(const struct service *of)
{
	service = of;
	operation_count = 0;
	while (service->tables->operations[operation_count].id)
		operation_count++;
}

/* What is allocated here lives as long as the process. */
static void *
keep(size_t size)
{
	void *made = calloc(1, size);

	if (!made)
		die("no memory for metrics");
	return made;
}

static struct shard *
own_shard(void)
{
	if (own)
		return own;
	own = keep(sizeof(*own) + (operation_count + 1) * COUNT(statuses) * sizeof(own->cells[0]));
	own->next = atomic_load(&shards);
	while (!atomic_compare_exchange_weak(&shards, &own->next, own))
		;
	return own;
}

static size_t
status_place(int status)
{
	size_t place = COUNT(statuses) - 1;

	while (place > 0 && statuses[place] != status)
		place--;
	return place;
}

void
metrics_request(const struct operation *operation, int status, instant duration)
{
	struct shard *shard = own_shard();
	size_t at = operation ? (size_t)(operation - service->tables->operations) : operation_count;
	_Atomic(struct histogram *) *cell =
	    &shard->cells[at * COUNT(statuses) + status_place(status)];
	struct histogram *histogram = atomic_load_explicit(cell, memory_order_relaxed);
	size_t bucket = 0;

	if (!histogram) {
		histogram = keep(sizeof(*histogram));
		atomic_store_explicit(cell, histogram, memory_order_release);
	}
	while (bucket < COUNT(bounds) && duration > bounds[bucket])
		bucket++;
	atomic_store_explicit(&histogram->buckets[bucket],
	    atomic_load_explicit(&histogram->buckets[bucket], memory_order_relaxed) + 1,
	    memory_order_relaxed);
	atomic_store_explicit(&histogram->sum,
	    atomic_load_explicit(&histogram->sum, memory_order_relaxed) + duration,
	    memory_order_relaxed);
}

struct metric *
metric_new(const char *name, const char *type, const char *help)
{
	struct metric *metric;

	pthread_mutex_lock(&naming);
	for (metric = atomic_load(&metrics); metric && strcmp(metric->name, name) != 0;
	     metric = metric->next)
		;
	if (!metric) {
		metric = keep(sizeof(*metric));
		metric->name = name;
		metric->type = type;
		metric->help = help;
		metric->next = atomic_load(&metrics);
		atomic_store(&metrics, metric);
	}
	pthread_mutex_unlock(&naming);
	return metric;
}

void
metric_add(struct metric *metric, int64_t change)
{
	atomic_fetch_add_explicit(&metric->value, change, memory_order_relaxed);
}

void
metric_set(struct metric *metric, int64_t value)
{
	atomic_store_explicit(&metric->value, value, memory_order_relaxed);
}

/* The sum of all threads. */
static bool
gather(size_t at, uint64_t buckets[BUCKETS], int64_t *sum)
{
	bool any = false;

	memset(buckets, 0, BUCKETS * sizeof(*buckets));
	*sum = 0;
	for (struct shard *shard = atomic_load(&shards); shard; shard = shard->next) {
		struct histogram *histogram =
		    atomic_load_explicit(&shard->cells[at], memory_order_acquire);

		if (!histogram)
			continue;
		any = true;
		for (size_t i = 0; i < BUCKETS; i++)
			buckets[i] +=
			    atomic_load_explicit(&histogram->buckets[i], memory_order_relaxed);
		*sum += atomic_load_explicit(&histogram->sum, memory_order_relaxed);
	}
	return any;
}

#define DURATION "http_server_request_duration_seconds"

static void
write_histogram(
    struct buffer *b, const char *operation, int status, const uint64_t *buckets, int64_t sum)
{
	char labels[160];
	uint64_t count = 0;

	if (status)
		snprintf(
		    labels, sizeof(labels), "operation=\"%s\",status=\"%d\"", operation, status);
	else
		snprintf(labels, sizeof(labels), "operation=\"%s\",status=\"other\"", operation);
	for (size_t i = 0; i < COUNT(bounds); i++) {
		count += buckets[i];
		buffer_print(b, DURATION "_bucket{%s,le=\"%g\"} %llu\n", labels,
		    (double)bounds[i] / SECOND, (unsigned long long)count);
	}
	count += buckets[BUCKETS - 1];
	buffer_print(
	    b, DURATION "_bucket{%s,le=\"+Inf\"} %llu\n", labels, (unsigned long long)count);
	buffer_print(b, DURATION "_sum{%s} %.6f\n", labels, (double)sum / SECOND);
	buffer_print(b, DURATION "_count{%s} %llu\n", labels, (unsigned long long)count);
}

static void
write_requests(struct buffer *b)
{
	uint64_t buckets[BUCKETS];
	int64_t sum;

	buffer_text(b, "# HELP " DURATION " Time from the last byte of a request to its answer.\n"
		       "# TYPE " DURATION " histogram\n");
	for (size_t op = 0; op <= operation_count; op++)
		for (size_t status = 0; status < COUNT(statuses); status++)
			if (gather(op * COUNT(statuses) + status, buckets, &sum))
				write_histogram(b,
				    op < operation_count ? service->tables->operations[op].id
							 : "none",
				    statuses[status], buckets, sum);
}

static void
write_process(struct buffer *b)
{
	FILE *file = fopen("/proc/self/statm", "re");
	long pages = 0;

	if (!file)
		return;
	if (fscanf(file, "%*s %ld", &pages) == 1)
		buffer_print(b,
		    "# HELP process_resident_memory_bytes Resident memory.\n"
		    "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes "
		    "%lld\n",
		    (long long)pages * sysconf(_SC_PAGESIZE));
	fclose(file);
}

void
metrics_write(struct buffer *b)
{
	write_requests(b);
	for (struct metric *metric = atomic_load(&metrics); metric; metric = metric->next)
		buffer_print(b, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", metric->name, metric->help,
		    metric->name, metric->type, metric->name,
		    (long long)atomic_load_explicit(&metric->value, memory_order_relaxed));
	write_process(b);
}
