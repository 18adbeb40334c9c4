#define _GNU_SOURCE
#include "loop_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "coroutine.h"

#define EVENTS_AT_ONCE 256

void *
loop_memory(void *memory)
{
	if (!memory)
		die("out of memory in a loop");
	return memory;
}

static instant
read_clock(clockid_t clock)
{
	struct timespec at;

	clock_gettime(clock, &at);
	return (instant)at.tv_sec * SECOND + at.tv_nsec / 1000;
}

instant
clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

instant
clock_ticks(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

static void
drain_wake(void *what, uint32_t events)
{
	struct loop *loop = what;
	uint64_t     count;

	(void)events;
	while (read(loop->wake, &count, sizeof(count)) > 0)
		;
}

struct loop *
loop_new(int number)
{
	struct loop *loop = loop_memory(calloc(1, sizeof(*loop)));

	loop->number = number;
	loop->epoll = epoll_create1(EPOLL_CLOEXEC);
	loop->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (loop->epoll < 0 || loop->wake < 0)
		die("no event loop: %s", strerror(errno));
	pthread_mutex_init(&loop->lock, NULL);
	loop->last_job = &loop->first_job;
	loop_watch(loop, loop->wake, EPOLLIN, drain_wake, loop);
	return loop;
}

int
loop_number(const struct loop *loop)
{
	return loop->number;
}

void
loop_free(struct loop *loop)
{
	for (size_t i = 0; i < loop->timer_count; i++)
		free(loop->heap[i]);
	close(loop->wake);
	close(loop->epoll);
	pthread_mutex_destroy(&loop->lock);
	free(loop->heap);
	free(loop->ready);
	free(loop->watches);
	free(loop);
}

void
loop_watch(struct loop *loop, int fd, uint32_t events, void (*ready)(void *, uint32_t), void *what)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	if (fd >= loop->watch_count) {
		int count = fd * 2 + 16;

		loop->watches = loop_memory(realloc(loop->watches, (size_t)count * sizeof(*loop->watches)));
		memset(loop->watches + loop->watch_count, 0,
		    (size_t)(count - loop->watch_count) * sizeof(*loop->watches));
		loop->watch_count = count;
	}
	struct watch *watch = &loop->watches[fd];

	/* A descriptor closed and opened again is no longer known to epoll: hence the second try. */
	if (!events)
		epoll_ctl(loop->epoll, EPOLL_CTL_DEL, fd, NULL);
	else if (watch->events != events &&
	    epoll_ctl(loop->epoll, watch->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0 &&
	    epoll_ctl(loop->epoll, watch->events ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event) != 0)
		die("a descriptor cannot be watched: %s", strerror(errno));
	*watch = (struct watch){ ready, what, events };
}

void
loop_post(struct loop *loop, void (*run)(void *), void *what)
{
	struct job *job = loop_memory(malloc(sizeof(*job)));
	uint64_t    one = 1;

	*job = (struct job){ run, what, NULL };
	pthread_mutex_lock(&loop->lock);
	*loop->last_job = job;
	loop->last_job = &job->next;
	pthread_mutex_unlock(&loop->lock);
	if (write(loop->wake, &one, sizeof(one)) < 0 && errno != EAGAIN)
		perror("eventfd");
}

static void
run_jobs(struct loop *loop)
{
	pthread_mutex_lock(&loop->lock);
	struct job *job = loop->first_job;

	loop->first_job = NULL;
	loop->last_job = &loop->first_job;
	loop->stopping = loop->stop_asked;
	pthread_mutex_unlock(&loop->lock);
	while (job) {
		struct job *next = job->next;

		job->run(job->what);
		free(job);
		job = next;
	}
}

void
loop_stop(struct loop *loop)
{
	uint64_t one = 1;

	pthread_mutex_lock(&loop->lock);
	loop->stop_asked = true;
	pthread_mutex_unlock(&loop->lock);
	if (write(loop->wake, &one, sizeof(one)) < 0 && errno != EAGAIN)
		perror("eventfd");
}

void
loop_each_turn(struct loop *loop, void (*run)(void *), void *what)
{
	if (loop->hook_count == HOOKS_MAX)
		die("too many hooks of a loop");
	loop->hooks[loop->hook_count++] = (struct hook){ run, what };
}

void
loop_wake(struct loop *loop, struct coroutine *coroutine)
{
	if (loop->ready_count == loop->ready_room) {
		loop->ready_room = loop->ready_room * 2 + 64;
		loop->ready = loop_memory(realloc(loop->ready, loop->ready_room * sizeof(struct coroutine *)));
	}
	loop->ready[loop->ready_count++] = coroutine;
}

void
loop_again(struct loop *loop)
{
	loop->again = true;
}

static void
run_ready(struct loop *loop)
{
	for (size_t i = 0; i < loop->ready_count; i++) /* which may grow meanwhile */
		coroutine_resume(loop->ready[i]);
	loop->ready_count = 0;
}

static int
wait_time(const struct loop *loop)
{
	if (loop->again || loop->ready_count)
		return 0;
	if (!loop->timer_count)
		return -1;
	instant left = loop->heap[0]->due - clock_ticks();

	return left <= 0 ? 0 : left > HOUR ? 3600000 : (int)((left + MILLISECOND - 1) / MILLISECOND);
}

void
loop_run(struct loop *loop)
{
	struct epoll_event events[EVENTS_AT_ONCE];

	while (!loop->stopping) {
		run_ready(loop);
		loop->again = false;
		for (size_t i = 0; i < loop->hook_count; i++)
			loop->hooks[i].run(loop->hooks[i].what);

		int count = epoll_wait(loop->epoll, events, EVENTS_AT_ONCE, wait_time(loop));

		for (int i = 0; i < count; i++) {
			struct watch *watch = &loop->watches[events[i].data.fd];

			if (watch->events) /* not forgotten by an earlier one of this turn */
				watch->ready(watch->what, events[i].events);
		}
		loop_run_due_timers(loop);
		run_jobs(loop);
	}
	coroutine_thread_end();
}
