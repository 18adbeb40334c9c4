/* What a department knows of a customer's market for a product. */
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "scope.h"

MAY_FAIL
customer_product_list_guard(struct request *req, const struct customer_product_list_in *in)
{
	struct row customer;

	return sql_customer_product_customer(req, in->customer_id, &customer);
}

MAY_FAIL
customer_product_set(struct request *req, const struct customer_product_set_in *in)
{
	struct row customer, row;
	bool found;

	TRY(sql_customer_product_customer(req, in->customer_id, &customer));
	TRY(customer_lives(req, &customer));
	if (row_is_null(&customer, "department_id"))
		return problem_rule(req, &problem_forbidden_role, &R7_4,
		    "The note is a department's; your token names none.");
	TRY(customer_writer(req, in->customer_id, &customer));
	TRY(sql_customer_product_set(req, new_id(req), in->customer_id, in->product_id,
	    in->active ? *in->active : true, in->yearly_need, in->competitor, in->remarks, &row,
	    &found));
	return found ? reply_put(req, &row) : &problem_not_found;
}
