/* The handler hands over the materials to who implements the decision (R10.12; T9). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "outcome.h"
#include "rules.h"
#include "rules_outcome.h"
#include "rules_text.h"

/* In a law firm the officer; elsewhere somebody of the customer service, or who organises it. */
static const char *
implementing_roles(const struct complaint *c)
{
	switch (c->profile) {
	case COMPLAINT_PROFILE_LAW_FIRM:
		return "[\"complaint_officer\"]";
	case COMPLAINT_PROFILE_LOGISTICS:
		return "[\"customer_service\", \"customer_service_manager\"]";
	default:
		return "[\"customer_service\", \"customer_service_manager\", "
		       "\"tech_service_supervisor\", \"department_manager\"]";
	}
}

static MAY_FAIL
implementer(struct request *req, const struct complaint *c, const char *named, const char **id)
{
	struct row row;

	*id = named || c->profile != COMPLAINT_PROFILE_LAW_FIRM ? named : c->officer_id;
	if (!*id)
		return problem_fault(
		    req, "/implementer_id", "REQUIRED", "Who implements the decision is missing.");
	if (same(*id, c->handler_id))
		return problem_rule(req, &problem_separation_of_duties, &R10_12,
		    "The handler does not implement what he decided.");
	TRY(sql_handover_implementer(req, c->id, *id, implementing_roles(c), &row));
	if (c->profile == COMPLAINT_PROFILE_LOGISTICS && row_boolean(&row, "investigates"))
		return problem_rule(req, &problem_separation_of_duties, &R12_14,
		    "Who investigated it replies to nobody, and so does not implement it.");
	return row_boolean(&row, "fit")
		   ? NULL
		   : problem_fault(req, "/implementer_id", "UNKNOWN",
			 "This person does not implement decisions of this profile.");
}

static MAY_FAIL
reply_handover(struct request *req, const struct complaint *c)
{
	struct row row;
	bool found;

	TRY(sql_handover_get(req, c->id, c->round, &row, &found));
	return reply_row(req, &row);
}

/* What somebody recused decided is decided anew before anybody implements it (R10.5). */
static MAY_FAIL
decision_stands(struct request *req, const struct complaint *c)
{
	TRY(complaint_between(req, c, COMPLAINT_STATE_DECIDED, COMPLAINT_STATE_DECIDED, &R10_12));
	return c->redo_decision
		   ? problem_rule(req, &problem_invalid_state, &R10_5,
			 "Who decided it is recused: it is decided anew by another first.")
		   : NULL;
}

MAY_FAIL
complaint_hand_over(struct request *req, const struct complaint_hand_over_in *in)
{
	const char *implementer_id;
	struct complaint c;
	bool late;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_acts_as(req, &c, FUNCTION(HANDLER), &R10_12));
	TRY(decision_stands(req, &c));
	TRY(implementer(req, &c, in->implementer_id, &implementer_id));
	TRY(complaint_unassign(
	    req, &c, COMPLAINT_FUNCTION_IMPLEMENTER, NULL, "Another one was named."));
	TRY(complaint_assign(
	    req, &c, COMPLAINT_FUNCTION_IMPLEMENTER, implementer_id, true, NULL, NULL));
	TRY(deadline_done(req, c.id, "HANDOVER", NULL, &late));
	TRY(sql_handover_save(req, new_id(req), c.id, c.round, c.caller.id, implementer_id,
	    in->material_ids_json, late));
	return reply_handover(req, &c);
}

/* Each measure has its own clock, until its day is over. */
MAY_FAIL
measures_start(struct request *req, const struct complaint *c)
{
	struct rows rows;

	TRY(sql_measures_open(req, c->id, c->round, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(deadline_start(req, &(struct deadline_new) {
					    .subject = "complaint",
					    .subject_id = c->id,
					    .object_id = row_text(req, &row, "id"),
					    .kind = "MEASURE",
					    .rule = &R10_12,
					    .due_at = end_of(row_date(&row, "due_on")),
					}));
	}
	return NULL;
}

MAY_FAIL
measures_stop(struct request *req, const struct complaint *c)
{
	struct rows rows;

	TRY(sql_measures_open(req, c->id, c->round, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(deadline_cancel(req, c->id, "MEASURE", row_text(req, &row, "id")));
	}
	return NULL;
}

MAY_FAIL
complaint_acknowledge_handover(
    struct request *req, const struct complaint_acknowledge_handover_in *in)
{
	struct complaint c;
	struct decision d;
	struct row row, found_row;
	bool found;

	TRY(complaint_lock(req, in->id, &c));
	TRY(outcome_implements(req, &c, &R10_12));
	TRY(decision_stands(req, &c));
	TRY(sql_handover_get(req, c.id, c.round, &found_row, &found));
	TRY(sql_handover_outstanding(req, c.id, c.round, in->material_ids_json, &row));
	d = handover_complete(found, row_integer(&row, "outstanding"));
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_handover_save_acknowledged(req, c.id, c.round));
	TRY(complaint_move(
	    req, &c, COMPLAINT_STATE_IMPLEMENTING, &R10_12, "The materials were handed over."));
	TRY(measures_start(req, &c));
	return complaint_reply(req, c.id);
}
