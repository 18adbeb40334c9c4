/* Questions about the regulation, the rulings of finance on them, and the clauses as they are
 * understood (R3.40). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "rules_policy.h"
#include "rules_text.h"
#include "service.h"

/* A rule of this service's regulation; NULL: there is none. */
static const struct rule *
clause_named(struct request *req, const char *clause)
{
	const struct rule *const *rule = req->service->tables->rules;

	while (*rule && !same((*rule)->id, clause))
		rule++;
	return *rule;
}

MAY_FAIL
policy_interpretation_create(struct request *req, const struct policy_interpretation_create_in *in)
{
	const char *id = new_id(req);

	if (!clause_named(req, in->clause))
		return problem_fault(
		    req, "/clause", "UNKNOWN", "The regulation has no clause %s.", in->clause);
	TRY(sql_policy_interpretation_create(req, id, in->clause, in->question));
	return reply_one(req, sql_policy_interpretation_get, id);
}

/* The version that is ruled on: the one in force, unless another is named. */
static MAY_FAIL
version_of(struct request *req, const char *policy_id, struct row *row)
{
	bool found;

	if (!policy_id)
		return sql_credit_policy_due(req, row);
	TRY(sql_policy_interpretation_version(req, policy_id, row, &found));
	return found ? NULL
		     : problem_fault(req, "/policy_id", "UNKNOWN", "There is no such version.");
}

MAY_FAIL
policy_interpretation_rule(struct request *req, const struct policy_interpretation_rule_in *in)
{
	struct row row, version;
	struct decision d;

	TRY(sql_policy_interpretation_lock(req, in->id, &row));
	TRY(version_of(req, in->policy_id, &version));
	d = interpretation_rule(
	    row_boolean(&row, "ruled"), !row_is_null(&version, "promulgated_at"));
	TRY(decide(req, "policy_interpretation", in->id, &d));
	TRY(sql_policy_interpretation_save_ruling(
	    req, in->id, in->ruling, row_text(req, &version, "id")));
	return reply_one(req, sql_policy_interpretation_get, in->id);
}

MAY_FAIL
policy_clause_get(struct request *req, const struct policy_clause_get_in *in)
{
	const struct rule *rule = clause_named(req, in->clause);
	struct buffer b = buffer_in(req->arena);
	struct row row;
	bool found;

	if (!rule)
		return &problem_not_found;
	TRY(sql_policy_clause_ruling(req, rule->id, &row, &found));
	object_open(&b);
	member_text(&b, "clause", rule->id);
	member_text(&b, "title_en", rule->title_en);
	member_text(&b, "title_zh", rule->title_zh);
	member_text(&b, "text_en", rule->text_en);
	member_text(&b, "text_zh", rule->text_zh);
	if (found)
		member_raw(&b, "latest_ruling", row_json(req, &row));
	object_close(&b);
	return reply_json(req, b.text);
}
