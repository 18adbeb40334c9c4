/* /v1/gatherings/{id}/box: its days, their opening, check and return (R1.14), and who was late
 * (R1.17). */
#include "box.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "duplicate_case.h"
#include "penalty.h"
#include "rules.h"
#include "rules_text.h"

/* A list received in the last instant has been answered by then. */
#define SETTLED_AFTER (5 * SECOND)

MAY_FAIL
box_prepare(struct request *req, const char *gathering_id, const struct schedule *schedule,
    instant starts_at, instant morning_meeting)
{
	for (date day = schedule->first; day <= schedule->event_on; day++) {
		const char *id = new_id(req);
		instant deadline = schedule_deadline(schedule, day);
		bool last = day == schedule->event_on;

		TRY(sql_box_day_create(req, id, gathering_id, day, deadline, end_of(day),
		    last ? starts_at : start_of(day + 1) + morning_meeting));
		TRY(timer_set(req, "box_deadline", id, deadline + SETTLED_AFTER));
	}
	return NULL;
}

static MAY_FAIL
reply_day(struct request *req, const char *gathering_id, date day)
{
	struct row row;

	TRY(sql_box_day_get(req, gathering_id, day, &row));
	return reply_row(req, &row);
}

MAY_FAIL
box_day_list_guard(struct request *req, const struct box_day_list_in *in)
{
	struct row row;

	return sql_gathering_open_to(req, in->id, &row);
}

MAY_FAIL
box_day_get(struct request *req, const struct box_day_get_in *in)
{
	return reply_day(req, in->id, in->day);
}

/* Locked, behind the gathering; 404 for who takes no part in it. */
static MAY_FAIL
begin(struct request *req, const char *gathering_id, date day, enum box_action action,
    struct gathering *g, struct row *row)
{
	struct opening_facts facts;
	struct decision d;

	TRY(gathering_begin(req, gathering_id, g));
	if (!g->caller.staff)
		return &problem_not_found;
	TRY(sql_box_day_lock(req, gathering_id, day, row));
	facts = (struct opening_facts) {
		.coordinator = g->caller.coordinator,
		.now = req->now,
		.deadline_at = row_instant(row, "deadline_at"),
		.opened_at = row_instant(row, "opened_at"),
		.checked_at = row_instant(row, "checked_at"),
		.returned_at = row_instant(row, "returned_at"),
	};
	d = box_decide(action, &facts);
	return decide(req, "gathering", g->id, &d);
}

static MAY_FAIL
open_cases(struct request *req, const struct gathering *g, int64_t *count)
{
	struct rows rows;

	TRY(sql_box_duplicates(req, g->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(duplicate_case_open(req, g, row_text(req, &row, "customer_id"),
		    row_text(req, &row, "first_invitation_id"),
		    row_text(req, &row, "second_invitation_id")));
	}
	*count = rows.count;
	return NULL;
}

MAY_FAIL
box_open(struct request *req, const struct box_open_in *in)
{
	int64_t lists, duplicates, struck;
	const char *shown;
	struct gathering g;
	instant deadline;
	struct row row;

	TRY(begin(req, in->id, in->day, BOX_OPEN, &g, &row));
	shown = req->decision_json;
	deadline = row_instant(&row, "deadline_at");
	TRY(sql_box_open_lists(req, in->id, in->day, deadline, &lists));
	TRY(open_cases(req, &g, &duplicates));
	TRY(sql_box_strike(req, in->id, deadline, &struck));
	TRY(sql_box_day_save_opened(req, row_text(req, &row, "id"), lists, duplicates, struck));
	req->decision_json = shown;
	return reply_day(req, in->id, in->day);
}

MAY_FAIL
box_check(struct request *req, const struct box_check_in *in)
{
	struct gathering g;
	struct row row;

	TRY(begin(req, in->id, in->day, BOX_CHECK, &g, &row));
	TRY(sql_box_check_lists(req, in->id, in->day));
	TRY(sql_box_day_save_checked(req, row_text(req, &row, "id")));
	return reply_day(req, in->id, in->day);
}

MAY_FAIL
box_return(struct request *req, const struct box_return_in *in)
{
	struct gathering g;
	struct row row;

	TRY(begin(req, in->id, in->day, BOX_RETURN, &g, &row));
	TRY(sql_box_return_lines(req, in->id, in->day));
	TRY(sql_box_return_lists(req, in->id, in->day));
	TRY(sql_box_day_save_returned(req, row_text(req, &row, "id")));
	return reply_day(req, in->id, in->day);
}

static MAY_FAIL
fine(struct request *req, const struct gathering *g, const struct row *unit, date day,
    const char *list, struct lateness *facts)
{
	struct decision d = lateness_decide(facts);
	struct buffer key = buffer_in(req->arena);

	if (!same(d.outcome, "FINED"))
		return NULL;
	buffer_print(&key, "%s%d/", list, (int)row_integer(unit, "sequence"));
	buffer_date(&key, day);
	return penalty_impose(req,
	    &(struct fine) {
		.type = PENALTY_TYPE_BOX_LATE,
		.person_id = row_text(req, unit, "head_id"),
		.amount_fen = facts->fine_fen,
		.basis = "gathering",
		.basis_id = g->id,
		.basis_key = key.text,
		.occurred_on = day,
		.decision = &d,
	    },
	    NULL);
}

/* The lists of the day, and where they are fined too the plans of the next. */
static MAY_FAIL
fine_unit(struct request *req, const struct gathering *g, const struct parameters *p,
    const struct row *unit, date day)
{
	const char *number = row_integer(unit, "sequence") == 1 ? "1" : "2";
	struct lateness facts = {
		.event_day = day == g->held_on,
		.confirmed = row_boolean(unit, "confirmed"),
		.received_in_time = row_boolean(unit, "received"),
		.fine_event_day = parameter_boolean(p, &parameter_sharing_fine_event_day),
		.fine_fen = parameter_integer(p, &parameter_sharing_late_fine_fen),
	};

	TRY(fine(req, g, unit, day, "", &facts));
	if (day == g->held_on || !parameter_boolean(p, &parameter_sharing_fine_plan_list) ||
	    !parameter_has(p, &parameter_sharing_plan_list_units, number))
		return NULL;
	facts.confirmed = true;
	facts.received_in_time = row_boolean(unit, "planned");
	return fine(req, g, unit, day, "plan/", &facts);
}

MAY_FAIL
box_deadline_passed(struct request *req, const char *day_id)
{
	const struct parameters *p;
	struct gathering g;
	instant deadline;
	struct rows units;
	struct row row;
	date day;

	TRY(sql_box_day_of(req, day_id, &row));
	day = row_date(&row, "day");
	deadline = row_instant(&row, "deadline_at");
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	TRY(sql_box_called_off(req, g.id, deadline, &row));
	if (row_boolean(&row, "called_off"))
		return NULL;
	TRY(parameters_on(req, day, &p));
	TRY(sql_box_lateness(req, g.id, day, deadline, &units));
	for (int i = 0; i < units.count; i++) {
		struct row unit = rows_at(&units, i);

		TRY(fine_unit(req, &g, p, &unit, day));
	}
	return NULL;
}
