/* /v1/admissions: a customer is applied for, checked and decided upon (R7.10-R7.15). */
#include "admission_facts.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_evaluation.h"
#include "rules_review.h"
#include "rules_text.h"

/* The application as it now is, with the conditions that are to be checked. */
static MAY_FAIL
reply_admission(struct request *req, const char *id, const struct relation *r)
{
	struct buffer b = buffer_in(req->arena);
	const char *const *names;
	struct row row;

	TRY(admission_conditions(req, r, &names));
	object_open(&b);
	list_open(&b, "conditions");
	for (; *names; names++)
		item_text(&b, *names);
	list_close(&b);
	object_close(&b);
	TRY(sql_admission_get(req, id, &row));
	return reply_row_with(req, &row, b.text);
}

/* 404: one of the products does not exist. */
static MAY_FAIL
know_products(struct request *req, const char *product_ids, size_t count)
{
	struct rows rows;

	TRY(sql_relation_product_requirements(req, product_ids, &rows));
	if ((size_t)rows.count == count)
		return NULL;
	return problem_rule(req, &problem_not_found, &R7_15,
	    "One of the products does not exist, or is named twice.");
}

MAY_FAIL
admission_create(struct request *req, const struct admission_create_in *in)
{
	const char *id = new_id(req), *department_id = req->caller.department_id, *relation_id;
	struct relation r;
	struct decision d;
	struct row row;

	if (!department_id)
		return problem_rule(req, &problem_forbidden_role, &R7_1,
		    "A department applies; your token names none.");
	TRY(relation_begin(req, department_id, in->customer_id, &r));
	TRY(relation_duty(req, &r, DUTY_APPLICATION));
	d = admission_apply(&(struct application_facts) {
	    .customer_class = r.customer_class,
	    .exempt_classes = parameter_words(r.parameters, &parameter_admission_exempt_classes),
	    .state = r.state,
	    .company_listed = r.company_listed,
	    .department_listed = r.department_listed,
	});
	TRY(decide(req, "admission", id, &d));
	TRY(know_products(req, in->product_ids_json, in->product_ids_count));
	TRY(sql_relation_apply(req, new_id(req), department_id, in->customer_id, &row));
	relation_id = row_text(req, &row, "id");
	TRY(sql_admission_create(req, id, relation_id, department_id, in->customer_id,
	    in->product_ids_json, in->remarks));
	return reply_admission(req, id, &r);
}

MAY_FAIL
admission_get(struct request *req, const struct admission_get_in *in)
{
	struct relation r;
	struct row row;

	TRY(sql_admission_whose(req, in->id, &row));
	TRY(relation_find(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), &r));
	return reply_admission(req, in->id, &r);
}

/* Locked: the customer, then the application. */
static MAY_FAIL
begin(struct request *req, const char *id, enum duty duty, struct admission_case *c)
{
	struct relation r;
	struct row row;

	TRY(sql_admission_whose(req, id, &row));
	TRY(relation_begin(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), &r));
	TRY(relation_duty(req, &r, duty));
	TRY(sql_admission_lock(req, id, &row));
	return admission_load(req, id, &r, c);
}

/* While the application is open; and later, since the conditions must go on being met. */
static bool
may_be_checked(const struct admission_case *c)
{
	return same(c->state, "OPEN") ||
	       (same(c->state, "ADMITTED") && c->latest && relation_counts(c->relation.state));
}

/* A MET that papers and qualifications contradict; what the rule of the check itself looks at
 * comes before. */
static MAY_FAIL
papers_support(struct request *req, const struct admission_case *c, enum condition condition)
{
	if (condition == CONDITION_A) {
		struct decision d = legal_decide(&c->facts.legal, req->today);

		return require(req, "admission", c->id, &d);
	}
	if (condition == CONDITION_E && !c->facts.qualified_products)
		return require(req, "admission", c->id, &c->products[0].decision);
	return NULL;
}

static bool
is_among(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (same(name, *names))
			return true;
	return false;
}

