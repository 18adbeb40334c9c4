/* /v1/department-plans: a department's plan of a year, and its versions (R7.5). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "named_departments.h"
#include "rules.h"
#include "rules_plan.h"

/* A plan as it was sent; the two operations that send one have structs of their own. */
struct plan_sent {
	int64_t year;
	const char *market_summary, *items;
	int64_t share_vip, share_preferred;
};

static MAY_FAIL
fault(struct request *req, const struct row *item, const char *member, const char *message)
{
	return problem_fault(req,
	    arena_print(req->arena, "/development_items/%lld%s",
		(long long)row_integer(item, "place"), member),
	    "UNKNOWN", "%s", message);
}

static MAY_FAIL
check_item(struct request *req, const struct row *item)
{
	if (row_is_null(item, "customer_id") == row_is_null(item, "segment"))
		return fault(req, item, "", "An item is of a customer or of a segment.");
	if (!row_boolean(item, "customer_known"))
		return fault(req, item, "/customer_id", "There is no such customer.");
	if (!row_boolean(item, "product_known"))
		return fault(req, item, "/product_id", "There is no such product.");
	if (!row_boolean(item, "owner_known"))
		return fault(req, item, "/owner_id", "There is no such employee.");
	return NULL;
}

static MAY_FAIL
save_items(struct request *req, const char *plan_id, const char *department_id, const char *items)
{
	struct rows rows;

	if (!items)
		return NULL;
	TRY(sql_department_plan_items(req, items, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row item = rows_at(&rows, i);

		TRY(check_item(req, &item));
		TRY(sql_department_plan_item_create(req, new_id(req), plan_id, department_id, i,
		    row_text(req, &item, "customer_id"), row_text(req, &item, "segment"),
		    row_text(req, &item, "product_id"), row_text(req, &item, "owner_id"),
		    row_date(&item, "target_date"), row_text(req, &item, "remarks")));
	}
	return NULL;
}

/* The department's quotas when the year begins, or now if it has begun. */
static MAY_FAIL
quotas_of(struct request *req, int64_t year, struct plan_facts *facts)
{
	date begin = date_make((int)year, 1, 1);
	const struct parameters *parameters;

	TRY(department_parameters(
	    req, facts->department_id, begin > req->today ? begin : req->today, &parameters));
	facts->vip_percent = parameter_integer(parameters, &parameter_tier_vip_max_percent);
	facts->preferred_percent =
	    parameter_integer(parameters, &parameter_tier_preferred_max_percent);
	return NULL;
}

/* The department is locked. year_has_plan: and this is not a new version of it. */
static MAY_FAIL
make_plan(struct request *req, const struct acting *acting, const struct plan_sent *sent,
    bool year_has_plan)
{
	const char *id = new_id(req);
	struct plan_facts facts = {
		.department_id = acting->department.id,
		.year_has_plan = year_has_plan,
		.vip_hundredths = sent->share_vip,
		.preferred_hundredths = sent->share_preferred,
	};
	struct decision d;
	struct row row;

	TRY(quotas_of(req, sent->year, &facts));
	d = plan_decide(&facts, &acting->by);
	TRY(decide(req, "department_plan", id, &d));
	TRY(sql_department_plan_supersede(req, facts.department_id, sent->year));
	TRY(sql_department_plan_create(req, id, facts.department_id, sent->year,
	    sent->market_summary, sent->share_vip, sent->share_preferred));
	TRY(save_items(req, id, facts.department_id, sent->items));
	TRY(sql_department_plan_get(req, id, &row));
	TRY(event_emit(
	    req, "department_plan.made", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
department_plan_create(struct request *req, const struct department_plan_create_in *in)
{
	struct plan_sent sent = { in->year, in->market_summary, in->development_items_json,
		in->target_share_vip, in->target_share_preferred };
	struct acting acting;
	struct row row;

	TRY(acting_begin(req, in->department_id, DUTY_PLAN, &acting));
	TRY(sql_department_plan_of_year(req, acting.department.id, in->year, &row));
	return make_plan(req, &acting, &sent, row_boolean(&row, "has_plan"));
}

MAY_FAIL
department_plan_replace(struct request *req, const struct department_plan_replace_in *in)
{
	struct plan_sent sent = { 0, in->market_summary, in->development_items_json,
		in->target_share_vip, in->target_share_preferred };
	struct acting acting;
	struct row row;

	TRY(sql_department_plan_whose(req, in->id, &row));
	sent.year = row_integer(&row, "year");
	TRY(acting_begin(req, row_text(req, &row, "department_id"), DUTY_PLAN, &acting));
	TRY(sql_department_plan_lock(req, in->id, &row));
	if (!row_boolean(&row, "current"))
		return problem_rule(req, &problem_invalid_state, &R7_5,
		    "Another version has taken the place of this one.");
	return make_plan(req, &acting, &sent, false);
}
