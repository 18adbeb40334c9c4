#include "event_feed.h"

#include <pthread.h>
#include <stdatomic.h>

#include "coroutine.h"
#include "loop.h"

/* A request that waits. On its coroutine's stack, so only there until that is resumed. */
struct waiting {
	struct loop *loop;
	struct coroutine *coroutine;
	struct loop_timer *timeout; /* NULL: it has come */
	bool listed;
	struct waiting *previous, *next;
};

static atomic_int_fast64_t known;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all below */
static struct waiting *waiting;
static bool stopped;

int64_t
event_feed_position(void)
{
	return atomic_load(&known);
}

/* With the lock held. */
static void
unlist(struct waiting *one)
{
	if (one->previous)
		one->previous->next = one->next;
	else
		waiting = one->next;
	if (one->next)
		one->next->previous = one->previous;
	one->listed = false;
}

static void
resume(void *what)
{
	struct waiting *one = what;

	if (one->timeout)
		loop_cancel(one->loop, one->timeout);
	coroutine_resume(one->coroutine);
}

static void
time_out(void *what)
{
	struct waiting *one = what;
	bool listed;

	one->timeout = NULL;
	pthread_mutex_lock(&lock);
	listed = one->listed;
	if (listed)
		unlist(one);
	pthread_mutex_unlock(&lock);
	if (listed) /* else resume() is on its way */
		coroutine_resume(one->coroutine);
}

/* With the lock held. */
static void
wake_all(void)
{
	while (waiting) {
		struct waiting *one = waiting;

		unlist(one);
		loop_post(one->loop, resume, one);
	}
}

void
event_feed_advance(int64_t position)
{
	if (atomic_load(&known) == position)
		return;
	pthread_mutex_lock(&lock);
	atomic_store(&known, position);
	wake_all();
	pthread_mutex_unlock(&lock);
}

void
event_feed_stop(void)
{
	pthread_mutex_lock(&lock);
	stopped = true;
	wake_all();
	pthread_mutex_unlock(&lock);
}

bool
event_feed_wait(struct request *req, int64_t seen, instant deadline)
{
	struct waiting me = { .loop = req->loop, .coroutine = coroutine_running(), .listed = true };
	instant left = deadline - clock_ticks();

	pthread_mutex_lock(&lock);
	if (stopped || left <= 0 || atomic_load(&known) != seen) {
		bool goes_on = !stopped && left > 0;

		pthread_mutex_unlock(&lock);
		return goes_on;
	}
	me.next = waiting;
	if (waiting)
		waiting->previous = &me;
	waiting = &me;
	/* Before the lock is let go: who wakes this one looks at it. */
	me.timeout = loop_after(req->loop, left, time_out, &me);
	pthread_mutex_unlock(&lock);
	coroutine_park();
	return true;
}
