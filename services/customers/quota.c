/* Quotas of VIP and preferred customers, per department and product, and exceptions from them
 * (R7.21). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_quota.h"
#include "rules_text.h"

/* The tiers that have a quota. */
static const enum tier with_quota[] = { TIER_VIP, TIER_PREFERRED };

static struct quota_percents
percents_of(const struct parameters *p)
{
	return (struct quota_percents) { .tiers = {
					     [TIER_VIP] = parameter_integer(
						 p, &parameter_tier_vip_max_percent),
					     [TIER_PREFERRED] = parameter_integer(
						 p, &parameter_tier_preferred_max_percent),
					     [TIER_QUALIFIED] = 100,
					 } };
}

static struct quota_counts
counts_of(const struct row *row)
{
	struct quota_counts counts = {
		.total = row_integer(row, "total"),
		.tiers = {
			[TIER_VIP] = row_integer(row, "vip"),
			[TIER_PREFERRED] = row_integer(row, "preferred"),
		},
	};

	counts.tiers[TIER_QUALIFIED] =
	    counts.total - counts.tiers[TIER_VIP] - counts.tiers[TIER_PREFERRED];
	return counts;
}

MAY_FAIL
quota_ask(struct request *req, const struct relation *r, enum tier to, struct decision *d)
{
	struct product_quota *products;
	struct rows rows;
	struct row row;

	TRY(sql_quota_products(req, r->department_id, r->customer_id, tier_names[to], &rows));
	products = arena_array(req->arena, struct product_quota, rows.count);
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		products[i] = (struct product_quota) { row_text(req, &row, "product_id"),
			counts_of(&row), row_boolean(&row, "excepted") };
	}
	TRY(sql_quota_counts(req, r->department_id, &row));
	*d = quota_decide(&(struct quota_facts) {
	    .from = r->tier,
	    .to = to,
	    .percents = percents_of(r->parameters),
	    .department = counts_of(&row),
	    .products = products,
	    .product_count = rows.count,
	    .exceptions = parameter_boolean(r->parameters, &parameter_tier_product_quota_exception),
	});
	return NULL;
}

/* How many more there may be: as many as the percentage allows, less those that are. */
static int64_t
places_free(int64_t count, int64_t total, int64_t percent)
{
	int64_t most = percent * total / 100;

	return most > count ? most - count : 0;
}

static void
show_tiers(
    struct buffer *b, const struct quota_counts *counts, const struct quota_percents *percents)
{
	list_open(b, "tiers");
	for (size_t i = 0; i < COUNT(with_quota); i++) {
		enum tier tier = with_quota[i];
		int64_t count = counts->tiers[tier], percent = percents->tiers[tier];

		object_open(b);
		member_text(b, "tier", tier_names[tier]);
		member_integer(b, "count", count);
		member_integer(b, "max_percent", percent);
		member_integer(b, "places_free", places_free(count, counts->total, percent));
		if (!quota_within(count, counts->total, percent))
			member_text(b, "flag", quota_flag_names[QUOTA_FLAG_QUOTA_OVERRUN]);
		object_close(b);
	}
	list_close(b);
}

static void
show_products(struct request *req, struct buffer *b, const struct rows *products,
    const char *department_id, const struct quota_percents *percents)
{
	list_open(b, "products");
	for (int i = 0; i < products->count; i++) {
		struct row row = rows_at(products, i);
		struct quota_counts counts = counts_of(&row);

		if (!same(row_text(req, &row, "department_id"), department_id))
			continue;
		object_open(b);
		member_text(b, "product_id", row_text(req, &row, "product_id"));
		member_integer(b, "total", counts.total);
		show_tiers(b, &counts, percents);
		object_close(b);
	}
	list_close(b);
}

MAY_FAIL
quota_list(struct request *req, const struct quota_list_in *in)
{
	const struct parameters *parameters;
	struct buffer b = buffer_in(req->arena);
	struct quota_percents percents;
	struct rows departments, products;

	TRY(sql_quota_departments(req, in->department_id, &departments));
	TRY(sql_quota_department_products(req, in->department_id, &products));
	object_open(&b);
	list_open(&b, "items");
	for (int i = 0; i < departments.count; i++) {
		struct row row = rows_at(&departments, i);
		struct quota_counts counts = counts_of(&row);
		const char *id = row_text(req, &row, "id");

		TRY(department_parameters(req, id, req->today, &parameters));
		percents = percents_of(parameters);
		object_open(&b);
		member_text(&b, "department_id", id);
		member_text(&b, "department_name", row_text(req, &row, "name"));
		member_integer(&b, "total", counts.total);
		show_tiers(&b, &counts, &percents);
		show_products(req, &b, &products, id, &percents);
		object_close(&b);
	}
	list_close(&b);
	object_close(&b);
	return reply_json(req, b.text);
}

MAY_FAIL
quota_exception_grant(struct request *req, const struct quota_exception_grant_in *in)
{
	const char *id = new_id(req);
	struct relation r;
	struct row row;
	bool found;

	if (same(in->tier, tier_names[TIER_QUALIFIED]))
		return problem_fault(req, "/tier", "OUT_OF_RANGE", "This tier has no quota.");
	TRY(relation_begin(req, in->department_id, in->customer_id, &r));
	if (!r.id)
		return problem_rule(req, &problem_not_found, &R7_21,
		    "The department has no relation to this customer.");
	TRY(sql_trade_product(req, in->product_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_not_found, &R7_21, "There is no such product.");
	TRY(sql_quota_exception_create(
	    req, id, in->department_id, in->customer_id, in->product_id, in->tier, in->reason));
	TRY(sql_quota_exception_get(req, id, &row));
	TRY(event_emit(
	    req, "quota_exception.granted", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
quota_exception_withdraw(struct request *req, const struct quota_exception_withdraw_in *in)
{
	struct row row;

	TRY(sql_quota_exception_lock(req, in->id, &row));
	if (!row_is_null(&row, "withdrawn_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R7_21, "The exception is withdrawn already.");
	TRY(sql_quota_exception_save_withdrawal(req, in->id));
	TRY(sql_quota_exception_get(req, in->id, &row));
	return reply_row(req, &row);
}
