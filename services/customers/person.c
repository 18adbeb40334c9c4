#include "person.h"

#include "customers/queries.h"

static struct person
person_of(struct request *req, const struct row *row)
{
	return (struct person) {
		.id = row_text(req, row, "id"),
		.number = row_text(req, row, "number"),
		.name = row_text(req, row, "name"),
		.subject = row_text(req, row, "subject"),
		.department_id = row_text(req, row, "department_id"),
		.head_id = row_text(req, row, "head_id"),
		.direct = row_boolean(row, "direct"),
		.at_work = row_boolean(row, "at_work"),
	};
}

MAY_FAIL
person_find(struct request *req, const char *id, struct person *person)
{
	struct row row;
	bool found;

	*person = (struct person) { 0 };
	TRY(sql_person_find(req, id, &row, &found));
	if (found)
		*person = person_of(req, &row);
	return NULL;
}

MAY_FAIL
person_named(struct request *req, const char *id, const char *pointer, struct person *person)
{
	TRY(person_find(req, id, person));
	if (!person->id || !person->at_work)
		return problem_fault(req, pointer, "UNKNOWN", "There is no such employee at work.");
	return NULL;
}

MAY_FAIL
person_calling(struct request *req, const struct rule *rule, struct person *person)
{
	struct row row;
	bool found;

	TRY(sql_person_calling(req, &row, &found));
	if (found)
		*person = person_of(req, &row);
	if (!found || !person->at_work)
		return problem_rule(req, &problem_forbidden_role, rule,
		    "The staff directory does not know you as an employee at work.");
	return NULL;
}
