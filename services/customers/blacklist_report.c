/* /v1/blacklist-reports: each change of a blacklist is a version of it, filed and recorded (R7.29).
 */
#include "blacklist.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_blacklist.h"
#include "rules_blacklist_report.h"

MAY_FAIL
blacklist_next_version(struct request *req, const char *department_id, int64_t *list_version)
{
	const struct parameters *parameters;
	instant due = NO_INSTANT;
	struct rows held;
	struct row row;

	if (department_id) {
		TRY(department_parameters(req, department_id, req->today, &parameters));
		due = blacklist_filing_due(
		    req->now, parameter_integer(parameters, &parameter_blacklist_filing_days));
	}
	TRY(sql_blacklist_report_lock_list(req, department_id, &held));
	TRY(sql_blacklist_report_next(req, new_id(req),
	    blacklist_scope_names[department_id ? BLACKLIST_SCOPE_DEPARTMENT
						: BLACKLIST_SCOPE_COMPANY],
	    department_id,
	    blacklist_report_state_names[department_id ? BLACKLIST_REPORT_STATE_OPEN
						       : BLACKLIST_REPORT_STATE_RECORDED],
	    due, &row));
	*list_version = row_integer(&row, "list_version");
	return NULL;
}

MAY_FAIL
blacklist_report_list_guard(struct request *req, const struct blacklist_report_list_in *in)
{
	return blacklist_may_read(req, in->department_id);
}

MAY_FAIL
blacklist_report_present(struct request *req, const struct blacklist_report_present_in *in)
{
	struct row row;

	TRY(blacklist_may_read(req, in->department_id));
	TRY(sql_blacklist_report_present(req, in->department_id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
move(struct request *req, const char *id, enum report_action action)
{
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct row row;

	TRY(sql_blacklist_report_lock(req, id, &row));
	d = report_move(
	    row_enum(&row, "state", blacklist_report_state_names, BLACKLIST_REPORT_STATE_COUNT),
	    action, &by, row_text(req, &row, "department_id"));
	return decide(req, "blacklist_report", id, &d);
}

MAY_FAIL
blacklist_report_file(struct request *req, const struct blacklist_report_file_in *in)
{
	TRY(move(req, in->id, REPORT_FILE));
	TRY(sql_blacklist_report_file(req, in->id));
	return reply_one(req, sql_blacklist_report_get, in->id);
}

MAY_FAIL
blacklist_report_record(struct request *req, const struct blacklist_report_record_in *in)
{
	TRY(move(req, in->id, REPORT_RECORD));
	TRY(sql_blacklist_report_record(req, in->id));
	return reply_one(req, sql_blacklist_report_get, in->id);
}
