/* What becomes of a reservation: shipped, cancelled, expired (R3.15). */
#include "reservation.h"

#include "check.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "profile.h"
#include "receivable.h"
#include "rules.h"
#include "rules_reservation.h"
#include "rules_text.h"

#define SWEPT_AT_ONCE 1000
#define SWEEP_EVERY   (15 * MINUTE)

static struct reservation_facts
facts_of(struct request *req, const struct row *row)
{
	return (struct reservation_facts) {
		.state = row_enum(row, "state", reservation_state_names, RESERVATION_STATE_COUNT),
		.expires_at = row_instant(row, "expires_at"),
		.within_limit_fen = row_integer(row, "within_limit_fen"),
		.granted_fen = row_integer(row, "granted_fen"),
		.shipped_fen = row_integer(row, "shipped_fen"),
		.shipped_at = row_instant(row, "shipped_at"),
		.end_reason = row_text(req, row, "end_reason"),
	};
}

/* The customer's profile and the reservation, locked in this order; 404 for none. */
static MAY_FAIL
begin(struct request *req, const char *id, struct profile *profile, struct row *row)
{
	bool found;

	TRY(sql_reservation_of(req, id, row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_not_found, &R3_15, "There is no such reservation.");
	TRY(profile_lock(req, row_text(req, row, "customer_id"), &R3_15, profile));
	return sql_reservation_lock(req, id, row);
}

/* The month is that in which the order was let pass: there it counts (R3.31), also when it is
 * shipped in the next one. */
static MAY_FAIL
supply_of(struct request *req, const char *id, instant ordered_at, const struct profile *profile,
    struct supply *supply)
{
	struct calendar_month month = month_of(date_of(ordered_at));
	struct row row;

	TRY(sql_reservation_supply(req, id, month.begins, month.ends, &row));
	*supply = (struct supply) {
		.trading_status = profile->trading_status,
		.blacklisted = row_boolean(&row, "blacklisted"),
		.order_cap_fen = optional_fen(req, &row, "order_cap_fen"),
		.month_cap_fen = optional_fen(req, &row, "month_cap_fen"),
		.month_fen = row_integer(&row, "month_fen"),
	};
	return NULL;
}

MAY_FAIL
reservation_commit(struct request *req, const struct reservation_commit_in *in)
{
	struct reservation_facts facts;
	struct shipped_parts parts;
	struct profile profile;
	struct supply supply;
	const char *receivable_id;
	struct decision d;
	struct row row;
	date shipped_on = date_of(in->shipped_at);

	TRY(begin(req, in->id, &profile, &row));
	TRY(supply_of(req, in->id, row_instant(&row, "created_at"), &profile, &supply));
	facts = facts_of(req, &row);
	d = reservation_commit_decide(&facts, &supply, in->shipped_fen, in->shipped_at, req->now);
	if (reservation_repeated(&d))
		return reply_one(req, sql_reservation_get, in->id);
	TRY(decide(req, "reservation", in->id, &d));
	parts = shipped_parts_of(&facts, in->shipped_fen);
	TRY(receivable_open(req,
	    &(struct receivable_new) {
		.customer_id = profile.id,
		.reservation_id = in->id,
		.order_ref = row_text(req, &row, "order_ref"),
		.amount_fen = in->shipped_fen,
		.within_limit_fen = parts.within_limit_fen,
		.granted_fen = parts.granted_fen,
		.shipped_on = shipped_on,
		.due_on = shipped_on + (date)row_integer(&row, "term_days"),
	    },
	    &receivable_id));
	TRY(sql_reservation_save_commit(req, in->id, in->shipped_fen, in->shipped_at,
	    parts.within_limit_fen, parts.granted_fen, receivable_id));
	return reply_one(req, sql_reservation_get, in->id);
}

/* By who asked for it, a sales manager or finance. */
static MAY_FAIL
may_release(struct request *req, const struct row *row)
{
	if (same(row_text(req, row, "requested_by"), req->caller.id) ||
	    caller_is(&req->caller, "sales_manager") || caller_is(&req->caller, "finance"))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R3_15,
	    "This is for who asked for the reservation, a sales manager or finance.");
}

MAY_FAIL
reservation_release(struct request *req, const struct reservation_release_in *in)
{
	struct reservation_facts facts;
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &profile, &row));
	TRY(may_release(req, &row));
	facts = facts_of(req, &row);
	d = reservation_release_decide(&facts, in->reason, req->now);
	if (reservation_repeated(&d))
		return reply_one(req, sql_reservation_get, in->id);
	TRY(decide(req, "reservation", in->id, &d));
	TRY(sql_reservation_save_release(req, in->id, in->reason));
	return reply_one(req, sql_reservation_get, in->id);
}

MAY_FAIL
reservation_release_all(
    struct request *req, const char *customer_id, const struct rule *rule, const char *reason)
{
	struct rows rows;

	TRY(sql_reservation_of_customer(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *id = row_text(req, &row, "id");
		struct decision d = decision_allow(
		    rule, reservation_state_names[RESERVATION_STATE_RELEASED], "%s", reason);

		TRY(decide(req, "reservation", id, &d));
		TRY(sql_reservation_save_release(req, id, reason));
	}
	return NULL;
}

/*
 * One timer for all reservations, and none set when one is made: that would be one more write on
 * the way of every order, of a row that its own handler holds first. Nothing depends on it, since
 * expiry is judged by time; it goes from the first expiry to the next, once in SWEEP_EVERY at most,
 * so that it is soon done after a stop of days, and looks once a day when none is to expire sooner.
 */
MAY_FAIL
reservation_expiry(struct request *req, const char *subject_id)
{
	struct row row;
	int64_t swept;
	instant next;

	TRY(sql_reservation_sweep(req, SWEPT_AT_ONCE, &swept));
	if (swept == SWEPT_AT_ONCE)
		return timer_set(req, "reservation_expiry", subject_id, req->now);
	TRY(sql_reservation_next_expiry(req, &row));
	next = row_instant(&row, "expires_at");
	/* One that is made meanwhile may expire before those that were there. */
	if (next == NO_INSTANT || next > req->now + DAY)
		next = req->now + DAY;
	else if (next < req->now + SWEEP_EVERY)
		next = req->now + SWEEP_EVERY;
	return timer_set(req, "reservation_expiry", subject_id, next);
}
