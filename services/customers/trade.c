/* What business was done with customers, and what of it was paid: the ground of R7.18's volumes
 * and of R7.19's record. */
#include "actor.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "scope.h"

/* Finance and the division enter for every department, others for their own. */
static MAY_FAIL
may_enter(struct request *req, const char *customer_id, const struct row *row)
{
	struct department_facts department = department_of(req, row, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d;

	if (caller_is(&req->caller, "finance"))
		return NULL;
	d = duty_decide(DUTY_CUSTOMER_DATA, &by, &department);
	return require(req, "customer", customer_id, &d);
}

static MAY_FAIL
check_entry(struct request *req, const struct trade_create_in *in, date until, int64_t paid)
{
	int year, last_year, month, day;

	date_split(in->period_from, &year, &month, &day);
	date_split(until, &last_year, &month, &day);
	if (until < in->period_from || year != last_year)
		return problem_fault(req, "/period_to", "OUT_OF_RANGE",
		    "It does not end before it begins, and not in another calendar year.");
	if (paid > in->amount_fen)
		return problem_fault(
		    req, "/paid_fen", "OUT_OF_RANGE", "No more is paid than was traded.");
	if (until > req->today)
		return problem_rule(req, &problem_time_in_future, &R7_18,
		    "The business would end later than today.");
	return NULL;
}

MAY_FAIL
trade_create(struct request *req, const struct trade_create_in *in)
{
	const char *id = new_id(req);
	const char *department_id =
	    in->department_id ? in->department_id : req->caller.department_id;
	date until = in->period_to == NO_DATE ? in->period_from : in->period_to;
	int64_t paid = in->paid_fen ? *in->paid_fen : 0;
	struct row row, product;
	bool found = true;

	if (!department_id)
		return problem_fault(req, "/department_id", "REQUIRED",
		    "Whose business? Your token names no department.");
	TRY(sql_trade_whose(req, in->customer_id, department_id, &row));
	TRY(customer_lives(req, &row));
	TRY(may_enter(req, in->customer_id, &row));
	TRY(check_entry(req, in, until, paid));
	if (in->product_id)
		TRY(sql_trade_product(req, in->product_id, &product, &found));
	if (!found)
		return problem_rule(req, &problem_not_found, &R7_18, "There is no such product.");
	TRY(sql_trade_create(req, id, department_id, in->customer_id, in->product_id,
	    in->period_from, until, in->amount_fen, paid, in->reference, in->remarks));
	return reply_one(req, sql_trade_get, id);
}

static MAY_FAIL
begin(struct request *req, const char *id, struct row *row)
{
	TRY(sql_trade_lock(req, id, row));
	TRY(may_enter(req, row_text(req, row, "customer_id"), row));
	if (!row_is_null(row, "annulled_at"))
		return problem_rule(req, &problem_invalid_state, &R7_18, "The entry is annulled.");
	return NULL;
}

MAY_FAIL
trade_pay(struct request *req, const struct trade_pay_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	if (in->paid_fen > row_integer(&row, "amount_fen"))
		return problem_fault(
		    req, "/paid_fen", "OUT_OF_RANGE", "No more is paid than was traded.");
	TRY(sql_trade_save_paid(req, in->id, in->paid_fen));
	return reply_one(req, sql_trade_get, in->id);
}

MAY_FAIL
trade_annul(struct request *req, const struct trade_annul_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	TRY(sql_trade_save_annulment(req, in->id, in->reason));
	return reply_one(req, sql_trade_get, in->id);
}

MAY_FAIL
trade_volumes(struct request *req, const struct trade_volumes_in *in)
{
	struct rows rows;
	struct row row;

	TRY(sql_customer_get(req, in->id, &row));
	TRY(sql_grading_volumes(req, in->id, &rows));
	return reply_rows(req, &rows);
}
