/* Service requests as they are recorded: by an employee, or by what another part told (R6.4 to
 * R6.6). */
#include "complaint_source.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "customer_preference.h"
#include "public_channel.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "service_information.h"
#include "service_request.h"

/* A request while it is recorded. */
struct recording {
	struct service_request r;
	struct request_record record;
	const char *name, *public_channel_id, *external_call_id, *source_id, *matter_kind;
	const struct parameters *p;
	struct decision decision;
};

static MAY_FAIL
find_category(struct request *req, struct recording *rec)
{
	struct row row;

	if (!rec->record.category)
		return NULL;
	TRY(sql_service_category_find(
	    req, rec->record.category, &row, &rec->record.category_known));
	if (rec->record.category_known && !rec->r.service_type)
		rec->r.service_type = row_text(req, &row, "service_type");
	return NULL;
}

/* R6.6: computed, on the day of the receipt. */
static MAY_FAIL
find_scope(struct request *req, struct service_request *r)
{
	struct row row;

	TRY(sql_is_responsible(
	    req, r->first_responder_id, r->category, date_of(r->received_at), &row));
	r->in_scope = row_boolean(&row, "responsible");
	return NULL;
}

static MAY_FAIL
start_clocks(struct request *req, const struct recording *rec)
{
	const struct service_request *r = &rec->r;

	TRY(service_request_scope_clocks(req, NULL, r));
	if (r->channel != SERVICE_CHANNEL_PHONE)
		TRY(service_request_clock(req, r, "HOTLINE_CALLBACK", NULL, &R6_27, r->received_at,
		    parameter_period(rec->p, &parameter_hotline_callback)));
	return NULL;
}

static MAY_FAIL
enter(struct request *req, struct recording *rec)
{
	struct service_request *r = &rec->r;
	bool late = same(rec->decision.outcome, "RECORDED_LATE");

	r->state = SERVICE_REQUEST_STATE_RECORDED;
	r->recorded_at = req->now;
	r->owner_id = r->first_responder_id;
	r->accepted_at = r->hotline_failed_at = r->remote_failed_at = NO_INSTANT;
	r->resolved_at = r->forwarded_at = r->onsite_requested_at = NO_INSTANT;
	TRY(find_scope(req, r));
	TRY(sql_service_request_create(req, r->id, service_request_source_names[r->source],
	    rec->source_id, service_channel_names[r->channel], rec->public_channel_id,
	    rec->external_call_id,
	    r->received_at, r->contact_ended_at, late, r->customer_id, rec->name, r->caller_phone,
	    rec->matter_kind, r->category, r->service_type, rec->record.description,
	    r->first_responder_id, r->in_scope, r->completable_at_once, r->onsite_needed));
	TRY(start_clocks(req, rec));
	TRY(service_request_event(req, r, "service_request.recorded", late));
	if (r->category && parameter_has(rec->p, &parameter_service_major_categories, r->category))
		TRY(service_request_is_major(req, r,
		    arena_print(req->arena, "属于重大事项的类别：%s", r->category), req->now));
	return NULL;
}

static MAY_FAIL
prepare(struct request *req, const struct service_request_create_in *in, struct recording *rec)
{
	struct service_request *r = &rec->r;

	*rec = (struct recording) {
		.name = in->caller_name,
		.public_channel_id = in->public_channel_id,
		.external_call_id = in->external_call_id,
		.matter_kind = in->matter_kind,
		.r = {
			.id = new_id(req),
			.source = SERVICE_REQUEST_SOURCE_DIRECT,
			.channel = enum_index(
			    service_channel_names, SERVICE_CHANNEL_COUNT, in->channel),
			.received_at =
			    in->received_at == NO_INSTANT ? req->now : in->received_at,
			.contact_ended_at = in->contact_ended_at,
			.caller_name = in->caller_name,
			.caller_phone = in->caller_phone,
			.category = in->category,
			.service_type = in->service_type,
			.completable_at_once =
			    in->completable_at_once && *in->completable_at_once,
			.onsite_needed = in->onsite_needed && *in->onsite_needed,
		},
	};
	TRY(directory_caller(req, &r->caller));
	r->first_responder_id = r->caller.id;
	TRY(channel_published(req, in->public_channel_id));
	TRY(customer_known(req, in->customer_id, &r->customer_id));
	rec->record = (struct request_record) {
		.employee = r->caller.id != NULL,
		.category = in->category,
		.customer_id = r->customer_id,
		.caller_phone = in->caller_phone,
		.description = in->description,
		.received_at = r->received_at,
		.recorded_at = req->now,
	};
	TRY(find_category(req, rec));
	return service_request_parameters(req, r, &rec->p);
}

/*
 * R6.4: somebody else has this contact already. *request_id: the request that stands, taken over
 * by the earlier receipt; NULL: nobody has it.
 */
static MAY_FAIL
first_contact_of(struct request *req, struct recording *rec, const char **request_id)
{
	struct service_request *r = &rec->r, before, now;
	struct decision d;
	struct row row;
	int64_t taken;

	*request_id = NULL;
	if (!rec->external_call_id)
		return NULL;
	TRY(sql_first_contact_take(req, rec->external_call_id, r->id, r->received_at, &taken));
	if (taken)
		return NULL;
	TRY(sql_first_contact_lock(req, rec->external_call_id, &row));
	*request_id = row_text(req, &row, "request_id");
	d = first_contact(row_instant(&row, "received_at"), r->received_at,
	    row_boolean(&row, "untouched") &&
		same(row_text(req, &row, "state"), "RECORDED"));
	if (d.refusal)
		decision_member(&d, "request_id", arena_print(req->arena, "\"%s\"", *request_id));
	TRY(decide(req, "service_request", *request_id, &d));
	TRY(find_scope(req, r));
	TRY(sql_first_contact_move(req, rec->external_call_id, r->received_at));
	TRY(sql_service_request_save_first(req, *request_id, r->first_responder_id, r->received_at,
	    r->in_scope, same(rec->decision.outcome, "RECORDED_LATE")));
	TRY(service_request_lock_itself(req, *request_id, &now));
	before = now;
	before.in_scope = row_boolean(&row, "in_scope");
	return service_request_scope_clocks(req, &before, &now);
}

