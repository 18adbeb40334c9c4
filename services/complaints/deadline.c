#include "deadline.h"

#include "calendar_data.h"
#include "complaints/queries.h"

MAY_FAIL
deadline_working_date(struct request *req, date on, int64_t n, date *due_on)
{
	*due_on = plus_working_days(working_days(), on, (int)n);
	if (*due_on == NO_DATE)
		return problem_detail(req, &problem_calendar_missing,
		    "%d working days later is beyond what the calendar covers.", (int)n);
	return NULL;
}

MAY_FAIL
deadline_working_days(struct request *req, instant at, int64_t n, instant *due_at)
{
	date due_on;

	TRY(deadline_working_date(req, date_of(at), n, &due_on));
	*due_at = end_of(due_on);
	return NULL;
}

MAY_FAIL
deadline_start(struct request *req, const struct deadline_new *d)
{
	const char *id = new_id(req);

	/* Set before any row is locked: its handler holds the timer first. */
	TRY(timer_set(req, "deadline", id, d->due_at + 1));
	TRY(sql_deadline_cancel(req, d->subject_id, d->kind, d->object_id));
	return sql_deadline_create(req, id, d->subject, d->subject_id, d->object_id, d->kind,
	    d->rule->id, d->started_at ? d->started_at : req->now, d->due_at, d->working_days);
}

MAY_FAIL
deadline_done(struct request *req, const char *subject_id, const char *kind, const char *object_id,
    bool *late)
{
	struct rows rows;

	TRY(sql_deadline_done(req, subject_id, kind, object_id, &rows));
	if (late)
		*late = false;
	for (int i = 0; late && i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		*late |= row_boolean(&row, "late");
	}
	return NULL;
}

MAY_FAIL
deadline_cancel(
    struct request *req, const char *subject_id, const char *kind, const char *object_id)
{
	return sql_deadline_cancel(req, subject_id, kind, object_id);
}

MAY_FAIL
deadline_pause(struct request *req, const char *subject_id, const char *kind)
{
	return sql_deadline_pause(req, subject_id, kind);
}

MAY_FAIL
deadline_resume(struct request *req, const char *subject_id, const char *kind)
{
	struct rows rows;

	TRY(sql_deadline_resume(req, subject_id, kind, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(timer_set(
		    req, "deadline", row_text(req, &row, "id"), row_instant(&row, "due_at") + 1));
	}
	return NULL;
}

MAY_FAIL
deadline_passed(struct request *req, const char *id)
{
	return sql_deadline_pass(req, id);
}
