/* Major matters go to a meeting, and what it resolves (R10.8). */
#include "rules_meeting.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "rules.h"
#include "service_information.h"

/* Meetings are of law firms. */
static MAY_FAIL
begin(struct request *req, const char *id, enum complaint_state from, struct complaint *c)
{
	TRY(complaint_lock(req, id, c));
	if (!profile_policy(c->profile, c->channel).major_to_meeting)
		return problem_rule(req, &problem_invalid_state, &R10_8,
		    "Major matters go to a meeting in law firms.");
	return complaint_between(req, c, from, COMPLAINT_STATE_IN_MEETING, &R10_8);
}

/* The officer, the handler, and partners who act in it. */
static MAY_FAIL
handles(struct request *req, const struct complaint *c)
{
	bool partner = caller_is(&req->caller, "partner") || caller_is(&req->caller, "director") ||
		       caller_is(&req->caller, "supervising_partner");

	if (c->functions & FUNCTION(HANDLER) || (c->in_unit && partner))
		return NULL;
	return complaint_organises(req, c, &R10_8);
}

MAY_FAIL
complaint_major_mark(struct request *req, const struct complaint_major_mark_in *in)
{
	struct complaint c;

	TRY(begin(req, in->id, COMPLAINT_STATE_REGISTERED, &c));
	TRY(handles(req, &c));
	if (!c.major)
		TRY(sql_complaint_save_major(req, c.id, true, in->reason));
	return complaint_reply(req, c.id);
}

static MAY_FAIL
resolved(struct request *req, const struct complaint *c, const char *resolution_id, struct row *row)
{
	bool found = false;

	if (resolution_id)
		TRY(sql_complaint_resolution_find(
		    req, resolution_id, c->id, c->round, row, &found));
	return found ? NULL
		     : problem_rule(req, &problem_resolution_missing, &R10_8,
			   "No meeting on this complaint, in this round, resolved that.");
}

MAY_FAIL
complaint_major_unmark(struct request *req, const struct complaint_major_unmark_in *in)
{
	struct complaint c;
	struct row row;

	TRY(begin(req, in->id, COMPLAINT_STATE_REGISTERED, &c));
	TRY(handles(req, &c));
	TRY(resolved(req, &c, in->resolution_id, &row));
	TRY(sql_complaint_save_major(req, c.id, false, in->reason));
	return complaint_reply(req, c.id);
}

MAY_FAIL
complaint_to_meeting(struct request *req, const struct complaint_to_meeting_in *in)
{
	struct complaint c;

	TRY(begin(req, in->id, COMPLAINT_STATE_REGISTERED, &c));
	if (!(c.functions & FUNCTION(HANDLER)))
		TRY(complaint_organises(req, &c, &R10_8));
	if (!c.major)
		return problem_rule(req, &problem_invalid_state, &R10_8,
		    "It is no major matter: the handler decides it.");
	TRY(handling_opinion_given(req, &c));
	TRY(complaint_move(
	    req, &c, COMPLAINT_STATE_IN_MEETING, &R10_8, "Brought before a meeting."));
	return complaint_reply(req, c.id);
}

/* Those named are known; of the participants, how many are recused or no partners. */
static MAY_FAIL
people(struct request *req, const struct complaint *c, const char *ids, const char *pointer,
    struct meeting *m)
{
	struct rows rows;

