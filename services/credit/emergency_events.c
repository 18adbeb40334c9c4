/* What the visits service tells of customers' standing (R3.29). */
#include "emergency.h"

#include "credit/queries.h"
#include "rules.h"
#include "rules_text.h"

/* Once for a visit, in the name of the salesperson, if he or she answers for the customer. */
MAY_FAIL
emergency_noted_on_visit(struct request *req, const struct event *event)
{
	const char *visit_id = event_text(req, event, "visit_id");
	const char *description = event_text(req, event, "description"), *id;
	int direction = enum_index(emergency_direction_names, EMERGENCY_DIRECTION_COUNT,
	    event_text(req, event, "direction"));
	instant at = event_instant(req, event, "at");
	const struct person *superiors;
	struct known_customer customer;
	struct person salesperson;
	struct profile profile;
	struct row row;
	bool addressee = false;
	size_t count;

	if (!visit_id)
		visit_id = event->subject;
	TRY(directory_customer(req, event_text(req, event, "customer_id"), &customer));
	if (!customer.id)
		return NULL;
	TRY(profile_lock(req, customer.id, &R3_29, &profile));
	TRY(directory_person(req, event_text(req, event, "employee_id"), &salesperson));
	TRY(directory_superiors(req, salesperson.id, &superiors, &count));
	for (size_t i = 0; i < count; i++)
		addressee = addressee || superiors[i].at_work;
	TRY(sql_emergency_of_visit(req, visit_id, &row));
	/* Another salesperson informs the responsible one; without an addressee there is no report.
	 */
	if (row_boolean(&row, "reported") || !addressee ||
	    !same(salesperson.id, profile.responsible_salesperson_id))
		return NULL;
	if (at == NO_INSTANT)
		at = event->at;
	return emergency_open(req,
	    &(struct emergency_new) {
		.profile = &profile,
		.category = EMERGENCY_CATEGORY_CREDIT_CHANGE,
		.direction = direction ? direction : EMERGENCY_DIRECTION_UNCLEAR,
		.observed_at = at > req->now ? req->now : at,
		.description =
		    has_text(description) ? description : "A change was noted on a visit.",
		.source = EMERGENCY_SOURCE_VISIT,
		.source_id = visit_id,
		.reporter = &salesperson,
	    },
	    &id);
}
