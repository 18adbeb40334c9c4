/* A version of the policy comes into force (R3.3). */
#include "credit/queries.h"
#include "policy.h"
#include "rules_text.h"

MAY_FAIL
policy_take_effect(struct request *req)
{
	struct row row;
	instant begun;

	TRY(sql_credit_policy_due(req, &row));
	begun = start_of(row_date(&row, "effective_from"));
	if (begun < row_instant(&row, "promulgated_at"))
		begun = row_instant(&row, "promulgated_at");
	TRY(sql_credit_policy_save_superseded(
	    req, row_text(req, &row, "id"), row_date(&row, "on_date"), begun));
	return sql_credit_policy_save_effective(req, row_text(req, &row, "id"));
}

MAY_FAIL
policy_effective(struct request *req, const char *policy_id)
{
	struct row row;

	TRY(sql_credit_policy_turn(req, &row));
	TRY(sql_credit_policy_read(req, policy_id, &row));
	/* Another one, promulgated later, took its place, or made it effective. */
	if (!same(row_text(req, &row, "state"), "PROMULGATED"))
		return NULL;
	return policy_take_effect(req);
}
