/*
 * One thread's event loop: sockets, due times, and work handed over by other
 * threads. All functions but loop_post() and loop_stop() are called from the
 * loop's own thread.
 */
#ifndef KEHU_LOOP_H
#define KEHU_LOOP_H

#include "base.h"

struct coroutine;
struct loop;
struct loop_timer;

struct loop *loop_new(int number); /* 0 is the loop that also does the background work */
int          loop_number(const struct loop *loop);
void         loop_run(struct loop *loop); /* until loop_stop() */
void         loop_stop(struct loop *loop);
void         loop_free(struct loop *loop);

/* Calls ready(what, events) when fd has one of the epoll events; watching again changes them; events 0 ends it. */
void loop_watch(struct loop *loop, int fd, uint32_t events, void (*ready)(void *what, uint32_t events), void *what);

/* Calls run(what) once, after this many microseconds of monotonic time. */
struct loop_timer *loop_after(struct loop *loop, instant delay, void (*run)(void *what), void *what);
void               loop_cancel(struct loop *loop, struct loop_timer *timer);

/* Calls run(what) soon, on the loop's thread. */
void loop_post(struct loop *loop, void (*run)(void *what), void *what);

/* Calls run(what) at the end of each turn, before the loop waits: where what was gathered is sent. */
void loop_each_turn(struct loop *loop, void (*run)(void *what), void *what);

/* Resumes a parked coroutine soon, on this loop: also from within another coroutine. */
void loop_wake(struct loop *loop, struct coroutine *coroutine);

/* Makes the loop take another turn without waiting. */
void loop_again(struct loop *loop);

/* Parks the running coroutine for this long. */
void loop_sleep(struct loop *loop, instant delay);

/* Runs work(what) on a thread of its own and parks the running coroutine until it is done: for what can only block. */
void loop_offload(struct loop *loop, void (*work)(void *what), void *what);

/* The wall clock; nobody else reads it. */
instant clock_now(void);
/* Monotonic microseconds, for durations. */
instant clock_ticks(void);

#endif
