/*
 * What happens by itself. A timer is a row: kind, subject, due time. Any
 * number of replicas take due rows with skip locked, in order of their due
 * time; none is done twice, and after a stop all that came due is done with
 * its own due time (req->now is the due time, not the present).
 *
 * The order of locks is the same for all: what is locked is locked first, and
 * timers are set and cancelled behind it. Whoever changes a timer and then
 * locks what somebody else holds who is about to change it, waits in a circle.
 * A timer that rings is no such somebody: it holds no lock of its row while its
 * handler runs, and never waits for one. Where it was changed meanwhile, what
 * the handler did is not kept; a handler need not ask whether it is still due.
 */
#ifndef KEHU_TIMER_H
#define KEHU_TIMER_H

#include "request.h"

struct timer_kind {
	const char *kind; /* "review_overdue" */
	const struct problem *(*handle)(struct request *req, const char *subject_id);
};

/* Sets the one timer of this kind and subject to due; a timer already set is moved, one already done begins anew. */
MAY_FAIL timer_set(struct request *req, const char *kind, const char *subject_id, instant due);
MAY_FAIL timer_cancel(struct request *req, const char *kind, const char *subject_id);

#endif
