/* Who is complained about, and is recused from then on (R10.5). */
#include "complaint_intake.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "service_request.h"
#include "staff.h"

MAY_FAIL
complaint_recuse(struct request *req, const struct complaint *c)
{
	TRY(sql_complaint_flag_redo(req, c->id));
	return sql_complaint_recuse(req, c->id);
}

MAY_FAIL
respondent_add(struct request *req, const struct complaint *c, const struct respondent_new *new,
    const char **id)
{
	const char *customer_id;

	if (!new->employee_id && !new->department_id && !new->name && !new->customer_id &&
	    !new->credit_code)
		return problem_fault(req, "/employee_id", "REQUIRED",
		    "An employee, a department, an organisation, or a name.");
	TRY(staff_known_ever(req, "/employee_id", new->employee_id));
	TRY(staff_department_known(req, "/department_id", new->department_id));
	TRY(customer_known(req, new->customer_id, &customer_id));
	*id = new_id(req);
	TRY(sql_complaint_respondent_create(req, *id, c->id, new->employee_id, new->department_id,
	    new->name, customer_id, new->credit_code, new->reason));
	return complaint_recuse(req, c);
}

MAY_FAIL
complaint_respondent_add(struct request *req, const struct complaint_respondent_add_in *in)
{
	struct complaint c;
	struct row row;
	const char *id;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_works(req, &c, &R10_5));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_ARCHIVED, &R10_5));
	TRY(respondent_add(req, &c,
	    &(struct respondent_new) {
		.employee_id = in->employee_id,
		.department_id = in->department_id,
		.name = in->name,
		.customer_id = in->customer_id,
		.credit_code = in->unified_social_credit_code,
		.reason = in->reason,
	    },
	    &id));
	TRY(sql_complaint_respondent_get(req, id, &row));
	return reply_row(req, &row);
}

/* Lists below a complaint are read by whoever reads the complaint. */
MAY_FAIL
complaint_list_readable(struct request *req, const char *id)
{
	struct complaint c;

	return complaint_read(req, id, &c);
}
