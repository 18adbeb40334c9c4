/* /v1/customers: entering, reading and changing a customer's record. */
#include "actor.h"
#include "archive_batch.h"
#include "customer_record.h"
#include "customer_responsible.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_evaluation.h"
#include "rules_text.h"
#include "scope.h"

MAY_FAIL
customer_get(struct request *req, const struct customer_get_in *in)
{
	struct row row;

	TRY(sql_customer_get(req, in->id, &row));
	if (!row_is_null(&row, "merged_into_id"))
		req->link = arena_print(req->arena, "</v1/customers/%s>; rel=\"canonical\"",
		    row_text(req, &row, "merged_into_id"));
	return reply_row(req, &row);
}

/* A contact, as the search looks for it. */
static void
add_contact(struct buffer *words, const char *name, const char *phone)
{
	buffer_print(words, "%s%s%s%s", words->length ? " " : "", name, phone ? " " : "",
	    phone ? phone : "");
}

static MAY_FAIL
insert(struct request *req, const struct customer_create_in *in, const struct identity *identity,
    const struct row *check, const char *employee_id, bool alike, struct row *row, bool *inserted)
{
	const struct likeness *l = identity->likeness;
	struct buffer words = buffer_in(req->arena);
	bool unit = customer_is_archive(req, in->customer_class, check);

	for (size_t i = 0; i < in->contacts_count; i++)
		add_contact(&words, in->contacts[i].name, in->contacts[i].phone);
	return sql_customer_create(req, new_id(req), in->party, in->customer_class, in->kind,
	    identity->department_id, unit ? identity->department_id : NULL, employee_id, in->name,
	    in->short_name, in->english_name, identity->unified_social_credit_code,
	    identity->resident_identity_number, in->legal_form, in->legal_representative,
	    in->registered_capital_fen, in->founded_on, in->hospital_grade, in->specialty, in->beds,
	    in->gender, in->born_on, in->phone, in->email, in->website, in->province, in->city,
	    in->district, in->address, in->postal_code, in->contacts_json, in->addresses_json,
	    in->source, in->remarks, in->external_id ? identity->client_id : NULL, in->external_id,
	    alike ? in->duplicate_reason : NULL, likeness_text(l->name), likeness_text(l->phone),
	    l->city, words.text, row, inserted);
}

static const char *
caller_client(const struct request *req)
{
	return req->caller.client_id ? req->caller.client_id : req->caller.id;
}

MAY_FAIL
customer_create(struct request *req, const struct customer_create_in *in)
{
	const struct likeness likeness =
	    likeness_of(same(in->party, "PERSON"), in->name, in->phone, in->city);
	const struct identity identity = {
		.department_id = in->department_id ? in->department_id : req->caller.department_id,
		.responsible_employee_id = in->responsible_employee_id,
		.party = in->party,
		.unified_social_credit_code = capitals(req, in->unified_social_credit_code),
		.resident_identity_number = capitals(req, in->resident_identity_number),
		.client_id = caller_client(req),
		.external_id = in->external_id,
		.likeness = &likeness,
		.allow_duplicate = in->allow_duplicate && *in->allow_duplicate,
	};
	const char *employee_id = NULL;
	struct row check, row;
	bool alike, inserted;

	if (!identity.department_id)
		return problem_fault(req, "/department_id", "REQUIRED",
		    "The token names no department to enter it into.");
	if (identity.allow_duplicate && !in->duplicate_reason)
		return problem_fault(
		    req, "/duplicate_reason", "REQUIRED", "Why is it another customer?");
	TRY(customer_fits(req, &(struct record) {
				   .party = in->party,
				   .customer_class = in->customer_class,
				   .kind = in->kind,
				   .legal_form = in->legal_form,
				   .unified_social_credit_code = in->unified_social_credit_code,
				   .resident_identity_number = in->resident_identity_number,
				   .hospital_grade = in->hospital_grade,
				   .specialty = in->specialty,
				   .gender = in->gender,
				   .has_beds = in->beds != NULL,
				   .has_birthday = in->born_on != NO_DATE,
			       }));

	TRY(customer_unlike(req, &identity, &check, &alike));
	TRY(customer_writer(req, NULL, &check));
	if (!same(row_text(req, &check, "status"), "ACTIVE"))
		return problem_detail(req, &problem_invalid_state, "The department is closed.");
	TRY(customer_responsible(req, in, &check, &employee_id));

	TRY(insert(req, in, &identity, &check, employee_id, alike, &row, &inserted));
	if (!inserted) { /* somebody was faster: now the candidates are to be seen */
		TRY(customer_unlike(req, &identity, &check, &alike));
		return &problem_duplicate;
	}
	for (size_t i = 0; i < in->product_ids_count; i++)
		TRY(sql_customer_create_product(req, new_id(req), row_text(req, &row, "id"),
		    identity.department_id, in->product_ids[i]));
	TRY(customer_tell(req, "customer.created", &row));
	return reply_row(req, &row);
}

/* The member as it will be: what the patch gives, else what is there. */
#define PATCHED(member) (in->member##_given ? in->member : row_text(req, row, #member))

