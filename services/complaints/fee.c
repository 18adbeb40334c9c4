/* The technician collects the fee and gives the invoice (R11.13). */
#include "fee.h"

#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "field.h"
#include "order.h"
#include "rules.h"
#include "rules_fee.h"
#include "rules_text.h"

static MAY_FAIL
invoice(struct request *req, const char *order_id, const char *number, int64_t amount_fen,
    const char *issued_by_id)
{
	return sql_repair_invoice_create(req, new_id(req), order_id,
	    invoice_kind_names[INVOICE_KIND_INVOICE], number, amount_fen, NULL, NULL, issued_by_id);
}

MAY_FAIL
service_order_collect_fee(struct request *req, const struct service_order_collect_fee_in *in)
{
	bool to_company = same(in->method, fee_method_names[FEE_METHOD_TRANSFER_TO_COMPANY]);
	instant collected_at = in->collected_at;
	struct fee_facts facts;
	struct decision d;
	struct order o;
	struct row row;

	TRY(order_lock(req, in->id, &o));
	TRY(sql_outsourcing_of_order(req, o.id, &row));
	facts = (struct fee_facts) {
		.due = o.state == SERVICE_ORDER_STATE_FEE_DUE,
		.charge_fen = o.charge_fen,
		.amount_fen = in->amount_fen,
		.to_company = to_company,
		.leads = o.leads,
		.bills = o.caller.id && caller_is(&req->caller, "customer_service"),
		.outsourced = row_boolean(&row, "outsourced"),
		.invoice_no = in->invoice_no,
	};
	d = fee_collect(&facts);
	TRY(decide(req, "service_order", o.id, &d));
	TRY(field_happened(req, &R11_13, &collected_at));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_FEE_COLLECTED, &R11_13));
	TRY(sql_repair_fee_save(req, new_id(req), o.id, d.outcome, in->amount_fen, in->method,
	    o.caller.id, collected_at, NULL, NO_INSTANT));
	TRY(invoice(req, o.id, in->invoice_no, in->amount_fen, o.caller.id));
	TRY(sql_repair_fee_get(req, o.id, &row));
	if (!to_company)
		TRY(fee_collected(req, row_text(req, &row, "id"), o.caller.id, collected_at));
	return reply_one(req, sql_repair_fee_get, o.id);
}

/* It stays due, and customer service goes after it; what was repaired stays repaired. */
MAY_FAIL
service_order_refuse_fee(struct request *req, const struct service_order_refuse_fee_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, ORDER_IN(FEE_DUE), &R11_13));
	if (!o.leads && !caller_is(&req->caller, "customer_service"))
		return problem_rule(req, &problem_forbidden_role, &R11_13,
		    "The lead technician or customer service notes a refusal.");
	TRY(sql_repair_fee_save(req, new_id(req), o.id,
	    repair_fee_state_names[REPAIR_FEE_STATE_REFUSED], o.charge_fen, NULL, NULL, NO_INSTANT,
	    in->reason, req->now));
	return reply_one(req, sql_repair_fee_get, o.id);
}

/* Paid to the company's account: no hand-in is due. */
MAY_FAIL
service_order_confirm_fee(struct request *req, const struct service_order_confirm_fee_in *in)
{
	struct order o;
	struct row row;
	bool found;

	TRY(order_lock(req, in->id, &o));
	TRY(sql_repair_fee_of(req, o.id, &row, &found));
	if (!found || row_enum(&row, "state", repair_fee_state_names, REPAIR_FEE_STATE_COUNT) !=
			  REPAIR_FEE_STATE_TO_CONFIRM)
		return problem_rule(req, &problem_invalid_state, &R11_13,
		    "Nothing waits to be confirmed as received by the company.");
	if (same(row_text(req, &row, "collector_id"), o.caller.id))
		return problem_rule(req, &problem_separation_of_duties, &R11_13,
		    "Another person of finance confirms it.");
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_FEE_HANDED_IN, &R11_13));
	TRY(sql_repair_fee_save_received(req, row_text(req, &row, "id"),
	    repair_fee_state_names[REPAIR_FEE_STATE_CONFIRMED], NULL, o.caller.id));
	return reply_one(req, sql_repair_fee_get, o.id);
}

MAY_FAIL
repair_invoice_list_guard(struct request *req, const struct repair_invoice_list_in *in)
{
	struct row row;

	return sql_field_order_known(req, in->id, &row);
}

/* Who may issue or cancel: customer service, or the lead of the order. */
static MAY_FAIL
may_invoice(struct request *req, const struct order *o)
{
	return o->caller.id && (o->leads || caller_is(&req->caller, "customer_service"))
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, &R11_13,
			 "The lead technician or customer service does this.");
}

MAY_FAIL
repair_invoice_cancel(struct request *req, const struct repair_invoice_cancel_in *in)
{
	const char *id = new_id(req);
	struct order o;
	struct row row;

	TRY(sql_repair_invoice_lock(req, in->id, &row));
	TRY(order_lock_beside(req, row_text(req, &row, "order_id"), &o));
	TRY(may_invoice(req, &o));
	if (!row_is_null(&row, "cancelled_at") ||
	    !same(row_text(req, &row, "kind"), invoice_kind_names[INVOICE_KIND_INVOICE]))
		return problem_rule(req, &problem_invalid_state, &R11_13,
		    "An invoice is cancelled once, and a cancelling entry never.");
	TRY(sql_repair_invoice_save_cancelled(req, in->id));
	TRY(sql_repair_invoice_create(req, id, o.id, invoice_kind_names[INVOICE_KIND_CANCELLATION],
	    in->number, -row_integer(&row, "amount_fen"), in->id, in->reason, o.caller.id));
	TRY(sql_repair_invoice_get(req, id, &row));
	return reply_row(req, &row);
}

/* In the place of one that was cancelled. */
MAY_FAIL
repair_invoice_issue(struct request *req, const struct repair_invoice_issue_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(may_invoice(req, &o));
	if (o.state < SERVICE_ORDER_STATE_FEE_COLLECTED)
		return problem_rule(req, &problem_invalid_state, &R11_13,
		    "The first invoice is given when the fee is collected.");
	TRY(invoice(req, o.id, in->number, o.charge_fen, o.caller.id));
	return reply_one(req, sql_repair_fee_get, o.id);
}
