#include "custody.h"

#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "field.h"
#include "order.h"
#include "rules.h"
#include "rules_custody.h"
#include "rules_text.h"

#define BEFORE_DONE                                                                                \
	(ORDER_IN(ASSIGNED) | ORDER_IN(READY) | ORDER_IN(DEPARTED) | ORDER_ON_SITE)

static bool
is_tool(const char *kind)
{
	return same(kind, custody_kind_names[CUSTODY_KIND_TOOL]);
}

MAY_FAIL
custody_item_create(struct request *req, const struct custody_item_create_in *in)
{
	const char *id = new_id(req);

	if (is_tool(in->kind) && in->stock != 1)
		return problem_fault(req, "/stock", "RANGE", "A tool is one piece.");
	if (!is_tool(in->kind) && in->maintenance_due_on != NO_DATE)
		return problem_fault(
		    req, "/maintenance_due_on", "NOT_APPLICABLE", "Tools are maintained.");
	TRY(sql_custody_item_create(
	    req, id, in->kind, in->code, in->name, in->stock, in->maintenance_due_on));
	return reply_one(req, sql_custody_item_get, id);
}

MAY_FAIL
custody_item_receive(struct request *req, const struct custody_item_receive_in *in)
{
	struct row row;

	TRY(sql_custody_item_lock(req, in->id, &row));
	if (is_tool(row_text(req, &row, "kind")))
		return problem_rule(
		    req, &problem_invalid_state, &R11_15, "A tool is one piece: enter another.");
	TRY(sql_custody_item_save_stock(req, in->id, in->quantity, NULL));
	return reply_one(req, sql_custody_item_get, in->id);
}

MAY_FAIL
custody_item_maintain(struct request *req, const struct custody_item_maintain_in *in)
{
	struct row row;

	TRY(sql_custody_item_lock(req, in->id, &row));
	if (!is_tool(row_text(req, &row, "kind")))
		return problem_rule(req, &problem_invalid_state, &R11_15, "Tools are maintained.");
	if (in->done_on > req->today)
		return problem_rule(
		    req, &problem_time_in_future, &R11_15, "It has not been done yet.");
	if (in->next_due_on != NO_DATE && in->next_due_on <= in->done_on)
		return problem_fault(
		    req, "/next_due_on", "OUT_OF_RANGE", "The next one is due after this one.");
	TRY(sql_custody_item_save_maintained(req, in->id, in->done_on, in->next_due_on));
	return reply_one(req, sql_custody_item_get, in->id);
}

/*
 * Locks the order that something is held for: 400 for one that there is not, or with which the
 * holder is not sent; 409 INVALID_STATE, but in one of the states.
 */
static MAY_FAIL
order_of_holder(
    struct request *req, const char *order_id, const char *holder_id, unsigned states)
{
	struct order o;
	struct row row;
	bool found;

	TRY(sql_service_order_known(req, order_id, &row, &found));
	if (!found)
		return problem_fault(req, "/order_id", "UNKNOWN", "There is no such order.");
	TRY(order_lock_beside(req, order_id, &o));
	TRY(order_in(req, &o, states, &R11_15));
	TRY(sql_service_order_standing(req, o.id, holder_id, &row));
	return row_boolean(&row, "assigned")
		   ? NULL
		   : problem_fault(req, "/order_id", "NOT_SENT",
			 "Who holds it is not sent with this order.");
}

/* A technician takes for himself; those who keep the store give it to anybody. */
static MAY_FAIL
holder_of(struct request *req, const char *named, struct person *holder)
{
	struct person caller;

	if (named && (caller_is(&req->caller, "gps_division_manager") ||
			 caller_is(&req->caller, "customer_service")))
		return field_person(req, "/holder_id", named, NULL, holder);
	TRY(field_caller(req, &R11_15, &caller));
	if (named && !same(named, caller.id))
		return problem_rule(req, &problem_forbidden_role, &R11_15,
		    "What others hold is given out by who keeps the store.");
	*holder = caller;
	return NULL;
}

MAY_FAIL
custody_item_issue(struct request *req, const struct custody_item_issue_in *in)
{
	struct custody_facts facts;
	const char *id = new_id(req);
	struct person holder;
	struct decision d;
	struct row row;

	TRY(holder_of(req, in->holder_id, &holder));
	if (in->order_id)
		TRY(order_of_holder(req, in->order_id, holder.id, BEFORE_DONE));
	TRY(sql_custody_item_lock(req, in->id, &row));
	facts = (struct custody_facts) {
		.tool = is_tool(row_text(req, &row, "kind")),
		.stock = row_integer(&row, "stock"),
		.holder_id = row_text(req, &row, "holder_id"),
	};
	d = custody_issue_decide(&facts, in->quantity);
	TRY(decide(req, "custody_item", in->id, &d));
	TRY(sql_custody_item_save_stock(req, in->id, -in->quantity, facts.tool ? holder.id : NULL));
	TRY(sql_custody_issue_create(req, id, in->id, holder.id, in->order_id, in->quantity));
	return reply_one(req, sql_custody_issue_get, id);
}

