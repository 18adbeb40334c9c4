/* Back in the company, the money goes to finance at once (R11.14). */
#include <stdlib.h>

#include "alarm.h"
#include "calendar_data.h"
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "fee.h"
#include "field.h"
#include "order.h"
#include "parameter.h"
#include "rules.h"
#include "rules_fee.h"
#include "rules_text.h"
#include "service_information.h"

static MAY_FAIL
due_of(struct request *req, const char *return_id, instant returned_at, instant *due_at)
{
	const struct parameters *p;
	struct finance_hours hours;
	struct decision d;
	struct period within;

	TRY(parameters_on(req, date_of(returned_at), &p));
	hours = (struct finance_hours) {
		.calendar = working_days(),
		.opens = parameter_time(p, &parameter_finance_opens),
		.closes = parameter_time(p, &parameter_finance_closes),
	};
	within = parameter_period(p, &parameter_repair_fee_handin);
	*due_at = fee_due_at(&hours, within, returned_at);
	if (*due_at == NO_INSTANT)
		return problem_detail(req, &problem_calendar_missing,
		    "The working-day calendar does not reach so far.");
	d = fee_due(returned_at, within, *due_at);
	decision_used_json(
	    &d, "repair.fee_handin", parameter_json(p, &parameter_repair_fee_handin));
	decision_used_json(&d, "finance.opens", parameter_json(p, &parameter_finance_opens));
	decision_used_json(&d, "finance.closes", parameter_json(p, &parameter_finance_closes));
	return decide(req, "field_return", return_id, &d);
}

/* A fee came back with the technician: nobody needs to be reminded of it. */
static MAY_FAIL
came_back(struct request *req, const char *fee_id)
{
	TRY(timer_cancel(req, "fee_not_returned", fee_id));
	return sql_alarm_answered(req, "FEE_NOT_RETURNED", fee_id);
}

/* Everything collected until then comes back with the technician, whatever order it is of. */
static MAY_FAIL
return_of(struct request *req, const char *id, const char *technician_id, instant returned_at)
{
	instant due_at;
	struct rows fees;

	TRY(due_of(req, id, returned_at, &due_at));
	TRY(sql_field_return_create(req, id, technician_id, returned_at, due_at));
	TRY(sql_field_return_fees(req, id, technician_id, returned_at, due_at, &fees));
	for (int i = 0; i < fees.count; i++) {
		struct row fee = rows_at(&fees, i);

		TRY(came_back(req, row_text(req, &fee, "id")));
	}
	return fees.count > 0 ? timer_set(req, "fee_hand_in_overdue", id, due_at + 1) : NULL;
}

MAY_FAIL
field_return_record(struct request *req, const struct field_return_record_in *in)
{
	instant returned_at = in->returned_at;
	const char *id = new_id(req);
	struct person caller;

	TRY(field_caller(req, &R11_14, &caller));
	TRY(field_happened(req, &R11_14, &returned_at));
	TRY(return_of(req, id, caller.id, returned_at));
	return reply_one(req, sql_field_return_get, id);
}

