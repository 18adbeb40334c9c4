/* Measures of a decision: tasks of who implements it (R10.12). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "outcome.h"
#include "rules.h"
#include "rules_outcome.h"
#include "rules_text.h"

/* The complaint first, then the measure. */
static MAY_FAIL
begin(struct request *req, const char *id, struct complaint *c, struct row *row,
    struct measure_facts *facts)
{
	TRY(sql_measure_get(req, id, row));
	TRY(complaint_lock_of_measure(req, row_text(req, row, "complaint_id"), id, c));
	TRY(sql_measure_lock(req, id, row));
	*facts = (struct measure_facts) {
		.state = row_enum(row, "state", measure_state_names, MEASURE_STATE_COUNT),
		.present_round = row_integer(row, "round") == c->round,
		.drop_proposed = !row_is_null(row, "drop_reason"),
		.redo_decision = c->redo_decision,
	};
	return NULL;
}

/* By who implements it, while it is implemented or after the reply. */
static MAY_FAIL
begin_implementing(struct request *req, const char *id, struct complaint *c, struct row *row,
    struct measure_facts *facts)
{
	TRY(begin(req, id, c, row, facts));
	TRY(outcome_implements(req, c, &R10_12));
	return complaint_between(
	    req, c, COMPLAINT_STATE_IMPLEMENTING, COMPLAINT_STATE_REPLIED, &R10_12);
}

MAY_FAIL
measure_read(struct request *req, const struct measure_read_in *in)
{
	const char *complaint_id;
	struct complaint c;
	struct person caller;
	struct row row, reader;

	TRY(sql_measure_get(req, in->id, &row));
	complaint_id = row_text(req, &row, "complaint_id");
	TRY(sql_measure_reader(req, in->id, &reader));
	if (!row_boolean(&reader, "own")) {
		TRY(complaint_read(req, complaint_id, &c));
		return reply_row(req, &row);
	}
	TRY(directory_caller(req, &caller));
	TRY(sql_complaint_keep_reading(
	    req, new_id(req), complaint_id, caller.id, req->operation->id));
	return reply_row(req, &row);
}

MAY_FAIL
measure_done(struct request *req, const struct measure_done_in *in)
{
	struct measure_facts facts;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(begin_implementing(req, in->id, &c, &row, &facts));
	d = measure_complete(&facts, in->evidence);
	TRY(decide(req, "measure", in->id, &d));
	TRY(sql_measure_save_done(req, in->id, in->evidence, c.caller.id));
	TRY(deadline_done(req, c.id, "MEASURE", in->id, NULL));
	return reply_one(req, sql_measure_get, in->id);
}

MAY_FAIL
measure_drop(struct request *req, const struct measure_drop_in *in)
{
	struct measure_facts facts;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(begin_implementing(req, in->id, &c, &row, &facts));
	d = measure_propose_drop(&facts, in->reason);
	TRY(decide(req, "measure", in->id, &d));
	TRY(sql_measure_save_drop(req, in->id, in->reason));
	return reply_one(req, sql_measure_get, in->id);
}

MAY_FAIL
measure_approve_drop(struct request *req, const struct measure_approve_drop_in *in)
{
	struct measure_facts facts;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &c, &row, &facts));
	TRY(complaint_acts_as(req, &c, FUNCTION(HANDLER), &R10_12));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_IMPLEMENTING, COMPLAINT_STATE_REPLIED, &R10_12));
	d = measure_approve_dropping(&facts);
	TRY(decide(req, "measure", in->id, &d));
	TRY(sql_measure_save_dropped(req, in->id, c.caller.id));
	TRY(deadline_cancel(req, c.id, "MEASURE", in->id));
	return reply_one(req, sql_measure_get, in->id);
}

MAY_FAIL
measure_remind(struct request *req, const struct measure_remind_in *in)
{
	struct measure_facts facts;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(begin_implementing(req, in->id, &c, &row, &facts));
	d = measure_is_open(&facts);
	TRY(require(req, "measure", in->id, &d));
	TRY(sql_measure_save_reminded(req, in->id));
	return reply_one(req, sql_measure_get, in->id);
}

/* Who had it, sees it no more; a new day has its own clock. */
MAY_FAIL
measure_assign(struct request *req, const struct measure_assign_in *in)
{
	struct measure_facts facts;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(begin_implementing(req, in->id, &c, &row, &facts));
	d = measure_is_open(&facts);
	TRY(require(req, "measure", in->id, &d));
	TRY(sql_measure_function_end(
	    req, in->id, row_text(req, &row, "responsible_employee_id"), in->reason));
	TRY(complaint_assign(
	    req, &c, COMPLAINT_FUNCTION_MEASURE, in->employee_id, false, in->id, in->reason));
	TRY(sql_measure_save_responsible(req, in->id, in->employee_id, in->due_on));
	if (in->due_on != NO_DATE)
		TRY(deadline_start(req, &(struct deadline_new) {
					    .subject = "complaint",
					    .subject_id = c.id,
					    .object_id = in->id,
					    .kind = "MEASURE",
					    .rule = &R10_12,
					    .due_at = end_of(in->due_on),
					}));
	return reply_one(req, sql_measure_get, in->id);
}
