/* Changes of tiers: proposed by one person, decided by another (R7.17, R7.28). */
#include "tier_change.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_promotion.h"
#include "rules_text.h"

MAY_FAIL
tier_change_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_tier_change_get(req, id, &row));
	return reply_row(req, &row);
}

static bool
on_review(enum tier_change_cause cause)
{
	return cause != TIER_CHANGE_CAUSE_INITIAL;
}

MAY_FAIL
tier_change_judge(struct request *req, struct change *c)
{
	struct tier_case facts;

	TRY(grading_lock_department(req, &c->relation));
	TRY(grading_stage(req, &c->relation, &c->stage));
	if (!c->evaluation_id && on_review(c->cause))
		c->evaluation_id = c->stage.review_evaluation_id;
	TRY(grading_load(
	    req, &c->relation, c->evaluation_id, c->cause == TIER_CHANGE_CAUSE_PROBLEM, &facts));
	c->evaluation_id = facts.evaluation_id;
	c->criteria = grading_criteria(&facts, c->to);
	return quota_ask(req, &c->relation, c->to, &c->quota);
}

static struct promotion_facts
review_facts_of(const struct change *c)
{
	return (struct promotion_facts) {
		.state = c->relation.state,
		.from = c->relation.tier,
		.to = c->to,
		.department_id = c->relation.department_id,
		.reviewed = c->stage.review_id != NULL,
		.result = c->stage.result,
		.target_tier = c->stage.target_tier,
		.used = c->stage.review_used,
		.open_problems = c->stage.open_problems,
		.criteria = &c->criteria,
		.quota = &c->quota,
	};
}

/* R7.17, then what the cause demands. */
static struct decision
decide_proposed(const struct change *c)
{
	struct promotion_facts facts = review_facts_of(c);
	struct decision d = tier_change_decide(
	    &(struct tier_change) {
		.exempt = c->relation.exempt,
		.state = c->relation.state,
		.from = c->relation.tier,
		.to = c->to,
		.cause = c->cause,
		.graded = c->stage.graded,
		.proposed_by = c->proposed_by,
	    },
	    &c->by);

	if (d.refusal)
		return d;
	if (c->cause == TIER_CHANGE_CAUSE_PROMOTION)
		return promotion_decide(&facts, &c->by);
	if (c->cause == TIER_CHANGE_CAUSE_DEMOTION)
		return stage_demotion_decide(&facts, &c->by);
	if (c->stage.open_problems)
		return decision_refuse(&R7_25, &problem_problem_open,
		    "The customer has %lld open problems.", (long long)c->stage.open_problems);
	if (c->criteria.refusal)
		return c->criteria;
	return c->quota.refusal ? c->quota : d;
}

MAY_FAIL
tier_change_keep(struct request *req, const struct change *c, const struct decision *d)
{
	if (!d->refusal && c->to != TIER_QUALIFIED) {
		TRY(decide(req, "tier_change", c->id, &c->criteria));
		TRY(decide(req, "tier_change", c->id, &c->quota));
	}
	return decide(req, "tier_change", c->id, d);
}

static MAY_FAIL
tell(struct request *req, const struct change *c)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "from", tier_names[c->relation.tier]);
	member_text(&b, "to", tier_names[c->to]);
	member_text(&b, "cause", tier_change_cause_names[c->cause]);
	object_close(&b);
	return relation_tell(req, "customer.tier_changed", c->relation.id,
	    c->relation.department_id, c->relation.customer_id, b.text);
}

/* From the highest down, as they stand in the enumeration. */
static bool
lowers(const struct change *c)
{
	return c->to > c->relation.tier;
}

MAY_FAIL
tier_change_carry_out(struct request *req, const struct change *c, const bool *late)
{
	const char *review_id = on_review(c->cause) ? c->stage.review_id : NULL;

	TRY(sql_grading_save_tier(req, c->relation.id, tier_names[c->to]));
	TRY(sql_tier_change_save(req, c->id, "DECIDED", tier_names[c->relation.tier],
	    tier_names[c->to], c->evaluation_id, review_id, c->opinion, late));
	if (review_id)
		TRY(sql_tier_change_use_review(req, review_id, c->id));
	if (lowers(c)) {
		TRY(sql_tier_change_close_problems(req, c->relation.id, c->id));
		TRY(timer_cancel(req, "demotion_overdue", c->relation.id));
	}
	return tell(req, c);
}

