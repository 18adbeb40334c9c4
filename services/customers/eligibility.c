/* May a department do business with a customer, and why not (R7.16, R7.30). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_contract.h"
#include "rules_eligibility.h"

static MAY_FAIL
find_contract(
    struct request *req, const struct relation *r, const char *product_id, date on, bool *valid)
{
	struct rows rows;

	*valid = false;
	TRY(sql_contract_of_relation(req, r->department_id, r->customer_id, &rows));
	for (int i = 0; i < rows.count && !*valid; i++) {
		struct row row = rows_at(&rows, i);
		const struct contract contract = {
			.department_id = row_text(req, &row, "department_id"),
			.signed_on = row_date(&row, "signed_on"),
			.valid_until = row_date(&row, "valid_until"),
			.products = row_words(req, &row, "products"),
		};

		*valid = contract_covers(&contract, r->department_id, product_id, on);
	}
	return NULL;
}

static MAY_FAIL
find_product(
    struct request *req, const struct relation *r, const char *product_id, date on, bool *qualified)
{
	struct row row;
	bool found;

	TRY(sql_eligibility_product(req, r->id, product_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_not_found, &R7_15, "There is no such product.");

	const struct product_facts facts = { product_id, row_words(req, &row, "required") };

	*qualified =
	    row_boolean(&row, "covered") && !product_decide(&facts, &r->legal.papers, on).refusal;
	return NULL;
}

/* Others than those who oversee all ask for their own department. */
static MAY_FAIL
may_ask(struct request *req, const char *department_id)
{
	static const char *const all[] = { "marketing_division", "general_manager", "auditor",
		"service" };

	for (size_t i = 0; i < COUNT(all); i++)
		if (caller_is(&req->caller, all[i]))
			return NULL;
	if (same(req->caller.department_id, department_id))
		return NULL;
	return problem_rule(
	    req, &problem_forbidden_role, &R7_1, "A department asks for itself only.");
}

static MAY_FAIL
reply_eligibility(struct request *req, const struct relation *r,
    const struct eligibility_get_in *in, date on, const struct eligibility *e)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", r->customer_id);
	member_text(&b, "department_id", r->department_id);
	member_text(&b, "product_id", in->product_id);
	member_date(&b, "on", on);
	member_boolean(&b, "business_allowed", e->business_allowed);
	member_raw(&b, "reasons", words_json(&e->names));
	object_close(&b);
	decision_show(req, &e->decision);
	return reply_json(req, b.text);
}

MAY_FAIL
eligibility_get(struct request *req, const struct eligibility_get_in *in)
{
	const char *department_id =
	    in->department_id ? in->department_id : req->caller.department_id;
	date on = in->on == NO_DATE ? req->today : in->on;
	struct eligibility_facts facts = { .product_asked = in->product_id != NULL };
	struct eligibility e;
	struct relation r;

	if (!department_id)
		return problem_fault(
		    req, "?department_id", "REQUIRED", "Which department? Your token names none.");
	TRY(may_ask(req, department_id));
	TRY(relation_find(req, department_id, in->id, &r));
	TRY(relation_load_papers(req, &r));
	TRY(find_contract(req, &r, in->product_id, on, &facts.contract_valid));
	if (in->product_id)
		TRY(find_product(req, &r, in->product_id, on, &facts.product_qualified));
	facts.exempt = r.exempt;
	facts.state = r.state;
	facts.papers_valid = !legal_decide(&r.legal, on).refusal;
	facts.listing = relation_listing(&r);
	e = eligibility(&facts);
	return reply_eligibility(req, &r, in, on, &e);
}
