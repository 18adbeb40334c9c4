/* R6.14, in complaints: the delivery of a service project. */
#ifndef COMPLAINTS_RULES_PROJECT_H
#define COMPLAINTS_RULES_PROJECT_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct delivery_facts {
	enum service_project_state state;
	const char *signing_salesperson_id; /* or NULL */
	date delivered_on, today;
};

/* 409 INVALID_STATE, 422 NO_SIGNING_SALESPERSON, DELIVERED_IN_FUTURE. Outcome DELIVERED. */
struct decision project_deliver(const struct delivery_facts *facts);
/* 422 NOT_DELIVERED, 409 INVALID_STATE, 422 DELIVERED_IN_FUTURE. Outcome CORRECTED. */
struct decision project_correct(const struct delivery_facts *facts);

#endif
