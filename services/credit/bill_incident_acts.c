/* What people do about bill incidents: /v1/bill-incidents (R3.38). */
#include "bill_incident.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "emergency.h"
#include "receivable.h"
#include "rules.h"
#include "rules_text.h"
#include "standing.h"

/* An act on an incident: the customer, then the incident, locked; how the caller stands to them. */
struct act {
	struct profile profile;
	struct standing standing;
	struct bill_incident incident;
};

static MAY_FAIL
begin(struct request *req, const char *id, struct act *act)
{
	struct row row;

	TRY(sql_bill_incident_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_38, &act->profile));
	TRY(standing_of(req, &act->profile, &act->standing));
	TRY(sql_bill_incident_lock(req, id, &row));
	TRY(bill_incident_hold(req, id, &act->incident));
	act->standing.superior |= act->incident.caller_on_line;
	return NULL;
}

/* The receivable it was given for is the customer's. */
static MAY_FAIL
know_receivable(struct request *req, const char *id, const struct profile *profile)
{
	struct row row;

	if (!id)
		return NULL;
	TRY(sql_receivable_whose(req, id, &row));
	if (!same(row_text(req, &row, "customer_id"), profile->id))
		return problem_fault(
		    req, "/receivable_id", "UNKNOWN", "The receivable is of another customer.");
	return NULL;
}

MAY_FAIL
bill_incident_create(struct request *req, const struct bill_incident_create_in *in)
{
	struct standing standing;
	struct profile profile;
	const char *id;

	TRY(profile_lock(req, in->customer_id, &R3_38, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_is_responsible(req, &standing, &R3_38));
	TRY(know_receivable(req, in->receivable_id, &profile));
	TRY(bill_incident_open(req,
	    &(struct bill_incident_new) {
		.profile = &profile,
		.receivable_id = in->receivable_id,
		.instrument =
		    enum_index(payment_instrument_names, PAYMENT_INSTRUMENT_COUNT, in->instrument),
		.number = in->number,
		.bank = in->bank,
		.amount_fen = in->amount_fen,
		.due_on = in->due_on,
		.discovered_on = in->discovered_on == NO_DATE ? req->today : in->discovered_on,
		.kind = enum_index(bill_incident_kind_names, BILL_INCIDENT_KIND_COUNT, in->kind),
	    },
	    &id));
	return reply_one(req, sql_bill_incident_get, id);
}

static MAY_FAIL
may_read(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_bill_incident_whose(req, id, &row));
	return standing_reads_customer(req, row_text(req, &row, "customer_id"), &R3_38);
}

MAY_FAIL
bill_incident_show(struct request *req, const struct bill_incident_show_in *in)
{
	TRY(may_read(req, in->id));
	return reply_one(req, sql_bill_incident_get, in->id);
}

MAY_FAIL
recovery_action_list_guard(struct request *req, const struct recovery_action_list_in *in)
{
	return may_read(req, in->id);
}

/* The report goes to the superior as an emergency report (R3.29). */
static MAY_FAIL
tell_superior(struct request *req, const struct bill_incident_report_in *in, const struct act *act,
    const char **emergency_id)
{
	return emergency_open(req,
	    &(struct emergency_new) {
		.profile = &act->profile,
		.category = EMERGENCY_CATEGORY_BILL_INCIDENT,
		.direction = EMERGENCY_DIRECTION_DETERIORATED,
		.observed_at = NO_INSTANT,
		.description = arena_print(
		    req->arena, "%s\n%s\n%s", in->circumstances, in->prospects, in->proposal),
		.source = EMERGENCY_SOURCE_BILL_INCIDENT,
		.source_id = in->id,
	    },
	    emergency_id);
}

MAY_FAIL
bill_incident_report(struct request *req, const struct bill_incident_report_in *in)
{
	const char *emergency_id;
	struct decision d;
	struct act act;

	TRY(begin(req, in->id, &act));
	TRY(standing_is_responsible(req, &act.standing, &R3_38));
	d = incident_report(&act.incident.facts, req->today);
	TRY(decide(req, "bill_incident", in->id, &d));
	TRY(tell_superior(req, in, &act, &emergency_id));
	decision_show(req, &d);
	TRY(sql_bill_incident_save_report(
	    req, in->id, in->circumstances, in->prospects, in->proposal, emergency_id));
	return reply_one(req, sql_bill_incident_get, in->id);
}

MAY_FAIL
bill_incident_confirm_loss(struct request *req, const struct bill_incident_confirm_loss_in *in)
{
	struct decision d;
	struct act act;
	bool as_finance;

	TRY(begin(req, in->id, &act));
	d = incident_confirm(&act.incident.facts,
	    &(struct incident_confirmer) {
		.id = req->caller.id,
		.finance = caller_is(&req->caller, "finance"),
		.superior = act.standing.superior,
	    },
	    &as_finance);
	TRY(decide(req, "bill_incident", in->id, &d));
	TRY(as_finance ? sql_bill_incident_save_confirmed_by_finance(req, in->id)
		       : sql_bill_incident_save_confirmed_by_superior(req, in->id));
	return reply_one(req, sql_bill_incident_get, in->id);
}

MAY_FAIL
bill_incident_close(struct request *req, const struct bill_incident_close_in *in)
{
	struct decision d;
	struct act act;
	struct row row;

	TRY(begin(req, in->id, &act));
	TRY(standing_is_superior(req, &act.standing, &R3_38));
	d = incident_close(&act.incident.facts);
	TRY(decide(req, "bill_incident", in->id, &d));
	TRY(sql_bill_incident_save_closed(req, in->id));
	TRY(sql_bill_incident_get(req, in->id, &row));
	TRY(event_emit(req, "credit.bill_incident_closed", in->id, row_integer(&row, "version"),
	    row_json(req, &row)));
	return reply_row(req, &row);
}
