/* Which partner is in charge of which practice area (R10.7). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"

MAY_FAIL
partner_area_list_guard(struct request *req, const struct partner_area_list_in *in)
{
	struct row row;

	return sql_complaint_unit_get(req, in->id, &row);
}

MAY_FAIL
partner_area_set(struct request *req, const struct partner_area_set_in *in)
{
	struct person caller;
	struct row row;

	TRY(sql_complaint_unit_get(req, in->id, &row));
	TRY(directory_caller(req, &caller));
	TRY(sql_unit_person(req, in->id, caller.id, &row));
	if (!row_boolean(&row, "in_unit"))
		return problem_rule(req, &problem_forbidden_role, &R10_7,
		    "The director of the firm says who is in charge.");
	TRY(sql_unit_person(req, in->id, in->employee_id, &row));
	if (!row_boolean(&row, "in_unit"))
		return problem_fault(req, "/employee_id", "UNKNOWN",
		    "There is no such employee at work in the firm.");
	if (!row_boolean(&row, "partner"))
		return problem_rule(
		    req, &problem_not_a_partner, &R10_7, "Only a partner is in charge of an area.");
	TRY(sql_partner_area_put(
	    req, new_id(req), in->id, in->practice_area, in->employee_id, &row));
	return reply_put(req, &row);
}
