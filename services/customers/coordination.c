/* /v1/coordinations: the marketing division decides between departments (R7.5, R7.6). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "customer_record.h"
#include "named_departments.h"
#include "rules.h"
#include "rules_plan.h"
#include "rules_text.h"

static MAY_FAIL
check_choice(struct request *req, const struct coordination_record_in *in)
{
	if (!in->chosen_department_id)
		return NULL;
	if (!in->customer_id)
		return problem_fault(
		    req, "/customer_id", "REQUIRED", "A department is chosen for a customer.");
	for (size_t i = 0; i < in->department_ids_count; i++)
		if (same(in->department_ids[i], in->chosen_department_id))
			return NULL;
	return problem_fault(req, "/chosen_department_id", "OUT_OF_RANGE",
	    "The department chosen is one of those that the decision binds.");
}

/* Locked, with what is named: the customer, then the departments. */
static MAY_FAIL
find_named(struct request *req, const struct coordination_record_in *in)
{
	struct rows rows;
	struct row row;

	if (in->customer_id) {
		TRY(sql_relation_customer_lock(req, in->customer_id, &row));
		TRY(customer_lives(req, &row));
	}
	if (in->feedback_item_id)
		TRY(sql_feedback_item_get(req, in->feedback_item_id, &row));
	TRY(named_departments_check(req, &R7_5, in->department_ids_json, in->department_ids_count));
	return sql_named_departments_lock(req, in->department_ids_json, &rows);
}

MAY_FAIL
coordination_record(struct request *req, const struct coordination_record_in *in)
{
	const char *id = new_id(req);
	const char **departments =
	    arena_array(req->arena, const char *, in->department_ids_count + 1);
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct row row;

	memcpy(departments, in->department_ids, in->department_ids_count * sizeof(*departments));
	TRY(check_choice(req, in));
	d = coordination_decide(
	    &(struct coordination) { departments, in->chosen_department_id, in->reason }, &by);
	TRY(decide(req, "coordination", id, &d));
	TRY(find_named(req, in));
	TRY(sql_coordination_create(req, id, in->department_ids_json, in->customer_id,
	    in->chosen_department_id, in->feedback_item_id, in->coordination, in->reason));
	if (in->chosen_department_id)
		TRY(sql_department_plan_coordinate(req, in->customer_id, in->department_ids_json));
	TRY(sql_coordination_get(req, id, &row));
	TRY(event_emit(
	    req, "coordination.decided", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}
