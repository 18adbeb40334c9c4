/* Which tier a customer could have today, and what stands against the others (R7.17). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"

static void
show_judgement(struct request *req, struct buffer *b, const char *name, const struct decision *d)
{
	member_name(b, name);
	object_open(b);
	member_boolean(b, "met", !d->refusal);
	member_text(b, "rule", d->rule->id);
	member_text(b, "outcome", d->outcome);
	member_text(b, "because", d->because);
	if (*d->members)
		members_raw(b, arena_print(req->arena, "{%s}", d->members));
	object_close(b);
}

MAY_FAIL
tier_attainable_get(struct request *req, const struct tier_attainable_get_in *in)
{
	static const enum tier tiers[] = { TIER_VIP, TIER_PREFERRED };
	struct decision criteria[COUNT(tiers)], quota[COUNT(tiers)];
	struct buffer b = buffer_in(req->arena);
	struct relation r;
	struct tier_case c;
	struct row row;
	enum tier best;

	TRY(sql_relation_get(req, in->id, &row));
	TRY(relation_find(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), &r));
	if (r.exempt)
		return problem_rule(req, &problem_tier_not_applicable, &R7_17,
		    "Customers of this class have no tier.");
	if (!relation_counts(r.state))
		return problem_rule(
		    req, &problem_invalid_state, &R7_17, "Only an admitted customer has a tier.");
	TRY(grading_load(req, &r, in->evaluation_id, false, &c));
	for (size_t i = 0; i < COUNT(tiers); i++) {
		criteria[i] = grading_criteria(&c, tiers[i]);
		TRY(quota_ask(req, &r, tiers[i], &quota[i]));
	}
	best = tier_attainable(
	    !criteria[0].refusal, !quota[0].refusal, !criteria[1].refusal, !quota[1].refusal);
	object_open(&b);
	member_text(&b, "tier", tier_names[best]);
	member_text(&b, "evaluation_id", c.evaluation_id);
	list_open(&b, "tiers");
	for (size_t i = 0; i < COUNT(tiers); i++) {
		object_open(&b);
		member_text(&b, "tier", tier_names[tiers[i]]);
		show_judgement(req, &b, "criteria", &criteria[i]);
		show_judgement(req, &b, "quota", &quota[i]);
		object_close(&b);
	}
	list_close(&b);
	object_close(&b);
	return reply_json(req, b.text);
}
