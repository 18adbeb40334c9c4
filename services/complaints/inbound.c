/* Calls, letters and visits, and the reply that is due for each (R11.19). */
#include "calendar_data.h"
#include "center_opinion.h"
#include "complaint.h"
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "field.h"
#include "parameter.h"
#include "public_channel.h"
#include "rules.h"
#include "rules_field.h"
#include "rules_text.h"

static MAY_FAIL
item_lock(struct request *req, const char *id, struct inbound_facts *facts, struct row *row)
{
	/* As a complaint to the unit that serves customers would be judged. */
	struct complaint as = { .profile = COMPLAINT_PROFILE_SERVICE };
	const struct parameters *p;

	TRY(sql_inbound_item_lock(req, id, row));
	as.received_at = row_instant(row, "received_at");
	TRY(complaint_parameters(req, &as, &p));
	*facts = (struct inbound_facts) {
		.state = row_enum(row, "state", inbound_item_state_names, INBOUND_ITEM_STATE_COUNT),
		.contact = !row_is_null(row, "contact") || !row_is_null(row, "customer_id"),
		.replied_by_id = row_text(req, row, "replied_by_id"),
		.replied_at = row_instant(row, "replied_at"),
		.satisfaction_at = row_instant(row, "satisfaction_at"),
		.answered = !row_is_null(row, "answered_at"),
		.wait = parameter_period(p, &parameter_complaint_satisfaction_wait),
		.dissatisfied_at_most =
		    parameter_integer(p, &parameter_complaint_dissatisfied_at_most),
	};
	return NULL;
}

/* R11.18: a consultation is a request, a complaint a complaint; the rest may be either, or none. */
static const char *
becomes(const char *kind)
{
	if (same(kind, inbound_kind_names[INBOUND_KIND_CONSULTATION]))
		return inbound_subject_names[INBOUND_SUBJECT_SERVICE_REQUEST];
	return same(kind, inbound_kind_names[INBOUND_KIND_COMPLAINT])
		   ? inbound_subject_names[INBOUND_SUBJECT_COMPLAINT]
		   : NULL;
}

/* What it became: one item of each request or complaint. */
static MAY_FAIL
subject_known(struct request *req, const char *kind, const char *subject, const char *id)
{
	struct row row;

	if (becomes(kind) && !same(subject, becomes(kind)))
		return problem_fault(req, "/subject", subject ? "INVALID" : "REQUIRED",
		    "A %s is recorded as a %s first, and named here (R11.18).", kind,
		    becomes(kind));
	if (!subject != !id)
		return problem_fault(req, id ? "/subject" : "/subject_id", "REQUIRED",
		    "The kind of what it became, and its id.");
	if (!subject)
		return NULL;
	TRY(sql_inbound_subject_known(req, subject, id, &row));
	return row_boolean(&row, "known")
		   ? NULL
		   : problem_fault(req, "/subject_id", "UNKNOWN", "There is no such object.");
}

/* R11.20: an opinion that a service centre hears is forwarded, however it is recorded. */
static MAY_FAIL
goes_up(struct request *req, const struct inbound_item_receive_in *in, const char *id,
    const char *customer_id, instant received_at)
{
	const char *name = in->caller_name, *opinion_id;
	struct known_customer customer;
	struct person caller;

	if (!caller_is(&req->caller, "service_center") ||
	    (!same(in->kind, inbound_kind_names[INBOUND_KIND_OPINION]) &&
		!same(in->kind, inbound_kind_names[INBOUND_KIND_SUGGESTION])))
		return NULL;
	TRY(field_caller(req, &R11_20, &caller));
	if (!name && customer_id) {
		TRY(directory_customer(req, customer_id, &customer));
		name = customer.name;
	}
	return center_opinion_open(req,
	    &(struct center_opinion_new) { &caller, customer_id, name ? name : "匿名", in->contact,
		in->text, received_at, id },
	    &opinion_id);
}

MAY_FAIL
inbound_item_receive(struct request *req, const struct inbound_item_receive_in *in)
{
	const char *id = new_id(req), *customer_id = in->customer_id;
	instant received_at = in->received_at, due_at;
	const struct parameters *p;

	TRY(field_happened(req, &R11_19, &received_at));
	TRY(field_customer(req, "/customer_id", &customer_id));
	TRY(subject_known(req, in->kind, in->subject, in->subject_id));
	TRY(channel_published(req, in->public_channel_id));
	TRY(parameters_on(req, date_of(received_at), &p));
	TRY(deadline_working_days(
	    req, received_at, parameter_integer(p, &parameter_service_reply), &due_at));
	TRY(sql_inbound_item_create(req, id, in->medium, in->kind, customer_id, in->caller_name,
	    in->contact, in->text, received_at, due_at, in->subject, in->subject_id,
	    in->public_channel_id));
	TRY(deadline_start(req, &(struct deadline_new) {
				    .subject = "inbound_item",
				    .subject_id = id,
				    .kind = "REPLY",
				    .rule = &R11_19,
				    .started_at = received_at,
				    .due_at = due_at,
				    .working_days = true,
				}));
	TRY(goes_up(req, in, id, customer_id, received_at));
	return reply_one(req, sql_inbound_item_get, id);
}