static MAY_FAIL
check_patch(struct request *req, const struct customer_update_in *in, const struct row *row,
    const struct identity *identity, bool *alike)
{
	struct row check;

	TRY(customer_fits(
	    req, &(struct record) {
		     .party = identity->party,
		     .customer_class = row_text(req, row, "customer_class"),
		     .kind = PATCHED(kind),
		     .legal_form = PATCHED(legal_form),
		     .unified_social_credit_code = identity->unified_social_credit_code,
		     .resident_identity_number = identity->resident_identity_number,
		     .hospital_grade = PATCHED(hospital_grade),
		     .specialty = PATCHED(specialty),
		     .gender = PATCHED(gender),
		     .has_beds = in->beds_given ? in->beds != NULL : !row_is_null(row, "beds"),
		     .has_birthday =
			 in->born_on_given ? in->born_on != NO_DATE : !row_is_null(row, "born_on"),
		 }));
	*alike = false;
	if (in->name_given || in->phone_given || in->city_given ||
	    in->unified_social_credit_code_given || in->resident_identity_number_given ||
	    in->external_id_given)
		return customer_unlike(req, identity, &check, alike);
	return NULL;
}

static const char *
contact_words(struct request *req, const struct customer_update_in *in, const struct row *row)
{
	struct buffer words = buffer_in(req->arena);

	if (!in->contacts_given)
		return row_text(req, row, "_contact_words");
	for (size_t i = 0; i < in->contacts_count; i++)
		add_contact(&words, in->contacts[i].name, in->contacts[i].phone);
	return words.text;
}

/* The patch as columns: the checked body, and the client whose key external_id is. */
static const char *
patch_of(struct request *req, const struct customer_update_in *in, const struct identity *identity)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	members_raw(&b, req->body);
	if (in->external_id_given)
		member_text(&b, "client_id", in->external_id ? identity->client_id : NULL);
	object_close(&b);
	return b.text;
}

static MAY_FAIL
may_update(struct request *req, const struct customer_update_in *in, const struct row *row)
{
	const char *keeper = row_text(req, row, "department_id");
	struct actor by = actor_of(&req->caller);
	struct decision d = correction_decide(&by, keeper, in->reason);

	TRY(customer_writer(req, in->id, row));
	TRY(customer_lives(req, row));
	if (in->status_given)
		TRY(archive_allocated(req, in->id));
	if (in->source_given &&
	    customer_is_archive(req, row_text(req, row, "customer_class"), row) &&
	    !same(in->source, row_text(req, row, "source")))
		TRY(customer_not_of_a_batch(req, in->id, in->source));
	if (d.refusal == &problem_validation_failed)
		return problem_fault(req, "/reason", "REQUIRED", "%s", d.because);
	if (in->allow_duplicate && *in->allow_duplicate && !in->duplicate_reason)
		return problem_fault(
		    req, "/duplicate_reason", "REQUIRED", "Why is it another customer?");
	if (in->customer_class_given &&
	    !same(in->customer_class, row_text(req, row, "customer_class")))
		return problem_rule(req, &problem_separation_of_duties, &R7_10,
		    "Changing the class needs the department manager and the marketing division: "
		    "ask "
		    "with reclassify.");
	return NULL;
}

MAY_FAIL
customer_update(struct request *req, const struct customer_update_in *in)
{
	struct row locked;
	const struct row *row = &locked;
	bool alike;

	TRY(sql_customer_lock(req, in->id, &locked));
	TRY(may_update(req, in, row));

	const char *party = row_text(req, row, "party");
	const struct likeness likeness =
	    likeness_of(same(party, "PERSON"), PATCHED(name), PATCHED(phone), PATCHED(city));
	const struct identity identity = {
		.id = in->id,
		.department_id = row_text(req, row, "department_id"),
		.party = party,
		.unified_social_credit_code = capitals(req, PATCHED(unified_social_credit_code)),
		.resident_identity_number = capitals(req, PATCHED(resident_identity_number)),
		.client_id =
		    in->external_id_given ? caller_client(req) : row_text(req, row, "client_id"),
		.external_id = PATCHED(external_id),
		.likeness = &likeness,
		.allow_duplicate = (in->allow_duplicate && *in->allow_duplicate) ||
				   !row_is_null(row, "duplicate_reason"),
	};

	TRY(check_patch(req, in, row, &identity, &alike));
	TRY(sql_customer_save(req, in->id, patch_of(req, in, &identity),
	    likeness_text(likeness.name), likeness_text(likeness.phone), likeness.city,
	    contact_words(req, in, row),
	    alike && in->duplicate_reason ? in->duplicate_reason
					  : row_text(req, row, "duplicate_reason"),
	    in->reason));
	return customer_changed(req, in->id);
}

/* What was last changed before this is stale today. */
static instant
stale_before(date today, struct period after)
{
	date on = today;

	while (data_stale_from(on, after) > today)
		on--;
	return start_of(on + 1);
}

MAY_FAIL
customer_stale_list_compute(struct request *req, const struct customer_stale_list_in *in,
    struct customer_stale_list_computed *computed)
{
	const struct parameters *parameters;

	(void)in;
	TRY(parameters_on(req, req->today, &parameters));
	computed->changed_before = stale_before(
	    req->today, parameter_period(parameters, &parameter_customers_data_stale_after));
	return NULL;
}
