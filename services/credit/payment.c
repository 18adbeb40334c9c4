#include "payment.h"

#include "bill_incident.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "receivable.h"
#include "rules.h"
#include "rules_payment.h"
#include "rules_text.h"
#include "standing.h"

/* A bill or cheque is known by its number and bank. */
static MAY_FAIL
know_instrument(struct request *req, const struct payment_new *n)
{
	if (n->instrument != PAYMENT_INSTRUMENT_BILL && n->instrument != PAYMENT_INSTRUMENT_CHEQUE)
		return NULL;
	if (!has_text(n->number))
		return problem_fault(
		    req, "/number", "REQUIRED", "A bill or cheque is known by its number.");
	if (!has_text(n->bank))
		return problem_fault(
		    req, "/bank", "REQUIRED", "A bill or cheque is known by its bank.");
	return NULL;
}

/* The incident whose money it is: no more than is lost. */
static MAY_FAIL
know_incident(struct request *req, const struct payment_new *n, date paid_on,
    const struct receivable *r, struct bill_incident *incident)
{
	struct decision d;

	TRY(bill_incident_hold(req, n->incident_id, incident));
	if (!same(incident->customer_id, r->customer_id))
		return problem_fault(req, "/receivable_id", "UNKNOWN",
		    "The receivable is of another customer than the incident.");
	d = incident_recover(&incident->facts, n->amount_fen, paid_on, req->today);
	return decide(req, "bill_incident", incident->id, &d);
}

MAY_FAIL
payment_take(struct request *req, const struct payment_new *n, const char **payment_id)
{
	date paid_on = n->paid_on == NO_DATE ? req->today : n->paid_on;
	enum payment_status status;
	struct bill_incident incident;
	struct profile profile;
	struct receivable r;
	struct decision d;
	struct row row;

	TRY(sql_receivable_whose(req, n->receivable_id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_16, &profile));
	TRY(receivable_hold(req, n->receivable_id, &r));
	if (n->customer_id && !same(n->customer_id, r.customer_id))
		return problem_fault(
		    req, "/receivable_id", "UNKNOWN", "The receivable is of another customer.");
	TRY(know_instrument(req, n));
	if (n->incident_id)
		TRY(know_incident(req, n, paid_on, &r, &incident));
	d = payment_decide(&(struct payment_facts) {
	    .finance = caller_is(&req->caller, "finance"),
	    .amount_fen = n->amount_fen,
	    .instrument = n->instrument,
	    .outstanding_fen = r.outstanding_fen,
	    .pending_fen = r.pending_fen,
	    .paid_on = paid_on,
	    .today = req->today,
	});
	*payment_id = new_id(req);
	TRY(decide(req, "payment", *payment_id, &d));
	status = enum_index(payment_status_names, PAYMENT_STATUS_COUNT, d.outcome);
	TRY(sql_payment_create(req, *payment_id, r.id, r.customer_id, n->amount_fen,
	    payment_instrument_names[n->instrument],
	    payment_payer_names[n->payer ? n->payer : PAYMENT_PAYER_CUSTOMER], d.outcome, paid_on,
	    status == PAYMENT_STATUS_CLEARED ? paid_on : NO_DATE, n->number, n->bank, n->due_on,
	    n->countermeasure_id, n->incident_id, n->remarks));
	if (status != PAYMENT_STATUS_CLEARED)
		return NULL;
	TRY(n->incident_id
		? bill_incident_recovered(req, &incident, n->amount_fen)
		: bill_incident_paid(req, r.id, *payment_id, n->amount_fen, paid_on));
	decision_show(req, &d);
	return receivable_reduce(req, &r, n->amount_fen, paid_on);
}

MAY_FAIL
payment_create(struct request *req, const struct payment_create_in *in)
{
	struct payment_new n = {
		.receivable_id = in->id,
		.amount_fen = in->amount_fen,
		.instrument =
		    enum_index(payment_instrument_names, PAYMENT_INSTRUMENT_COUNT, in->instrument),
		.paid_on = in->paid_on,
		.number = in->number,
		.bank = in->bank,
		.due_on = in->due_on,
		.remarks = in->remarks,
	};
	const char *id;

	TRY(payment_take(req, &n, &id));
	return reply_one(req, sql_payment_get, id);
}

MAY_FAIL
payment_show(struct request *req, const struct payment_show_in *in)
{
	struct row row;

	TRY(sql_payment_whose(req, in->id, &row));
	TRY(standing_reads_customer(req, row_text(req, &row, "customer_id"), &R3_16));
	return reply_one(req, sql_payment_get, in->id);
}

MAY_FAIL
receivable_payment_list_guard(struct request *req, const struct receivable_payment_list_in *in)
{
	struct row row;

	TRY(sql_receivable_whose(req, in->id, &row));
	return standing_reads_customer(req, row_text(req, &row, "customer_id"), &R3_16);
}

