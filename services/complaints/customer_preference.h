/* How customers want to be contacted (R6.30). */
#ifndef COMPLAINTS_CUSTOMER_PREFERENCE_H
#define COMPLAINTS_CUSTOMER_PREFERENCE_H

#include "service.h"

struct preferences {
	const char *contact_from, *contact_until; /* "HH:MM", both or neither */
	const char *language, *contact_person, *taboos, *habits;
};

/* Keeps them; 400 below the pointer for times that are none. */
MAY_FAIL preferences_keep(struct request *req, const char *pointer, const char *customer_id,
    const struct preferences *preferences);

#endif
