/* Due times: a heap, the earliest first. */
#include <stdlib.h>

#include "loop_internal.h"

/* The heap: a timer knows its place, so that it can be cancelled. */
static bool
earlier(const struct loop_timer *a, const struct loop_timer *b)
{
	return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void
place(struct loop *loop, struct loop_timer *timer, size_t at)
{
	loop->heap[at] = timer;
	timer->place = at;
}

static void
sift(struct loop *loop, struct loop_timer *timer, size_t at)
{
	while (at > 0 && earlier(timer, loop->heap[(at - 1) / 2])) {
		place(loop, loop->heap[(at - 1) / 2], at);
		at = (at - 1) / 2;
	}
	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < loop->timer_count && earlier(loop->heap[child + 1], loop->heap[child]))
			child++;
		if (child >= loop->timer_count || !earlier(loop->heap[child], timer))
			break;
		place(loop, loop->heap[child], at);
		at = child;
	}
	place(loop, timer, at);
}

struct loop_timer *
loop_after(struct loop *loop, instant delay, void (*run)(void *), void *what)
{
	struct loop_timer *timer = loop_memory(malloc(sizeof(*timer)));

	*timer = (struct loop_timer){ clock_ticks() + delay, loop->timers_made++, run, what, 0 };
	if (loop->timer_count == loop->timer_room) {
		loop->timer_room = loop->timer_room * 2 + 16;
		loop->heap = loop_memory(realloc(loop->heap, loop->timer_room * sizeof(struct loop_timer *)));
	}
	sift(loop, timer, loop->timer_count++);
	return timer;
}

void
loop_cancel(struct loop *loop, struct loop_timer *timer)
{
	size_t             at = timer->place;
	struct loop_timer *last = loop->heap[--loop->timer_count];

	if (last != timer)
		sift(loop, last, at);
	free(timer);
}

void
loop_run_due_timers(struct loop *loop)
{
	instant now = loop->timer_count ? clock_ticks() : 0;

	while (loop->timer_count && loop->heap[0]->due <= now) {
		struct loop_timer timer = *loop->heap[0];

		loop_cancel(loop, loop->heap[0]);
		timer.run(timer.what);
	}
}
