/* Service research: planned, held, summarised, planned for and implemented (R6.26). */
#include "complaint_source.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "parameter.h"
#include "rules.h"
#include "rules_research.h"
#include "service_information.h"
#include "staff.h"

MAY_FAIL
research_known(struct request *req, const char *id)
{
	struct row row;

	return sql_service_research_get(req, id, &row);
}

static enum service_research_state
state_of(const struct row *row)
{
	return row_enum(row, "state", service_research_state_names, SERVICE_RESEARCH_STATE_COUNT);
}

MAY_FAIL
service_research_plan(struct request *req, const struct service_research_plan_in *in)
{
	struct known_customer customer;
	const char *id = new_id(req);
	size_t senior_engineers = 0;
	struct decision d;
	bool leads, holds;

	TRY(directory_customer(req, in->customer_id, &customer));
	if (!customer.id)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	TRY(staff_known(req, "/leader_id", in->leader_id));
	TRY(staff_all_known(req, "/engineer_ids", in->engineer_ids, in->engineer_ids_count));
	TRY(staff_holds(req, in->leader_id, "senior_leadership", &leads));
	for (size_t i = 0; i < in->engineer_ids_count; i++) {
		TRY(staff_holds(req, in->engineer_ids[i], "senior_engineer", &holds));
		senior_engineers += holds;
	}
	d = research_team(leads, senior_engineers);
	TRY(decide(req, "service_research", id, &d));
	TRY(sql_service_research_create(
	    req, id, customer.id, in->leader_id, in->engineer_ids_json, in->place, in->planned_on));
	return reply_one(req, sql_service_research_get, id);
}

/* Locked, and may go on to the state. */
static MAY_FAIL
step(struct request *req, const char *id, enum service_research_state to)
{
	struct research_facts facts;
	struct decision d;
	struct row row;

	TRY(sql_service_research_lock(req, id, &row));
	facts.state = state_of(&row);
	TRY(sql_research_counts(req, id, &row));
	facts.complaints_unregistered = row_integer(&row, "complaints_unregistered");
	facts.items = row_integer(&row, "items");
	facts.measured = row_integer(&row, "measured");
	facts.measures_open = row_integer(&row, "measures_open");
	d = research_step(&facts, to);
	return decide(req, "service_research", id, &d);
}

/* What was held before at the customer has its next one now. */
static MAY_FAIL
next_is_held(struct request *req, const char *customer_id)
{
	struct rows before;

	TRY(sql_research_awaiting_next(req, customer_id, &before));
	for (int i = 0; i < before.count; i++) {
		struct row row = rows_at(&before, i);

		TRY(deadline_done(req, row_text(req, &row, "id"), "NEXT_RESEARCH", NULL, NULL));
	}
	return NULL;
}

MAY_FAIL
service_research_hold(struct request *req, const struct service_research_hold_in *in)
{
	const struct parameters *p;
	date next_due_on, summary_due_on;
	struct row row;

	TRY(step(req, in->id, SERVICE_RESEARCH_STATE_HELD));
	TRY(sql_service_research_get(req, in->id, &row));
	if (in->held_on > req->today)
		return problem_rule(
		    req, &problem_time_in_future, &R6_26, "It has not been held yet.");
	TRY(parameters_on(req, in->held_on, &p));
	next_due_on =
	    research_next_due(in->held_on, parameter_period(p, &parameter_research_interval));
	TRY(deadline_working_date(
	    req, in->held_on, parameter_integer(p, &parameter_research_summary), &summary_due_on));
	TRY(deadline_start(req, &(struct deadline_new) { .subject = "service_research",
				    .subject_id = in->id,
				    .kind = "SUMMARY",
				    .rule = &R6_26,
				    .started_at = start_of(in->held_on),
				    .due_at = end_of(summary_due_on),
				    .working_days = true }));
	TRY(next_is_held(req, row_text(req, &row, "customer_id")));
	TRY(deadline_start(req, &(struct deadline_new) { .subject = "service_research",
				    .subject_id = in->id,
				    .kind = "NEXT_RESEARCH",
				    .rule = &R6_26,
				    .due_at = end_of(next_due_on) }));
	TRY(activity_done(req, SERVICE_ACTIVITY_SUBCLASS_RESEARCH, "service_research", in->id,
	    row_text(req, &row, "customer_id"), row_text(req, &row, "leader_id"),
	    start_of(in->held_on)));
	TRY(sql_service_research_save_held(req, in->id, in->held_on, next_due_on, summary_due_on));
	return reply_one(req, sql_service_research_get, in->id);
}

MAY_FAIL
service_research_summarise(struct request *req, const struct service_research_summarise_in *in)
{
	bool late;

	TRY(step(req, in->id, SERVICE_RESEARCH_STATE_SUMMARISED));
	TRY(deadline_done(req, in->id, "SUMMARY", NULL, &late));
	TRY(sql_service_research_save_summary(req, in->id, in->summary, late));
	return reply_one(req, sql_service_research_get, in->id);
}

