#include "policy_values.h"

#include "rules.h"
#include "rules_policy.h"

static bool
is_credit(const struct parameter *parameter)
{
	return strncmp(parameter->name, "credit.", 7) == 0;
}

MAY_FAIL
policy_values_of(struct request *req, const char *json, const struct parameters **values)
{
	/* Before the company changed anything. */
	TRY(parameters_on(req, date_make(1, 1, 1), values));
	return parameters_over(req, json, values);
}

static size_t
word_count(const struct parameters *p, const struct parameter *list)
{
	const char *const *words = parameter_words(p, list);
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

static struct policy_values
facts_of(const struct parameters *p)
{
	return (struct policy_values) {
		.weight_investigation =
		    parameter_integer(p, &parameter_credit_grade_weight_investigation),
		.weight_behaviour =
		    parameter_integer(p, &parameter_credit_grade_weight_behaviour),
		.minimum = {
			[GRADE_A] = parameter_integer(p, &parameter_credit_grade_min_a),
			[GRADE_B] = parameter_integer(p, &parameter_credit_grade_min_b),
			[GRADE_C] = parameter_integer(p, &parameter_credit_grade_min_c),
		},
		.tier1_percent = parameter_integer(p, &parameter_credit_overlimit_tier1_percent),
		.tier2_percent = parameter_integer(p, &parameter_credit_overlimit_tier2_percent),
		.approvers = word_count(p, &parameter_credit_policy_approvers),
	};
}

MAY_FAIL
policy_values_change(struct request *req, const char *json, const struct parameters **values)
{
	struct policy_values facts;
	struct decision d;

	TRY(parameters_change(req, "/parameters", json, "credit.", values));
	facts = facts_of(*values);
	d = policy_values_decide(&facts);
	return require(req, "credit_policy", NULL, &d);
}

const char *
policy_values_json(struct request *req, const struct parameters *values)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	for (const struct parameter *const *each = req->service->tables->parameters; *each; each++)
		if (is_credit(*each))
			member_raw(&b, (*each)->name, parameter_json(values, *each));
	object_close(&b);
	return b.text;
}

MAY_FAIL
policy_values_set(struct request *req, const struct parameters *values, date effective_from)
{
	for (const struct parameter *const *each = req->service->tables->parameters; *each; each++)
		if (is_credit(*each))
			TRY(parameter_set(
			    req, *each, parameter_json(values, *each), effective_from));
	return NULL;
}
