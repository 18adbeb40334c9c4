#include "complaint_source.h"

#include "complaint_intake.h"
#include "complaints/queries.h"
#include "escalation.h"
#include "rules.h"
#include "rules_text.h"
#include "service_request.h"

static MAY_FAIL
receive(
    struct request *req, const struct complaint_opening *o, const struct row *unit, const char **id)
{
	instant received_at =
	    o->received_at == NO_INSTANT || o->received_at > req->now ? req->now : o->received_at;
	const char *respondent_id;
	struct complaint c;
	int64_t days;

	*id = new_id(req);
	c = (struct complaint) {
		.profile = row_enum(unit, "profile", complaint_profile_names, COMPLAINT_PROFILE_COUNT),
		.received_at = received_at,
	};
	TRY(complaint_overdue_days(req, &c, &days));
	TRY(sql_complaint_create(req, *id, row_text(req, unit, "id"),
	    row_text(req, unit, "profile"), complaint_kind_names[o->kind],
	    complaint_source_names[o->source], o->source_id,
	    complaint_channel_names[COMPLAINT_CHANNEL_OTHER], received_at, NO_INSTANT,
	    o->received_by_id, o->customer_id, complainant_kind_names[COMPLAINANT_KIND_CUSTOMER],
	    NULL, false, o->complainant_name, o->complainant_phone, NULL, NULL, o->object,
	    o->department_id, o->course, "[]",
	    complaint_type_names[COMPLAINT_TYPE_UNCLEAR], "[]", NULL, NULL, NULL, NULL, NULL,
	    NO_DATE, NULL, NULL, NULL, NULL, NULL, NULL, date_of(received_at), days));
	TRY(complaint_lock_itself(req, *id, &c));
	if (o->received_by_id)
		TRY(complaint_assign(
		    req, &c, COMPLAINT_FUNCTION_INTAKE, o->received_by_id, true, NULL, NULL));
	if (o->respondent_id)
		TRY(respondent_add(req, &c,
		    &(struct respondent_new) { .employee_id = o->respondent_id }, &respondent_id));
	return proposal_clock_start(req, &c);
}

MAY_FAIL
complaint_open(struct request *req, const struct complaint_opening *o, const char **id)
{
	struct row row;
	bool found;

	TRY(sql_complaint_opened_by(
	    req, complaint_source_names[o->source], o->source_id, &row, &found));
	if (found) {
		*id = row_text(req, &row, "id");
		return NULL;
	}
	TRY(sql_complaint_opening_unit(req, o->department_id, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_unknown_department, &R10_3, "No unit receives complaints.");
	return receive(req, o, &row, id);
}

/* An employee whom the event names, as far as the directory knows him at work. */
static MAY_FAIL
known_employee(
    struct request *req, const char *id, const char **employee_id, const char **department_id)
{
	struct person person;

	TRY(directory_person(req, id, &person));
	*employee_id = person.at_work ? person.id : NULL;
	*department_id = person.department_id;
	return NULL;
}

MAY_FAIL
complaint_noted_on_visit(struct request *req, const struct event *event)
{
	const char *kind = event_text(req, event, "kind"), *id, *department_id;
	struct complaint_opening o = {
		.source = event_text(req, event, "return_visit_id")
			      ? COMPLAINT_SOURCE_RETURN_VISIT
			      : COMPLAINT_SOURCE_CUSTOMER_VISIT,
		.source_id = event->id,
		.customer_id = event_text(req, event, "customer_id"),
		.object = event_text(req, event, "object"),
		.course = event_text(req, event, "text"),
		.kind = COMPLAINT_KIND_COMPLAINT,
		.received_at = event_instant(req, event, "at"),
	};

	if (kind && !same(kind, "COMPLAINT"))
		return service_request_raised_on_visit(req, event);
	TRY(known_employee(
	    req, event_text(req, event, "employee_id"), &o.received_by_id, &department_id));
	return complaint_open(req, &o, &id);
}

MAY_FAIL
complaint_raised_on_floor(struct request *req, const struct event *event)
{
	struct complaint_opening o = {
		.source = COMPLAINT_SOURCE_SALES_FLOOR,
		.source_id = event->id,
		.customer_id = event_text(req, event, "customer_id"),
		.object = event_text(req, event, "object"),
		.course = event_text(req, event, "text"),
		.kind = COMPLAINT_KIND_COMPLAINT,
		.received_at = event_instant(req, event, "at"),
	};
	const char *id;

	TRY(known_employee(
	    req, event_text(req, event, "salesperson_id"), &o.respondent_id, &o.department_id));
	return complaint_open(req, &o, &id);
}
