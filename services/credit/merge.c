/*
 * Two customers were one (customer.merged): all that was of the merged one is the
 * survivor's from one moment on, which keeps its own grade, limit and card. What
 * was asked about the merged one stays with it: it was judged by its limit.
 */
#include "merge.h"

#include "credit/queries.h"
#include "directory.h"
#include "overlimit.h"
#include "profile.h"
#include "report.h"
#include "reservation.h"
#include "rules.h"
#include "rules_text.h"
#include "termination.h"

/* One of the two profiles. */
struct side {
	const char *id;
	enum grade grade;
	enum trading_status trading_status;
	instant terminated_at;
	date last_report_on; /* NO_DATE: none */
	bool merged; /* it lives on in another one already */
};

static MAY_FAIL
lock_both(struct request *req, const char *from_id, const char *to_id, struct side *from, struct side *to)
{
	struct rows rows;

	*from = *to = (struct side) { 0 };
	TRY(sql_credit_merge_lock(req, from_id, to_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct side side = {
			.id = row_text(req, &row, "id"),
			.grade = row_enum(&row, "grade", grade_names, GRADE_COUNT),
			.trading_status = row_enum(
			    &row, "trading_status", trading_status_names, TRADING_STATUS_COUNT),
			.terminated_at = row_instant(&row, "terminated_at"),
			.last_report_on = row_date(&row, "last_report_on"),
			.merged = row_boolean(&row, "merged"),
		};

		*(same(side.id, from_id) ? from : to) = side;
	}
	return NULL;
}

static MAY_FAIL
move(struct request *req, const char *from, const char *to)
{
	static const struct problem *(*const moves[])(
	    struct request *req, const char *from_, const char *to_) = {
		sql_credit_merge_move_reservations,
		sql_credit_merge_move_receivable,
		sql_credit_merge_move_payment,
		sql_credit_merge_move_bill_incident,
		sql_credit_merge_move_grade_verification,
		sql_credit_merge_move_field_survey,
		sql_credit_merge_move_credit_report,
		sql_credit_merge_move_oral_report,
		sql_credit_merge_move_emergency_report,
		sql_credit_merge_move_instruction,
		sql_credit_merge_move_countermeasure,
		sql_credit_merge_move_deposit_payment,
		sql_credit_merge_move_termination_notice,
		sql_credit_merge_move_trading_condition,
		sql_credit_merge_end_overlimit,
		sql_credit_merge_move_overlimit,
		sql_credit_merge_move_adjustments,
		sql_credit_merge_move_investigations,
		sql_credit_merge_move_info_card, /* the card before what is written on it */
		sql_credit_merge_move_purchases,
		sql_credit_merge_take,
		sql_credit_merge_alias,
	};

	for (size_t i = 0; i < COUNT(moves); i++)
		TRY(moves[i](req, from, to));
	return NULL;
}

/*
 * A stop of supply and the end of trade are of the customer, under whichever record they were
 * ordered: only a start since then, such as R3.39 asks for, outlives the end. A survivor that has
 * not begun to trade goes on as the other one did, on its card.
 */
static MAY_FAIL
move_trade(struct request *req, const struct side *from, const struct side *to)
{
	bool begins = to->trading_status == TRADING_STATUS_NOT_STARTED &&
		      from->trading_status != TRADING_STATUS_NOT_STARTED &&
		      from->trading_status != TRADING_STATUS_TERMINATED;
	bool stops = from->trading_status == TRADING_STATUS_SUSPENDED &&
		     (begins || to->trading_status == TRADING_STATUS_ACTIVE);
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(sql_credit_merge_move_suspensions(req, from->id, to->id, !stops));
	TRY(sql_credit_merge_move_trading_cards(req, from->id, to->id, !begins));
	TRY(profile_lock(req, to->id, &R3_39, &profile));
	if (stops)
		return profile_set_trading(
		    req, &profile, TRADING_STATUS_SUSPENDED, "credit.suspended");
	if (begins)
		return profile_set_trading(
		    req, &profile, TRADING_STATUS_ACTIVE, "credit.trading_started");
	if (from->trading_status != TRADING_STATUS_TERMINATED ||
	    to->trading_status == TRADING_STATUS_TERMINATED)
		return NULL;
	TRY(sql_credit_merge_started_since(req, to->id, from->terminated_at, &row));
	if (row_boolean(&row, "started"))
		return NULL;
	d = decision_allow(&R3_39, trading_status_names[TRADING_STATUS_TERMINATED],
	    "The trade was discontinued with the record that lives on in this one.");
	TRY(decide(req, "credit_profile", to->id, &d));
	return termination_execute(req, &profile);
}

static bool
gets_no_credit(enum grade grade)
{
	return grade == GRADE_D || grade == GRADE_UNGRADED;
}

/* The survivor's grade is the customer's: where it gets no credit, what was let pass on the other's
 * does not stand any more, as after a fall (R3.11). */
static MAY_FAIL
end_credit(struct request *req, const struct side *from, const struct side *to)
{
	static const char why[] = "The customer lives on in one that gets no credit.";

	if (gets_no_credit(from->grade) || !gets_no_credit(to->grade))
		return NULL;
	TRY(reservation_release_all(req, to->id, &R3_11, why));
	return overlimit_end_all(req, to->id, &R3_11, why);
}

/* A report of either is of the customer: the next one is counted from the later. */
static MAY_FAIL
move_report(struct request *req, const struct side *from, const struct side *to)
{
	struct profile profile;

	if (from->last_report_on <= to->last_report_on)
		return NULL;
	TRY(profile_lock(req, to->id, &R3_27, &profile));
	return report_taken_over(req, &profile, from->last_report_on);
}

MAY_FAIL
merge_customer_merged(struct request *req, const struct event *event)
{
	const char *to_id = event_text(req, event, "customer_id");
	const char *from_id = event_text(req, event, "merged_id");
	struct side from, to;

	TRY(directory_merged(req, event));
	TRY(lock_both(req, from_id, to_id, &from, &to));
	/* Delivered twice, or of records that have no profile. */
	if (!from.id || !to.id || from.merged || to.merged)
		return NULL;
	TRY(move(req, from.id, to.id));
	TRY(move_trade(req, &from, &to));
	TRY(end_credit(req, &from, &to));
	TRY(move_report(req, &from, &to));
	return sql_credit_line_create(req, new_id(req), from.id, grade_names[from.grade], 0, 0,
	    req->now, credit_line_cause_names[CREDIT_LINE_CAUSE_MERGE], NULL);
}
