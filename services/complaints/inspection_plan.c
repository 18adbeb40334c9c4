/* When quality inspections are due (R6.24). */
#include "complaints/queries.h"
#include "deadline.h"
#include "inspection.h"
#include "parameter.h"
#include "rules.h"
#include "rules_inspection.h"

static MAY_FAIL
interval_of(struct request *req, const struct project *project, struct period *interval)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	if (!project->inspection_interval || !period_read(project->inspection_interval, interval))
		*interval = parameter_period(p, &parameter_inspection_interval);
	return NULL;
}

static MAY_FAIL
clock_of(struct request *req, const struct project *project, const char *id, date due_on)
{
	return deadline_start(req, &(struct deadline_new) { .subject = "service_project",
				       .subject_id = project->id,
				       .object_id = id,
				       .kind = "INSPECTION",
				       .rule = &R6_24,
				       .due_at = end_of(due_on) });
}

/* The first one from today on that is behind the date of the column, if there is one. */
static int64_t
next_step(struct request *req, const struct project *project, struct period interval,
    const struct row *row, const char *column)
{
	date after = req->today - 1;

	if (!row_is_null(row, column) && row_date(row, column) > after)
		after = row_date(row, column);
	return inspection_step(project->delivered_on, interval, after);
}

/* The one behind those there are; its day is the next to wait for. */
static MAY_FAIL
plan_next(struct request *req, const struct project *project)
{
	struct period interval;
	const char *id = new_id(req);
	struct row row;
	int64_t number, step;
	date due_on;

	TRY(interval_of(req, project, &interval));
	if (interval.months == 0 && interval.days == 0)
		return NULL; /* shorter than a day: none is due */
	TRY(sql_inspection_last(req, project->id, &row));
	number = row_integer(&row, "number") + 1;
	step = next_step(req, project, interval, &row, "due_on");
	due_on = inspection_due(project->delivered_on, interval, step);
	if (number < step)
		number = step; /* those of the time before it was entered have their numbers */
	TRY(sql_inspection_create(req, id, project->id, number, step, due_on));
	TRY(clock_of(req, project, id, due_on));
	return timer_set(req, "inspection_next", project->id, start_of(due_on + 1));
}

MAY_FAIL
inspection_plan(struct request *req, const struct project *project)
{
	struct period interval;
	date latest = NO_DATE;
	struct rows open;

	TRY(interval_of(req, project, &interval));
	TRY(sql_inspections_open(req, project->id, &open));
	for (int i = 0; i < open.count; i++) {
		struct row row = rows_at(&open, i);
		const char *id = row_text(req, &row, "id");

		int64_t step = row_integer(&row, "step");

		latest = inspection_due(project->delivered_on, interval, step);
		TRY(sql_inspection_save_due(req, id, step, latest));
		TRY(clock_of(req, project, id, latest));
	}
	if (open.count == 0 || latest < req->today)
		return plan_next(req, project);
	return timer_set(req, "inspection_next", project->id, start_of(latest + 1));
}

MAY_FAIL
inspection_interval_changed(struct request *req, const struct project *project)
{
	struct period interval;
	struct row row;
	int64_t step;
	date due_on;
	bool found;

	TRY(interval_of(req, project, &interval));
	TRY(sql_inspection_awaited(req, project->id, &row, &found));
	if (!found || (interval.months == 0 && interval.days == 0))
		return NULL; /* what is overdue stays so */
	step = next_step(req, project, interval, &row, "before");
	due_on = inspection_due(project->delivered_on, interval, step);
	TRY(sql_inspection_save_due(req, row_text(req, &row, "id"), step, due_on));
	TRY(clock_of(req, project, row_text(req, &row, "id"), due_on));
	return timer_set(req, "inspection_next", project->id, start_of(due_on + 1));
}

MAY_FAIL
inspection_plan_end(struct request *req, const struct project *project)
{
	TRY(sql_inspections_cancel(req, project->id));
	TRY(deadline_cancel(req, project->id, NULL, NULL));
	return timer_cancel(req, "inspection_next", project->id);
}

MAY_FAIL
inspection_next(struct request *req, const char *project_id)
{
	struct project project;

	TRY(project_lock(req, project_id, &project));
	return project.state == SERVICE_PROJECT_STATE_DELIVERED ? plan_next(req, &project) : NULL;
}