/* Locks an issue; by its holder, or who keeps the store. */
static MAY_FAIL
issue_lock(struct request *req, const char *id, struct row *issue, struct custody_balance *balance)
{
	struct person caller;

	TRY(sql_custody_issue_lock(req, id, issue));
	*balance = (struct custody_balance) {
		row_integer(issue, "quantity"),
		row_integer(issue, "used"),
		row_integer(issue, "returned"),
		false,
		NULL,
	};
	if (caller_is(&req->caller, "gps_division_manager") ||
	    caller_is(&req->caller, "customer_service"))
		return NULL;
	TRY(field_caller(req, &R11_15, &caller));
	return same(row_text(req, issue, "holder_id"), caller.id)
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, &R11_15, "Somebody else holds it.");
}

MAY_FAIL
custody_issue_use(struct request *req, const struct custody_issue_use_in *in)
{
	struct custody_balance balance;
	const char *order_id;
	struct decision d;
	struct row row;

	TRY(issue_lock(req, in->id, &row, &balance));
	order_id = row_text(req, &row, "order_id");
	if (order_id && in->order_id && !same(order_id, in->order_id))
		return problem_fault(
		    req, "/order_id", "OTHER_ORDER", "It was issued for another order.");
	if (!order_id && !in->order_id)
		return problem_fault(req, "/order_id", "REQUIRED", "What is used needs an order.");
	order_id = order_id ? order_id : in->order_id;
	TRY(order_of_holder(
	    req, order_id, row_text(req, &row, "holder_id"), ORDER_ON_SITE | ORDER_DONE));
	d = custody_use_decide(is_tool(row_text(req, &row, "kind")), &balance, in->quantity);
	TRY(require(req, "custody_issue", in->id, &d));
	TRY(sql_custody_use_create(req, new_id(req), in->id, order_id, in->quantity));
	TRY(sql_custody_issue_save(req, in->id, in->quantity, 0));
	return reply_one(req, sql_custody_issue_get, in->id);
}

MAY_FAIL
custody_issue_return(struct request *req, const struct custody_issue_return_in *in)
{
	struct custody_balance balance;
	struct decision d;
	struct row row;

	TRY(issue_lock(req, in->id, &row, &balance));
	d = custody_spend(&balance, in->quantity);
	TRY(require(req, "custody_issue", in->id, &d));
	TRY(sql_custody_item_save_stock(req, row_text(req, &row, "item_id"), in->quantity, NULL));
	TRY(sql_custody_issue_save(req, in->id, 0, in->quantity));
	return reply_one(req, sql_custody_issue_get, in->id);
}

MAY_FAIL
custody_issue_explain(struct request *req, const struct custody_issue_explain_in *in)
{
	struct custody_balance balance;
	struct row row;

	TRY(issue_lock(req, in->id, &row, &balance));
	if (custody_difference(&balance) == 0)
		return problem_rule(
		    req, &problem_invalid_state, &R11_15, "There is no difference to explain.");
	TRY(sql_custody_issue_save_explained(req, in->id, in->explanation));
	return reply_one(req, sql_custody_issue_get, in->id);
}

MAY_FAIL
custody_use_list_guard(struct request *req, const struct custody_use_list_in *in)
{
	struct row row;

	return sql_custody_issue_get(req, in->id, &row);
}

MAY_FAIL
custody_settled(struct request *req, const char *order_id)
{
	struct custody_balance *issues;
	struct decision d;
	struct rows rows;

	TRY(sql_custody_issue_of_order(req, order_id, &rows));
	issues = arena_array(req->arena, struct custody_balance, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		issues[i] = (struct custody_balance) {
			row_integer(&row, "quantity"),
			row_integer(&row, "used"),
			row_integer(&row, "returned"),
			row_boolean(&row, "explained"),
			row_text(req, &row, "code"),
		};
	}
	d = custody_complete(issues, (size_t)rows.count);
	return require(req, "service_order", order_id, &d);
}

MAY_FAIL
custody_taken(struct request *req, const char *order_id, const char *ids)
{
	struct rows rows;

	if (!ids)
		return NULL;
	TRY(sql_custody_issue_taken(req, order_id, ids, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *pointer = arena_print(req->arena, "/issues/%d", i);

		if (!row_boolean(&row, "known"))
			return problem_fault(
			    req, pointer, "UNKNOWN", "There is no such issue.");
		if (!row_boolean(&row, "sent"))
			return problem_fault(req, pointer, "NOT_SENT",
			    "Who holds it is not sent with this order.");
		if (row_boolean(&row, "other_order"))
			return problem_fault(
			    req, pointer, "OTHER_ORDER", "It was issued for another order.");
		if (!row_boolean(&row, "held"))
			return problem_fault(
			    req, pointer, "NOT_HELD", "All of it was used or returned.");
	}
	return NULL;
}
