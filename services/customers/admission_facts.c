#include "admission_facts.h"

#include "customers/queries.h"
#include "rules.h"

enum condition
condition_of(const char *name)
{
	for (int c = CONDITION_A; c < CONDITIONS; c++)
		if (same(condition_names[c], name))
			return (enum condition)c;
	return 0;
}

MAY_FAIL
admission_conditions(struct request *req, const struct relation *r, const char *const **names)
{
	const char *const *company =
	    parameter_words(r->parameters, &parameter_admission_conditions);
	const char **all;
	size_t count = 0;

	while (company && company[count])
		count++;
	all = arena_array(req->arena, const char *, CONDITIONS + count);
	*names = all;
	for (int c = CONDITION_A; c < CONDITIONS; c++)
		*all++ = condition_names[c];
	for (; company && *company; company++)
		if (!condition_of(*company))
			*all++ = *company;
	return NULL;
}

MAY_FAIL
admission_products(struct request *req, const char *product_ids, const struct papers *papers,
    struct product_judged **products, size_t *count)
{
	struct rows rows;

	TRY(sql_relation_product_requirements(req, product_ids, &rows));
	*products = arena_array(req->arena, struct product_judged, rows.count);
	*count = rows.count;
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		struct product_facts facts = { row_text(req, &row, "id"),
			row_words(req, &row, "required") };

		(*products)[i] = (struct product_judged) { facts.product_id,
			product_decide(&facts, papers, req->today) };
	}
	return NULL;
}

static MAY_FAIL
judge_products(struct request *req, struct admission_case *c)
{
	TRY(admission_products(
	    req, c->product_ids, &c->relation.legal.papers, &c->products, &c->product_count));
	c->facts.qualified_products = 0;
	for (size_t i = 0; i < c->product_count; i++)
		c->facts.qualified_products += !c->products[i].decision.refusal;
	return NULL;
}

MAY_FAIL
admission_judge_covered(struct request *req, struct admission_case *c)
{
	struct row row;

	TRY(sql_relation_covered(req, c->relation.id, &row));
	c->product_ids = row_text(req, &row, "product_ids");
	return judge_products(req, c);
}

static void
take_check(struct request *req, const struct row *row, struct admission_case *c,
    struct extra_condition *extra)
{
	const char *name = row_text(req, row, "condition");
	enum condition condition = condition_of(name);
	struct check_facts *check = &c->facts.checks[condition];
	enum check_result result = row_enum(row, "result", check_result_names, CHECK_RESULT_COUNT);

	for (size_t i = 0; i < c->facts.extra_count; i++)
		if (same(extra[i].name, name))
			extra[i].met = result == CHECK_RESULT_MET;
	if (!condition)
		return;
	check->result = result;
	check->checker = row_text(req, row, "checker");
	check->evidence = row_integer(row, "evidence");
	check->extract_on = row_date(row, "extract_on");
	check->signed_by_customer = row_boolean(row, "signed_by_customer");
}

static MAY_FAIL
load_checks(struct request *req, struct admission_case *c)
{
	const struct parameters *parameters = c->relation.parameters;
	struct extra_condition *extra;
	const char *const *names;
	struct rows rows;
	size_t count = 0;

	TRY(admission_conditions(req, &c->relation, &names));
	while (names[count])
		count++;
	extra = arena_array(req->arena, struct extra_condition, count);
	for (; *names; names++)
		if (!condition_of(*names))
			extra[c->facts.extra_count++].name = *names;
	c->facts.extra = extra;

	for (int condition = CONDITION_A; condition < CONDITIONS; condition++)
		c->facts.checks[condition] = (struct check_facts) {
			.condition = (enum condition)condition,
			.extract_on = NO_DATE,
			.extract_max_age =
			    parameter_period(parameters, &parameter_admission_extract_max_age),
			.illegality_records = c->relation.illegality_records,
		};
	TRY(sql_admission_checks(req, c->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		take_check(req, &row, c, extra);
	}
	return NULL;
}

MAY_FAIL
admission_load(
    struct request *req, const char *id, const struct relation *r, struct admission_case *c)
{
	struct row row;

	TRY(sql_admission_facts(req, id, &row));
	*c = (struct admission_case) {
		.id = id,
		.state = row_text(req, &row, "state"),
		.latest = row_boolean(&row, "latest"),
		.relation = *r,
		.product_ids = row_text(req, &row, "product_ids"),
		.facts = {
			.state = r->state,
			.applicant = row_text(req, &row, "applied_by"),
			.company_listed = r->company_listed,
			.department_listed = r->department_listed,
			.on = req->today,
		},
	};
	TRY(relation_load_papers(req, &c->relation));
	c->facts.legal = c->relation.legal;
	TRY(load_checks(req, c));
	return judge_products(req, c);
}
