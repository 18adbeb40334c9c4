#include "directory.h"

#include <string.h>

#include "db.h"
#include "platform/queries.h"

static struct person
person_of(struct request *req, const struct row *row)
{
	return (struct person) {
		.id = row_text(req, row, "id"),
		.number = row_text(req, row, "number"),
		.name = row_text(req, row, "name"),
		.subject = row_text(req, row, "subject"),
		.department_id = row_text(req, row, "department_id"),
		.supervisor_id = row_text(req, row, "supervisor_id"),
		.at_work = row_boolean(row, "at_work"),
		.present = row_boolean(row, "present"),
	};
}

MAY_FAIL
directory_caller(struct request *req, struct person *person)
{
	struct row row;
	bool found;

	TRY(sql_directory_caller(req, &row, &found));
	*person = found ? person_of(req, &row) : (struct person) { 0 };
	return NULL;
}

MAY_FAIL
directory_person(struct request *req, const char *id, struct person *person)
{
	struct row row;
	bool found;

	TRY(sql_directory_person(req, id, &row, &found));
	*person = found ? person_of(req, &row) : (struct person) { 0 };
	return NULL;
}

MAY_FAIL
directory_superiors(
    struct request *req, const char *employee_id, const struct person **superiors, size_t *count)
{
	struct person *persons;
	struct rows rows;

	TRY(sql_directory_superiors(req, employee_id, &rows));
	persons = arena_array(req->arena, struct person, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		persons[i] = person_of(req, &row);
	}
	*superiors = persons;
	*count = (size_t)rows.count;
	return NULL;
}

MAY_FAIL
directory_customer(struct request *req, const char *id, struct known_customer *customer)
{
	struct row row;
	bool found;

	*customer = (struct known_customer) { 0 };
	TRY(sql_directory_customer(req, id, &row, &found));
	if (found)
		*customer = (struct known_customer) {
			.id = row_text(req, &row, "id"),
			.number = row_integer(&row, "number"),
			.name = row_text(req, &row, "name"),
			.status = row_text(req, &row, "status"),
			.party = row_text(req, &row, "party"),
			.customer_class = row_text(req, &row, "customer_class"),
			.department_id = row_text(req, &row, "department_id"),
			.responsible_employee_id = row_text(req, &row, "responsible_employee_id"),
			.responsible_department_id =
			    row_text(req, &row, "responsible_department_id"),
		};
	return NULL;
}

bool
person_among(const char *employee_id, const struct person *persons, size_t count)
{
	for (size_t i = 0; employee_id && i < count; i++)
		if (strcmp(persons[i].id, employee_id) == 0)
			return true;
	return false;
}

MAY_FAIL
directory_department_told(struct request *req, const struct event *event)
{
	return sql_directory_save_department(req, event->data);
}

MAY_FAIL
directory_employee_told(struct request *req, const struct event *event)
{
	return sql_directory_save_employee(req, event->data);
}

MAY_FAIL
directory_customer_told(struct request *req, const struct event *event)
{
	return sql_directory_save_customer(req, event->version, event->data);
}

MAY_FAIL
directory_owner_changed(struct request *req, const struct event *event)
{
	return sql_directory_save_owner(req, event_text(req, event, "customer_id"), event->version,
	    event_text(req, event, "new"));
}

MAY_FAIL
directory_reclassified(struct request *req, const struct event *event)
{
	return sql_directory_save_class(req, event_text(req, event, "customer_id"), event->version,
	    event_text(req, event, "to"));
}

MAY_FAIL
directory_merged(struct request *req, const struct event *event)
{
	return sql_directory_save_merge(
	    req, event_text(req, event, "customer_id"), event_text(req, event, "merged_id"));
}

MAY_FAIL
directory_blacklisted(struct request *req, const struct event *event)
{
	return sql_directory_save_blacklisting(req, event_text(req, event, "entry_id"),
	    event_text(req, event, "customer_id"), event_text(req, event, "department_id"));
}

MAY_FAIL
directory_unblacklisted(struct request *req, const struct event *event)
{
	return sql_directory_end_blacklisting(req, event_text(req, event, "entry_id"));
}

static MAY_FAIL
admission_is(struct request *req, const struct event *event, const char *state)
{
	return sql_directory_save_admission(req, event_text(req, event, "relation_id"),
	    event_text(req, event, "customer_id"), event_text(req, event, "department_id"), state);
}

MAY_FAIL
directory_admitted(struct request *req, const struct event *event)
{
	return admission_is(req, event, "ADMITTED");
}

MAY_FAIL
directory_admission_held(struct request *req, const struct event *event)
{
	return admission_is(req, event, "ON_HOLD");
}

MAY_FAIL
directory_admission_ended(struct request *req, const struct event *event)
{
	return sql_directory_end_admission(req, event_text(req, event, "relation_id"));
}