MAY_FAIL
inbound_item_reply(struct request *req, const struct inbound_item_reply_in *in)
{
	struct inbound_facts facts;
	struct person caller;
	struct decision d;
	struct row row;

	TRY(field_caller(req, &R11_19, &caller));
	TRY(item_lock(req, in->id, &facts, &row));
	d = inbound_reply(&facts, row_instant(&row, "reply_due_at"), req->now);
	TRY(decide(req, "inbound_item", in->id, &d));
	TRY(deadline_done(req, in->id, "REPLY", NULL, NULL));
	TRY(sql_inbound_item_save_reply(
	    req, in->id, in->reply, caller.id, req->now > row_instant(&row, "reply_due_at")));
	return reply_one(req, sql_inbound_item_get, in->id);
}

MAY_FAIL
inbound_item_ask_satisfaction(
    struct request *req, const struct inbound_item_ask_satisfaction_in *in)
{
	struct inbound_facts facts;
	struct person caller;
	struct decision d;
	struct row row;

	TRY(field_caller(req, &R11_19, &caller));
	TRY(item_lock(req, in->id, &facts, &row));
	d = inbound_ask(&facts, caller.id);
	TRY(require(req, "inbound_item", in->id, &d));
	TRY(sql_inbound_item_save_asked(req, in->id, caller.id));
	return reply_one(req, sql_inbound_item_get, in->id);
}

MAY_FAIL
inbound_item_answer_satisfaction(
    struct request *req, const struct inbound_item_answer_satisfaction_in *in)
{
	struct inbound_facts facts;
	struct decision d;
	struct row row;

	TRY(item_lock(req, in->id, &facts, &row));
	d = inbound_answer(&facts, in->score);
	TRY(decide(req, "inbound_item", in->id, &d));
	TRY(sql_inbound_item_save_answer(
	    req, in->id, in->score, in->text, same(d.outcome, "DISSATISFIED")));
	return reply_one(req, sql_inbound_item_get, in->id);
}

MAY_FAIL
inbound_item_close(struct request *req, const struct inbound_item_close_in *in)
{
	struct inbound_facts facts;
	struct decision d;
	struct row row;

	TRY(item_lock(req, in->id, &facts, &row));
	d = inbound_close(&facts, req->now);
	TRY(decide(req, "inbound_item", in->id, &d));
	TRY(deadline_cancel(req, in->id, "REPLY", NULL));
	TRY(sql_inbound_item_save_closed(req, in->id));
	return reply_one(req, sql_inbound_item_get, in->id);
}

/* A valuable idea has a clock of its own: to be in the digest of its month. */
MAY_FAIL
inbound_item_mark_valuable(struct request *req, const struct inbound_item_mark_valuable_in *in)
{
	struct inbound_facts facts;
	const struct parameters *p;
	struct row row, unknown;
	instant due_at;
	date received_on;

	TRY(item_lock(req, in->id, &facts, &row));
	if (in->departments_count == 0)
		return problem_rule(req, &problem_department_missing, &R11_19,
		    "Which departments does it concern?");
	TRY(sql_inbound_departments_unknown(req, in->departments_json, &unknown));
	if (row_integer(&unknown, "unknown") > 0)
		return problem_fault(
		    req, "/departments", "UNKNOWN", "A department named is not known.");
	if (!row_is_null(&row, "digest_id"))
		return problem_rule(
		    req, &problem_immutable, &R11_19, "It stands in a digest already.");
	TRY(sql_inbound_item_save_valuable(req, in->id, in->departments_json));
	received_on = date_of(row_instant(&row, "received_at"));
	TRY(parameters_on(req, received_on, &p));
	TRY(deadline_working_days(req,
	    start_of(digest_period(working_days(), received_on, 0).month_until),
	    parameter_integer(p, &parameter_suggestion_digest), &due_at));
	TRY(deadline_start(req, &(struct deadline_new) {
				    .subject = "inbound_item",
				    .subject_id = in->id,
				    .kind = "DIGEST",
				    .rule = &R11_19,
				    .due_at = due_at,
				    .working_days = true,
				}));
	return reply_one(req, sql_inbound_item_get, in->id);
}

MAY_FAIL
inbound_deadline_list_guard(struct request *req, const struct inbound_deadline_list_in *in)
{
	struct row row;

	return sql_inbound_item_get(req, in->id, &row);
}
