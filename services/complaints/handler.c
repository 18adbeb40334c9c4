/* Who decides a complaint: assigned by who organises it, in the order of the profile (R10.7). */
#include "rules_handler.h"

#include "calendar_data.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "message.h"
#include "rules.h"
#include "service_information.h"

static MAY_FAIL
candidates(struct request *req, const struct complaint *c, struct handler_choice *choice)
{
	struct profile_policy policy = profile_policy(c->profile, c->channel);
	struct handler_candidate *made;
	struct rows rows;

	TRY(sql_complaint_handlers(req, c->id, roles_json(req, policy.deciders), &rows));
	made = arena_array(req->arena, struct handler_candidate, (size_t)rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		made[i] = (struct handler_candidate) {
			.id = row_text(req, &row, "id"),
			.name = row_text(req, &row, "name"),
			.last_resort = row_boolean(&row, "last_resort"),
			.in_charge = row_boolean(&row, "in_charge"),
			.absent = row_boolean(&row, "absent"),
			.recused = row_boolean(&row, "recused"),
			.officer = row_boolean(&row, "officer"),
			.investigator = row_boolean(&row, "investigator"),
		};
	}
	*choice = (struct handler_choice) {
		.profile = c->profile,
		.candidates = made,
		.count = (size_t)rows.count,
	};
	return NULL;
}

MAY_FAIL
complaint_handler_offered(struct request *req, const struct complaint_handler_offered_in *in)
{
	struct buffer b = buffer_in(req->arena);
	struct handler_choice choice;
	struct complaint c;
	struct decision d;

	TRY(complaint_read(req, in->id, &c));
	TRY(complaint_organises(req, &c, &R10_7));
	TRY(candidates(req, &c, &choice));
	d = handler_anybody(&choice);
	TRY(require(req, "complaint", c.id, &d));
	object_open(&b);
	list_open(&b, "items");
	for (size_t i = 0; i < choice.count; i++) {
		const struct handler_candidate *one = &choice.candidates[i];

		if (!handler_offered(&choice, one))
			continue;
		object_open(&b);
		member_text(&b, "employee_id", one->id);
		member_text(&b, "name", one->name);
		member_boolean(&b, "in_charge", one->in_charge);
		object_close(&b);
	}
	list_close(&b);
	object_close(&b);
	return reply_json(req, b.text);
}

/* Who handles it already is replaced with a reason; in a law firm only after a long absence. */
static MAY_FAIL
may_replace(struct request *req, const struct complaint *c, const char *reason)
{
	const struct parameters *p;
	struct decision d;
	struct row row;
	bool found;

	if (!c->handler_id)
		return NULL;
	if (!has_text(reason))
		return problem_rule(req, &problem_reason_missing, &R10_7,
		    "Why the handler is replaced is missing.");
	if (c->profile != COMPLAINT_PROFILE_LAW_FIRM)
		return NULL;
	TRY(complaint_parameters(req, c, &p));
	TRY(sql_complaint_handler_absence(req, c->handler_id, &row, &found));
	d = handler_replace(
	    &(struct handler_presence) {
		.at_work = found && row_boolean(&row, "at_work"),
		.absent_from = found ? row_instant(&row, "from_at") : NO_INSTANT,
		.absent_until = found ? row_instant(&row, "until_at") : NO_INSTANT,
	    },
	    working_days(), parameter_integer(p, &parameter_complaint_handler_absence));
	return require(req, "complaint", c->id, &d);
}

/* The meeting must be one on this complaint, in this round. */
static MAY_FAIL
named_by(struct request *req, const struct complaint *c, const char *resolution_id, bool *named)
{
	struct row row;

	*named = false;
	if (!resolution_id)
		return NULL;
	TRY(sql_complaint_resolution_find(req, resolution_id, c->id, c->round, &row, named));
	return *named ? NULL
		      : problem_rule(req, &problem_resolution_missing, &R10_5,
			    "No meeting on this complaint resolved that.");
}

static MAY_FAIL
choose(struct request *req, const struct complaint *c, const struct complaint_handler_assign_in *in)
{
	struct handler_choice choice;
	struct decision d;

	TRY(candidates(req, c, &choice));
	choice.chosen_id = in->employee_id;
	choice.reason = in->reason;
	choice.officer_id = c->officer_id;
	TRY(named_by(req, c, in->resolution_id, &choice.by_meeting));
	d = handler_choose(&choice);
	return decide(req, "complaint", c->id, &d);
}

/*
 * Until the decision; after it only where who decided is recused (R10.5), or a dissatisfaction waits
 * for an answer (R10.19).
 */
static MAY_FAIL
assignable(struct request *req, const struct complaint *c)
{
	bool anew = c->redo_decision && !c->handler_id;
	struct rows dissatisfactions;

	TRY(sql_dissatisfactions_open(req, c->id, &dissatisfactions));
	if (dissatisfactions.count > 0 && c->state >= COMPLAINT_STATE_REPLIED)
		return NULL;
	return complaint_between(req, c, COMPLAINT_STATE_REGISTERED,
	    anew ? COMPLAINT_STATE_ARCHIVED : COMPLAINT_STATE_IN_MEETING, &R10_7);
}

MAY_FAIL
complaint_handler_assign(struct request *req, const struct complaint_handler_assign_in *in)
{
	struct complaint c;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_organises(req, &c, &R10_7));
	TRY(assignable(req, &c));
	TRY(handling_opinion_given(req, &c));
	TRY(may_replace(req, &c, in->reason));
	TRY(choose(req, &c, in));
	if (c.handler_id)
		TRY(complaint_unassign(
		    req, &c, COMPLAINT_FUNCTION_HANDLER, c.handler_id, in->reason));
	TRY(complaint_assign(
	    req, &c, COMPLAINT_FUNCTION_HANDLER, in->employee_id, true, NULL, in->reason));
	TRY(sql_complaint_save_handler(req, c.id, in->employee_id));
	c.version++;
	TRY(arrangement_due(req, &c, req->now));
	/* In logistics the investigation began with its investigators. */
	if (c.state == COMPLAINT_STATE_OPINED ||
	    (c.state == COMPLAINT_STATE_REGISTERED && c.profile == COMPLAINT_PROFILE_SERVICE))
		TRY(complaint_move(
		    req, &c, COMPLAINT_STATE_INVESTIGATING, &R10_7, "A handler was assigned."));
	TRY(inform_of_complaint(req, &c, INFORMATION_KIND_TRANSFERRED));
	return complaint_reply(req, c.id);
}