/* What else was said with it. */
static MAY_FAIL
add(struct request *req, const struct service_request_create_in *in, struct service_request *r)
{
	if (in->preferences && r->customer_id)
		TRY(preferences_keep(req, "/preferences", r->customer_id,
		    &(struct preferences) { in->preferences->contact_from,
			in->preferences->contact_until, in->preferences->language,
			in->preferences->contact_person, in->preferences->taboos,
			in->preferences->habits }));
	if (in->complaint)
		TRY(service_request_becomes_complaint(req, r, in->complaint->object,
		    in->complaint->course, in->complaint->respondent_id,
		    in->complaint->department_id));
	if (in->major && *in->major && !r->major)
		TRY(service_request_is_major(req, r, in->major_reason,
		    in->major_known_at == NO_INSTANT ? req->now : in->major_known_at));
	if (in->forward_to_id)
		TRY(service_request_tell(req, r, in->forward_to_id));
	return NULL;
}

MAY_FAIL
service_request_create(struct request *req, const struct service_request_create_in *in)
{
	struct recording rec;
	struct decision ended;
	const char *standing_id;

	TRY(prepare(req, in, &rec));
	rec.decision = request_recorded(&rec.record,
	    parameter_integer(rec.p, &parameter_service_description_min),
	    parameter_period(rec.p, &parameter_service_record_within));
	TRY(require(req, "service_request", rec.r.id, &rec.decision));
	ended = contact_ended(rec.r.received_at, rec.r.contact_ended_at, req->now);
	TRY(require(req, "service_request", rec.r.id, &ended));
	TRY(first_contact_of(req, &rec, &standing_id));
	if (standing_id)
		return service_request_reply(req, standing_id);
	TRY(enter(req, &rec));
	TRY(add(req, in, &rec.r));
	TRY(decide(req, "service_request", rec.r.id, &rec.decision));
	return service_request_reply(req, rec.r.id);
}

/* By another part, or an event: nothing is refused but what cannot be kept. */
static MAY_FAIL
record_from_elsewhere(struct request *req, const struct service_request_new *o, const char **id)
{
	struct recording rec = {
		.source_id = o->source_id,
		.matter_kind = matter_kind_names[MATTER_KIND_PROBLEM],
		.record = { .category = o->category, .description = o->description },
		.r = {
			.id = new_id(req),
			.source = o->source,
			.channel = SERVICE_CHANNEL_VISIT,
			.received_at = o->received_at == NO_INSTANT || o->received_at > req->now
					   ? req->now
					   : o->received_at,
			.contact_ended_at = NO_INSTANT,
			.customer_id = o->customer_id,
			.category = o->category,
			.service_type = o->service_type,
			.first_responder_id = o->first_responder_id,
			.onsite_needed = o->onsite_needed,
		},
	};

	*id = rec.r.id;
	TRY(find_category(req, &rec));
	if (o->category && !rec.record.category_known)
		return problem_rule(
		    req, &problem_unknown_category, &R6_5, "There is no category %s.", o->category);
	TRY(service_request_parameters(req, &rec.r, &rec.p));
	rec.decision = decision_allow(&R6_5,
	    is_late(rec.r.received_at, parameter_period(rec.p, &parameter_service_record_within),
		req->now)
		? "RECORDED_LATE"
		: "RECORDED",
	    "It came from elsewhere.");
	return enter(req, &rec);
}

static MAY_FAIL
opened_before(struct request *req, const struct service_request_new *o, const char **id)
{
	struct row row;
	bool found;

	*id = NULL;
	if (!o->source_id)
		return NULL;
	TRY(sql_service_request_opened_by(
	    req, service_request_source_names[o->source], o->source_id, &row, &found));
	if (found)
		*id = row_text(req, &row, "id");
	return NULL;
}

MAY_FAIL
service_request_open(struct request *req, const struct service_request_new *o, const char **id)
{
	struct person person;

	TRY(opened_before(req, o, id));
	if (*id)
		return NULL;
	TRY(directory_person(req, o->first_responder_id, &person));
	if (!person.id)
		return problem_rule(req, &problem_first_responder_not_employee, &R6_4,
		    "The first responder is an employee of the directory.");
	return record_from_elsewhere(req, o, id);
}

MAY_FAIL
service_request_raised_on_visit(struct request *req, const struct event *event)
{
	const char *customer_id = event_text(req, event, "customer_id"),
		   *text = event_text(req, event, "text"), *id;
	struct known_customer customer;
	struct service_request_new o = {
		.source = SERVICE_REQUEST_SOURCE_VISIT,
		.source_id = event->id,
		.description = text ? text : "回访中客户提出的问题",
		.first_responder_id = event_text(req, event, "employee_id"),
		.received_at = event_instant(req, event, "at"),
	};

	TRY(directory_customer(req, customer_id, &customer));
	o.customer_id = customer.id ? customer.id : customer_id;
	if (!o.first_responder_id)
		o.first_responder_id = customer.responsible_employee_id;
	if (!o.first_responder_id)
		return NULL; /* nobody of the company heard it */
	TRY(opened_before(req, &o, &id));
	return id ? NULL : record_from_elsewhere(req, &o, &id);
}