	TRY(sql_meeting_people(req, c->id, ids, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		if (!row_boolean(&row, "known"))
			return problem_fault(
			    req, pointer, "UNKNOWN", "One of them is not of this unit.");
		m->recused += row_boolean(&row, "recused");
		m->not_partners += !row_boolean(&row, "partner");
	}
	m->participants = (size_t)rows.count;
	return NULL;
}

MAY_FAIL
meeting_of(struct request *req, const struct complaint *c, const char *participants)
{
	struct meeting m = { 0 };

	TRY(people(req, c, participants, "/participants", &m));
	return m.recused ? problem_rule(req, &problem_recused, &R10_5,
			       "Who is complained about, or complains, takes no part in the "
			       "meeting.")
			 : NULL;
}

static MAY_FAIL
judge(
    struct request *req, const struct complaint *c, const struct complaint_resolution_create_in *in)
{
	struct meeting m = {
		.type = enum_index(meeting_type_names, MEETING_TYPE_COUNT, in->type),
		.held_on = in->held_on,
		.notify_authority = in->notify_authority,
		.authority = in->authority,
		.content = in->content,
	}, recused = { 0 };
	const struct parameters *p;
	struct decision d;

	TRY(complaint_parameters(req, c, &p));
	TRY(people(req, c, in->participants_json, "/participants", &m));
	if (in->recused_json)
		TRY(people(req, c, in->recused_json, "/recused", &recused));
	d = meeting_resolve(
	    &m, req->today, parameter_integer(p, &parameter_complaint_meeting_min_participants));
	return decide(req, "complaint", c->id, &d);
}

/* The task of the officer; where there is none yet, of those of the unit. */
static MAY_FAIL
ask_to_notify(struct request *req, const struct complaint *c)
{
	return inform(
	    req, &(struct information) {
		     .subject = "complaint",
		     .subject_id = c->id,
		     .kind = INFORMATION_KIND_OTHER,
		     .text = arena_print(req->arena,
			 "会议决定就投诉%s向主管部门通报，请办理并登记。", c->ledger_number),
		     .people = { c->officer_id },
		     .role = c->officer_id ? NULL : "complaint_officer",
		 });
}

MAY_FAIL
complaint_resolution_create(struct request *req, const struct complaint_resolution_create_in *in)
{
	const char *id = new_id(req);
	struct complaint c;
	struct row row;

	TRY(begin(req, in->id, COMPLAINT_STATE_REGISTERED, &c));
	TRY(handles(req, &c));
	TRY(judge(req, &c, in));
	TRY(sql_meeting_resolution_create(req, id, c.unit_id, c.id, &c.round, in->type, in->held_on,
	    in->participants_json, in->recused_json, in->plan, in->measures_json,
	    in->notify_authority, in->authority, in->content));
	for (size_t i = 0; i < in->participants_count; i++)
		TRY(complaint_assign(
		    req, &c, COMPLAINT_FUNCTION_PARTICIPANT, in->participants[i], false, id, NULL));
	if (*in->notify_authority)
		TRY(ask_to_notify(req, &c));
	TRY(sql_meeting_resolution_get(req, id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
tell_notified(
    struct request *req, const struct complaint *c, const char *resolution_id, int64_t round)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "complaint_id", c->id);
	member_text(&b, "resolution_id", resolution_id);
	member_integer(&b, "round", round);
	member_instant(&b, "notified_at", req->now);
	object_close(&b);
	return event_emit(req, "complaint.authority_notified", c->id, c->version, b.text);
}

MAY_FAIL
complaint_authority_notify(struct request *req, const struct complaint_authority_notify_in *in)
{
	struct complaint c;
	struct row row;
	bool found;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_organises(req, &c, &R10_8));
	TRY(sql_complaint_resolution_notifies(req, in->resolution_id, c.id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_resolution_missing, &R10_8,
		    "No meeting on this complaint resolved that.");
	if (!row_boolean(&row, "notify_authority"))
		return problem_rule(req, &problem_invalid_state, &R10_8,
		    "The meeting decided that no authority is notified.");
	if (!row_is_null(&row, "notified_at"))
		return problem_rule(
		    req, &problem_invalid_state, &R10_8, "The authority was notified already.");
	TRY(sql_meeting_resolution_save_notified(req, in->resolution_id));
	TRY(tell_notified(req, &c, in->resolution_id, row_integer(&row, "round")));
	TRY(sql_meeting_resolution_get(req, in->resolution_id, &row));
	return reply_row(req, &row);
}
