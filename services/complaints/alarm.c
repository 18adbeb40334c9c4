#include "alarm.h"

#include "complaints/operations.h"
#include "complaints/queries.h"

MAY_FAIL
alarm_raise(struct request *req, const struct alarm_new *a)
{
	return sql_alarm_create(
	    req, new_id(req), a->kind, a->rule->id, a->subject, a->subject_id, a->role, a->text);
}

MAY_FAIL
alarm_acknowledge(struct request *req, const struct alarm_acknowledge_in *in)
{
	struct row row;

	TRY(sql_alarm_lock(req, in->id, &row));
	if (!row_is_null(&row, "acknowledged_at"))
		return problem_detail(
		    req, &problem_invalid_state, "The alarm was acknowledged already.");
	TRY(sql_alarm_save_acknowledged(req, in->id));
	TRY(sql_alarm_get(req, in->id, &row));
	return reply_row(req, &row);
}