MAY_FAIL
service_research_approve(struct request *req, const struct service_research_approve_in *in)
{
	struct person caller;

	TRY(staff_caller(req, &R6_26, &caller));
	TRY(step(req, in->id, SERVICE_RESEARCH_STATE_PLAN_APPROVED));
	TRY(sql_service_research_save_approved(req, in->id, caller.id));
	return reply_one(req, sql_service_research_get, in->id);
}

MAY_FAIL
service_research_implement(struct request *req, const struct service_research_implement_in *in)
{
	TRY(step(req, in->id, SERVICE_RESEARCH_STATE_IMPLEMENTED));
	TRY(sql_service_research_save_implemented(req, in->id));
	return reply_one(req, sql_service_research_get, in->id);
}

static MAY_FAIL
between(struct request *req, const struct row *row, enum service_research_state from,
    enum service_research_state until)
{
	return state_of(row) >= from && state_of(row) <= until
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R6_26, "The research is %s.",
			 service_research_state_names[state_of(row)]);
}

MAY_FAIL
research_item_add(struct request *req, const struct research_item_add_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_service_research_lock(req, in->id, &row));
	TRY(between(req, &row, SERVICE_RESEARCH_STATE_HELD, SERVICE_RESEARCH_STATE_HELD));
	TRY(sql_research_item_create(req, id, in->id, in->kind, in->text));
	return reply_one(req, sql_research_item_get, id);
}

static bool
is_complaint(const struct row *item)
{
	return row_enum(item, "kind", research_item_kind_names, RESEARCH_ITEM_KIND_COUNT) ==
	       RESEARCH_ITEM_KIND_COMPLAINT;
}

MAY_FAIL
research_item_register(struct request *req, const struct research_item_register_in *in)
{
	const char *complaint_id;
	struct row item;

	TRY(sql_research_item_lock(req, in->id, &item));
	TRY(between(req, &item, SERVICE_RESEARCH_STATE_HELD, SERVICE_RESEARCH_STATE_HELD));
	if (!is_complaint(&item) || !row_is_null(&item, "complaint_id"))
		return problem_rule(
		    req, &problem_invalid_state, &R6_26, "Registered are complaints, each once.");
	TRY(complaint_open(req,
	    &(struct complaint_opening) { .source = COMPLAINT_SOURCE_RESEARCH,
		.source_id = in->id,
		.customer_id = row_text(req, &item, "customer_id"),
		.received_by_id = row_text(req, &item, "leader_id"),
		.object = row_text(req, &item, "place"),
		.course = row_text(req, &item, "text"),
		.kind = COMPLAINT_KIND_COMPLAINT,
		.received_at = NO_INSTANT },
	    &complaint_id));
	TRY(sql_research_item_save_complaint(req, in->id, complaint_id));
	return reply_one(req, sql_research_item_get, in->id);
}

MAY_FAIL
research_item_measure(struct request *req, const struct research_item_measure_in *in)
{
	struct row item;

	TRY(sql_research_item_lock(req, in->id, &item));
	TRY(between(req, &item, SERVICE_RESEARCH_STATE_HELD, SERVICE_RESEARCH_STATE_SUMMARISED));
	if (is_complaint(&item))
		return problem_rule(
		    req, &problem_invalid_state, &R6_26, "A complaint is handled as a complaint.");
	if (!in->text == !in->none_because)
		return problem_fault(req, "/text", "REQUIRED", "A measure, or why there is none.");
	if (in->text && !in->responsible_id)
		return problem_fault(req, "/responsible_id", "REQUIRED", "Who does it?");
	if (in->text && in->due_on == NO_DATE)
		return problem_fault(req, "/due_on", "REQUIRED", "Until when?");
	TRY(staff_known(req, "/responsible_id", in->responsible_id));
	TRY(sql_research_measure_put(
	    req, new_id(req), in->id, in->text, in->none_because, in->responsible_id, in->due_on));
	return reply_one(req, sql_research_item_get, in->id);
}

MAY_FAIL
research_item_done(struct request *req, const struct research_item_done_in *in)
{
	struct row item;
	int64_t done;

	TRY(sql_research_item_lock(req, in->id, &item));
	TRY(between(req, &item, SERVICE_RESEARCH_STATE_PLAN_APPROVED,
	    SERVICE_RESEARCH_STATE_PLAN_APPROVED));
	TRY(sql_research_measure_save_done(req, in->id, in->note, &done));
	if (done == 0)
		return problem_rule(req, &problem_invalid_state, &R6_26,
		    "There is no measure to carry out, or it was.");
	return reply_one(req, sql_research_item_get, in->id);
}
