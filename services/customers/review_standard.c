/* Departments' standards for evaluating customers: as strict as the company's, or stricter (R7.22,
 * R7.3). */
#include "actor.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "parameter.h"
#include "relation.h"
#include "rules.h"
#include "rules_standard.h"
#include "rules_text.h"
#include "scope.h"

#define FIGURES 5

/* A figure that was given, beside the company's. */
static struct override
text_override(const struct parameters *p, const struct parameter *name, const char *own)
{
	return (
	    struct override) { name->name, { .text = parameter_text(p, name) }, { .text = own } };
}

static struct override
integer_override(const struct parameters *p, const struct parameter *name, int64_t own)
{
	struct rule_value company = { .is_null = parameter_is_null(p, name) };

	if (!company.is_null)
		company.integer = parameter_integer(p, name);
	return (struct override) { name->name, company, { .integer = own } };
}

/* Adds those that a tier's figures give; the same for both tiers, whose structs have different
 * names. */
#define ADD_FIGURES(tier, figures)                                                                 \
	do {                                                                                       \
		if ((figures)->min_grade)                                                          \
			overrides[count++] = text_override(                                        \
			    p, &parameter_tier_##tier##_min_grade, (figures)->min_grade);          \
		if ((figures)->min_beds)                                                           \
			overrides[count++] = integer_override(                                     \
			    p, &parameter_tier_##tier##_min_beds, *(figures)->min_beds);           \
		if ((figures)->min_yearly_volume_fen)                                              \
			overrides[count++] =                                                       \
			    integer_override(p, &parameter_tier_##tier##_min_yearly_volume_fen,    \
				*(figures)->min_yearly_volume_fen);                                \
		if ((figures)->min_rating)                                                         \
			overrides[count++] = text_override(                                        \
			    p, &parameter_tier_##tier##_min_rating, (figures)->min_rating);        \
		if ((figures)->max_risk)                                                           \
			overrides[count++] = text_override(                                        \
			    p, &parameter_tier_##tier##_max_risk, (figures)->max_risk);            \
	} while (0)

static MAY_FAIL
manager_of(struct request *req, const char *id, const struct row *row)
{
	struct department_facts department = department_of(req, row, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d = duty_decide(DUTY_DECISION, &by, &department);

	return require(req, "review_standard", id, &d);
}

static MAY_FAIL
names_once(struct request *req, const struct review_standard_issue_in *in)
{
	for (size_t i = 0; i < in->extra_criteria_count; i++)
		for (size_t j = 0; j < i; j++)
			if (same(in->extra_criteria[i].name, in->extra_criteria[j].name))
				return problem_fault(req, "/extra_criteria", "DUPLICATE",
				    "Each criterion stands once.");
	return NULL;
}

MAY_FAIL
review_standard_issue(struct request *req, const struct review_standard_issue_in *in)
{
	const char *id = new_id(req), *department_id = req->caller.department_id;
	struct override overrides[2 * FIGURES];
	const struct parameters *p;
	struct department_facts department;
	struct actor by;
	struct decision d;
	struct row row;
	size_t count = 0;
	bool found = false;

	if (department_id)
		TRY(sql_review_standard_department(req, department_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_forbidden_role, &R7_22,
		    "A standard is a department's; your token names none.");
	TRY(manager_of(req, id, &row));
	TRY(names_once(req, in));
	TRY(parameters_on(req, req->today, &p));
	if (in->vip)
		ADD_FIGURES(vip, in->vip);
	if (in->preferred)
		ADD_FIGURES(preferred, in->preferred);
	department = department_of(req, &row, "department");
	by = relation_actor(req, &department);
	d = implementing_rules_submit(&by, department_id, overrides, count);
	TRY(decide(req, "review_standard", id, &d));
	found = true;
	if (in->product_id)
		TRY(sql_trade_product(req, in->product_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_not_found, &R7_22, "There is no such product.");
	TRY(sql_review_standard_create(req, id, department_id, in->product_id,
	    in->descriptions_json, in->vip_json, in->preferred_json, in->extra_criteria_json));
	return reply_one(req, sql_review_standard_get, id);
}

MAY_FAIL
review_standard_withdraw(struct request *req, const struct review_standard_withdraw_in *in)
{
	struct row row;

	TRY(sql_review_standard_lock(req, in->id, &row));
	TRY(manager_of(req, in->id, &row));
	if (!row_is_null(&row, "withdrawn_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R7_22, "The standard is withdrawn already.");
	TRY(sql_review_standard_save_withdrawal(req, in->id));
	return reply_one(req, sql_review_standard_get, in->id);
}
