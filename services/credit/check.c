/* May this order be shipped on credit (R3.14)? The decision and the reservation are one step (R3.13). */
#include "check.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "overlimit.h"
#include "rules.h"
#include "rules_text.h"

/* What is written of one check. */
struct made {
	const char *id, *reservation_id; /* the latter NULL: nothing was reserved */
	enum reservation_state state;
	instant expires_at; /* NO_INSTANT: never */
	int64_t available_fen; /* once it was reserved */
	const struct rule *rule;
	const char *because;
};

static const char *
name_or_null(const char *const *names, int value)
{
	return value ? names[value] : NULL;
}

/*
 * The profile locked and the facts read then, in one round trip. Whom the facts
 * are about is locked when it is who was asked for: else it was merged, perhaps
 * while the lock was waited for.
 */
static MAY_FAIL
begin(struct request *req, const struct asked *asked, struct checked *checked)
{
	struct asked now = *asked;

	for (;;) {
		TRY(sql_credit_check_lock(req, now.customer_id));
		TRY(checked_read(req, &now, checked));
		if (!checked->customer_id)
			return problem_rule(req, &problem_customer_unknown, &R3_14,
			    "There is no such customer under credit management.");
		if (same(checked->customer_id, now.customer_id))
			return NULL;
		now.customer_id = checked->customer_id;
	}
}

/* An order that was let pass is not evaluated anew (R3.14): the reservation, as it now is. */
static MAY_FAIL
reply_again(struct request *req, const struct checked *checked, const struct checked_order *order)
{
	struct row row;

	if (checked->before.amount_fen != order->amount_fen || checked->before.mode != order->mode)
		return problem_rule(req, &problem_order_already_checked, &R3_14,
		    "The order was let pass with %s, %s.",
		    show_money(checked->before.amount_fen).text,
		    payment_mode_names[checked->before.mode]);
	TRY(sql_credit_check_get(req, checked->before.check_id, true, &row));
	return reply_row(req, &row);
}

/* The reservation of an order that was let pass; on credit it takes of the limit, and uses its grant. */
static MAY_FAIL
reserve(struct request *req, const struct credit_check_create_in *in, const struct checked *checked,
    const struct check_answer *answer, struct made *made)
{
	bool on_credit = same(in->payment_mode, payment_mode_names[PAYMENT_MODE_CREDIT]);
	bool uses_grant = answer->granted_fen > 0;

	made->reservation_id = new_id(req);
	made->state = on_credit ? RESERVATION_STATE_RESERVED : RESERVATION_STATE_PLACED;
	made->expires_at = on_credit ? instant_plus(req->now, checked->ttl) : NO_INSTANT;
	made->available_fen -= answer->within_limit_fen;
	TRY(sql_reservation_create(req, made->reservation_id, checked->customer_id,
	    in->department_id, in->order_ref, made->id, in->payment_mode, in->amount_fen,
	    answer->within_limit_fen, answer->granted_fen, uses_grant ? checked->grant_id : NULL,
	    checked->term_days, reservation_state_names[made->state], made->expires_at));
	if (!on_credit || !checked->grant_id)
		return NULL;
	return uses_grant ? overlimit_used(req, checked->grant_id, made->reservation_id)
			  : overlimit_lapsed(req, checked->grant_id);
}

/* As PostgreSQL reads a text[]. */
static const char *
reasons_array(struct request *req, const struct check_answer *answer)
{
	struct buffer b = buffer_in(req->arena);

	for (int reason = 1; reason < CREDIT_CHECK_REASON_COUNT; reason++)
		if (answer->reasons[reason])
			buffer_print(&b, "%s%s", b.length ? "," : "{", credit_check_reason_names[reason]);
	buffer_text(&b, b.length ? "}" : "{}");
	return b.text;
}

