/* Another class of a customer, by two persons (R7.10). */
#include "customer_record.h"
#include "customers/enums.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_merge.h"
#include "rules_text.h"
#include "scope.h"

/* Who may sign for the department that keeps the record: its manager. */
static bool
is_manager(const struct request *req, const char *department_id)
{
	return caller_is(&req->caller, "sales_department_manager") && req->caller.department_id &&
	       same(req->caller.department_id, department_id);
}

static MAY_FAIL
no_side(struct request *req)
{
	return problem_rule(req, &problem_forbidden_role, &R7_10,
	    "The class is changed by the manager of the department that keeps the record and the "
	    "marketing division.");
}

static MAY_FAIL
class_fits(struct request *req, const struct row *row, const char *to)
{
	return customer_fits(req, &(struct record) {
				      .party = row_text(req, row, "party"),
				      .kind = row_text(req, row, "kind"),
				      .customer_class = to,
				  });
}

MAY_FAIL
customer_reclassify(struct request *req, const struct customer_reclassify_in *in)
{
	bool division = caller_is(&req->caller, "marketing_division");
	const char *id = new_id(req), *department_id, *from;
	struct row row;

	TRY(sql_customer_lock(req, in->id, &row));
	department_id = row_text(req, &row, "department_id");
	from = row_text(req, &row, "customer_class");
	if (!division && !is_manager(req, department_id))
		return no_side(req);
	TRY(customer_lives(req, &row));
	if (same(from, in->to_class))
		return problem_rule(
		    req, &problem_no_change, &R7_10, "The customer is %s already.", in->to_class);
	TRY(class_fits(req, &row, in->to_class));

	TRY(sql_customer_reclassification_create(req, id, in->id, department_id, from, in->to_class,
	    in->reason,
	    reclassification_side_names[division ? RECLASSIFICATION_SIDE_DIVISION
						 : RECLASSIFICATION_SIDE_DEPARTMENT]));
	TRY(sql_customer_reclassification_get(req, id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
lock_open(struct request *req, const char *id, struct row *row)
{
	TRY(sql_customer_reclassification_lock(req, id, row));
	if (same(row_text(req, row, "state"), "REQUESTED"))
		return NULL;
	return problem_members(req, &problem_invalid_state,
	    arena_print(req->arena, "{\"state\":\"%s\"}", row_text(req, row, "state")));
}

static MAY_FAIL
close_request(
    struct request *req, const char *id, enum reclassification_state state, const char *opinion)
{
	struct row row;

	TRY(sql_customer_reclassification_decide(
	    req, id, reclassification_state_names[state], opinion));
	TRY(sql_customer_reclassification_get(req, id, &row));
	return reply_row(req, &row);
}

static struct decision
second_signature(struct request *req, const struct row *row)
{
	const struct reclassification asked = {
		.asked_by_side = row_enum(row, "side", reclassification_side_names,
				     RECLASSIFICATION_SIDE_COUNT) == RECLASSIFICATION_SIDE_DIVISION
				     ? SIDE_DIVISION
				     : SIDE_DEPARTMENT,
		.asked_by = row_text(req, row, "requested_by"),
	};

	return reclassification_confirm(&asked, req->caller.id,
	    is_manager(req, row_text(req, row, "department_id")),
	    caller_is(&req->caller, "marketing_division"));
}

static const char *
change(struct request *req, const char *customer_id, const char *from, const char *to)
{
	return arena_print(req->arena, "{\"customer_id\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}",
	    customer_id, from, to);
}

/* What follows from a new class for the customer's relations happens here, too. */
static MAY_FAIL
change_class(struct request *req, const struct row *row)
{
	const char *customer_id = row_text(req, row, "customer_id"),
		   *department_id = row_text(req, row, "department_id");
	const char *from = row_text(req, row, "customer_class"),
		   *to = row_text(req, row, "to_class");
	bool unit = same(row_text(req, row, "department_kind"), "DIRECT_SALES") &&
		    same(to, "RETAIL");
	struct row customer;

	TRY(class_fits(req, row, to));
	TRY(sql_customer_save_class(
	    req, customer_id, to, unit ? department_id : NULL, row_text(req, row, "reason")));
	TRY(relation_class_changed(req, customer_id,
	    enum_index(customer_class_names, CUSTOMER_CLASS_COUNT, from),
	    enum_index(customer_class_names, CUSTOMER_CLASS_COUNT, to)));
	TRY(sql_customer_get(req, customer_id, &customer));
	TRY(event_emit(req, "customer.reclassified", customer_id, row_integer(&customer, "version"),
	    change(req, customer_id, from, to)));
	return customer_tell(req, "customer.updated", &customer);
}

MAY_FAIL
customer_reclassification_confirm(
    struct request *req, const struct customer_reclassification_confirm_in *in)
{
	struct row row;
	struct decision d;

	TRY(lock_open(req, in->id, &row));
	d = second_signature(req, &row);
	TRY(decide(req, "customer", row_text(req, &row, "customer_id"), &d));
	TRY(change_class(req, &row));
	return close_request(req, in->id, RECLASSIFICATION_STATE_CONFIRMED, NULL);
}

MAY_FAIL
customer_reclassification_refuse(
    struct request *req, const struct customer_reclassification_refuse_in *in)
{
	struct row row;
	struct decision d;

	TRY(lock_open(req, in->id, &row));
	if (same(row_text(req, &row, "requested_by"), req->caller.id))
		return close_request(req, in->id, RECLASSIFICATION_STATE_WITHDRAWN, in->opinion);
	d = second_signature(req, &row);
	if (d.refusal)
		return no_side(req);
	return close_request(req, in->id, RECLASSIFICATION_STATE_REFUSED, in->opinion);
}
