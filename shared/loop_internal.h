/* What the loop*.c files share, and nobody else sees. */
#ifndef KEHU_LOOP_INTERNAL_H
#define KEHU_LOOP_INTERNAL_H

#include <pthread.h>

#include "loop.h"

#define HOOKS_MAX 8

struct watch {
	void   (*ready)(void *, uint32_t);
	void    *what;
	uint32_t events; /* 0: not watched */
};

struct loop_timer {
	instant  due; /* in ticks */
	uint64_t order;
	void   (*run)(void *);
	void    *what;
	size_t   place; /* in the heap */
};

struct job {
	void      (*run)(void *);
	void       *what;
	struct job *next;
};

struct hook {
	void (*run)(void *);
	void  *what;
};

struct loop {
	int          number, epoll, wake;
	bool         stopping, again;
	struct watch *watches; /* by file descriptor */
	int          watch_count;

	struct loop_timer **heap; /* the earliest first */
	size_t              timer_count, timer_room;
	uint64_t            timers_made;

	struct coroutine **ready; /* to be resumed in this turn */
	size_t             ready_count, ready_room;

	pthread_mutex_t lock; /* of what other threads hand over */
	struct job     *first_job, **last_job;
	bool            stop_asked;

	struct hook hooks[HOOKS_MAX];
	size_t      hook_count;
};

/* The memory, or the end: a loop cannot go on without. */
void *loop_memory(void *memory);
void  loop_run_due_timers(struct loop *loop);

#endif
