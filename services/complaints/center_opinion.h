/* Opinions that service centres hear (R11.20). */
#ifndef COMPLAINTS_CENTER_OPINION_H
#define COMPLAINTS_CENTER_OPINION_H

#include "directory.h"
#include "service.h"

struct center_opinion_new {
	const struct person *caller; /* of the centre */
	const char *customer_id, *customer_name, *contact, *text;
	instant recorded_at;
	const char *inbound_item_id; /* the call, letter or visit in which it came, or NULL */
};

/* Records one; it is to be forwarded. */
MAY_FAIL center_opinion_open(
    struct request *req, const struct center_opinion_new *opinion, const char **id);

#endif
