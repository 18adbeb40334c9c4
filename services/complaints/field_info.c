/* What technicians learn of customers, the industry and incidents (R11.16). */
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "deadline.h"
#include "field.h"
#include "parameter.h"
#include "rules.h"
#include "rules_field.h"
#include "rules_text.h"

/* Customers hears of it once the customer is known. */
static MAY_FAIL
tell(struct request *req, const char *id, const char *customer_id, const char *text,
    const char *technician_id, instant observed_at)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "field_info_id", id);
	member_text(&b, "customer_id", customer_id);
	member_text(&b, "technician_id", technician_id);
	member_text(&b, "text", text);
	member_instant(&b, "observed_at", observed_at);
	object_close(&b);
	TRY(sql_field_info_save_told(req, id, customer_id));
	return event_emit(req, "field_info.reported", id, 0, b.text);
}

MAY_FAIL
field_info_report(struct request *req, const struct field_info_report_in *in)
{
	const char *id = new_id(req), *customer_id = in->customer_id;
	instant observed_at = in->observed_at, due_at;
	const struct parameters *p;
	struct person caller;
	struct decision d;

	TRY(field_caller(req, &R11_16, &caller));
	TRY(field_happened(req, &R11_16, &observed_at));
	TRY(field_customer(req, "/customer_id", &customer_id));
	TRY(parameters_on(req, date_of(observed_at), &p));
	TRY(deadline_working_days(
	    req, observed_at, parameter_integer(p, &parameter_fieldinfo_report), &due_at));
	d = field_info_reported(due_at, req->now);
	decision_used(&d, "fieldinfo.report", parameter_integer(p, &parameter_fieldinfo_report));
	TRY(decide(req, "field_info", id, &d));
	TRY(sql_field_info_create(req, id, in->kind, in->text, caller.id, caller.department_id,
	    customer_id, observed_at, due_at, req->now > due_at));
	if (customer_id && same(in->kind, field_info_kind_names[FIELD_INFO_KIND_CUSTOMER]))
		TRY(tell(req, id, customer_id, in->text, caller.id, observed_at));
	return reply_one(req, sql_field_info_get, id);
}

static enum field_info_kind
kind_of(const struct row *row)
{
	return row_enum(row, "kind", field_info_kind_names, FIELD_INFO_KIND_COUNT);
}

MAY_FAIL
field_info_link_customer(struct request *req, const struct field_info_link_customer_in *in)
{
	const char *customer_id = in->customer_id;
	struct row row;

	TRY(sql_field_info_lock(req, in->id, &row));
	if (kind_of(&row) != FIELD_INFO_KIND_CUSTOMER || !row_is_null(&row, "customer_id"))
		return problem_rule(req, &problem_invalid_state, &R11_16,
		    "Information about a customer is linked, once.");
	TRY(field_customer(req, "/customer_id", &customer_id));
	TRY(tell(req, in->id, customer_id, row_text(req, &row, "text"),
	    row_text(req, &row, "technician_id"), row_instant(&row, "observed_at")));
	return reply_one(req, sql_field_info_get, in->id);
}

MAY_FAIL
field_info_acknowledge(struct request *req, const struct field_info_acknowledge_in *in)
{
	struct row row;

	TRY(sql_field_info_lock(req, in->id, &row));
	if (kind_of(&row) != FIELD_INFO_KIND_SITUATION || !row_is_null(&row, "acknowledged_at"))
		return problem_rule(req, &problem_invalid_state, &R11_16,
		    "What happened at work is acknowledged, once.");
	TRY(sql_field_info_save_acknowledged(req, in->id));
	return reply_one(req, sql_field_info_get, in->id);
}

MAY_FAIL
field_info_disprove(struct request *req, const struct field_info_disprove_in *in)
{
	struct row row;

	TRY(sql_field_info_lock(req, in->id, &row));
	if (row_boolean(&row, "proven_false"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_16, "It was proven false already.");
	TRY(sql_field_info_save_false(req, in->id, in->proof));
	TRY(conduct_propose(req, &(struct conduct_new) {
				     .code = "V11.16",
				     .person_id = row_text(req, &row, "technician_id"),
				     .subject = "field_info",
				     .subject_id = in->id,
				     .reason = in->proof,
				 }));
	return reply_one(req, sql_field_info_get, in->id);
}
