#include "membership.h"

#include "complaints/queries.h"
#include "directory.h"
#include "rules_text.h"

MAY_FAIL
membership_employee_told(struct request *req, const struct event *event)
{
	const char *employee_id = event_text(req, event, "id");
	struct person before, now;
	date on = date_of(event->at);

	TRY(directory_person(req, employee_id, &before));
	TRY(directory_employee_told(req, event));
	TRY(directory_person(req, employee_id, &now));
	if (!now.id || (before.id && same(before.department_id, now.department_id)))
		return NULL;
	TRY(sql_membership_end(req, now.id, on));
	return sql_membership_begin(req, new_id(req), now.id, now.department_id, on);
}
