/*
 * Two customers were one (customer.merged): all that was of the merged one is the
 * survivor's from one moment on, which keeps its own grade, limit and card. What
 * was asked about the merged one stays with it: it was judged by its limit.
 */
#include "merge.h"

#include "credit/queries.h"
#include "directory.h"
#include "profile.h"
#include "report.h"
#include "rules.h"

/* One of the two profiles. */
struct side {
	const char *id;
	enum grade grade;
	enum trading_status trading_status;
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
			.last_report_on = row_date(&row, "last_report_on"),
			.merged = row_boolean(&row, "merged"),
		};

		*(strcmp(side.id, from_id) == 0 ? from : to) = side;
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
		sql_credit_merge_move_trading_cards,
		sql_credit_merge_move_info_card, /* the card before what is written on it */
		sql_credit_merge_move_purchases,
		sql_credit_merge_take,
		sql_credit_merge_alias,
	};

	for (size_t i = 0; i < COUNT(moves); i++)
		TRY(moves[i](req, from, to));
	return NULL;
}

/* Supply that was stopped stays so: a stop is of the customer, under whichever record it was ordered. */
static MAY_FAIL
move_stop(struct request *req, const struct side *from, const struct side *to)
{
	bool stops = from->trading_status == TRADING_STATUS_SUSPENDED &&
		     to->trading_status == TRADING_STATUS_ACTIVE;
	struct profile profile;

	TRY(sql_credit_merge_move_suspensions(req, from->id, to->id, !stops));
	if (!stops)
		return NULL;
	TRY(profile_lock(req, to->id, &R3_37, &profile));
	return profile_set_trading(req, &profile, TRADING_STATUS_SUSPENDED, "credit.suspended");
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
	TRY(move_stop(req, &from, &to));
	TRY(move_report(req, &from, &to));
	return sql_credit_line_create(req, new_id(req), from.id, grade_names[from.grade], 0, 0,
	    req->now, credit_line_cause_names[CREDIT_LINE_CAUSE_MERGE], NULL);
}
