#include "profile_events.h"

#include "credit/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"

/* The company's blacklist as it now is, of the customer or who it lives on in. */
static MAY_FAIL
follow_blacklist(struct request *req, const char *customer_id)
{
	struct known_customer customer;
	struct row row;

	TRY(directory_customer(req, customer_id, &customer));
	if (!customer.id)
		return NULL;
	TRY(sql_credit_profile_blacklisted(req, customer.id, &row));
	return sql_credit_profile_save_blacklisted(
	    req, customer.id, row_boolean(&row, "blacklisted"));
}

/* Who answers for the customer by now: to another salesperson its information card passes (R3.32). */
static MAY_FAIL
follow_owner(struct request *req, const char *customer_id)
{
	struct known_customer customer;

	TRY(directory_customer(req, customer_id, &customer));
	if (!customer.id)
		return NULL;
	TRY(sql_credit_profile_save_responsible(
	    req, customer.id, customer.responsible_employee_id));
	return sql_info_card_pass(req, customer.id, customer.responsible_employee_id);
}

MAY_FAIL
profile_customer_created(struct request *req, const struct event *event)
{
	const struct parameters *parameters;

	TRY(directory_customer_told(req, event));
	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_credit_profile_open(req, event_text(req, event, "customer_id"),
	    parameter_text(parameters, &parameter_credit_initial_grade), false,
	    event_text(req, event, "responsible_employee_id")));
	return follow_blacklist(req, event_text(req, event, "customer_id"));
}

MAY_FAIL
profile_customer_updated(struct request *req, const struct event *event)
{
	TRY(directory_customer_told(req, event));
	return follow_owner(req, event_text(req, event, "customer_id"));
}

MAY_FAIL
profile_owner_changed(struct request *req, const struct event *event)
{
	TRY(directory_owner_changed(req, event));
	return follow_owner(req, event_text(req, event, "customer_id"));
}

MAY_FAIL
profile_blacklisted(struct request *req, const struct event *event)
{
	TRY(directory_blacklisted(req, event));
	return follow_blacklist(req, event_text(req, event, "customer_id"));
}

MAY_FAIL
profile_unblacklisted(struct request *req, const struct event *event)
{
	TRY(directory_unblacklisted(req, event));
	return follow_blacklist(req, event_text(req, event, "customer_id"));
}
