#include "bill_incident.h"

#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_text.h"

/* The incident as it now is, told. */
static MAY_FAIL
tell(struct request *req, const char *id, const char *type)
{
	struct row row;

	TRY(sql_bill_incident_get(req, id, &row));
	return event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row));
}

MAY_FAIL
bill_incident_open(struct request *req, const struct bill_incident_new *n, const char **id)
{
	const struct parameters *parameters;
	int64_t days;

	if (n->discovered_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R3_38,
		    "It would have been discovered later than today.");
	TRY(parameters_on(req, req->today, &parameters));
	days = parameter_integer(parameters, &parameter_credit_bill_incident_report_days);
	*id = new_id(req);
	TRY(sql_bill_incident_create(req, *id, n->profile->id, n->receivable_id, n->payment_id,
	    payment_instrument_names[n->instrument], n->number, n->bank, n->amount_fen, n->due_on,
	    bill_incident_kind_names[n->kind], n->discovered_on, n->discovered_on + (date)days,
	    n->profile->responsible_salesperson_id));
	return tell(req, *id, "credit.bill_incident_opened");
}

MAY_FAIL
bill_incident_of_payment(struct request *req, const struct bill_incident_new *n)
{
	const char *id;
	struct row row;
	bool found;

	TRY(sql_bill_incident_of_instrument(req, n->bank, n->number, n->profile->id, &row, &found));
	if (!found)
		return bill_incident_open(req, n, &id);
	id = row_text(req, &row, "id");
	TRY(sql_bill_incident_save_payment(req, id, n->receivable_id, n->payment_id,
	    bill_incident_kind_names[n->kind], row_integer(&row, "unpaid_fen")));
	return same(row_text(req, &row, "state"), "CLOSED")
		   ? tell(req, id, "credit.bill_incident_opened")
		   : NULL;
}

MAY_FAIL
bill_incident_hold(struct request *req, const char *id, struct bill_incident *incident)
{
	struct row row;

	TRY(sql_bill_incident_hold(req, id, &row));
	*incident = (struct bill_incident) {
		.id = row_text(req, &row, "id"),
		.customer_id = row_text(req, &row, "customer_id"),
		.receivable_id = row_text(req, &row, "receivable_id"),
		.facts = {
			.state = row_enum(
			    &row, "state", bill_incident_state_names, BILL_INCIDENT_STATE_COUNT),
			.amount_fen = row_integer(&row, "amount_fen"),
			.recovered_fen = row_integer(&row, "recovered_fen"),
			.pending_fen = row_integer(&row, "pending_fen"),
			.finance = row_text(req, &row, "loss_confirmed_by_finance"),
			.superior = row_text(req, &row, "loss_confirmed_by_superior"),
			.report_due_on = row_date(&row, "report_due_on"),
			.reported_on = row_date(&row, "reported_on"),
		},
		.ruling = row_enum(&row, "ruling", bill_ruling_names, BILL_RULING_COUNT),
		.caller_on_line = row_boolean(&row, "caller_on_line"),
	};
	return NULL;
}

MAY_FAIL
bill_incident_instructed(
    struct request *req, const char *id, enum bill_ruling ruling, const char *instruction_id)
{
	struct bill_incident incident;
	struct decision d;

	TRY(bill_incident_hold(req, id, &incident));
	d = incident_instruct(&incident.facts, ruling);
	TRY(decide(req, "bill_incident", id, &d));
	return sql_bill_incident_save_ruling(req, id, bill_ruling_names[ruling], instruction_id);
}

MAY_FAIL
bill_incident_recovered(struct request *req, struct bill_incident *incident, int64_t fen)
{
	struct incident_facts *f = &incident->facts;
	bool reopens = f->state == BILL_INCIDENT_STATE_CLOSED;

	f->recovered_fen += fen;
	if (fen > 0)
		return sql_bill_incident_save_recovered(req, incident->id, f->recovered_fen);
	if (reopens)
		f->state =
		    incident->ruling ? BILL_INCIDENT_STATE_INSTRUCTED : BILL_INCIDENT_STATE_OPEN;
	TRY(sql_bill_incident_save_lost_again(
	    req, incident->id, f->recovered_fen, bill_incident_state_names[f->state]));
	return reopens ? tell(req, incident->id, "credit.bill_incident_opened") : NULL;
}

MAY_FAIL
bill_incident_paid(struct request *req, const char *receivable_id, const char *payment_id,
    int64_t fen, date on)
{
	struct bill_incident incident;
	struct decision d;
	struct rows rows;

	TRY(sql_bill_incident_of_receivable(req, receivable_id, &rows));
	for (int i = 0; i < rows.count && fen > 0; i++) {
		struct row row = rows_at(&rows, i);
		int64_t part;

		TRY(bill_incident_hold(req, row_text(req, &row, "id"), &incident));
		part = incident_part(&incident.facts, fen);
		if (part == 0)
			continue;
		d = incident_recover(&incident.facts, part, on, req->today);
		TRY(decide(req, "bill_incident", incident.id, &d));
		TRY(bill_incident_recovered(req, &incident, part));
		TRY(sql_recovery_action_create(req, new_id(req), incident.id, on,
		    "A payment of the receivable", part, payment_id));
		fen -= part;
	}
	return NULL;
}

MAY_FAIL
bill_incident_unpaid(struct request *req, const char *payment_id)
{
	struct bill_incident incident;
	struct rows rows;

	TRY(sql_bill_incident_recoveries(req, payment_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(bill_incident_hold(req, row_text(req, &row, "incident_id"), &incident));
		TRY(bill_incident_recovered(req, &incident, -row_integer(&row, "recovered_fen")));
	}
	return NULL;
}
