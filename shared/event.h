/*
 * Events: what other services and partners are told. Emitted into the outbox
 * in the request's transaction, numbered after the commit, served by
 * /v1/events as CloudEvents in that order.
 */
#ifndef KEHU_EVENT_H
#define KEHU_EVENT_H

#include "request.h"

/*
 * type one of x-events of the spec (which also says who may read it);
 * subject_id what it is about; version of the subject, so that a receiver can
 * ignore an older state (0: none); data a JSON object.
 */
MAY_FAIL event_emit(struct request *req, const char *type, const char *subject_id, int64_t version,
    const char *data);

/* An event of another service, as a subscriber receives it. */
struct event {
	const char *id, *source, *type, *subject;
	int64_t     position, version;
	instant     at;
	const char *data; /* JSON object */
};

/* A handler of a received event: a request like any other, its effects in one transaction with the cursor. */
struct subscription {
	const char *source; /* the service's name */
	const char *type;
	const struct problem *(*handle)(struct request *req, const struct event *event);
};

/* A member of the event's data; NULL, 0, NO_INSTANT or NO_DATE where it has none of that type. */
const char *event_text(struct request *req, const struct event *event, const char *member);
int64_t     event_integer(struct request *req, const struct event *event, const char *member);
bool        event_has_integer(struct request *req, const struct event *event, const char *member); /* 0 is one */
instant     event_instant(struct request *req, const struct event *event, const char *member);
date        event_date(struct request *req, const struct event *event, const char *member);

#endif
