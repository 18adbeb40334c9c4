/* /v1/contracts: purchase-sale contracts of a department (R7.14). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "relation.h"
#include "rules.h"
#include "rules_contract.h"
#include "rules_eligibility.h"

static MAY_FAIL
cover(struct request *req, const char *id, const struct contract_create_in *in)
{
	struct rows rows;

	TRY(sql_relation_product_requirements(req, in->product_ids_json, &rows));
	if ((size_t)rows.count != in->product_ids_count)
		return problem_rule(req, &problem_not_found, &R7_15,
		    "One of the products does not exist, or is named twice.");
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(sql_contract_create_product(req, new_id(req), id, row_text(req, &row, "id")));
	}
	return NULL;
}

MAY_FAIL
contract_create(struct request *req, const struct contract_create_in *in)
{
	const char *id = new_id(req), *department_id = req->caller.department_id;
	struct relation r;
	struct decision d;
	struct row row;

	if (!department_id)
		return problem_rule(req, &problem_forbidden_role, &R7_1,
		    "A contract is a department's; your token names none.");
	TRY(relation_begin(req, department_id, in->customer_id, &r));
	TRY(relation_duty(req, &r, DUTY_PROPOSAL));
	TRY(relation_not_listed(req, &r, ACT_CONTRACT));
	TRY(sql_contract_number_taken(req, in->number, &row));
	d = contract_decide(
	    &(struct contract_facts) {
		.exempt = r.exempt,
		.state = r.state,
		.number_taken = row_boolean(&row, "taken"),
		.signed_on = in->signed_on,
		.valid_until = in->valid_until,
	    },
	    req->today);
	TRY(decide(req, "contract", id, &d));
	TRY(sql_contract_create(req, id, department_id, in->customer_id, in->number, in->signed_on,
	    in->valid_until, in->file_ref, in->remarks));
	TRY(cover(req, id, in));
	TRY(sql_contract_get(req, id, &row));
	TRY(event_emit(
	    req, "contract.signed", id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
contract_end(struct request *req, const struct contract_end_in *in)
{
	struct department_facts department;
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct row row;
	date until;

	TRY(sql_contract_lock(req, in->id, &row));
	department = department_of(req, &row, "department");
	d = duty_decide(DUTY_CHECK, &by, &department);
	TRY(require(req, "contract", in->id, &d));
	until = row_date(&row, "valid_until");
	if (in->valid_until < row_date(&row, "signed_on") ||
	    (until != NO_DATE && in->valid_until >= until))
		return problem_fault(req, "/valid_until", "OUT_OF_RANGE",
		    "A contract can only become shorter, and not end before it was signed.");
	TRY(sql_contract_save_end(req, in->id, in->valid_until, in->reason));
	TRY(sql_contract_get(req, in->id, &row));
	TRY(event_emit(
	    req, "contract.ended", in->id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}