MAY_FAIL
fee_collected(struct request *req, const char *fee_id, const char *collector_id, instant at)
{
	struct row row;
	bool found;

	TRY(sql_field_return_after(req, collector_id, at, &row, &found));
	if (!found)
		return timer_set(req, "fee_not_returned", fee_id, end_of(date_of(at)) + 1);
	TRY(sql_repair_fee_save_returned(
	    req, fee_id, row_text(req, &row, "id"), row_instant(&row, "due_at")));
	return timer_set(
	    req, "fee_hand_in_overdue", row_text(req, &row, "id"), row_instant(&row, "due_at") + 1);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Orders in the order of their ids, their fees behind them. */
static MAY_FAIL
lock_fees(struct request *req, const struct fee_hand_in_receive_in *in, struct order *orders,
    struct fee_held *fees, const char **ids)
{
	const char **named = arena_array(req->arena, const char *, in->orders_count);

	for (size_t i = 0; i < in->orders_count; i++)
		named[i] = in->orders[i];
	qsort(named, in->orders_count, sizeof *named, by_text);
	for (size_t i = 0; i < in->orders_count; i++) {
		struct row row;
		bool found;

		if (i > 0 && same(named[i - 1], named[i]))
			return problem_fault(
			    req, "/orders", "DUPLICATE", "An order is named once.");
		TRY(order_lock(req, named[i], &orders[i]));
		TRY(sql_repair_fee_of(req, named[i], &row, &found));
		fees[i] = (struct fee_held) { .due_at = NO_INSTANT };
		if (!found)
			continue;
		ids[i] = row_text(req, &row, "id");
		fees[i] = (struct fee_held) {
			.return_id = row_text(req, &row, "return_id"),
			.state = (enum repair_fee_state)row_enum(
			    &row, "state", repair_fee_state_names, REPAIR_FEE_STATE_COUNT),
			.collector_id = row_text(req, &row, "collector_id"),
			.amount_fen = row_integer(&row, "amount_fen"),
			.due_at = row_instant(&row, "due_at"),
		};
	}
	return NULL;
}

static MAY_FAIL
not_in_time(struct request *req, const char *return_id, const char *technician_id)
{
	return conduct_propose(
	    req, &(struct conduct_new) {
		     .code = "V11.14",
		     .person_id = technician_id,
		     .subject = "field_return",
		     .subject_id = return_id,
		     .reason = "Collected fees were not handed in to finance in time.",
		 });
}

/*
 * Who hands in is back: so is what he has not told to have brought. Late is also what no timer
 * found.
 */
static MAY_FAIL
bring_back(
    struct request *req, const struct fee_held *fees, size_t count, const char *technician_id)
{
	bool told = true;

	for (size_t i = 0; i < count; i++) {
		told &= fees[i].return_id != NULL;
		if (fee_late(&fees[i], req->now))
			TRY(not_in_time(req, fees[i].return_id, technician_id));
	}
	return told ? NULL : return_of(req, new_id(req), technician_id, req->now);
}

MAY_FAIL
fee_hand_in_receive(struct request *req, const struct fee_hand_in_receive_in *in)
{
	struct order *orders = arena_array(req->arena, struct order, in->orders_count);
	struct fee_held *fees = arena_array(req->arena, struct fee_held, in->orders_count);
	const char **ids = arena_array(req->arena, const char *, in->orders_count);
	const char *id = new_id(req);
	struct person caller;
	struct decision d;

	TRY(field_caller(req, &R11_14, &caller));
	TRY(lock_fees(req, in, orders, fees, ids));
	d = fee_hand_in(
	    fees, in->orders_count, in->total_fen, in->technician_id, caller.id, req->now);
	TRY(require(req, "fee_hand_in", id, &d));
	TRY(bring_back(req, fees, in->orders_count, in->technician_id));
	TRY(decide(req, "fee_hand_in", id, &d));
	TRY(sql_fee_hand_in_create(
	    req, id, in->technician_id, in->total_fen, caller.id, same(d.outcome, "LATE")));
	for (size_t i = 0; i < in->orders_count; i++) {
		TRY(order_move(req, &orders[i], SERVICE_ORDER_STATE_FEE_HANDED_IN, &R11_14));
		TRY(sql_repair_fee_save_received(req, ids[i],
		    repair_fee_state_names[REPAIR_FEE_STATE_HANDED_IN], id, caller.id));
	}
	return reply_one(req, sql_fee_hand_in_get, id);
}

/* The end of the day of collection: a reminder; the end of the next working day: an alarm. */
MAY_FAIL
fee_not_returned(struct request *req, const char *fee_id)
{
	struct row row;
	bool found;
	date next;

	TRY(sql_repair_fee_lock(req, fee_id, &row, &found));
	if (!found || !row_is_null(&row, "return_id") ||
	    row_enum(&row, "state", repair_fee_state_names, REPAIR_FEE_STATE_COUNT) !=
		REPAIR_FEE_STATE_COLLECTED)
		return NULL;
	TRY(sql_repair_fee_save_reminded(req, fee_id, !row_is_null(&row, "reminded_at")));
	if (!row_is_null(&row, "reminded_at"))
		return alarm_raise(req, &(struct alarm_new) { "FEE_NOT_RETURNED", &R11_14,
					    "repair_fee", fee_id, "department_manager",
					    "Nobody returned with a collected fee by the end of "
					    "the next working day." });
	TRY(inform(req, &(struct information) {
			    .subject = "repair_fee",
			    .subject_id = fee_id,
			    .kind = INFORMATION_KIND_FEE_REMINDER,
			    .text = arena_print(req->arena,
				"维修工单%lld的收款%lld分尚未交回，请回公司后登记并交财务。",
				(long long)row_integer(&row, "number"),
				(long long)row_integer(&row, "amount_fen")),
			    .people = { row_text(req, &row, "collector_id") },
			}));
	next = plus_working_days(working_days(), date_of(row_instant(&row, "collected_at")), 1);
	if (next == NO_DATE)
		return problem_detail(req, &problem_calendar_missing,
		    "The working-day calendar does not reach so far.");
	return timer_set(req, "fee_not_returned", fee_id, end_of(next) + 1);
}

MAY_FAIL
fee_hand_in_overdue(struct request *req, const char *return_id)
{
	struct rows rows;
	struct row row;

	TRY(sql_field_return_open(req, return_id, &rows));
	if (rows.count == 0)
		return NULL;
	row = rows_at(&rows, 0);
	return not_in_time(req, return_id, row_text(req, &row, "collector_id"));
}