MAY_FAIL
tier_change_propose(struct request *req, const struct tier_change_propose_in *in)
{
	/* Refused now is what no manager could decide. */
	static const struct actor any_manager = { .roles = ROLE_MANAGER };
	struct change c = {
		.id = new_id(req),
		.cause = enum_index(tier_change_cause_names, TIER_CHANGE_CAUSE_COUNT, in->cause),
		.to = enum_index(tier_names, TIER_COUNT, in->to_tier),
	};
	struct tier_case facts;
	struct decision d;

	if (c.cause == TIER_CHANGE_CAUSE_PROBLEM)
		return problem_fault(req, "/cause", "OUT_OF_RANGE",
		    "The demotion for a problem is carried out at once, by the manager.");
	TRY(grading_begin(req, in->relation_id, DUTY_PROPOSAL, &c.relation));
	TRY(relation_not_listed(req, &c.relation, ACT_TIER_CHANGE));
	TRY(grading_stage(req, &c.relation, &c.stage));
	d = tier_change_decide(
	    &(struct tier_change) {
		.exempt = c.relation.exempt,
		.state = c.relation.state,
		.from = c.relation.tier,
		.to = c.to,
		.cause = c.cause,
		.graded = c.stage.graded,
	    },
	    &any_manager);
	TRY(require(req, "tier_change", c.id, &d));
	if (in->evaluation_id)
		TRY(grading_load(req, &c.relation, in->evaluation_id, false, &facts));
	TRY(sql_tier_change_create(req, c.id, c.relation.id, c.relation.department_id,
	    c.relation.customer_id, in->cause, "PROPOSED", tier_names[c.relation.tier], in->to_tier,
	    in->evaluation_id, in->reason));
	return tier_change_reply(req, c.id);
}

MAY_FAIL
tier_change_get(struct request *req, const struct tier_change_get_in *in)
{
	return tier_change_reply(req, in->id);
}

/* The proposal, locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, enum duty duty, struct change *c)
{
	struct row row;
	bool found;

	*c = (struct change) { .id = id };
	TRY(sql_tier_change_whose(req, id, &row, &found));
	TRY(grading_begin_of(req, &row, found, duty, &c->relation));
	TRY(sql_tier_change_lock(req, id, &row));
	if (!same(row_text(req, &row, "state"), "PROPOSED"))
		return problem_rule(req, &problem_invalid_state, &R7_17,
		    "The proposal is %s already.", row_text(req, &row, "state"));
	c->by = relation_actor(req, &c->relation.department);
	c->cause = row_enum(&row, "cause", tier_change_cause_names, TIER_CHANGE_CAUSE_COUNT);
	c->to = row_enum(&row, "to_tier", tier_names, TIER_COUNT);
	c->proposed_by = row_text(req, &row, "proposed_by");
	c->evaluation_id = row_text(req, &row, "evaluation_id");
	return NULL;
}

static MAY_FAIL
refuse(struct request *req, const struct change *c, const char *opinion)
{
	if (!has_text(opinion))
		return problem_fault(
		    req, "/opinion", "REQUIRED", "A proposal is refused with an opinion.");
	if (same(c->by.id, c->proposed_by))
		return problem_rule(req, &problem_separation_of_duties, &R7_17,
		    "Who proposed the tier does not decide on it.");
	TRY(sql_tier_change_save_end(req, c->id, "REFUSED", opinion));
	return tier_change_reply(req, c->id);
}

MAY_FAIL
tier_change_decide_on(struct request *req, const struct tier_change_decide_on_in *in)
{
	struct change c;
	struct decision d;

	TRY(begin(req, in->id, DUTY_DECISION, &c));
	if (same(in->decision, "REFUSED"))
		return refuse(req, &c, in->opinion);
	if (in->to_tier)
		c.to = enum_index(tier_names, TIER_COUNT, in->to_tier);
	c.opinion = in->opinion;
	TRY(relation_not_listed(req, &c.relation, ACT_TIER_CHANGE));
	TRY(tier_change_judge(req, &c));
	d = decide_proposed(&c);
	TRY(tier_change_keep(req, &c, &d));
	TRY(tier_change_carry_out(req, &c, NULL));
	return tier_change_reply(req, in->id);
}

MAY_FAIL
tier_change_withdraw(struct request *req, const struct tier_change_withdraw_in *in)
{
	struct change c;

	TRY(begin(req, in->id, DUTY_PROPOSAL, &c));
	if (!same(c.by.id, c.proposed_by))
		return problem_rule(req, &problem_forbidden_role, &R7_17,
		    "A proposal is withdrawn by whoever made it.");
	TRY(sql_tier_change_save_end(req, in->id, "WITHDRAWN", NULL));
	return tier_change_reply(req, in->id);
}
