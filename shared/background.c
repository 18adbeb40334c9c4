#include "background.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "coroutine.h"
#include "dispatch.h"
#include "log.h"
#include "loop.h"
#include "trace.h"

#define BEGIN_AFTER  (200 * MILLISECOND) /* when the database's connections stand */
#define STOP_AT_MOST (5 * SECOND)

struct task {
	struct loop *loop;
	const struct service *service;
	instant (*step)(struct request *, void *);
	void *what;
	struct coroutine *coroutine;
	struct loop_timer *rest; /* NULL: a step is under way */
	struct task *next;
};

_Atomic(bool) background_stopping;

/* Of the loop's thread alone. */
static struct task *tasks;
static int running;

static void
wake(void *what)
{
	struct task *task = what;

	task->rest = NULL;
	coroutine_resume(task->coroutine);
}

static void
rest(struct task *task, instant delay)
{
	task->rest = loop_after(task->loop, delay, wake, task);
	coroutine_park();
}

static instant
take_step(struct task *task)
{
	struct arena *arena = arena_open();
	struct request *req = own_request(arena, task->loop, task->service, clock_now());
	instant delay;

	trace_begin(req, NULL);
	delay = task->step(req, task->what);
	arena_close(arena);
	return delay;
}

static void
run(void *what)
{
	struct task *task = what;

	task->coroutine = coroutine_running();
	rest(task, BEGIN_AFTER);
	while (!background_stopping) {
		instant delay = take_step(task);

		if (delay > 0 && !background_stopping)
			rest(task, delay);
	}
	running--;
}

static void
begin(void *what)
{
	coroutine_start(run, what);
}

void
background_start(struct loop *loop, const struct service *service,
    instant (*step)(struct request *req, void *what), void *what)
{
	struct task *task = calloc(1, sizeof(*task));

	if (!task)
		die("out of memory");
	*task = (struct task) { loop, service, step, what, NULL, NULL, tasks };
	tasks = task;
	running++;
	loop_post(loop, begin, task);
}

static void
free_tasks(void)
{
	while (tasks) {
		struct task *next = tasks->next;

		free(tasks);
		tasks = next;
	}
}

void
background_stop(void)
{
	instant deadline = clock_ticks() + STOP_AT_MOST;

	background_stopping = true;
	if (!tasks)
		return;

	struct loop *loop = tasks->loop;

	for (struct task *task = tasks; task; task = task->next)
		if (task->rest) {
			loop_cancel(loop, task->rest);
			task->rest = NULL;
			loop_wake(loop, task->coroutine);
		}
	while (running > 0 && clock_ticks() < deadline)
		loop_sleep(loop, 2 * MILLISECOND);
	if (running > 0)
		log_event(LOG_WARNING, "background", "%d tasks did not end in time", running);
	else
		free_tasks();
}