/* What was written, without being read again; the same members as credit_check_get. */
static MAY_FAIL
reply_check(struct request *req, const struct credit_check_create_in *in,
    const struct checked *checked, const struct check_answer *answer, const struct made *made)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "id", made->id);
	member_text(&b, "customer_id", checked->customer_id);
	member_text(&b, "department_id", in->department_id);
	member_text(&b, "order_ref", in->order_ref);
	member_integer(&b, "amount_fen", in->amount_fen);
	member_text(&b, "payment_mode", in->payment_mode);
	if (in->prepaid_fen)
		member_integer(&b, "prepaid_fen", *in->prepaid_fen);
	member_boolean(&b, "reserve", in->reserve);
	member_text(&b, "decision", credit_decision_names[answer->decision]);
	list_open(&b, "reasons");
	check_reasons_each(&b, answer);
	list_close(&b);
	member_text(&b, "rule", made->rule->id);
	member_text(&b, "because", made->because);
	member_text(&b, "required_payment_mode",
	    name_or_null(payment_mode_names, answer->required_mode));
	member_integer(&b, "available_fen", made->available_fen);
	member_integer(&b, "excess_fen", answer->excess_fen);
	member_integer(&b, "term_days", checked->term_days);
	member_integer(&b, "policy_version", checked->policy_version);
	member_text(&b, "reservation_id", made->reservation_id);
	member_text(&b, "reservation_state", name_or_null(reservation_state_names, made->state));
	member_instant(&b, "expires_at", made->expires_at);
	member_integer(&b, "version", 1);
	member_instant(&b, "created_at", req->now);
	member_text(&b, "created_by", req->caller.id);
	object_close(&b);
	return reply_json(req, b.text);
}

static MAY_FAIL
keep(struct request *req, const struct credit_check_create_in *in, const struct checked *checked,
    const struct check_answer *answer, struct decision *d, struct made *made)
{
	bool reserves = in->reserve && answer->decision == CREDIT_DECISION_APPROVED;

	*made = (struct made) {
		.id = new_id(req),
		.expires_at = NO_INSTANT,
		.available_fen = answer->available_fen,
		.rule = d->rule,
		.because = d->because,
	};
	if (reserves && same(in->payment_mode, payment_mode_names[PAYMENT_MODE_CREDIT]))
		decision_used_json(d, "credit.reservation.ttl", checked->ttl_json);
	TRY(decide(req, "credit_check", made->id, d));
	req->decision_json = NULL; /* the answer's decision is APPROVED or DECLINED */
	if (checked->expired)
		TRY(sql_reservation_expire(req, checked->customer_id));
	if (reserves)
		TRY(reserve(req, in, checked, answer, made));
	return sql_credit_check_create(req, made->id, checked->customer_id, in->department_id,
	    in->order_ref, in->amount_fen, in->payment_mode, in->prepaid_fen, in->reserve,
	    credit_decision_names[answer->decision], reasons_array(req, answer), made->because,
	    name_or_null(payment_mode_names, answer->required_mode), made->available_fen,
	    answer->excess_fen, checked->term_days, checked->policy_version, made->reservation_id);
}

MAY_FAIL
credit_check_create(struct request *req, const struct credit_check_create_in *in)
{
	struct asked asked = { in->customer_id, in->order_ref, in->department_id };
	struct checked_order order = {
		.mode = (enum payment_mode)enum_index(
		    payment_mode_names, PAYMENT_MODE_COUNT, in->payment_mode),
		.amount_fen = in->amount_fen,
		.prepaid_fen = in->prepaid_fen ? *in->prepaid_fen : 0,
	};
	struct check_answer answer;
	struct checked checked;
	struct decision d;
	struct made made;

	TRY(begin(req, &asked, &checked));
	if (!checked.department_known)
		return problem_fault(
		    req, "/department_id", "UNKNOWN", "There is no such department.");
	if (checked.before.check_id)
		return reply_again(req, &checked, &order);
	d = check_decide(&checked.facts, &order, &answer);
	TRY(keep(req, in, &checked, &answer, &d, &made));
	return reply_check(req, in, &checked, &answer, &made);
}

MAY_FAIL
credit_check_get(struct request *req, const struct credit_check_get_in *in)
{
	struct row row;

	TRY(sql_credit_check_get(req, in->id, false, &row));
	return reply_row(req, &row);
}
