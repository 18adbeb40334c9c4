/* Customers whose service has lapsed are taken by the invitation of another department (R1.28). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "lapse.h"
#include "ownership_change.h"
#include "parameter.h"
#include "rules.h"

static MAY_FAIL
report_window(struct request *req, instant taken_at, struct period *window)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, date_of(taken_at), &parameters));
	*window = parameter_period(parameters, &parameter_service_lapse_report_window);
	return NULL;
}

static const char *
reasons_of(struct request *req, const struct service_status *status)
{
	struct buffer b = buffer_in(req->arena);

	list_open(&b, NULL);
	for (int reason = 1; reason < LAPSE_REASON_COUNT; reason++)
		if (status->reasons & 1U << reason)
			item_text(&b, lapse_reason_names[reason]);
	list_close(&b);
	return b.text;
}

MAY_FAIL
lapse_take(
    struct request *req, const char *customer_id, const struct person *by, const char **report_id)
{
	const char *id = new_id(req);
	struct service_status status;
	struct period window;
	struct taking facts;
	struct owned owned;
	struct decision d;
	instant due;

	TRY(owned_lock(req, customer_id, &owned));
	TRY(service_status_now(req, customer_id, &status));
	facts = (struct taking) {
		.lapsed = status.state == SERVICE_STATE_LAPSED,
		.taken = owned.taken,
		.department_id = owned.department_id,
		.direct = by->direct,
		.by_department_id = by->department_id,
	};
	d = lapse_take_decide(&facts);
	TRY(decide(req, "lapse_report", id, &d));
	TRY(report_window(req, req->now, &window));
	due = lapse_report_due(req->now, window);
	TRY(sql_lapse_report_create(req, id, customer_id, owned.department_id, by->id,
	    by->department_id, status.lapsed_from, reasons_of(req, &status), due));
	TRY(timer_set(req, "lapse_report_expiry", id, due + 1));
	if (report_id)
		*report_id = id;
	return NULL;
}

MAY_FAIL
lapse_invite(struct request *req, const char *customer_id)
{
	struct person by;
	struct row row;
	bool own;

	TRY(person_calling(req, &R1_28, &by));
	TRY(sql_lapse_report_own(req, customer_id, by.id, &row, &own));
	return own ? NULL : lapse_take(req, customer_id, &by, NULL);
}

MAY_FAIL
lapse_report_expired(struct request *req, const char *report_id)
{
	return sql_lapse_report_expire_one(req, report_id);
}

MAY_FAIL
lapse_report_create(struct request *req, const struct lapse_report_create_in *in)
{
	struct person by;
	const char *id;

	TRY(person_calling(req, &R1_28, &by));
	TRY(lapse_take(req, in->customer_id, &by, &id));
	return reply_one(req, sql_lapse_report_told, id);
}

/* The customer, then the report. */
static MAY_FAIL
begin(struct request *req, const char *id, struct owned *owned, struct row *row)
{
	TRY(sql_lapse_report_whose(req, id, row));
	TRY(owned_lock(req, row_text(req, row, "customer_id"), owned));
	return sql_lapse_report_lock(req, id, row);
}

static enum lapse_report_state
state_of(const struct row *row)
{
	return row_enum(row, "state", lapse_report_state_names, LAPSE_REPORT_STATE_COUNT);
}

MAY_FAIL
lapse_report_file(struct request *req, const struct lapse_report_file_in *in)
{
	struct period window;
	struct owned owned;
	struct decision d;
	struct row row;
	instant taken_at;
	bool available;

	TRY(begin(req, in->id, &owned, &row));
	taken_at = row_instant(&row, "taken_at");
	TRY(report_window(req, taken_at, &window));
	available = !owned.taken && owned.since <= taken_at; /* and nobody got it since */
	d = lapse_report_decide(
	    state_of(&row), row_boolean(&row, "own"), available, taken_at, window, req->now);
	TRY(decide(req, "lapse_report", in->id, &d));
	TRY(sql_lapse_report_save_reported(
	    req, in->id, in->text, req->now > lapse_report_due(taken_at, window)));
	return reply_one(req, sql_lapse_report_told, in->id);
}

MAY_FAIL
lapse_report_direct(struct request *req, const struct lapse_report_direct_in *in)
{
	struct direction direction;
	struct person to;
	struct owned owned;
	struct decision d;
	struct row row;
	const char *change_id;

	TRY(begin(req, in->id, &owned, &row));
	d = lapse_direct_decide(state_of(&row), !row_is_null(&row, "change_id"));
	TRY(decide(req, "lapse_report", in->id, &d));
	TRY(person_find(req, row_text(req, &row, "employee_id"), &to));
	direction = (struct direction) {
		.cause = OWNERSHIP_CHANGE_CAUSE_LAPSE,
		.basis_id = in->id,
		.to = &to,
		.days = &parameter_service_lapse_change_days,
	};
	TRY(ownership_direct(req, &owned, &direction, &change_id));
	TRY(sql_lapse_report_save_directed(req, in->id, change_id));
	return reply_one(req, sql_lapse_report_told, in->id);
}

MAY_FAIL
lapse_report_reject(struct request *req, const struct lapse_report_reject_in *in)
{
	struct owned owned;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &owned, &row));
	d = lapse_direct_decide(state_of(&row), !row_is_null(&row, "change_id"));
	if (!d.refusal)
		d = decision_allow(&R1_28, lapse_report_state_names[LAPSE_REPORT_STATE_REJECTED],
		    "The director does not direct the change.");
	TRY(decide(req, "lapse_report", in->id, &d));
	TRY(sql_lapse_report_save_rejected(req, in->id, in->reason));
	return reply_one(req, sql_lapse_report_told, in->id);
}
