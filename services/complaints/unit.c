/* Units that receive complaints, each under one profile (R10.1, R12.2). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "service.h"

MAY_FAIL
complaint_unit_create(struct request *req, const struct complaint_unit_create_in *in)
{
	struct row row;
	bool found;

	TRY(sql_complaint_unit_department(req, in->department_id, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/department_id", "UNKNOWN", "There is no such department.");
	TRY(sql_complaint_unit_create(req, in->department_id, in->code, row_text(req, &row, "name"),
	    in->profile, in->parent_id));
	return reply_one(req, sql_complaint_unit_get, in->department_id);
}
