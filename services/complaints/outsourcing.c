/* No technician is in the company: a vendor or somebody of another department goes (R11.22). */
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "field.h"
#include "order.h"
#include "rules.h"
#include "rules_emergency.h"
#include "rules_text.h"

MAY_FAIL
outsourcing_vendor_create(struct request *req, const struct outsourcing_vendor_create_in *in)
{
	const char *id = new_id(req);

	TRY(sql_outsourcing_vendor_create(req, id, in->code, in->name, in->contact));
	return reply_one(req, sql_outsourcing_vendor_get, id);
}

MAY_FAIL
outsourcing_vendor_end(struct request *req, const struct outsourcing_vendor_end_in *in)
{
	struct row row;

	TRY(sql_outsourcing_vendor_lock(req, in->id, &row));
	TRY(sql_outsourcing_vendor_save_ended(req, in->id));
	return reply_one(req, sql_outsourcing_vendor_get, in->id);
}

/* Who would be sent: a vendor, or an employee who is no technician. */
static MAY_FAIL
facts_of(struct request *req, const struct order *o, const char *vendor_id, const char *employee_id,
    struct outsourcing_facts *facts)
{
	struct person person;
	struct row row;
	bool found = true;

	if (!vendor_id == !employee_id)
		return problem_fault(req, "/vendor_id", "REQUIRED", "A vendor or an employee.");
	if (vendor_id)
		TRY(sql_outsourcing_vendor_known(req, vendor_id, &row, &found));
	if (employee_id) {
		TRY(field_person(req, "/employee_id", employee_id, NULL, &person));
		TRY(sql_field_has_role(req, employee_id, "field_technician", &row));
		if (row_boolean(&row, "held"))
			return problem_fault(req, "/employee_id", "TECHNICIAN",
			    "A technician is assigned, not borrowed.");
	}
	TRY(sql_outsourcing_technicians(req, &row));
	*facts = (struct outsourcing_facts) {
		.urgent = o->urgent,
		.approved = o->state >= SERVICE_ORDER_STATE_APPROVED &&
			    o->state != SERVICE_ORDER_STATE_REJECTED,
		.vendor_missing = !found,
		.technicians = row_integer(&row, "technicians"),
		.present = row_integer(&row, "present"),
	};
	return NULL;
}

MAY_FAIL
outsourcing_consent_give(struct request *req, const struct outsourcing_consent_give_in *in)
{
	struct outsourcing_facts facts;
	const char *id = new_id(req);
	struct person caller;
	struct decision d;
	struct order o;
	struct row row;

	TRY(field_caller(req, &R11_22, &caller));
	TRY(order_lock(req, in->id, &o));
	TRY(facts_of(req, &o, in->vendor_id, in->employee_id, &facts));
	d = outsourcing_consent(&facts, caller.id, in->employee_id);
	TRY(decide(req, "service_order", o.id, &d));
	TRY(sql_outsourcing_consent_create(
	    req, id, o.id, caller.id, in->vendor_id, in->employee_id, in->reason));
	TRY(sql_outsourcing_consent_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
outsourcing_consent_list_guard(struct request *req, const struct outsourcing_consent_list_in *in)
{
	struct row row;

	return sql_field_order_known(req, in->id, &row);
}

MAY_FAIL
service_order_outsource(struct request *req, const struct service_order_outsource_in *in)
{
	const char *id = new_id(req);
	struct outsourcing_facts facts;
	struct decision d;
	struct row consent;
	struct order o;

	if (in->from_at >= in->until_at)
		return problem_fault(req, "/until_at", "RANGE", "It ends before it begins.");
	TRY(order_lock(req, in->id, &o));
	TRY(facts_of(req, &o, in->vendor_id, in->employee_id, &facts));
	TRY(sql_outsourcing_consent_of(
	    req, o.id, in->vendor_id, in->employee_id, &consent, &facts.consented));
	d = outsourcing_assign(&facts);
	TRY(decide(req, "service_order", o.id, &d));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_ASSIGNED, &R11_22));
	TRY(sql_outsourcing_assign(req, id, o.id,
	    order_assignment_kind_names[in->vendor_id ? ORDER_ASSIGNMENT_KIND_VENDOR
						      : ORDER_ASSIGNMENT_KIND_BORROWED_STAFF],
	    in->employee_id, in->vendor_id, in->name, in->from_at, in->until_at));
	TRY(sql_outsourcing_consent_save_used(req, row_text(req, &consent, "id"), id));
	TRY(sql_outsourcing_save_responsible(req, o.id, row_text(req, &consent, "manager_id")));
	return order_reply(req, o.id);
}
