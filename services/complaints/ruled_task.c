/* A task that a ruling imposed, and that was not done by its day (R6.17). */
#include "alarm.h"
#include "arbitration.h"
#include "complaints/enums.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "rules.h"

MAY_FAIL
ruled_task_due(struct request *req, const char *task_id)
{
	const char *person_id;
	struct row row;
	enum cooperation_task_state state;

	TRY(sql_cooperation_task_lock(req, task_id, &row));
	state = row_enum(&row, "state", cooperation_task_state_names, COOPERATION_TASK_STATE_COUNT);
	/* What was delivered late, while nothing rang, was not done by its day either. */
	if ((state == COOPERATION_TASK_STATE_DELIVERED ||
		state == COOPERATION_TASK_STATE_CONFIRMED) &&
	    !row_boolean(&row, "late"))
		return NULL;
	TRY(alarm_raise(
	    req, &(struct alarm_new) { "RULED_TASK_NOT_DONE", &R6_17, "cooperation_task", task_id,
		     "office", "A task that a ruling imposed was not done by its day." }));
	person_id =
	    row_text(req, &row, row_is_null(&row, "accepted_by_id") ? "head_id" : "accepted_by_id");
	if (!person_id)
		return NULL; /* nobody answers for the department; the office is told */
	return conduct_propose(req,
	    &(struct conduct_new) { .code = "V6.10c",
		.person_id = person_id,
		.subject = "cooperation_task",
		.subject_id = task_id,
		.reason = "A task that a ruling of the office imposed was not done by its day." });
}
