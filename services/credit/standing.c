#include "standing.h"
#include "rules_text.h"

/* Who reads every customer: the same as in credit_readable(). */
static const char *const reads_all[] = { "finance", "sales_manager", "marketing_director",
	"president", "auditor", "service" };

MAY_FAIL
standing_of(struct request *req, const struct profile *profile, struct standing *standing)
{
	const char *salesperson_id = profile->responsible_salesperson_id;
	struct person salesperson;

	*standing = (struct standing) { 0 };
	TRY(directory_caller(req, &standing->caller));
	TRY(directory_person(req, salesperson_id, &salesperson));
	TRY(directory_superiors(
	    req, salesperson_id, &standing->superiors, &standing->superior_count));
	standing->responsible = same(standing->caller.id, salesperson_id);
	standing->superior =
	    person_among(standing->caller.id, standing->superiors, standing->superior_count);
	standing->own_department =
	    same(standing->caller.department_id, salesperson.department_id);
	return NULL;
}

MAY_FAIL
standing_reads(struct request *req, const struct standing *standing, const struct rule *rule)
{
	if (standing->responsible || standing->superior)
		return NULL;
	for (size_t i = 0; i < COUNT(reads_all); i++)
		if (caller_is(&req->caller, reads_all[i]))
			return NULL;
	return problem_rule(req, &problem_forbidden_role, rule,
	    "This customer is read by its salesperson, those above, finance and the "
	    "management.");
}

MAY_FAIL
standing_reads_customer(struct request *req, const char *customer_id, const struct rule *rule)
{
	struct standing standing;
	struct profile profile;

	TRY(profile_read(req, customer_id, rule, &profile));
	TRY(standing_of(req, &profile, &standing));
	return standing_reads(req, &standing, rule);
}

MAY_FAIL
standing_is_responsible(
    struct request *req, const struct standing *standing, const struct rule *rule)
{
	return standing->responsible ? NULL
				     : problem_rule(req, &problem_forbidden_role, rule,
					   "This is for the customer's responsible salesperson.");
}

MAY_FAIL
standing_is_sales(struct request *req, const struct standing *standing, const struct rule *rule)
{
	if (caller_is(&req->caller, "sales_manager"))
		return NULL;
	return standing_is_responsible(req, standing, rule);
}

MAY_FAIL
standing_is_superior(struct request *req, const struct standing *standing, const struct rule *rule)
{
	return standing->superior
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, rule,
			 "This is for those above the customer's responsible salesperson.");
}
