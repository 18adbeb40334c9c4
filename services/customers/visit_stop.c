#include "visit_stop.h"

#include "customers/operations.h"
#include "customers/queries.h"

MAY_FAIL
visit_customer_dropped(struct request *req, const struct event *event)
{
	return sql_visit_stop_save(req, new_id(req), event_text(req, event, "customer_id"),
	    event_text(req, event, "salesperson_id"), event_integer(req, event, "count"),
	    event->at);
}

MAY_FAIL
visit_stop_list_guard(struct request *req, const struct visit_stop_list_in *in)
{
	struct row row;

	return sql_visit_stop_customer(req, in->id, &row);
}
