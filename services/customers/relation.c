#include "relation.h"

#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_admission.h"
#include "rules_eligibility.h"

MAY_FAIL
relation_find(
    struct request *req, const char *department_id, const char *customer_id, struct relation *r)
{
	struct row row;

	TRY(sql_relation_facts(req, department_id, customer_id, &row));
	if (!row_boolean(&row, "readable") && req->http)
		return &problem_not_found;
	TRY(department_parameters(
	    req, row_text(req, &row, "department_id"), req->today, &r->parameters));
	r->id = row_text(req, &row, "relation_id");
	r->customer_id = row_text(req, &row, "customer_id");
	r->department_id = row_text(req, &row, "department_id");
	r->version = row_integer(&row, "relation_version");
	r->state = row_enum(&row, "relation_state", relation_state_names, RELATION_STATE_COUNT);
	r->tier = row_enum(&row, "tier", tier_names, TIER_COUNT);
	r->customer_class =
	    row_enum(&row, "customer_class", customer_class_names, CUSTOMER_CLASS_COUNT);
	r->exempt = class_exempt(
	    r->customer_class, parameter_words(r->parameters, &parameter_admission_exempt_classes));
	r->company_listed = row_boolean(&row, "company_listed");
	r->department_listed = row_boolean(&row, "department_listed");
	r->illegality_records = row_integer(&row, "illegality_records");
	r->department = department_of(req, &row, "department");
	r->legal = (struct legal_facts) {
		.legal_form = row_enum(&row, "legal_form", legal_form_names, LEGAL_FORM_COUNT),
		.kind = row_enum(&row, "kind", customer_kind_names, CUSTOMER_KIND_COUNT),
		.documents = parameter_words(r->parameters, &parameter_admission_documents),
		.medical_documents =
		    parameter_words(r->parameters, &parameter_admission_medical_documents),
	};
	return NULL;
}

MAY_FAIL
relation_begin(
    struct request *req, const char *department_id, const char *customer_id, struct relation *r)
{
	struct row row;

	TRY(sql_relation_customer_lock(req, customer_id, &row));
	TRY(customer_lives(req, &row));
	return relation_find(req, department_id, customer_id, r);
}

MAY_FAIL
relation_begin_own(struct request *req, const char *id, struct relation *r)
{
	struct row row;
	bool found;

	TRY(sql_relation_whose(req, id, &row, &found));
	if (!found)
		return &problem_not_found;
	TRY(relation_begin(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), r));
	return sql_relation_lock(req, id, &row);
}

MAY_FAIL
relation_load_papers(struct request *req, struct relation *r)
{
	struct rows rows;
	struct paper *papers;

	TRY(sql_relation_papers(req, r->customer_id, &rows));
	papers = arena_array(req->arena, struct paper, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		papers[i] = (struct paper) {
			.type = row_text(req, &row, "type"),
			.valid_from = row_date(&row, "valid_from"),
			.valid_until = row_date(&row, "valid_until"),
			.verified = row_boolean(&row, "verified"),
			.credit_code = row_boolean(&row, "credit_code"),
		};
	}
	r->legal.papers = (struct papers) { papers, rows.count };
	return NULL;
}

struct actor
relation_actor(const struct request *req, const struct department_facts *department)
{
	struct actor by = actor_of(&req->caller);

	if (department->is_division && by.roles & ROLE_DIVISION &&
	    same(by.department_id, department->id))
		by.roles |= ROLE_STAFF | ROLE_SUPERVISOR | ROLE_MANAGER;
	return by;
}

MAY_FAIL
relation_duty(struct request *req, const struct relation *r, enum duty duty)
{
	struct actor by = actor_of(&req->caller);
	struct decision d = duty_decide(duty, &by, &r->department);

	return require(req, "customer", r->customer_id, &d);
}

struct listing
relation_listing(const struct relation *r)
{
	return (struct listing) {
		.company = r->company_listed,
		.department = r->department_listed,
		.sales_department =
		    department_in_scope(&r->department) || r->department.is_division,
		.bind_all_units =
		    parameter_boolean(r->parameters, &parameter_blacklist_bind_all_units),
	};
}

MAY_FAIL
relation_not_listed(struct request *req, const struct relation *r, enum business_act act)
{
	struct listing listing = relation_listing(r);
	struct decision d = blacklist_allows(act, &listing);

	return require(req, "customer", r->customer_id, &d);
}

MAY_FAIL
relation_tell(struct request *req, const char *type, const char *id, const char *department_id,
    const char *customer_id, const char *more)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", customer_id);
	member_text(&b, "department_id", department_id);
	member_text(&b, "relation_id", id);
	if (more)
		members_raw(&b, more);
	object_close(&b);
	return event_emit(req, type, customer_id, 0, b.text);
}

MAY_FAIL
relation_end_as(struct request *req, const char *id, const char *department_id,
    const char *customer_id, enum relation_state state, const char *end_kind, const char *reason)
{
	struct buffer b = buffer_in(req->arena);

	TRY(sql_relation_save_end(req, id, end_kind, reason));
	TRY(sql_relation_products_retire(req, id));
	TRY(sql_relation_close_admissions(req, id));
	TRY(relation_unwatch(req, id));
	if (!relation_counts(state))
		return NULL;
	object_open(&b);
	member_text(&b, "kind", end_kind);
	member_text(&b, "reason", reason);
	object_close(&b);
	return relation_tell(
	    req, "customer.admission_ended", id, department_id, customer_id, b.text);
}

const char *const *
row_words(struct request *req, const struct row *row, const char *column)
{
	char *text = arena_text(req->arena, row_text(req, row, column));
	const char **words;
	size_t count = 1;

	for (const char *c = text; c && *c; c++)
		count += *c == ' ';
	words = arena_array(req->arena, const char *, count + 1);
	count = 0;
	for (char *end; text && *text; text = end) {
		end = text + strcspn(text, " ");
		words[count++] = text;
		if (*end)
			*end++ = '\0';
	}
	return words;
}
