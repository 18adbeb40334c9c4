#include "holiday_watch.h"

#include "alarm.h"
#include "calendar_data.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "project.h"
#include "rules.h"
#include "rules_holiday.h"
#include "staff.h"

/* How often a calendar that does not reach to the next holiday is looked at. */
#define LOOK_AGAIN_DAYS 7

MAY_FAIL
watch_known(struct request *req, const char *id)
{
	struct row row;

	return sql_holiday_watch_get(req, id, &row);
}

MAY_FAIL
holiday_watch_create(struct request *req, const struct holiday_watch_create_in *in)
{
	const char *id = new_id(req);
	struct holiday_block block;
	int64_t made;

	/* Of a day that the calendar does not reach nothing is guessed: it is no holiday known. */
	if (holiday_block(working_days(), in->day, &block) != HOLIDAY_YES)
		return problem_rule(req, &problem_not_a_holiday, &R6_21,
		    "The calendar has no block of days off with a holiday that this day is one "
		    "of.");
	TRY(sql_holiday_watch_create(req, id, block.from, block.until, &made));
	if (made == 0)
		return problem_rule(
		    req, &problem_duplicate, &R6_21, "The block has its watch already.");
	return reply_one(req, sql_holiday_watch_get, id);
}

static MAY_FAIL
day_of_watch(struct request *req, const char *id, date on)
{
	struct decision d;
	struct row row;

	TRY(sql_holiday_watch_lock(req, id, &row));
	d = holiday_day(
	    &(struct holiday_block) { row_date(&row, "block_from"), row_date(&row, "block_until") },
	    on);
	return require(req, "holiday_watch", id, &d);
}

MAY_FAIL
holiday_duty_add(struct request *req, const struct holiday_duty_add_in *in)
{
	const char *id = new_id(req);
	bool holds, manages;
	struct row row;

	TRY(day_of_watch(req, in->id, in->on_day));
	TRY(staff_holds(req, in->employee_id, "customer_service", &holds));
	TRY(staff_holds(req, in->employee_id, "customer_service_manager", &manages));
	if (!holds && !manages)
		return problem_fault(
		    req, "/employee_id", "UNKNOWN", "On duty is somebody of customer service.");
	TRY(sql_holiday_duty_create(req, id, in->id, in->on_day, in->employee_id));
	TRY(sql_holiday_duty_get(req, id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
hosted_website(struct request *req, const char *project_id)
{
	struct project project;

	TRY(project_read(req, project_id, &project));
	return project.kind == SERVICE_PROJECT_KIND_WEBSITE &&
		       project.state == SERVICE_PROJECT_STATE_DELIVERED
		   ? NULL
		   : problem_fault(
			 req, "/project_id", "UNKNOWN", "Watched are websites in service.");
}

MAY_FAIL
holiday_site_add(struct request *req, const struct holiday_site_add_in *in)
{
	struct row row;

	TRY(sql_holiday_watch_lock(req, in->id, &row));
	TRY(hosted_website(req, in->project_id));
	TRY(staff_known(req, "/responsible_id", in->responsible_id));
	TRY(sql_holiday_site_put(
	    req, new_id(req), in->id, in->project_id, in->responsible_id, &row));
	return reply_row(req, &row);
}

/* The watch of a block that begins after today: is its plan whole? */
static MAY_FAIL
plan_whole(struct request *req, const struct holiday_block *block)
{
	const char *id;
	struct row row;
	int64_t made;

	TRY(sql_holiday_watch_create(req, new_id(req), block->from, block->until, &made));
	TRY(sql_holiday_watch_of(req, block->from, &row));
	id = row_text(req, &row, "id");
	TRY(sql_holiday_plan_gaps(req, id, &row));
	if (row_integer(&row, "gaps") == 0)
		return NULL;
	return alarm_raise(req,
	    &(struct alarm_new) { "HOLIDAY_PLAN_MISSING", &R6_21, "holiday_watch", id,
		"customer_service_manager",
		"On the last working day before the holiday its watch is not planned whole." });
}

MAY_FAIL
holiday_watch_due(struct request *req, const char *subject_id)
{
	const struct working_calendar *calendar = working_days();
	date next = req->today + LOOK_AGAIN_DAYS, plan_day;
	struct holiday_block block;

	if (holiday_next(calendar, req->today, &block) == HOLIDAY_YES) {
		plan_day = holiday_plan_day(calendar, &block);
		if (plan_day == req->today) {
			TRY(plan_whole(req, &block));
			next = block.until; /* and then looks for the next one */
		} else if (plan_day > req->today)
			next = plan_day;
	}
	return timer_set(req, "holiday_watch", subject_id, start_of(next));
}
