/* The facts of a check, read in one round trip. */
#include "check.h"

#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"

struct calendar_month
month_of(date on)
{
	int year, month, day;
	date first;

	date_split(on, &year, &month, &day);
	first = date_make(year, month, 1);
	return (struct calendar_month) { start_of(first), start_of(plus_months(first, 1)) };
}

const int64_t *
optional_fen(struct request *req, const struct row *row, const char *column)
{
	int64_t *figure;

	if (row_is_null(row, column))
		return NULL;
	figure = arena_new(req->arena, int64_t);
	*figure = row_integer(row, column);
	return figure;
}

void
check_reasons_each(struct buffer *b, const struct check_answer *answer)
{
	for (int reason = 1; reason < CREDIT_CHECK_REASON_COUNT; reason++)
		if (answer->reasons[reason])
			item_text(b, credit_check_reason_names[reason]);
}

static struct check_facts
facts_of(struct request *req, const struct row *row, const struct parameters *p)
{
	return (struct check_facts) {
		.today = req->today,
		.grade = row_enum(row, "grade", grade_names, GRADE_COUNT),
		.trading_status =
		    row_enum(row, "trading_status", trading_status_names, TRADING_STATUS_COUNT),
		.blacklisted = row_boolean(row, "blacklisted"),
		.limit_fen = row_integer(row, "limit_fen"),
		.used_fen = row_integer(row, "used_fen"),
		.order_cap_fen = optional_fen(req, row, "order_cap_fen"),
		.month_cap_fen = optional_fen(req, row, "month_cap_fen"),
		.month_fen = row_integer(row, "month_fen"),
		.deposit_required_fen = row_integer(row, "deposit_required_fen"),
		.deposit_paid_fen = row_integer(row, "deposit_paid_fen"),
		.unmet_for_credit = row_boolean(row, "unmet_for_credit"),
		.unmet_for_all = row_boolean(row, "unmet_for_all"),
		.bill_incident_open = row_boolean(row, "bill_incident_open"),
		.earliest_due_on = row_date(row, "earliest_due_on"),
		.report_due_on = row_date(row, "report_due_on"),
		.granted_fen = row_integer(row, "granted_fen"),
		.overdue_grace_days = parameter_integer(p, &parameter_credit_overdue_grace_days),
		.bill_incident_blocks_credit =
		    parameter_boolean(p, &parameter_credit_bill_incident_blocks_credit),
		.overdue_report_blocks_credit =
		    parameter_boolean(p, &parameter_credit_report_overdue_blocks_credit),
	};
}

MAY_FAIL
checked_read(struct request *req, const struct asked *asked, struct checked *checked)
{
	struct calendar_month month = month_of(req->today);
	const struct parameters *parameters;
	struct row row;
	bool found;

	*checked = (struct checked) { 0 };
	TRY(sql_credit_check_facts(req, asked->customer_id, asked->order_ref, asked->department_id,
	    month.begins, month.ends, &row, &found));
	if (!found)
		return NULL;
	parameters = parameters_from(req, row_text(req, &row, "parameters"));
	*checked = (struct checked) {
		.customer_id = row_text(req, &row, "id"),
		.facts = facts_of(req, &row, parameters),
		.term_days = row_integer(&row, "term_days"),
		.policy_version = row_integer(&row, "policy_version"),
		.ttl = parameter_period(parameters, &parameter_credit_reservation_ttl),
		.ttl_json = parameter_json(parameters, &parameter_credit_reservation_ttl),
		.department_known = row_boolean(&row, "department_known"),
		.expired = row_integer(&row, "expired"),
		.grant_id = row_text(req, &row, "grant_id"),
		.before = { row_text(req, &row, "check_id"), row_integer(&row, "order_amount_fen"),
		    row_enum(&row, "order_mode", payment_mode_names, PAYMENT_MODE_COUNT) },
	};
	return NULL;
}
