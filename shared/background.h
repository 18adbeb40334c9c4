/*
 * What the service does by itself, beside its requests: tasks, each a
 * coroutine on the first loop whose step is taken again and again, each time
 * with memory of its own. A step may wait, like a request.
 */
#ifndef KEHU_BACKGROUND_H
#define KEHU_BACKGROUND_H

#include "request.h"

/* step returns for how many microseconds to rest until it is taken again. From the loop's thread.
 */
void background_start(struct loop *loop, const struct service *service,
    instant (*step)(struct request *req, void *what), void *what);

/* Lets the steps under way end, and waits for them; from a coroutine of that loop. */
void background_stop(void);

/* From any thread: steps that wait for others are to end soon. */
extern _Atomic(bool) background_stopping;

#endif
