/* Checks of websites on holidays, and whom a problem was told (R6.21). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "fault.h"
#include "parameter.h"
#include "project.h"
#include "rules.h"
#include "rules_holiday.h"
#include "rules_text.h"
#include "service_request.h"
#include "staff.h"

MAY_FAIL
watch_gap_list_compute(struct request *req, const struct watch_gap_list_in *in,
    struct watch_gap_list_computed *computed)
{
	const struct parameters *p;

	(void)in;
	TRY(parameters_on(req, req->today, &p));
	computed->required = parameter_integer(p, &parameter_holiday_checks_per_site_day);
	return NULL;
}

/* The time to contact the department concerned runs from the check, at night as by day. */
static MAY_FAIL
contact_clock(struct request *req, const char *id, instant checked_at, instant *due_at)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(checked_at), &p));
	*due_at = instant_plus(checked_at, parameter_period(p, &parameter_holiday_contact));
	return deadline_start(req, &(struct deadline_new) { .subject = "watch_check",
				       .subject_id = id,
				       .kind = "CONTACT",
				       .rule = &R6_21,
				       .started_at = checked_at,
				       .due_at = *due_at });
}

MAY_FAIL
watch_check_add(struct request *req, const struct watch_check_add_in *in)
{
	instant checked_at = in->checked_at == NO_INSTANT ? req->now : in->checked_at;
	const char *id = new_id(req);
	struct watch_check_facts facts;
	instant due_at = NO_INSTANT;
	struct project project;
	struct person caller;
	struct decision d;
	struct row row;

	TRY(staff_caller(req, &R6_21, &caller));
	TRY(sql_holiday_watch_lock(req, in->id, &row));
	facts = (struct watch_check_facts) {
		{ row_date(&row, "block_from"), row_date(&row, "block_until") },
		checked_at,
		req->now,
		(enum watch_check_result)enum_index(
		    watch_check_result_names, WATCH_CHECK_RESULT_COUNT, in->result),
		in->note,
	};
	d = holiday_check(&facts);
	TRY(require(req, "watch_check", id, &d));
	TRY(project_read(req, in->project_id, &project));
	if (project.kind != SERVICE_PROJECT_KIND_WEBSITE)
		return problem_fault(req, "/project_id", "UNKNOWN", "Watched are websites.");
	if (facts.result == WATCH_CHECK_RESULT_PROBLEM)
		TRY(contact_clock(req, id, checked_at, &due_at));
	TRY(sql_watch_check_create(req, id, in->id, in->project_id, caller.id, checked_at,
	    date_of(checked_at), in->result, in->note, due_at));
	return reply_one(req, sql_watch_check_get, id);
}

static MAY_FAIL
open_request(struct request *req, const char *id, const struct row *row, const char *caller_id,
    const char **request_id)
{
	return service_request_open(req,
	    &(struct service_request_new) { .source = SERVICE_REQUEST_SOURCE_HOLIDAY_WATCH,
		.source_id = id,
		.customer_id = row_text(req, row, "customer_id"),
		.description = arena_print(req->arena, "%s: %s", row_text(req, row, "project_name"),
		    row_text(req, row, "note")),
		.first_responder_id = caller_id,
		.received_at = NO_INSTANT },
	    request_id);
}

MAY_FAIL
watch_check_contact(struct request *req, const struct watch_check_contact_in *in)
{
	const char *request_id = NULL;
	struct person caller;
	struct row row, fault;
	bool late;

	TRY(staff_caller(req, &R6_21, &caller));
	TRY(sql_watch_check_lock(req, in->id, &row));
	if (row_is_null(&row, "contact_due_at") || !row_is_null(&row, "contacted_at"))
		return problem_rule(req, &problem_invalid_state, &R6_21,
		    "Contacted is the department of a problem, once.");
	TRY(staff_known(req, "/contacted_id", in->contacted_id));
	if (in->fault_id) {
		TRY(sql_fault_get(req, in->fault_id, &fault));
		if (!same(row_text(req, &fault, "project_id"),
			row_text(req, &row, "project_id")))
			return problem_fault(
			    req, "/fault_id", "UNKNOWN", "It is a fault of another project.");
	} else {
		TRY(open_request(req, in->id, &row, caller.id, &request_id));
	}
	TRY(deadline_done(req, in->id, "CONTACT", NULL, &late));
	TRY(sql_watch_check_save_contact(
	    req, in->id, in->contacted_id, request_id, in->fault_id, late));
	return reply_one(req, sql_watch_check_get, in->id);
}
