#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "coroutine.h"
#include "keys_source.h"
#include "log.h"
#include "loop.h"

#define REFRESH_EVERY	(5 * MINUTE)
#define REFRESH_AT_MOST (30 * SECOND) /* for kids that are not known */
#define RETRY_EVERY	(5 * SECOND)  /* while a source was never read */
#define WAITING_MAX	256

/* A request that waits for the sources to be read. On its coroutine's stack. */
struct waiting {
	struct loop *loop;
	struct coroutine *coroutine;
	struct waiting *next;
};

static struct arena *memory; /* of the sources */
static struct key_source *sources;
static size_t source_count;
static unsigned wanted; /* algorithms */
static bool complete;	/* every source was read at least once */

static pthread_t thread;
static bool running;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all below */
static pthread_cond_t changed;
static bool stopping;
static bool reading;		  /* the thread is at it, or about to begin */
static instant read_at, asked_at; /* in ticks; asked for by a kid that was not known */
static struct waiting *waiting;
static int waiting_count;

static void
refresh(void)
{
	struct arena *arena = arena_open();
	bool any = false, differs;

	for (size_t i = 0; i < source_count; i++) {
		const char *wrong = key_source_read(arena, &sources[i], wanted, &differs);

		if (wrong)
			log_event(LOG_WARNING, "keys", "%s; the keys known before stay", wrong);
		any = any || differs;
	}
	arena_close(arena);
	if (any) {
		struct key_list list = { .arena = arena_open(), .algorithms = wanted };

		complete = key_sources_keys(sources, source_count, &list);
		keys_replace(&list, complete);
		log_event(LOG_INFO, "keys", "tokens are checked with %zu keys", list.count);
	}
}

static void
resume(void *coroutine)
{
	coroutine_resume(coroutine);
}

/* With the lock held. */
static void
wake_waiting(void)
{
	struct waiting *each = waiting, *next;

	waiting = NULL;
	waiting_count = 0;
	for (; each; each = next) {
		next = each->next; /* once posted it may be gone */
		loop_post(each->loop, resume, each->coroutine);
	}
}

static void
wait_until(instant ticks)
{
	struct timespec until = { .tv_sec = ticks / SECOND, .tv_nsec = ticks % SECOND * 1000 };

	pthread_cond_timedwait(&changed, &lock, &until);
}

static void *
run(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&lock);
	while (!stopping) {
		instant next = read_at + (complete ? REFRESH_EVERY : RETRY_EVERY);

		if (!reading && clock_ticks() < next) {
			wait_until(next);
			continue;
		}
		reading = true;
		read_at = clock_ticks();
		pthread_mutex_unlock(&lock);
		refresh();
		pthread_mutex_lock(&lock);
		reading = false;
		wake_waiting();
	}
	wake_waiting();
	pthread_mutex_unlock(&lock);
	return NULL;
}

bool
keys_await_refresh(struct request *req)
{
	struct waiting me = { req->loop, coroutine_running(), NULL };

	if (!me.coroutine)
		return false;
	pthread_mutex_lock(&lock);
	if (!running || stopping || waiting_count == WAITING_MAX ||
	    (!reading && clock_ticks() < asked_at + REFRESH_AT_MOST)) {
		pthread_mutex_unlock(&lock);
		return false;
	}
	if (!reading)
		asked_at = clock_ticks();
	me.next = waiting;
	waiting = &me;
	waiting_count++;
	reading = true;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	coroutine_park();
	return true;
}

/* Every configured algorithm needs a key, unless a URL may yet bring one. */
static const char *
missing_algorithm(const struct key_list *list)
{
	for (int algorithm = 1; algorithm < TOKEN_ALGORITHMS; algorithm++) {
		bool found = !(wanted & TOKEN_ALGORITHM_BIT(algorithm));

		for (size_t i = 0; i < list->count; i++)
			found = found || list->keys[i].algorithm == (enum token_algorithm)algorithm;
		if (!found)
			return arena_print(memory, "no key is for the configured algorithm %s",
			    token_algorithm_names[algorithm]);
	}
	return NULL;
}

const char *
keys_start(const char *configured, unsigned algorithms)
{
	static const char separators[] = " ,\t\n";
	pthread_condattr_t attributes;
	char *text, *rest;
	const char *wrong;
	struct key_list list = { .algorithms = algorithms };
	bool differs;

	memory = arena_open();
	wanted = algorithms;
	text = arena_text(memory, configured);
	sources = arena_array(memory, struct key_source, strlen(text) / 2 + 1);
	for (char *each = strtok_r(text, separators, &rest); each;
	     each = strtok_r(NULL, separators, &rest))
		sources[source_count++] = key_source_of(memory, each);
	if (source_count == 0)
		return "no keys are configured";
	for (size_t i = 0; i < source_count; i++)
		if (!sources[i].is_url &&
		    (wrong = key_source_read(memory, &sources[i], wanted, &differs)))
			return wrong;
	list.arena = arena_open();
	complete = key_sources_keys(sources, source_count, &list);
	wrong = complete ? missing_algorithm(&list) : NULL;
	keys_replace(&list, complete);
	if (wrong)
		return wrong;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attributes);
	pthread_condattr_destroy(&attributes);
	stopping = false;
	reading = !complete;
	read_at = clock_ticks();
	asked_at = read_at - REFRESH_AT_MOST;
	running = pthread_create(&thread, NULL, run, NULL) == 0;
	return running ? NULL : "no thread can be started";
}

void
keys_stop(void)
{
	if (running) {
		pthread_mutex_lock(&lock);
		stopping = true;
		pthread_cond_signal(&changed);
		pthread_mutex_unlock(&lock);
		pthread_join(thread, NULL);
		pthread_cond_destroy(&changed);
		running = false;
	}
	for (size_t i = 0; i < source_count; i++)
		free(sources[i].text);
	source_count = 0;
	keys_forget();
	if (memory)
		arena_close(memory);
	memory = NULL;
}
