/* Models of terminals, price lists of parts, stock, and the records of what was sold (R11.2,
 * R11.3). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "order.h"
#include "rules.h"
#include "rules_text.h"

MAY_FAIL
product_model_create(struct request *req, const struct product_model_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_product_model_create(req, id, in->code, in->name, in->warranty_period));
	TRY(sql_product_model_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
order_model(
    struct request *req, const char *code, const struct rule *rule, const char **warranty_period)
{
	struct row row;
	bool found;

	TRY(sql_product_model_of(req, code, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_unknown_model, rule, "There is no model %s.", code);
	if (warranty_period)
		*warranty_period = row_text(req, &row, "warranty_period");
	return NULL;
}

MAY_FAIL
part_price_list_create(struct request *req, const struct part_price_list_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	for (size_t i = 0; i < in->prices_count; i++)
		for (size_t j = 0; j < i; j++)
			if (same(in->prices[i].part_code, in->prices[j].part_code))
				return problem_fault(req,
				    arena_print(req->arena, "/prices/%zu/part_code", i),
				    "DUPLICATE", "The part has a price already.");
	TRY(sql_part_price_list_create(req, id, in->valid_from, in->prices_json));
	TRY(sql_part_price_list_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
terminal_create(struct request *req, const struct terminal_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(order_model(req, in->model, &R11_10, NULL));
	TRY(sql_terminal_create(req, id, in->terminal_no, in->model));
	TRY(sql_terminal_get(req, id, &row));
	return reply_row(req, &row);
}
