/* The demotion of a VIP for a problem, within five days and after (R7.25). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_problem.h"
#include "rules_text.h"
#include "tier_change.h"

/* Made for the problem: a review that says to keep the customer, or to promote it, is not. */
static bool
review_made_since(const struct stage *s)
{
	return s->review_id && s->open_problems && s->reviewed_on >= s->established_on &&
	       s->result != REVIEW_RESULT_KEEP && s->result != REVIEW_RESULT_PROMOTE;
}

static MAY_FAIL
decide_demotion(struct request *req, const struct change *c, struct decision *d)
{
	const struct parameters *parameters = c->relation.parameters;
	date established_on = c->stage.established_on;

	if (established_on != NO_DATE)
		TRY(department_parameters(
		    req, c->relation.department_id, established_on, &parameters));
	*d = demotion_decide(
	    &(struct demotion_facts) {
		.state = c->relation.state,
		.from = c->relation.tier,
		.to = c->to,
		.department_id = c->relation.department_id,
		.open_problems = c->stage.open_problems,
		.established_on = established_on,
		.review_completed = review_made_since(&c->stage),
		.criteria = &c->criteria,
		.quota = &c->quota,
		.demotion_days = parameter_integer(parameters, &parameter_tier_demotion_days),
	    },
	    &c->by, req->now);
	return NULL;
}

MAY_FAIL
tier_change_demote(struct request *req, const struct tier_change_demote_in *in)
{
	struct change c = {
		.id = new_id(req),
		.cause = TIER_CHANGE_CAUSE_PROBLEM,
		.to = enum_index(tier_names, TIER_COUNT, in->to_tier),
		.evaluation_id = in->evaluation_id,
		.opinion = in->opinion,
	};
	struct decision d;
	struct row row;
	bool late;

	TRY(grading_begin(req, in->id, 0, &c.relation));
	TRY(sql_grading_relation_lock(req, in->id, &row));
	c.by = relation_actor(req, &c.relation.department);
	TRY(tier_change_judge(req, &c));
	TRY(decide_demotion(req, &c, &d));
	TRY(tier_change_keep(req, &c, &d));
	late = same(d.outcome, "OVERDUE");
	TRY(sql_tier_change_create(req, c.id, c.relation.id, c.relation.department_id,
	    c.relation.customer_id, tier_change_cause_names[c.cause], "DECIDED",
	    tier_names[c.relation.tier], tier_names[c.to], c.evaluation_id, NULL));
	TRY(tier_change_carry_out(req, &c, &late));
	TRY(tier_change_reply(req, c.id));
	req->location = arena_print(req->arena, "/v1/tier-changes/%s", c.id);
	return NULL;
}
