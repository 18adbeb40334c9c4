/* The outcome is fed back (R10.20), and the complaint is closed (T11). */
#include "closing.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "outcome.h"
#include "rules.h"
#include "service_information.h"

/* The officer; where there is none, the head of customer service. */
static bool
is_addressee(const struct request *req, const struct complaint *c)
{
	if (c->profile == COMPLAINT_PROFILE_LAW_FIRM)
		return c->functions & FUNCTION(OFFICER) ||
		       (c->in_unit && caller_is(&req->caller, "complaint_officer"));
	return c->in_unit && caller_is(&req->caller, "customer_service_manager");
}

MAY_FAIL
complaint_acknowledge_outcome(
    struct request *req, const struct complaint_acknowledge_outcome_in *in)
{
	const char *id = new_id(req);
	struct complaint c;
	struct row row;
	bool late;

	TRY(complaint_lock(req, in->id, &c));
	if (!is_addressee(req, &c))
		return problem_rule(req, &problem_forbidden_role, &R10_20,
		    "The outcome is fed back to the officer, or the head of customer service.");
	TRY(complaint_between(req, &c, COMPLAINT_STATE_REPLIED, COMPLAINT_STATE_REPLIED, &R10_20));
	TRY(deadline_done(req, c.id, "OUTCOME_FEEDBACK", NULL, &late));
	TRY(sql_outcome_feedback_create(req, id, c.id, c.round, c.caller.id, late));
	TRY(sql_outcome_feedback_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
closing_read(
    struct request *req, const struct complaint *c, struct row *row, struct closing *closing)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	TRY(sql_closing_facts(req, c->id, c->round, row));
	*closing = (struct closing) {
		.now = req->now,
		.replied_at = c->replied_at,
		.wait = parameter_period(p, &parameter_complaint_satisfaction_wait),
		.measures_open = row_integer(row, "measures_open"),
		.not_asked = row_integer(row, "not_asked"),
		.unanswered = row_integer(row, "unanswered"),
		.dissatisfactions_open = row_integer(row, "dissatisfactions_open"),
		.redo_decision = c->redo_decision,
		.fed_back = row_boolean(row, "fed_back"),
		.notification_open = row_boolean(row, "notification_open"),
	};
	return NULL;
}

MAY_FAIL
complaint_close(struct request *req, const struct complaint_close_in *in)
{
	struct closing closing;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(outcome_implements(req, &c, &R10_17));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_REPLIED, COMPLAINT_STATE_REPLIED, &R10_17));
	TRY(closing_read(req, &c, &row, &closing));
	d = complaint_may_close(&closing);
	TRY(require(req, "complaint", c.id, &d));
	TRY(complaint_move(req, &c, COMPLAINT_STATE_CLOSED, &R10_17, "Closed."));
	TRY(outcome_clock(
	    req, &c, "ARCHIVE", NULL, &R10_17, req->now, &parameter_complaint_archive_within));
	TRY(inform_of_complaint(req, &c, INFORMATION_KIND_CLOSED));
	return complaint_reply(req, c.id);
}
