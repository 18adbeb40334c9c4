/* Weekly reports of technical service, and the meeting about them (R6.13). */
#include "calendar_data.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "rules_weekly.h"
#include "service.h"

static MAY_FAIL
policy_of(struct request *req, struct weekly_policy *policy)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	*policy = (struct weekly_policy) {
		.calendar = working_days(),
		.weekday = parameter_integer(p, &parameter_weekly_weekday),
		.time = parameter_time(p, &parameter_weekly_time),
	};
	return NULL;
}

static MAY_FAIL
reaches(struct request *req, const struct weekly_deadline *deadline)
{
	if (deadline->unknown || deadline->at == NO_INSTANT)
		return problem_detail(req, &problem_calendar_missing,
		    "The working-day calendar does not reach this week.");
	return NULL;
}

static MAY_FAIL
caller_in_directory(struct request *req, struct person *caller)
{
	TRY(directory_caller(req, caller));
	return caller->id ? NULL
			  : problem_rule(req, &problem_forbidden_role, &R6_13,
				"You are not in the staff directory.");
}

MAY_FAIL
weekly_report_submit(struct request *req, const struct weekly_report_submit_in *in)
{
	struct weekly_parts parts = { in->situation, in->feedback,
		in->situation_none && *in->situation_none,
		in->feedback_none && *in->feedback_none };
	struct weekly_deadline due, before;
	struct weekly_policy policy;
	const char *id = new_id(req);
	struct person caller;
	struct decision d;
	struct row row;
	bool taken;

	TRY(caller_in_directory(req, &caller));
	TRY(policy_of(req, &policy));
	if (in->week_from > req->today)
		return problem_fault(
		    req, "/week_from", "INVALID", "The report of a week is not given before it.");
	due = weekly_next(&policy, in->week_from == NO_DATE ? req->today : in->week_from);
	TRY(reaches(req, &due));
	before = weekly_before(&policy, due.week_from);
	TRY(reaches(req, &before));
	d = weekly_submit(&parts, due.at, req->now);
	TRY(decide(req, "weekly_report", id, &d));
	TRY(sql_weekly_report_put(req, id, caller.id, caller.department_id, due.week_from, due.at,
	    before.at, in->situation, parts.situation_none, in->feedback, parts.feedback_none,
	    req->now > due.at, &row, &taken));
	if (!taken)
		return problem_rule(req, &problem_duplicate, &R6_13,
		    "The week's report stands: its deadline has passed.");
	return reply_row(req, &row);
}

MAY_FAIL
weekly_meeting_hold(struct request *req, const struct weekly_meeting_hold_in *in)
{
	date on = in->week_from == NO_DATE ? req->today : in->week_from;
	date week_from = on - (weekday(on) - 1);
	struct weekly_deadline due;
	struct weekly_policy policy;
	const char *id = new_id(req);
	struct person caller;
	struct row row;

	TRY(caller_in_directory(req, &caller));
	if (on > req->today)
		return problem_rule(
		    req, &problem_time_in_future, &R6_13, "The week has not begun yet.");
	TRY(policy_of(req, &policy));
	due = weekly_deadline(&policy, on);
	if (!in->summary || !in->classes || !in->classes->requests || !in->classes->complaints ||
	    !in->classes->faults || !in->classes->feedback || !in->classes->other)
		return problem_rule(req, &problem_summary_missing, &R6_13,
		    "A summary, and an analysis of requests, complaints, faults, feedback and "
		    "other matters.");
	/* A week without a working day has no report, and the next one covers it. */
	TRY(sql_weekly_missing(req, caller.department_id, week_from,
	    due.at != NO_INSTANT || due.unknown, &row));
	TRY(sql_weekly_meeting_create(req, id, caller.department_id, week_from,
	    in->participants_json, row_text(req, &row, "missing"), row_text(req, &row, "excused"),
	    in->summary, in->classes_json, in->actions_json ? in->actions_json : "[]"));
	TRY(sql_weekly_meeting_get(req, id, &row));
	return reply_row(req, &row);
}
