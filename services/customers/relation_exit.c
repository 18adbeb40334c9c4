/* How a department lets a customer go, and takes in a further product (R7.15, R7.16). */
#include "admission_facts.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_eligibility.h"
#include "rules_text.h"

/* The letters no longer met. The age of the extract is of the admission alone: an old one is no
 * reason to let a customer go. */
static MAY_FAIL
unmet_today(struct request *req, const struct relation *r, const char *const **unmet)
{
	struct admission_case c;
	struct words words = { 0 };
	struct row row;
	bool found;
	char *text;

	*unmet = NULL;
	TRY(sql_relation_admission_latest(req, r->id, &row, &found));
	if (!found)
		return NULL;
	TRY(admission_load(req, row_text(req, &row, "id"), r, &c));
	c.facts.checks[CONDITION_D].extract_on = req->today;
	TRY(admission_judge_covered(req, &c));
	conditions_unmet(&c.facts, &words);
	if (!words.count)
		return NULL;
	text = arena_text(req->arena, words.text);
	*unmet = arena_array(req->arena, const char *, 2);
	((const char **)*unmet)[0] = text;
	return NULL;
}

MAY_FAIL
relation_exit(struct request *req, const struct relation_exit_in *in)
{
	struct relation r;
	struct row row;

	TRY(relation_begin_own(req, in->id, &r));
	TRY(relation_duty(req, &r, DUTY_DECISION));

	struct actor by = relation_actor(req, &r.department);
	struct exit_facts facts = {
		.state = r.state,
		.kind = same(in->kind, "ELIMINATED") ? EXIT_ELIMINATED : EXIT_WITHDRAWN,
		.reason = in->reason,
	};

	if (relation_counts(r.state))
		TRY(unmet_today(req, &r, &facts.unmet));

	struct decision d = relation_end(&facts, &by);

	TRY(decide(req, "department_customer", in->id, &d));
	TRY(relation_end_as(
	    req, in->id, r.department_id, r.customer_id, r.state, in->kind, in->reason));
	TRY(sql_relation_get(req, in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
relation_product_list_guard(struct request *req, const struct relation_product_list_in *in)
{
	struct row row;

	return sql_relation_get(req, in->id, &row);
}

MAY_FAIL
relation_product_add(struct request *req, const struct relation_product_add_in *in)
{
	struct product_judged *products;
	struct relation r;
	struct row row;
	size_t count;

	TRY(relation_begin_own(req, in->id, &r));
	TRY(relation_duty(req, &r, DUTY_CHECK));
	TRY(relation_not_listed(req, &r, ACT_ADMISSION));
	if (r.state != RELATION_STATE_ADMITTED)
		return problem_rule(req, &problem_invalid_state, &R7_15,
		    "A product is added for a customer that is admitted.");
	TRY(relation_load_papers(req, &r));
	TRY(admission_products(req, arena_print(req->arena, "[\"%s\"]", in->product_id),
	    &r.legal.papers, &products, &count));
	if (!count)
		return &problem_not_found;
	TRY(decide(req, "department_customer", in->id, &products[0].decision));
	TRY(sql_relation_product_set(req, new_id(req), in->id, in->product_id, NULL, &row));
	return reply_row(req, &row);
}
