/* Parts are missing: what a manager permitted by word of mouth (R11.21). */
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "deadline.h"
#include "field.h"
#include "order.h"
#include "parameter.h"
#include "rules.h"
#include "rules_emergency.h"
#include "rules_text.h"

static MAY_FAIL
may_permit(struct request *req, const char *giver_id, bool *may)
{
	struct row row;

	*may = false;
	if (!giver_id)
		return NULL;
	TRY(sql_verbal_giver(req, giver_id, &row));
	*may = row_boolean(&row, "may_permit");
	return NULL;
}

static MAY_FAIL
start_clock(struct request *req, const char *id, instant asked_at, instant *due_at)
{
	const struct parameters *p;

	TRY(parameters_on(req, date_of(asked_at), &p));
	TRY(deadline_working_days(
	    req, asked_at, parameter_integer(p, &parameter_repair_verbal_confirm), due_at));
	return deadline_start(req, &(struct deadline_new) {
				       .subject = "verbal_approval",
				       .subject_id = id,
				       .kind = "CONFIRM",
				       .rule = &R11_21,
				       .started_at = asked_at,
				       .due_at = *due_at,
				       .working_days = true,
				   });
}

/* The permission that is asked for again: one of this order that was denied. */
static MAY_FAIL
asked_again(struct request *req, const struct order *o, const char *denied_id)
{
	struct row row;
	bool found;

	TRY(sql_verbal_approval_of(req, o->id, denied_id, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/replaces_id", "UNKNOWN", "The order has no such permission.");
	return same(row_text(req, &row, "state"),
		   verbal_approval_state_names[VERBAL_APPROVAL_STATE_DENIED])
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R11_21,
			 "What is asked for again was denied.");
}

/* Parts are missing on site; what was denied is asked for again until the order is completed. */
static MAY_FAIL
may_be_asked(struct request *req, const struct order *o, const char *denied_id)
{
	if (o->kind != ORDER_KIND_REPAIR)
		return problem_rule(
		    req, &problem_invalid_state, &R11_21, "Parts are missing during a repair.");
	if (!denied_id)
		return order_in(req, o, ORDER_ON_SITE, &R11_21);
	TRY(order_in(req, o, ORDER_ON_SITE | ORDER_DONE, &R11_21));
	return asked_again(req, o, denied_id);
}

MAY_FAIL
verbal_approval_record(struct request *req, const struct verbal_approval_record_in *in)
{
	instant asked_at = in->asked_at, due_at;
	struct verbal_facts facts;
	const char *id = new_id(req);
	struct decision d;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_21));
	TRY(may_be_asked(req, &o, in->replaces_id));
	TRY(field_happened(req, &R11_21, &asked_at));
	facts = (struct verbal_facts) {
		.giver_id = in->giver_id,
		.technician_id = o.caller.id,
	};
	TRY(may_permit(req, in->giver_id, &facts.giver_may_permit));
	d = verbal_ask(&facts);
	TRY(decide(req, "verbal_approval", id, &d));
	if (same(in->means, verbal_means_names[VERBAL_MEANS_OTHER]) && !has_text(in->means_text))
		return problem_fault(
		    req, "/means_text", "REQUIRED", "Other means need a description.");
	TRY(start_clock(req, id, asked_at, &due_at));
	TRY(sql_verbal_approval_create(req, id, o.id, o.caller.id, in->giver_id, in->means,
	    in->means_text, in->missing, in->allowed, in->done, asked_at, due_at,
	    in->replaces_id));
	return reply_one(req, sql_verbal_approval_get, id);
}

static MAY_FAIL
answer(struct request *req, const char *id, enum verbal_approval_state state, const char *text,
    struct row *row)
{
	struct verbal_facts facts;
	struct person caller;
	struct decision d;

	TRY(field_caller(req, &R11_21, &caller));
	TRY(sql_verbal_approval_lock(req, id, row));
	facts = (struct verbal_facts) {
		.giver_id = row_text(req, row, "giver_id"),
		.technician_id = row_text(req, row, "technician_id"),
	};
	d = verbal_answer(&facts,
	    (enum verbal_approval_state)row_enum(
		row, "state", verbal_approval_state_names, VERBAL_APPROVAL_STATE_COUNT),
	    caller.id, row_instant(row, "due_at"), req->now);
	TRY(decide(req, "verbal_approval", id, &d));
	TRY(deadline_done(req, id, "CONFIRM", NULL, NULL));
	return sql_verbal_approval_save_answer(
	    req, id, verbal_approval_state_names[state], text, same(d.outcome, "LATE"));
}

MAY_FAIL
verbal_approval_confirm(struct request *req, const struct verbal_approval_confirm_in *in)
{
	struct row row;

	TRY(answer(req, in->id, VERBAL_APPROVAL_STATE_CONFIRMED, in->answer, &row));
	return reply_one(req, sql_verbal_approval_get, in->id);
}

MAY_FAIL
verbal_approval_deny(struct request *req, const struct verbal_approval_deny_in *in)
{
	struct row row;

	TRY(answer(req, in->id, VERBAL_APPROVAL_STATE_DENIED, in->answer, &row));
	TRY(conduct_propose(req, &(struct conduct_new) {
				     .code = "V11.21",
				     .person_id = row_text(req, &row, "technician_id"),
				     .subject = "verbal_approval",
				     .subject_id = in->id,
				     .reason = in->answer,
				 }));
	return reply_one(req, sql_verbal_approval_get, in->id);
}
