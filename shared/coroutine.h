/*
 * Straight-line code that waits without holding a thread. A coroutine belongs
 * to the loop (thread) that started it and never leaves it.
 */
#ifndef KEHU_COROUTINE_H
#define KEHU_COROUTINE_H

#include "base.h"

struct coroutine;

/* Runs body on a stack of its own, at once, until it parks or returns. Not from within a coroutine. */
void coroutine_start(void (*body)(void *argument), void *argument);

/* The one running on this thread, or NULL. */
struct coroutine *coroutine_running(void);

/* Gives the thread back until coroutine_resume(). Only from within a coroutine. */
void coroutine_park(void);

/* Goes on with a parked one; returns when it parks again or ends. From its loop's thread, not from within a coroutine. */
void coroutine_resume(struct coroutine *coroutine);

/* Gives the thread's kept stacks back. */
void coroutine_thread_end(void);

#endif
