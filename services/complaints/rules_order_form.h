/* What an order is made of: three papers of an installation (R11.4), the intake of a repair
 * (R11.5). */
#ifndef COMPLAINTS_RULES_ORDER_FORM_H
#define COMPLAINTS_RULES_ORDER_FORM_H

#include "calendar.h"
#include "decision.h"

struct install_papers {
	int64_t vehicle_count;		/* as requested */
	bool vehicle_list, driver_info; /* there */
	const char *const *plates;	/* of the vehicle list */
	size_t plate_count;
	const char *const *driver_plates; /* of the driver information */
	size_t driver_count;
};

/* 422 DOCUMENT_MISSING, VEHICLE_COUNT_MISMATCH, DUPLICATE_PLATE, DRIVER_INFO_MISSING. Outcome
 * CONSISTENT. */
struct decision install_papers(const struct install_papers *papers);

struct repair_intake {
	const char *customer_name, *address, *contact, *model, *problem, *symptoms,
	    *channel;			     /* NULL: left out */
	date purchased_on;		     /* NO_DATE: left out or unknown */
	const char *purchase_unknown_reason; /* or NULL */
	const bool *clarified;		     /* NULL: not stated */
	instant reported_at, now;
	bool model_known;
	int64_t min_text; /* repair.min_text */
};

/* 422 FORM_INCOMPLETE, TIME_IN_FUTURE, UNKNOWN_MODEL, PURCHASE_IN_FUTURE. Outcome COMPLETE. */
struct decision repair_intake(const struct repair_intake *intake);

#endif
