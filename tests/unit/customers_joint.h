/* The joint event of the rulebook's examples: Saturday 2027-03-20, evening, unit 1 = A, unit 2 = B.
 */
#ifndef CUSTOMERS_JOINT_TEST_H
#define CUSTOMERS_JOINT_TEST_H

#include "customers_rules.h"
#include "customers/rules_joint_event.h"

static inline struct schedule
planned_at(const char *created)
{
	return schedule_of(&(struct schedule_terms) {
	    .event_on = on("2027-03-20"),
	    .week_days = 7,
	    .daily = 18 * HOUR,
	    .event_day = 16 * HOUR,
	    .created_at = at(created),
	});
}

/* The schedule of the fixture, created 2027-03-01. */
static inline struct schedule
fixture_j(void)
{
	return planned_at("2027-03-01 09:00:00");
}

#endif
