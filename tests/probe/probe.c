/*
 * A service that only does things by itself: timers, and events of another
 * service. The tests run it beside the customers service, several processes of
 * it at once, and count what it did: each time leaves a decision.
 */
#include "service.h"
#include "platform/queries.h"
#include "rules.h"

static MAY_FAIL
leave_trace(struct request *req, const char *what, const char *id)
{
	struct decision d = decision_allow(&R7_1, "DONE", "%s", what);

	return decide(req, what, id, &d);
}

/* ---- timers ---- */

static MAY_FAIL
ring(struct request *req, const char *subject_id)
{
	return leave_trace(req, "ring", subject_id);
}

static MAY_FAIL
ring_weekly(struct request *req, const char *subject_id)
{
	TRY(leave_trace(req, "ring_weekly", subject_id));
	return timer_set(req, "ring_weekly", subject_id, req->now + 7 * DAY);
}

/* Its trace must not remain. */
static MAY_FAIL
ring_in_vain(struct request *req, const char *subject_id)
{
	TRY(leave_trace(req, "ring_in_vain", subject_id));
	return problem_detail(req, &problem_invalid_state, "nobody answers");
}

/* As one that locks what somebody else may hold. */
static MAY_FAIL
ring_behind(struct request *req, const char *subject_id)
{
	struct row row;

	TRY(sql_parameter_lock(req, subject_id, &row));
	return leave_trace(req, "ring_behind", subject_id);
}

/* ---- events ---- */

static MAY_FAIL
department_created(struct request *req, const struct event *event)
{
	if (event_integer(req, event, "version") != 1 || !event_text(req, event, "name"))
		return problem_detail(req, &problem_invalid_state, "not the event that was told");
	return leave_trace(req, event->type, event->subject);
}

static MAY_FAIL
product_created(struct request *req, const struct event *event)
{
	const char *name = event_text(req, event, "name");

	TRY(leave_trace(req, event->type, event->subject));
	if (name && strcmp(name, "not to be understood") == 0)
		return problem_detail(req, &problem_invalid_state, "not understood");
	return NULL;
}

/* ---- */

static const struct service_tables tables = {
	.operations = (const struct operation[]) { { 0 } },
	.queries = platform_queries,
	.rules = (const struct rule *const[]) { NULL },
	.parameters = (const struct parameter *const[]) { NULL },
	.enumerations = (const struct enumeration[]) { { 0 } },
	.events = (const struct event_kind[]) { { 0 } },
	.resources = (const struct resource[]) { { 0 } },
	.openapi = "{}",
	.openapi_length = 2,
	.migrations = (const char *const[]) { "common/0001_platform.sql", NULL },
};

int
main(int argc, char **argv)
{
	return service_run(
	    &(struct service) {
		.name = "probe",
		.tables = &tables,
		.refusals = (const struct refusal[]) { { 0 } },
		.timers =
		    (const struct timer_kind[]) {
			{ "ring", ring },
			{ "ring_weekly", ring_weekly },
			{ "ring_in_vain", ring_in_vain },
			{ "ring_behind", ring_behind },
			{ 0 },
		    },
		.subscriptions =
		    (const struct subscription[]) {
			{ "customers", "department.created", department_created },
			{ "customers", "product.created", product_created },
			{ 0 },
		    },
	    },
	    argc, argv);
}
