/* Coroutines that wait for a time, or for work on another thread. */
#include <pthread.h>

#include "coroutine.h"
#include "loop.h"

struct sleeper {
	struct loop      *loop;
	struct coroutine *coroutine;
};

static void
wake_sleeper(void *what)
{
	struct sleeper *sleeper = what;

	loop_wake(sleeper->loop, sleeper->coroutine);
}

void
loop_sleep(struct loop *loop, instant delay)
{
	struct sleeper sleeper = { loop, coroutine_running() };

	loop_after(loop, delay, wake_sleeper, &sleeper);
	coroutine_park();
}

struct offload {
	struct sleeper sleeper;
	void         (*work)(void *);
	void          *what;
};

static void *
run_offload(void *what)
{
	struct offload *offload = what;

	offload->work(offload->what);
	loop_post(offload->sleeper.loop, wake_sleeper, &offload->sleeper);
	return NULL;
}

void
loop_offload(struct loop *loop, void (*work)(void *), void *what)
{
	struct offload offload = { { loop, coroutine_running() }, work, what };
	pthread_t      thread;

	if (pthread_create(&thread, NULL, run_offload, &offload) != 0)
		die("no thread can be started");
	coroutine_park();
	/* Not detached: the end of the process must find no thread half way. */
	pthread_join(thread, NULL);
}
