/* /v1/gatherings: planned, held, settled or called off (R1.9, SM-C3). */
#include "gathering.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "person.h"
#include "rules.h"
#include "rules_text.h"
#include "scope.h"

MAY_FAIL
gathering_customer_list_guard(struct request *req, const struct gathering_customer_list_in *in)
{
	struct row row;

	return sql_gathering_open_to(req, in->id, &row);
}

MAY_FAIL
gathering_figures_list_guard(struct request *req, const struct gathering_figures_list_in *in)
{
	struct row row;

	return sql_gathering_open_to(req, in->id, &row);
}

static MAY_FAIL
tell(struct request *req, const char *type, const char *id, struct row *row)
{
	TRY(sql_gathering_get(req, id, row));
	return event_emit(req, type, id, row_integer(row, "version"), row_json(req, row));
}

static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(tell(req, type, id, &row));
	return reply_row(req, &row);
}

/* The coordinator of a joint event; of another gathering the head of the department that holds it;
 * the general manager of any. */
static MAY_FAIL
may_manage(struct request *req, const struct gathering *g)
{
	bool head = caller_is(&req->caller, "department_head") &&
		    same(g->department_id, g->caller.department_id);
	bool assistant = caller_is(&req->caller, "coordination_assistant");

	if (caller_is(&req->caller, "general_manager") || g->caller.coordinator)
		return NULL;
	if (g->kind == GATHERING_KIND_GATHERING && (head || assistant))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R1_9,
	    "This is up to the event's coordinator or the general manager; of a department's "
	    "gathering to its head.");
}

static MAY_FAIL
move(struct request *req, const char *id, enum gathering_action action, const char *reason)
{
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(gathering_begin_own(req, id, &g));
	TRY(may_manage(req, &g));
	TRY(sql_gathering_open_cases(req, id, &row));
	d = gathering_move(g.state, action, row_integer(&row, "open_cases"));
	TRY(decide(req, "gathering", id, &d));
	return sql_gathering_save_state(req, id, d.outcome, reason);
}

MAY_FAIL
gathering_cancel(struct request *req, const struct gathering_cancel_in *in)
{
	TRY(move(req, in->id, GATHERING_CANCEL, in->reason));
	TRY(sql_gathering_cancel_invitations(req, in->id));
	TRY(sql_gathering_end_referrals(req, in->id));
	TRY(timer_cancel(req, "gathering_end", in->id));
	return tell_and_reply(req, "gathering.cancelled", in->id);
}

MAY_FAIL
gathering_settle(struct request *req, const struct gathering_settle_in *in)
{
	TRY(move(req, in->id, GATHERING_SETTLE, NULL));
	return tell_and_reply(req, "gathering.settled", in->id);
}

MAY_FAIL
gathering_ended(struct request *req, const char *id)
{
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, id, &g));
	d = gathering_move(g.state, GATHERING_HOLD, 0);
	if (d.refusal)
		return NULL;
	TRY(decide(req, "gathering", id, &d));
	TRY(sql_gathering_end_pitches(req, id));
	TRY(sql_gathering_end_invitations(req, id));
	TRY(sql_gathering_end_referrals(req, id));
	TRY(sql_gathering_save_state(req, id, d.outcome, NULL));
	return tell(req, "gathering.held", id, &row);
}

/* The head may name a deputy; who heads the unit is for those who planned the event. */
static MAY_FAIL
may_set_unit(struct request *req, const struct gathering *g, int unit, const char *head_id)
{
	bool head = g->caller.head && g->caller.unit == unit;

	if (g->state != GATHERING_STATE_PLANNED)
		return problem_rule(
		    req, &problem_invalid_state, &R1_9, "The event is over, or called off.");
	if (caller_is(&req->caller, "general_manager") ||
	    caller_is(&req->caller, "coordination_assistant") ||
	    (head && same(g->units[unit - 1].head_id, head_id)))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, &R1_9,
	    "The head of the unit names the deputy; another head is named by who plans events.");
}

static MAY_FAIL
of_unit(struct request *req, const char *department_id, const char *id, const char *pointer)
{
	struct row row;
	bool found;

	if (!id)
		return NULL;
	TRY(sql_gathering_unit_facts(req, department_id, id, &row, &found));
	if (!found || row_is_null(&row, "head_id"))
		return problem_fault(
		    req, pointer, "UNKNOWN", "The unit has no such employee at work.");
	return NULL;
}

MAY_FAIL
gathering_unit_set(struct request *req, const struct gathering_unit_set_in *in)
{
	struct gathering g;
	int unit;

	TRY(gathering_begin_own(req, in->id, &g));
	for (unit = 2; unit && !same(in->department_id, g.units[unit - 1].department_id); unit--)
		;
	if (!unit)
		return &problem_not_found;
	TRY(may_set_unit(req, &g, unit, in->head_id));
	TRY(of_unit(req, in->department_id, in->head_id, "/head_id"));
	TRY(of_unit(req, in->department_id, in->deputy_id, "/deputy_id"));
	TRY(sql_gathering_unit_end(req, in->id, unit));
	TRY(sql_gathering_unit_create(
	    req, new_id(req), in->id, unit, in->department_id, in->head_id, in->deputy_id));
	TRY(sql_gathering_touch(req, in->id));
	return tell_and_reply(req, "gathering.updated", in->id);
}

MAY_FAIL
gathering_coordinator_set(struct request *req, const struct gathering_coordinator_set_in *in)
{
	struct person person;
	struct gathering g;
	struct decision d;
	bool of_a_unit;

	TRY(gathering_begin_own(req, in->id, &g));
	TRY(person_named(req, in->coordinator_id, "/coordinator_id", &person));
	of_a_unit = same(person.department_id, g.units[0].department_id) ||
		    same(person.department_id, g.units[1].department_id);
	d = coordinator_decide(g.kind, g.state, of_a_unit);
	TRY(decide(req, "gathering", in->id, &d));
	TRY(sql_gathering_save_coordinator(req, in->id, person.id));
	return tell_and_reply(req, "gathering.updated", in->id);
}

MAY_FAIL
gathering_head_changed(
    struct request *req, const char *department_id, const char *from, const char *to)
{
	struct rows units;
	struct row row;
	bool found;

	TRY(sql_gathering_unit_facts(req, department_id, to, &row, &found));
	if (!found || row_is_null(&row, "head_id"))
		return NULL; /* of another department: who plans events names somebody */
	TRY(sql_gathering_units_headed(req, department_id, from, &units));
	for (int i = 0; i < units.count; i++) {
		struct row unit = rows_at(&units, i);
		const char *id = row_text(req, &unit, "id");
		const char *deputy_id = row_text(req, &unit, "deputy_id");
		int64_t sequence = row_integer(&unit, "sequence");

		TRY(sql_gathering_unit_end(req, id, sequence));
		TRY(sql_gathering_unit_create(req, new_id(req), id, sequence, department_id, to,
		    same(deputy_id, to) ? NULL : deputy_id));
		TRY(sql_gathering_touch(req, id));
		TRY(tell(req, "gathering.updated", id, &row));
	}
	return NULL;
}
