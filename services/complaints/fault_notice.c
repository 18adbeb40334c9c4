/* Who is told of a fault, with what, and whether it arrived (R6.18). */
#include "alarm.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "fault.h"
#include "parameter.h"
#include "rules.h"

static MAY_FAIL
notice(struct request *req, const struct major_fault *f, enum fault_recipient recipient,
    const char *employee_id, const char *department_id, const char *role)
{
	return sql_fault_notice_create(req, new_id(req), f->id, fault_recipient_names[recipient],
	    employee_id, department_id, role, f->occurred_at, f->location, f->symptoms,
	    f->handling_plan);
}

/* At least technical service and customer service, and the project's own contacts. */
static MAY_FAIL
tell_related(struct request *req, const struct major_fault *f)
{
	struct rows contacts;

	TRY(notice(req, f, FAULT_RECIPIENT_RELATED, NULL, NULL, "tech_service"));
	TRY(notice(req, f, FAULT_RECIPIENT_RELATED, NULL, NULL, "customer_service"));
	TRY(sql_fault_contacts(req, f->project_id, &contacts));
	for (int i = 0; i < contacts.count; i++) {
		struct row row = rows_at(&contacts, i);

		TRY(notice(req, f, FAULT_RECIPIENT_RELATED, row_text(req, &row, "employee_id"),
		    row_text(req, &row, "department_id"), NULL));
	}
	return NULL;
}

MAY_FAIL
fault_tell(struct request *req, const struct major_fault *f, struct decision *d)
{
	const struct project *p = &f->project;

	*d = fault_recipients(p->signing_salesperson_id, p->division_manager_id);
	TRY(tell_related(req, f));
	if (f->handling_plan && p->signing_salesperson_id)
		TRY(notice(req, f, FAULT_RECIPIENT_SIGNING_SALESPERSON, p->signing_salesperson_id,
		    NULL, NULL));
	if (f->handling_plan && p->division_manager_id)
		TRY(notice(
		    req, f, FAULT_RECIPIENT_DIVISION_MANAGER, p->division_manager_id, NULL, NULL));
	TRY(sql_fault_save_problem(req, f->id, d->refusal ? d->refusal->code : NULL));
	if (!d->refusal)
		return NULL;
	return alarm_raise(req, &(struct alarm_new) { "FAULT_NOT_TOLD", &R6_18, "fault", f->id,
				    "general_manager", d->because });
}

/* When the last one is sent, the manager in charge has his time to relay it. */
static MAY_FAIL
all_told(struct request *req, const struct major_fault *f)
{
	const struct parameters *p;
	struct row row;
	bool late;

	TRY(sql_fault_notices_open(req, f->id, &row));
	if (f->facts.state != FAULT_STATE_REPORTED || !f->handling_plan ||
	    row_integer(&row, "open") > 0 || row_integer(&row, "in_person") < 2)
		return NULL;
	TRY(deadline_done(req, f->id, "NOTIFY", NULL, &late));
	TRY(sql_fault_save_notified(req, f->id, late));
	TRY(parameters_on(req, req->today, &p));
	TRY(deadline_start(req,
	    &(struct deadline_new) { .subject = "fault",
		.subject_id = f->id,
		.kind = "RELAY",
		.rule = &R6_19,
		.due_at = instant_plus(req->now, parameter_period(p, &parameter_fault_relay)) }));
	return deadline_start(req, &(struct deadline_new) { .subject = "fault",
				       .subject_id = f->id,
				       .kind = "TRACKING",
				       .rule = &R6_19,
				       .due_at = instant_plus(req->now,
					   parameter_period(p, &parameter_fault_track_every)) });
}

MAY_FAIL
fault_notice_deliver(struct request *req, const struct fault_notice_deliver_in *in)
{
	enum fault_notice_delivery to = (enum fault_notice_delivery)enum_index(
	    fault_notice_delivery_names, FAULT_NOTICE_DELIVERY_COUNT, in->delivery);
	enum fault_notice_delivery from;
	struct major_fault fault;
	struct row row;
	bool sent;

	TRY(sql_fault_notice_get(req, in->id, &row));
	TRY(fault_hold(req, row_text(req, &row, "fault_id"), &fault));
	TRY(sql_fault_notice_lock(req, in->id, &row));
	from = row_enum(&row, "delivery", fault_notice_delivery_names, FAULT_NOTICE_DELIVERY_COUNT);
	sent = from == FAULT_NOTICE_DELIVERY_SENT || from == FAULT_NOTICE_DELIVERY_ACKNOWLEDGED;
	if (to == FAULT_NOTICE_DELIVERY_PENDING)
		return problem_fault(
		    req, "/delivery", "VALUE", "It was sent, failed, or was acknowledged.");
	if (sent != (to == FAULT_NOTICE_DELIVERY_ACKNOWLEDGED) || (sent && from == to))
		return problem_rule(req, &problem_invalid_state, &R6_18, "The notice is %s.",
		    fault_notice_delivery_names[from]);
	TRY(sql_fault_notice_save_delivery(req, in->id, in->delivery));
	TRY(all_told(req, &fault));
	TRY(sql_fault_notice_get(req, in->id, &row));
	return reply_row(req, &row);
}
