/* /v1/key-customer-plans: drawn up and signed by division and department together (R7.7). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_plan.h"
#include "rules_text.h"

static struct key_plan
facts_of(const struct relation *r)
{
	return (struct key_plan) {
		.tier = r->tier,
		.key_tiers = parameter_words(r->parameters, &parameter_activity_key_customer_tiers),
		.department_id = r->department_id,
	};
}

/* The department's own people, and the marketing division for any. */
static MAY_FAIL
may_draw_up(struct request *req, const struct relation *r)
{
	return actor_of(&req->caller).roles & ROLE_DIVISION ? NULL
							    : relation_duty(req, r, DUTY_PROPOSAL);
}

MAY_FAIL
key_customer_plan_propose(struct request *req, const struct key_customer_plan_propose_in *in)
{
	const char *department_id =
	    in->department_id ? in->department_id : req->caller.department_id;
	const char *id = new_id(req);
	struct key_plan facts;
	struct relation r;
	struct decision d;

	if (!department_id)
		return problem_rule(req, &problem_forbidden_role, &R7_1,
		    "The plan is a department's; your token names none.");
	TRY(relation_begin(req, department_id, in->customer_id, &r));
	TRY(may_draw_up(req, &r));
	facts = facts_of(&r);
	d = key_plan_propose(&facts);
	TRY(decide(req, "key_customer_plan", id, &d));
	TRY(sql_key_customer_plan_create(
	    req, id, r.department_id, r.customer_id, in->needs_json, in->steps_json));
	return reply_one(req, sql_key_customer_plan_get, id);
}

/* Locked, by the customer and by itself. */
static MAY_FAIL
begin(struct request *req, const char *id, struct relation *r, struct key_plan *facts)
{
	struct row row;

	TRY(sql_key_customer_plan_whose(req, id, &row));
	TRY(relation_begin(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), r));
	TRY(sql_key_customer_plan_lock(req, id, &row));
	*facts = facts_of(r);
	facts->signed_by_division = row_text(req, &row, "signed_by_division");
	facts->signed_by_department = row_text(req, &row, "signed_by_department");
	return NULL;
}

MAY_FAIL
key_customer_plan_update(struct request *req, const struct key_customer_plan_update_in *in)
{
	struct key_plan facts;
	struct relation r;

	TRY(begin(req, in->id, &r, &facts));
	TRY(may_draw_up(req, &r));
	if (facts.signed_by_division || facts.signed_by_department)
		return problem_rule(req, &problem_invalid_state, &R7_7,
		    "What somebody has signed is not changed any more.");
	TRY(sql_key_customer_plan_save(req, in->id, req->body));
	return reply_one(req, sql_key_customer_plan_get, in->id);
}

MAY_FAIL
key_customer_plan_sign(struct request *req, const struct key_customer_plan_sign_in *in)
{
	bool for_division = same(in->side, signing_side_names[SIGNING_SIDE_DIVISION]);
	struct actor by = actor_of(&req->caller);
	struct key_plan facts;
	struct relation r;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &r, &facts));
	d = key_plan_propose(&facts); /* still a key customer? */
	TRY(require(req, "key_customer_plan", in->id, &d));
	d = key_plan_sign(&facts, &by, for_division);
	TRY(decide(req, "key_customer_plan", in->id, &d));
	TRY(sql_key_customer_plan_save_signature(req, in->id, in->side));
	TRY(sql_key_customer_plan_get(req, in->id, &row));
	if (facts.signed_by_division || facts.signed_by_department)
		TRY(event_emit(req, "key_customer_plan.valid", in->id, row_integer(&row, "version"),
		    row_json(req, &row)));
	return reply_row(req, &row);
}
