#include "customer_preference.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "rules.h"
#include "rules_service.h"
#include "rules_text.h"
#include "service_information.h"

static MAY_FAIL
is_window(struct request *req, const char *pointer, const struct preferences *p)
{
	instant from, until;

	if (!p->contact_from && !p->contact_until)
		return NULL;
	if (!p->contact_from || !clock_time_read(p->contact_from, &from))
		return problem_fault(req, arena_print(req->arena, "%s/contact_from", pointer),
		    "INVALID", "A time of day, HH:MM.");
	if (!p->contact_until || !clock_time_read(p->contact_until, &until) || until <= from)
		return problem_fault(req, arena_print(req->arena, "%s/contact_until", pointer),
		    "INVALID", "A later time of the day, HH:MM.");
	return NULL;
}

MAY_FAIL
preferences_keep(
    struct request *req, const char *pointer, const char *customer_id, const struct preferences *p)
{
	TRY(is_window(req, pointer, p));
	return sql_customer_preference_put(req, customer_id, p->contact_from, p->contact_until,
	    p->language, p->contact_person, p->taboos, p->habits);
}

MAY_FAIL
customer_preference_put(struct request *req, const struct customer_preference_put_in *in)
{
	struct known_customer customer;
	struct person caller;
	struct row row;

	TRY(directory_caller(req, &caller));
	if (!caller.id)
		return problem_rule(req, &problem_forbidden_role, &R6_30,
		    "Preferences are kept by the staff of the company.");
	TRY(directory_customer(req, in->id, &customer));
	if (!customer.id)
		return &problem_not_found;
	TRY(preferences_keep(req, "", customer.id,
	    &(struct preferences) { in->contact_from, in->contact_until, in->language,
		in->contact_person, in->taboos, in->habits }));
	TRY(sql_customer_preference_get(req, customer.id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
contact_in_window(
    struct request *req, const char *customer_id, instant at, const char *reason, bool *outside)
{
	struct contact_window window = { NO_INSTANT, NO_INSTANT };
	struct decision d;
	struct row row;
	bool found = false;

	if (customer_id)
		TRY(sql_customer_preference_of(req, customer_id, &row, &found));
	if (found && !row_is_null(&row, "contact_from"))
		if (!clock_time_read(row_text(req, &row, "contact_from"), &window.from) ||
		    !clock_time_read(row_text(req, &row, "contact_until"), &window.until))
			die("contact window of %s", customer_id);
	d = contact_allowed(window, at, reason);
	*outside = !d.refusal && same(d.outcome, "OUTSIDE_WINDOW");
	return require(req, "customer_preference", customer_id, &d);
}