MAY_FAIL
admission_check_set(struct request *req, const struct admission_check_set_in *in)
{
	const char *const *names;
	struct admission_case c;
	struct row row;

	TRY(begin(req, in->id, DUTY_CHECK, &c));
	TRY(admission_conditions(req, &c.relation, &names));
	if (!is_among(in->condition, names))
		return problem_detail(req, &problem_not_found, "There is no such condition.");
	if (!may_be_checked(&c))
		return problem_members(req, &problem_invalid_state,
		    arena_print(req->arena, "{\"state\":\"%s\"}", c.state));

	enum condition condition = condition_of(in->condition);
	struct actor by = relation_actor(req, &c.relation.department);
	struct check_facts check = c.facts.checks[condition];
	struct decision d;

	check.result = enum_index(check_result_names, CHECK_RESULT_COUNT, in->result);
	check.evidence = in->evidence_count;
	check.extract_on = in->extract_on;
	check.signed_by_customer = in->signed_by_customer && *in->signed_by_customer;
	d = check_decide(&check, &by, c.facts.applicant, req->today);
	TRY(decide(req, "admission", in->id, &d));
	if (check.result == CHECK_RESULT_MET)
		TRY(papers_support(req, &c, condition));
	if (in->evidence_count) {
		TRY(sql_admission_evidence_known(
		    req, c.relation.customer_id, in->evidence_json, &row));
		if (!row_boolean(&row, "known"))
			return problem_fault(req, "/evidence", "UNKNOWN",
			    "A paper named here is none of this customer's.");
	}
	TRY(sql_admission_check_save(req, new_id(req), in->id, in->condition, in->result,
	    in->assessment, in->evidence_json, in->extract_on, check.signed_by_customer));
	TRY(sql_admission_touch(req, in->id));
	return reply_admission(req, in->id, &c.relation);
}

/* Covers the products that the customer is qualified for; returns their ids as JSON. */
static MAY_FAIL
cover_products(struct request *req, const struct admission_case *c, const char **ids)
{
	struct buffer b = buffer_in(req->arena);
	struct row row;

	TRY(sql_relation_products_retire(req, c->relation.id));
	buffer_text(&b, "[");
	for (size_t i = 0; i < c->product_count; i++) {
		if (c->products[i].decision.refusal)
			continue;
		TRY(sql_relation_product_set(
		    req, new_id(req), c->relation.id, c->products[i].id, c->id, &row));
		item_text(&b, c->products[i].id);
	}
	buffer_text(&b, "]");
	*ids = b.text;
	return NULL;
}

static MAY_FAIL
admit(struct request *req, const struct admission_case *c, const char *reason)
{
	const struct relation *r = &c->relation;
	date until = legal_valid_until(&r->legal, req->today);
	date review_due =
	    date_plus(req->today, parameter_period(r->parameters, &parameter_review_interval));
	date stale = data_stale_from(
	    req->today, parameter_period(r->parameters, &parameter_customers_data_stale_after));
	const char *ids;

	TRY(cover_products(req, c, &ids));
	TRY(sql_relation_admit(req, r->id, until, review_due, stale));
	TRY(sql_admission_save_decision(req, c->id, "ADMITTED", reason, ids));
	TRY(relation_watch(req, r));
	TRY(timer_set(req, "review_overdue", r->id, review_overdue_at(review_due)));
	return relation_tell(req, "customer.admitted", r->id, r->department_id, r->customer_id,
	    arena_print(req->arena, "{\"tier\":\"%s\",\"product_ids\":%s}",
		tier_names[TIER_QUALIFIED], ids));
}

MAY_FAIL
admission_decide_on(struct request *req, const struct admission_decide_on_in *in)
{
	bool admits = same(in->decision, "ADMITTED");
	struct admission_case c;
	struct decision d;

	if (!admits && !has_text(in->reason))
		return problem_fault(
		    req, "/reason", "REQUIRED", "An application is refused with a reason.");
	TRY(begin(req, in->id, DUTY_DECISION, &c));
	if (!same(c.state, "OPEN"))
		return problem_members(req, &problem_invalid_state,
		    arena_print(req->arena, "{\"state\":\"%s\"}", c.state));

	struct actor by = relation_actor(req, &c.relation.department);

	d = admission_decide(&c.facts, &by, admits);
	TRY(decide(req, "admission", in->id, &d));
	if (admits) {
		TRY(admit(req, &c, in->reason));
	} else {
		TRY(sql_relation_refuse(req, c.relation.id));
		TRY(sql_admission_save_decision(req, in->id, "REFUSED", in->reason, NULL));
	}
	return reply_admission(req, in->id, &c.relation);
}

MAY_FAIL
exempt_method_set(struct request *req, const struct exempt_method_set_in *in)
{
	const struct parameters *parameters;
	struct row row;
	bool found;

	TRY(sql_exempt_method_department(req, req->caller.department_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_forbidden_role, &R7_10,
		    "The method is a department's; your token names none.");

	struct department_facts department = department_of(req, &row, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d = duty_decide(DUTY_DECISION, &by, &department);

	TRY(require(req, "department", department.id, &d));
	TRY(department_parameters(req, department.id, req->today, &parameters));
	if (!parameter_has(parameters, &parameter_admission_exempt_classes, in->customer_class))
		return problem_fault(req, "@customer_class", "OUT_OF_RANGE",
		    "Customers of this class need admission (R7.10).");
	TRY(sql_exempt_method_set(
	    req, new_id(req), in->customer_class, in->text, in->members, &row));
	return reply_put(req, &row);
}
