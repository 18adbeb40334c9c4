/* Who can install or repair which model (R11.7). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "rules.h"
#include "rules_text.h"

MAY_FAIL
order_skill_create(struct request *req, const struct order_skill_create_in *in)
{
	const char *id = new_id(req);
	struct person technician, caller;

	TRY(directory_caller(req, &caller));
	if (same(caller.id, in->technician_id))
		return problem_rule(req, &problem_separation_of_duties, &R11_17,
		    "Nobody says himself what he can do.");
	TRY(directory_person(req, in->technician_id, &technician));
	if (!technician.id || !technician.at_work)
		return problem_fault(
		    req, "/technician_id", "UNKNOWN", "There is no such employee at work.");
	TRY(order_model(req, in->model, &R11_7, NULL));
	TRY(sql_order_skill_create(req, id, in->technician_id, in->kind, in->model));
	return reply_one(req, sql_order_skill_get, id);
}

MAY_FAIL
order_skill_end(struct request *req, const struct order_skill_end_in *in)
{
	struct row row;

	TRY(sql_order_skill_lock(req, in->id, &row));
	if (!row_is_null(&row, "ended_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R11_7, "The skill has ended already.");
	TRY(sql_order_skill_save_ended(req, in->id));
	return reply_one(req, sql_order_skill_get, in->id);
}
