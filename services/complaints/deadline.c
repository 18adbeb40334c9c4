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

	if (d->due_at != NO_INSTANT)
		TRY(timer_set(req, "deadline", id, d->due_at + 1));
	TRY(sql_deadline_cancel(req, d->subject_id, d->kind, d->object_id));
	return sql_deadline_create(req, id, d->subject, d->subject_id, d->object_id, d->kind,
	    d->rule->id, d->started_at ? d->started_at : req->now, d->due_at, d->working_days);
}

MAY_FAIL
deadline_done_at(struct request *req, const char *subject_id, const char *kind,
    const char *object_id, instant at, bool *late)
{
	struct rows rows;

	TRY(sql_deadline_done(req, subject_id, kind, object_id, at, &rows));
	if (late)
		*late = false;
	for (int i = 0; late && i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		*late |= row_boolean(&row, "late");
	}
	return NULL;
}

MAY_FAIL
deadline_done(struct request *req, const char *subject_id, const char *kind, const char *object_id,
    bool *late)
{
	return deadline_done_at(req, subject_id, kind, object_id, req->now, late);
}

MAY_FAIL
deadline_cancel(
    struct request *req, const char *subject_id, const char *kind, const char *object_id)
{
	return sql_deadline_cancel(req, subject_id, kind, object_id);
}

MAY_FAIL
deadline_pause(struct request *req, const char *subject_id, const char *kind, instant at)
{
	return sql_deadline_pause(req, subject_id, kind, at);
}

MAY_FAIL
deadline_resume(struct request *req, const char *subject_id, const char *kind, instant at)
{
	struct rows rows;

	TRY(sql_deadline_resume(req, subject_id, kind, at, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		if (!row_is_null(&row, "due_at"))
			TRY(timer_set(req, "deadline", row_text(req, &row, "id"),
			    row_instant(&row, "due_at") + 1));
	}
	return NULL;
}

MAY_FAIL
deadline_passed(struct request *req, const char *id)
{
	return sql_deadline_pass(req, id);
}
