/* One event of another service on its way in: taken in once, or put aside. */
#ifndef KEHU_DELIVERY_H
#define KEHU_DELIVERY_H

#include <jansson.h>

#include "tables.h"

struct peer {
	char *name, *url;
	int failures;	    /* of asking, in a row */
	char event_id[100]; /* the one that cannot be taken in */
	int attempts;	    /* at it */
	struct peer *next;
};

struct delivery {
	struct peer *peer;
	struct event event;
	const char *before,
	    *after; /* where the cursor stands, and will stand, as the peer tells it */
	const char *json, *error;
	int attempts;
	bool late; /* another process was first: nothing was done */
};

/* Before the first delivery. */
void delivery_start(void);

/* What this service does at events of the peer; of any type, or of this one. NULL: nothing. */
const struct subscription *
peer_subscription(const struct service *service, const struct peer *peer, const char *type);

/* Reads an element of the peer's answer. false: it is no event as it should be. */
bool delivery_read(struct request *req, const json_t *item, struct delivery *delivery);

/*
 * Runs the handler and moves the cursor in one transaction. A problem: to be
 * tried again later; what fails too often is parked, and is no problem.
 */
MAY_FAIL delivery_run(struct request *req, struct delivery *delivery);

/* Moves the cursor alone. */
MAY_FAIL delivery_pass_over(struct request *req, struct delivery *delivery);

#endif
