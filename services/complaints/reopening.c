/* A new round of a complaint (R10.19; T13), with its own three days (R10.3). */
#include "complaint_intake.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "message.h"
#include "outcome.h"
#include "rules.h"
#include "rules_outcome.h"
#include "service_information.h"

/* Who investigated, met, implemented or carried out a measure did so in the round that ends. */
static MAY_FAIL
end_functions(struct request *req, const struct complaint *c)
{
	static const enum complaint_function ends[] = { COMPLAINT_FUNCTION_INVESTIGATOR,
		COMPLAINT_FUNCTION_PARTICIPANT, COMPLAINT_FUNCTION_IMPLEMENTER,
		COMPLAINT_FUNCTION_MEASURE };

	for (size_t i = 0; i < COUNT(ends); i++)
		TRY(complaint_unassign(req, c, ends[i], NULL, "A new round began."));
	return NULL;
}

/* All that are open lead to the one reopening. */
static MAY_FAIL
answer_dissatisfactions(struct request *req, const struct complaint *c, const char *reason)
{
	struct rows rows;

	TRY(sql_dissatisfactions_open(req, c->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *id = row_text(req, &row, "id");

		TRY(deadline_done(req, c->id, "DISSATISFACTION_REPORT", id, NULL));
		TRY(deadline_done(req, c->id, "DISSATISFACTION_ANSWER", id, NULL));
	}
	return sql_dissatisfactions_save_reopened(req, c->id, c->round + 1, reason, c->caller.id);
}

static MAY_FAIL
tell_reopened(struct request *req, const struct complaint *c)
{
	struct row row;

	if (c->kind != COMPLAINT_KIND_COMPLAINT || !c->customer_id)
		return NULL;
	TRY(sql_complaint_reopened_event(req, c->id, &row));
	return event_emit(req, "complaint.reopened", c->id, c->version, row_json(req, &row));
}

MAY_FAIL
complaint_reopen(struct request *req, struct complaint *c, const char *reason)
{
	TRY(complaint_move(req, c, COMPLAINT_STATE_INVESTIGATING, &R10_19, "Reopened."));
	TRY(answer_dissatisfactions(req, c, reason));
	TRY(end_functions(req, c));
	TRY(sql_measures_end_round(req, c->id));
	TRY(sql_complaint_begin_round(req, c->id));
	c->version++;
	c->round++;
	c->day_zero = req->today;
	TRY(deadline_cancel(req, c->id, NULL, NULL));
	TRY(tell_reopened(req, c));
	TRY(inform_of_complaint(req, c, INFORMATION_KIND_REOPENED));
	TRY(arrangement_due(req, c, req->now));
	TRY(wait_notice_due(req, c));
	return complaint_watch_days(req, c);
}

/* Whoever decided it is recused (R10.5), and the reply was sent: only a new round decides anew (R10.11). */
MAY_FAIL
complaint_reopen_anew(struct request *req, const struct complaint_reopen_anew_in *in)
{
	struct complaint c;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	d = reopening_anew(c.state, c.redo_decision, c.functions & FUNCTION(HANDLER));
	TRY(decide(req, "complaint", c.id, &d));
	TRY(complaint_reopen(req, &c, in->reason));
	return complaint_reply(req, c.id);
}
