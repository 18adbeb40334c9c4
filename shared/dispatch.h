/* The way of a request: its phases, its transaction, its answer. */
#ifndef KEHU_DISPATCH_H
#define KEHU_DISPATCH_H

#include "request.h"

struct service;

/* Once, before the first request. */
void dispatch_start(const struct service *service);

/* Called by http.c in a coroutine, with arena, service, http, now and loop set. Fills the answer. */
void dispatch(struct request *req);

/*
 * What the service asks of itself: body runs in a coroutine, in one
 * transaction, as caller "system", with now as its time; retried like a
 * request. argument must live until done (may be NULL) is called with the
 * problem, or NULL for success, which must not be kept. name is for the log.
 */
void dispatch_own(struct loop *loop, const struct service *service, const char *name, instant now,
    const struct problem *(*body)(struct request *req, void *argument), void *argument,
    void (*done)(void *argument, const struct problem *problem));

/* A request of the service itself, as caller "system"; without a trace until trace_begin(). From within a coroutine. */
struct request *own_request(struct arena *arena, struct loop *loop, const struct service *service, instant now);

/* As dispatch_own, but from within a coroutine: waits, and returns its problem; memory is taken from req's arena. */
MAY_FAIL dispatch_within(struct request *req, const char *name, instant now,
    const struct problem *(*body)(struct request *req, void *argument), void *argument);

#endif
