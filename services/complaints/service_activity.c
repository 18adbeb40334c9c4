/* Every activity of service has one class and sub-class (R6.23). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "rules.h"
#include "rules_service.h"
#include "service_information.h"

MAY_FAIL
activity_done(struct request *req, enum service_activity_subclass subclass, const char *subject,
    const char *subject_id, const char *customer_id, const char *employee_id, instant acted_at)
{
	return sql_service_activity_create(req, new_id(req),
	    service_activity_class_names[class_of(subclass)],
	    service_activity_subclass_names[subclass], subject, subject_id, customer_id,
	    employee_id, acted_at, NULL);
}

MAY_FAIL
service_activity_create(struct request *req, const struct service_activity_create_in *in)
{
	struct decision d = activity_classified(in->activity_class, in->subclass);
	const char *id = new_id(req);
	struct person caller;
	struct row row;

	TRY(directory_caller(req, &caller));
	if (!caller.id)
		return problem_rule(req, &problem_forbidden_role, &R6_23,
		    "Activities are recorded by the staff of the company.");
	TRY(decide(req, "service_activity", id, &d));
	if (in->acted_at != NO_INSTANT && in->acted_at > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_23, "It would be done later than now.");
	TRY(sql_service_activity_create(req, id, in->activity_class, in->subclass, NULL, NULL,
	    in->customer_id, caller.id, in->acted_at == NO_INSTANT ? req->now : in->acted_at,
	    in->note));
	TRY(sql_service_activity_get(req, id, &row));
	return reply_row(req, &row);
}
