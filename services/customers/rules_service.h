/* R1.26: the four kinds of service, and the customers they are for. */
#ifndef CUSTOMERS_RULES_SERVICE_H
#define CUSTOMERS_RULES_SERVICE_H

#include "calendar.h"
#include "customers/enums.h"
#include "decision.h"

struct service_facts {
	enum service_kind kind;
	bool took_part; /* in an outreach */
	bool attended;	/* a gathering */
	bool bought;
	int64_t charge_fen;
	instant at;
};

/* 422 SERVICE_KIND_NOT_APPLICABLE, SERVICE_MUST_BE_FREE, TIME_IN_FUTURE. Outcome RECORDED. */
struct decision service_record_decide(const struct service_facts *facts, instant now);

#endif