/* A payment under change, with all that it concerns, locked. */
struct change {
	const char *id;
	struct profile profile;
	struct receivable receivable;
	struct row row; /* the payment */
	int64_t amount_fen;
	enum payment_status to;
	date on;
	struct decision decision;
};

/* Its next status, decided and saved. */
static MAY_FAIL
change(struct request *req, const char *id, enum payment_status to, date on, const char *remarks,
    struct change *c)
{
	struct row row;

	*c = (struct change) { .id = id, .to = to, .on = on == NO_DATE ? req->today : on };
	TRY(sql_payment_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_16, &c->profile));
	TRY(receivable_hold(req, row_text(req, &row, "receivable_id"), &c->receivable));
	TRY(sql_payment_lock(req, id, &c->row));
	c->amount_fen = row_integer(&c->row, "amount_fen");
	c->decision = payment_move(
	    row_enum(&c->row, "status", payment_status_names, PAYMENT_STATUS_COUNT), to, c->on,
	    req->today);
	TRY(decide(req, "payment", id, &c->decision));
	return sql_payment_save_status(req, id, payment_status_names[to],
	    to == PAYMENT_STATUS_CLEARED ? c->on : NO_DATE,
	    to == PAYMENT_STATUS_REVERSED ? c->on : NO_DATE, remarks);
}

/* What it recovers of incidents, more or less of it: of its own one, or of those of its receivable. */
static MAY_FAIL
recover(struct request *req, const struct change *c, int64_t fen)
{
	const char *incident_id = row_text(req, &c->row, "incident_id");
	struct bill_incident incident;

	if (incident_id) {
		TRY(bill_incident_hold(req, incident_id, &incident));
		TRY(bill_incident_recovered(req, &incident, fen));
	} else if (fen > 0) {
		TRY(bill_incident_paid(req, c->receivable.id, c->id, fen, c->on));
	} else {
		TRY(bill_incident_unpaid(req, c->id));
	}
	decision_show(req, &c->decision);
	return NULL;
}

MAY_FAIL
payment_clear(struct request *req, const struct payment_clear_in *in)
{
	struct change c;

	TRY(change(req, in->id, PAYMENT_STATUS_CLEARED, in->cleared_on, in->remarks, &c));
	if (c.on < row_date(&c.row, "paid_on"))
		return problem_fault(
		    req, "/cleared_on", "OUT_OF_RANGE", "It was handed over later than that.");
	TRY(recover(req, &c, c.amount_fen));
	TRY(receivable_reduce(req, &c.receivable, c.amount_fen, c.on));
	return reply_one(req, sql_payment_get, c.id);
}

MAY_FAIL
payment_reverse(struct request *req, const struct payment_reverse_in *in)
{
	struct change c;

	TRY(change(req, in->id, PAYMENT_STATUS_REVERSED, in->reversed_on, in->reason, &c));
	if (c.on < row_date(&c.row, "cleared_on"))
		return problem_fault(
		    req, "/reversed_on", "OUT_OF_RANGE", "It was cleared later than that.");
	TRY(recover(req, &c, -c.amount_fen));
	TRY(receivable_put_back(req, &c.receivable, c.amount_fen));
	return reply_one(req, sql_payment_get, c.id);
}

/* Its money did not come: the incident begins. */
static MAY_FAIL
fail(
    struct request *req, const char *id, enum bill_incident_kind kind, date on, const char *remarks)
{
	enum payment_status to = kind == BILL_INCIDENT_KIND_DISHONOURED ? PAYMENT_STATUS_DISHONOURED
									: PAYMENT_STATUS_DELAYED;
	struct bill_incident_new n;
	struct change c;
	date due;

	TRY(change(req, id, to, on, remarks, &c));
	due = row_date(&c.row, "due_on");
	n = (struct bill_incident_new) {
		.profile = &c.profile,
		.receivable_id = c.receivable.id,
		.payment_id = c.id,
		.instrument = row_enum(
		    &c.row, "instrument", payment_instrument_names, PAYMENT_INSTRUMENT_COUNT),
		.number = row_text(req, &c.row, "number"),
		.bank = row_text(req, &c.row, "bank"),
		.amount_fen = c.amount_fen,
		.due_on = due == NO_DATE ? row_date(&c.row, "paid_on") : due,
		.discovered_on = c.on,
		.kind = kind,
	};
	TRY(bill_incident_of_payment(req, &n));
	return reply_one(req, sql_payment_get, c.id);
}

MAY_FAIL
payment_dishonour(struct request *req, const struct payment_dishonour_in *in)
{
	return fail(req, in->id, BILL_INCIDENT_KIND_DISHONOURED, in->discovered_on, in->remarks);
}

MAY_FAIL
payment_delay(struct request *req, const struct payment_delay_in *in)
{
	return fail(req, in->id, BILL_INCIDENT_KIND_DELAYED, in->discovered_on, in->remarks);
}
