/* Work across departments and its work contact orders (R6.9). Pure. */
#ifndef COMPLAINTS_RULES_WORK_ORDER_H
#define COMPLAINTS_RULES_WORK_ORDER_H

#include "calendar.h"
#include "decision.h"

struct work_facts {
	bool cross_department, by_order, by_first_responder, by_tech_service, emergency;
	const char *emergency_reason;
	instant work_start, work_end, now;
};

/* OWN_WORK, BY_ORDER, or ORDER_OWED: solved first, the order follows. */
struct decision work_decide(const struct work_facts *facts);

/* An order after the fact: DONE or DONE_LATE. due_at: the last instant in time. */
struct decision
order_after_work(instant work_start, instant work_end, instant submitted_at, instant due_at);

#endif
