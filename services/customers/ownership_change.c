#include "ownership_change.h"

#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "grievance.h"
#include "lapse.h"
#include "parameter.h"
#include "rules.h"
#include "rules_batch.h"
#include "rules_lapse.h"

MAY_FAIL
owned_lock(struct request *req, const char *customer_id, struct owned *owned)
{
	struct row row;
	bool found;

	TRY(sql_owned_lock(req, customer_id, &row, &found));
	if (!found)
		return &problem_not_found;
	if (row_boolean(&row, "waits"))
		return problem_rule(req, &problem_allocation_incomplete, &R1_5,
		    "The archive's batch has not been allocated and published yet.");
	*owned = (struct owned) {
		.id = row_text(req, &row, "id"),
		.department_id = row_text(req, &row, "department_id"),
		.employee_id = row_text(req, &row, "responsible_employee_id"),
		.since = row_instant(&row, "responsible_since"),
		.unit = row_boolean(&row, "unit"),
	};
	TRY(sql_lapse_report_expire(req, customer_id));
	TRY(sql_owned_taken(req, customer_id, &row));
	owned->taken = row_boolean(&row, "taken");
	return NULL;
}

MAY_FAIL
ownership_direct(struct request *req, const struct owned *owned, const struct direction *direction,
    const char **id)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	*id = new_id(req);
	return sql_ownership_change_create(req, *id, owned->id,
	    ownership_change_cause_names[direction->cause], direction->basis_id, owned->employee_id,
	    owned->department_id, direction->to->id, direction->to->department_id,
	    direction->reason, req->today + (date)parameter_integer(parameters, direction->days));
}

MAY_FAIL
ownership_change_create(struct request *req, const struct ownership_change_create_in *in)
{
	struct service_status status;
	struct reassignment facts;
	struct direction direction;
	struct person to;
	struct owned owned;
	struct decision d;
	const char *id;

	TRY(owned_lock(req, in->customer_id, &owned));
	TRY(person_named(req, in->to_employee_id, "/to_employee_id", &to));
	TRY(service_status_now(req, in->customer_id, &status));
	facts = (struct reassignment) {
		.lapsed = status.state == SERVICE_STATE_LAPSED,
		.taken = owned.taken,
		.present_employee_id = owned.employee_id,
		.employee_id = to.id,
		.direct = to.direct,
	};
	direction = (struct direction) {
		.cause = OWNERSHIP_CHANGE_CAUSE_REASSIGNED,
		.reason = in->reason,
		.to = &to,
		.days = &parameter_service_lapse_change_days,
	};
	d = reassignment_decide(&facts);
	TRY(ownership_direct(req, &owned, &direction, &id));
	TRY(decide(req, "ownership_change", id, &d));
	return reply_one(req, sql_ownership_change_told, id);
}

/* The customer, then the change. */
static MAY_FAIL
begin(struct request *req, const char *id, struct owned *owned, struct row *row)
{
	TRY(sql_ownership_change_whose(req, id, row));
	TRY(owned_lock(req, row_text(req, row, "customer_id"), owned));
	return sql_ownership_change_lock(req, id, row);
}

static enum ownership_change_state
state_of(const struct row *row)
{
	return row_enum(row, "state", ownership_change_state_names, OWNERSHIP_CHANGE_STATE_COUNT);
}

static MAY_FAIL
tell_owner(
    struct request *req, const struct owned *owned, const struct row *customer, const char *cause)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", owned->id);
	member_text(&b, "old", owned->employee_id);
	member_text(&b, "new", row_text(req, customer, "responsible_employee_id"));
	member_text(&b, "cause", cause);
	object_close(&b);
	TRY(event_emit(
	    req, "customer.owner_changed", owned->id, row_integer(customer, "version"), b.text));
	return customer_tell(req, "customer.updated", customer);
}

/* What was waiting for the change is done with it. */
static MAY_FAIL
conclude(struct request *req, enum ownership_change_cause cause, const char *basis_id,
    const struct person *to)
{
	switch (cause) {
	case OWNERSHIP_CHANGE_CAUSE_LAPSE:
		return sql_lapse_report_save_changed(req, basis_id);
	case OWNERSHIP_CHANGE_CAUSE_GRIEVANCE_OVERDUE:
		return grievance_transferred(req, basis_id, to);
	default:
		return NULL;
	}
}

MAY_FAIL
ownership_change_carry_out(struct request *req, const struct ownership_change_carry_out_in *in)
{
	enum ownership_change_cause cause;
	struct row row, customer;
	struct person to;
	struct owned owned;
	struct decision d;
	const char *basis_id;

	TRY(begin(req, in->id, &owned, &row));
	d = ownership_carry_out(state_of(&row), row_boolean(&row, "own"));
	TRY(decide(req, "ownership_change", in->id, &d));
	cause = row_enum(&row, "cause", ownership_change_cause_names, OWNERSHIP_CHANGE_CAUSE_COUNT);
	basis_id = row_text(req, &row, "basis_id");
	TRY(person_find(req, row_text(req, &row, "to_employee_id"), &to));
	if (!to.at_work)
		return problem_rule(req, &problem_invalid_state, &R1_28,
		    "The employee has left since; another one must be named.");
	TRY(sql_ownership_change_move(req, owned.id, to.id, to.department_id,
	    ownership_change_cause_names[cause], &customer));
	TRY(sql_ownership_change_save_done(req, in->id, owned.employee_id, owned.department_id,
	    req->today > row_date(&row, "due_on")));
	TRY(conclude(req, cause, basis_id, &to));
	TRY(tell_owner(req, &owned, &customer, ownership_change_cause_names[cause]));
	return reply_one(req, sql_ownership_change_told, in->id);
}

MAY_FAIL
ownership_change_withdraw(struct request *req, const struct ownership_change_withdraw_in *in)
{
	struct owned owned;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &owned, &row));
	d = ownership_withdraw(state_of(&row));
	TRY(decide(req, "ownership_change", in->id, &d));
	TRY(sql_ownership_change_save_withdrawn(req, in->id));
	if (row_enum(&row, "cause", ownership_change_cause_names, OWNERSHIP_CHANGE_CAUSE_COUNT) ==
	    OWNERSHIP_CHANGE_CAUSE_LAPSE)
		TRY(sql_lapse_report_save_undirected(req, row_text(req, &row, "basis_id")));
	return reply_one(req, sql_ownership_change_told, in->id);
}
