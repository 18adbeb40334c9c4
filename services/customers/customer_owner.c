/* Who answers for a customer, and an entry taken back. */
#include "actor.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "scope.h"

/* The manager within the own department; the marketing division between sales departments. */
static MAY_FAIL
may_reassign(
    struct request *req, const char *id, const struct row *customer, const struct row *employee)
{
	struct department_facts from = department_of(req, customer, "department"),
				to = department_of(req, employee, "department");
	struct actor by = actor_of(&req->caller);
	struct decision d =
	    duty_decide(by.roles & ROLE_DIVISION ? DUTY_COORDINATION : DUTY_DECISION, &by, &from);

	TRY(require(req, "customer", id, &d));
	d = duty_decide(by.roles & ROLE_DIVISION ? DUTY_COORDINATION : DUTY_DECISION, &by, &to);
	return require(req, "customer", id, &d);
}

static const char *
change(struct request *req, const char *id, const char *old, const char *new)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", id);
	member_text(&b, "old", old);
	member_text(&b, "new", new);
	member_text(&b, "cause", "REASSIGNED");
	object_close(&b);
	return b.text;
}

MAY_FAIL
customer_reassign(struct request *req, const struct customer_reassign_in *in)
{
	struct row customer, employee;
	const char *old;
	bool found;

	TRY(sql_customer_lock(req, in->id, &customer));
	TRY(customer_lives(req, &customer));
	TRY(sql_customer_employee(req, in->responsible_employee_id, &employee, &found));
	if (!found)
		return problem_fault(req, "/responsible_employee_id", "UNKNOWN",
		    "There is no such employee at work.");
	TRY(may_reassign(req, in->id, &customer, &employee));

	old = row_text(req, &customer, "responsible_employee_id");
	if (same(old, in->responsible_employee_id))
		return problem_detail(
		    req, &problem_no_change, "The employee answers for the customer already.");

	TRY(sql_customer_save_owner(req, in->id, in->responsible_employee_id,
	    row_text(req, &employee, "department_id"), in->reason));
	TRY(event_emit(req, "customer.owner_changed", in->id, row_integer(&customer, "version") + 1,
	    change(req, in->id, old, in->responsible_employee_id)));
	return customer_changed(req, in->id);
}

MAY_FAIL
customer_withdraw(struct request *req, const struct customer_withdraw_in *in)
{
	struct row row;
	int64_t count;

	TRY(sql_customer_lock(req, in->id, &row));
	TRY(customer_writer(req, in->id, &row));
	TRY(customer_lives(req, &row));
	TRY(sql_customer_withdraw(req, in->id, &count));
	if (!count)
		return problem_detail(req, &problem_invalid_state,
		    "Papers, a relation, an alias, or what was done for the customer hang on the "
		    "record: it is in use.");
	return customer_changed(req, in->id);
}
