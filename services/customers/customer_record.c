#include "customer_record.h"

#include "actor.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "scope.h"

/* A direct-selling unit's own people and the CRM centre write its records (C21). */
static struct decision
direct_writer(const struct request *req, const char *department_id)
{
	const struct caller *by = &req->caller;
	bool own = same(by->department_id, department_id);

	if (caller_is(by, "crm_clerk") ||
	    (own && (caller_is(by, "employee") || caller_is(by, "department_head"))))
		return decision_allow(
		    &R7_4, "ALLOWED", "The unit's own people and the CRM centre keep its records.");
	return decision_refuse(&R7_4, &problem_forbidden_role,
	    "Records of a direct-selling unit are kept by its own people and the CRM centre.");
}

MAY_FAIL
customer_writer(struct request *req, const char *id, const struct row *row)
{
	struct department_facts keeper = department_of(req, row, "department");
	struct actor by = actor_of(&req->caller);
	const char *kind = row_text(req, row, "department_kind");
	struct decision d = same(kind, "DIRECT_SALES")
				? direct_writer(req, keeper.id)
				: duty_decide(DUTY_CUSTOMER_DATA, &by, &keeper);

	return require(req, "customer", id, &d);
}

MAY_FAIL
customer_lives(struct request *req, const struct row *row)
{
	const char *status = row_text(req, row, "status");
	struct buffer b = buffer_in(req->arena);

	if (!same(status, "MERGED") && !same(status, "WITHDRAWN"))
		return NULL;
	object_open(&b);
	member_text(&b, "state", status);
	member_text(&b, "merged_into_id", row_text(req, row, "merged_into_id"));
	object_close(&b);
	return problem_members(req, &problem_invalid_state, b.text);
}

MAY_FAIL
customer_fits(struct request *req, const struct record *record)
{
	struct record_fault found[RECORD_FAULTS];
	size_t count = record_faults(record, found);
	struct problem *problem;
	struct fault *faults;

	if (!count)
		return NULL;
	problem = arena_new(req->arena, struct problem);
	faults = arena_array(req->arena, struct fault, count);
	for (size_t i = 0; i < count; i++)
		faults[i] = (struct fault) { found[i].pointer, found[i].code, found[i].message };
	*problem = problem_validation_failed;
	problem->faults = faults;
	problem->fault_count = count;
	return problem;
}

MAY_FAIL
customer_unlike(struct request *req, const struct identity *identity, struct row *row, bool *alike)
{
	const struct likeness *l = identity->likeness;
	const char *candidates;
	bool found;

	TRY(sql_customer_check(req, identity->department_id, identity->responsible_employee_id,
	    identity->id, identity->party, identity->unified_social_credit_code,
	    identity->resident_identity_number, likeness_text(l->name), likeness_text(l->phone),
	    l->city, identity->client_id, identity->external_id, row, &found));
	if (!found)
		return problem_fault(
		    req, "/department_id", "UNKNOWN", "There is no such department.");

	candidates = row_text(req, row, "candidates");
	*alike = candidates != NULL;
	if (!candidates || (identity->allow_duplicate && !row_boolean(row, "certain")))
		return NULL;
	return problem_members(req,
	    problem_rule(req, &problem_duplicate, &R7_4,
		row_boolean(row, "certain") ? "Another customer has this identifier."
					    : "It looks like a customer that is known already; if "
					      "it is another one, say so with "
					      "allow_duplicate and the reason."),
	    arena_print(req->arena, "{\"candidates\":%s}", candidates));
}

/* What other services keep of a customer: no more than they need. */
static const char *const told[] = {
	"status",
	"party",
	"customer_class",
	"kind",
	"department_id",
	"responsible_employee_id",
	"name",
	"unified_social_credit_code",
	"phone",
	"province",
	"city",
	"district",
	"address",
};

MAY_FAIL
customer_tell(struct request *req, const char *type, const struct row *row)
{
	struct buffer b = buffer_in(req->arena);
	const char *id = row_text(req, row, "id");

	object_open(&b);
	member_text(&b, "customer_id", id);
	member_integer(&b, "number", row_integer(row, "number"));
	for (size_t i = 0; i < COUNT(told); i++)
		member_text(&b, told[i], row_text(req, row, told[i]));
	object_close(&b);
	return event_emit(req, type, id, row_integer(row, "version"), b.text);
}

MAY_FAIL
customer_changed(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_customer_get(req, id, &row));
	TRY(customer_tell(req, "customer.updated", &row));
	return reply_row(req, &row);
}

const char *
capitals(struct request *req, const char *text)
{
	char *made = arena_text(req->arena, text);

	for (char *c = made; c && *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return made;
}
