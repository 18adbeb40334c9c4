#include "customer_responsible.h"

#include "customers/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_batch.h"
#include "rules_text.h"
#include "scope.h"

bool
customer_is_archive(struct request *req, const char *customer_class, const struct row *check)
{
	return same(row_text(req, check, "department_kind"), "DIRECT_SALES") &&
	       same(customer_class, "RETAIL");
}

MAY_FAIL
customer_not_of_a_batch(struct request *req, const char *id, const char *source)
{
	const struct parameters *parameters;
	struct decision d;

	TRY(parameters_on(req, req->today, &parameters));
	d = archive_source(
	    source, parameter_words(parameters, &parameter_archive_collective_sources));
	return require(req, "customer", id, &d);
}

/* R1.1: who registers an archive answers for it; for a referred customer, who serves the one that
 * brought it. */
static MAY_FAIL
responsible_for_archive(struct request *req, const struct customer_create_in *in,
    const struct row *check, const char **employee_id)
{
	const char *own = row_text(req, check, "own_employee_id");
	struct decision d = archive_owner(in->responsible_employee_id, own);
	struct row row;
	bool found;

	TRY(require(req, "customer", NULL, &d));
	TRY(customer_not_of_a_batch(req, NULL, in->source));
	*employee_id = own;
	if (!in->referred_by_id)
		return NULL;
	TRY(sql_customer_referrer(
	    req, in->referred_by_id, row_text(req, check, "department_id"), &row, &found));
	if (!found)
		return problem_fault(
		    req, "/referred_by_id", "UNKNOWN", "The unit has no such customer.");
	*employee_id = row_text(req, &row, "responsible_employee_id");
	return NULL;
}

MAY_FAIL
customer_responsible(struct request *req, const struct customer_create_in *in,
    const struct row *check, const char **employee_id)
{
	const char *own = row_text(req, check, "own_employee_id");

	if (customer_is_archive(req, in->customer_class, check))
		return responsible_for_archive(req, in, check, employee_id);
	if (in->referred_by_id)
		return problem_fault(req, "/referred_by_id", "NOT_APPLICABLE",
		    "Only a private customer of a direct-selling unit is referred so.");
	*employee_id =
	    in->responsible_employee_id ? row_text(req, check, "named_employee_id") : own;
	if (!in->responsible_employee_id)
		return NULL;
	if (!*employee_id)
		return problem_fault(req, "/responsible_employee_id", "UNKNOWN",
		    "The department that keeps the record has no such employee.");
	if (same(own, *employee_id) ||
	    caller_is(&req->caller, "sales_office_supervisor") ||
	    caller_is(&req->caller, "marketing_division") || caller_is(&req->caller, "crm_clerk") ||
	    caller_is(&req->caller, "department_head"))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R7_4,
	    "Another employee is named by the office supervisor.");
}
