#include "plan_merge.h"

#include "customers/queries.h"

MAY_FAIL
plans_customer_merged(struct request *req, const char *from, const char *to)
{
	TRY(sql_department_plan_merge(req, from, to));
	TRY(sql_coordination_merge(req, from, to));
	TRY(sql_marketing_activity_merge_invitations(req, from, to));
	TRY(sql_marketing_activity_merge_needs(req, from, to));
	return sql_key_customer_plan_merge(req, from, to);
}
