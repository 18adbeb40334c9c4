/* The archives of a batch, as the CRM centre enters them (R1.3). */
#include "archive_batch.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_duplicate.h"
#include "rules_text.h"

MAY_FAIL
batch_archive_list_guard(struct request *req, const struct batch_archive_list_in *in)
{
	struct row row;

	return sql_archive_batch_get(req, in->id, &row);
}

/* What is entered: as it was collected, or corrected. */
struct entry {
	struct archive_identity identity;
	const char *remarks, *source, *department_id;
};

/* Whose archive it is already, or NULL. */
static MAY_FAIL
find_known(struct request *req, const struct archive_identity *identity, const char **customer_id)
{
	struct likeness l = likeness_of(true, identity->name, identity->phone, NULL);
	struct rows rows;

	*customer_id = NULL;
	TRY(sql_batch_archive_alike(req, identity->name, likeness_text(l.phone), &rows));
	for (int i = 0; i < rows.count && !*customer_id; i++) {
		struct row row = rows_at(&rows, i);
		struct archive_identity known = {
			.name = row_text(req, &row, "name"),
			.phone = row_text(req, &row, "phone"),
			.address = row_text(req, &row, "address"),
		};

		if (archive_same(identity, &known))
			*customer_id = row_text(req, &row, "id");
	}
	return NULL;
}

/* A new customer, or one that is known: result and customer_id. */
static MAY_FAIL
enter(struct request *req, const struct entry *entry, enum archive_result *result,
    const char **customer_id)
{
	const struct archive_identity *i = &entry->identity;
	struct likeness l = likeness_of(true, i->name, i->phone, NULL);
	struct row row;
	bool inserted;

	TRY(sql_batch_archive_alone(req, &row));
	TRY(find_known(req, i, customer_id));
	*result = *customer_id ? ARCHIVE_RESULT_EXISTING : ARCHIVE_RESULT_ENTERED;
	if (*customer_id)
		return NULL;
	*customer_id = new_id(req);
	TRY(sql_batch_archive_customer(req, *customer_id, entry->department_id, i->name, i->phone,
	    i->address, entry->source, entry->remarks, likeness_text(l.name),
	    likeness_text(l.phone), &row, &inserted));
	if (!inserted)
		return problem_rule(req, &problem_duplicate, &R1_3,
		    "Somebody entered this customer just now; enter the archive again.");
	return NULL;
}

/* EXISTING as the clerk says. */
static MAY_FAIL
is_known(struct request *req, const char *named, const char **customer_id)
{
	struct row row;
	bool found;

	if (!named)
		return problem_fault(req, "/customer_id", "REQUIRED", "Which customer is it?");
	TRY(sql_batch_archive_known(req, named, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/customer_id", "UNKNOWN", "There is no such person among the customers.");
	*customer_id = row_text(req, &row, "id");
	return NULL;
}

static const char *
because_of(enum archive_result result)
{
	static const char *const because[ARCHIVE_RESULT_COUNT] = {
		[ARCHIVE_RESULT_ENTERED] =
		    "Nobody is known with this telephone, or this name and address.",
		[ARCHIVE_RESULT_EXISTING] =
		    "The customer is known already, and stays with the present employee.",
		[ARCHIVE_RESULT_REJECTED] = "The archive cannot be used.",
	};

	return because[result];
}

/* An archive that became a customer stays one. */
static MAY_FAIL
find_open(struct request *req, const struct batch_archive_enter_in *in, struct row *row)
{
	const char *result;

	TRY(sql_batch_archive_find(req, in->id, in->archive_id, row));
	result = row_text(req, row, "result");
	if (same(result, archive_result_names[ARCHIVE_RESULT_ENTERED]))
		return problem_rule(req, &problem_invalid_state, &R1_3,
		    "The archive has been entered; the customer's record is corrected as such.");
	return NULL;
}

MAY_FAIL
batch_archive_enter(struct request *req, const struct batch_archive_enter_in *in)
{
	enum archive_result result =
	    enum_index(archive_result_names, ARCHIVE_RESULT_COUNT, in->result);
	const char *customer_id = NULL;
	struct row batch, row;
	struct entry entry;
	struct decision d;

	if (result == ARCHIVE_RESULT_REJECTED && !has_text(in->reason))
		return problem_fault(
		    req, "/reason", "REQUIRED", "An archive is rejected with a reason.");
	TRY(archive_batch_begin(req, in->id, BATCH_ENTER, &batch));
	TRY(find_open(req, in, &row));
	entry = (struct entry) {
		.identity = {
			.name = in->name ? in->name : row_text(req, &row, "name"),
			.phone = in->phone ? in->phone : row_text(req, &row, "phone"),
			.address = in->address ? in->address : row_text(req, &row, "address"),
		},
		.remarks = row_text(req, &row, "remarks"),
		.source = row_text(req, &batch, "source"),
		.department_id = row_text(req, &batch, "department_id"),
	};
	if (result == ARCHIVE_RESULT_ENTERED)
		TRY(enter(req, &entry, &result, &customer_id));
	else if (result == ARCHIVE_RESULT_EXISTING)
		TRY(is_known(req, in->customer_id, &customer_id));
	d = decision_allow(&R1_3, archive_result_names[result], "%s", because_of(result));
	TRY(decide(req, "archive_batch", in->id, &d));
	TRY(sql_batch_archive_save(req, in->archive_id, entry.identity.name, entry.identity.phone,
	    entry.identity.address, archive_result_names[result],
	    result == ARCHIVE_RESULT_REJECTED ? in->reason : NULL, customer_id));
	TRY(sql_batch_archive_get(req, in->archive_id, &row));
	return reply_row(req, &row);
}
