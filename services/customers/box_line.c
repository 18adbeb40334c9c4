/* Lines of the box: marked defective, corrected, held back and returned (R1.13, R1.14). */
#include "box.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "invitation.h"
#include "rules.h"
#include "rules_text.h"

/* Locked, behind its gathering. unit: it is the caller's own unit's. 404 for who may not read it.
 */
static MAY_FAIL
begin(struct request *req, const char *id, struct gathering *g, struct row *row, bool *unit)
{
	const char *department_id;

	TRY(sql_box_line_whose(req, id, row));
	department_id = row_text(req, row, "department_id");
	TRY(gathering_begin(req, row_text(req, row, "gathering_id"), g));
	*unit = same(department_id, g->caller.department_id);
	TRY(sql_box_line_lock(req, id, row));
	if (!*unit && (!g->caller.staff || row_is_null(row, "opened_at")))
		return &problem_not_found;
	return NULL;
}

static bool
defective(const struct row *row)
{
	return !row_is_null(row, "defect_at") && row_is_null(row, "corrected_at");
}

MAY_FAIL
box_line_mark(struct request *req, const struct box_line_mark_in *in)
{
	struct gathering g;
	struct decision d;
	struct row row;
	instant due;
	bool unit;

	TRY(begin(req, in->id, &g, &row, &unit));
	d = line_defect_decide(g.caller.coordinator,
	    row_enum(&row, "state", box_list_state_names, BOX_LIST_STATE_COUNT), defective(&row));
	TRY(decide(req, "box_list", row_text(req, &row, "list_id"), &d));
	due = deadline_after(&g.schedule, req->now);
	if (due == NO_INSTANT)
		due = g.starts_at;
	TRY(sql_box_line_save_defect(req, in->id, in->reason, due));
	TRY(sql_box_list_save_defective(req, row_text(req, &row, "list_id")));
	TRY(timer_set(req, "box_defect", in->id, due + MILLISECOND));
	return reply_one(req, sql_box_line_told, in->id);
}

MAY_FAIL
box_line_correct(struct request *req, const struct box_line_correct_in *in)
{
	struct gathering g;
	struct decision d;
	struct row row;
	bool unit;

	TRY(begin(req, in->id, &g, &row, &unit));
	d = line_correct_decide(unit && (g.caller.head || g.caller.deputy), defective(&row),
	    row_instant(&row, "defect_due_at"), req->now);
	TRY(decide(req, "box_list", row_text(req, &row, "list_id"), &d));
	TRY(sql_box_line_save_corrected(req, in->id, in->name, in->phone, in->address));
	TRY(sql_box_list_save_corrected(req, row_text(req, &row, "list_id")));
	TRY(timer_cancel(req, "box_defect", in->id));
	if (!row_is_null(&row, "invitation_id"))
		TRY(invitation_refresh(req, &g, row_text(req, &row, "invitation_id")));
	return reply_one(req, sql_box_line_told, in->id);
}

MAY_FAIL
box_line_return(struct request *req, const struct box_line_return_in *in)
{
	struct gathering g;
	struct decision d;
	struct row row;
	bool unit;

	TRY(begin(req, in->id, &g, &row, &unit));
	d = line_return_decide(g.caller.coordinator,
	    defective(&row) ? NO_INSTANT : row_instant(&row, "checked_at"),
	    row_boolean(&row, "held"), !row_is_null(&row, "returned_at"));
	TRY(decide(req, "box_list", row_text(req, &row, "list_id"), &d));
	TRY(sql_box_line_save_returned(req, in->id));
	return reply_one(req, sql_box_line_told, in->id);
}

MAY_FAIL
box_defect_due(struct request *req, const char *line_id)
{
	const char *invitation_id;
	struct gathering g;
	struct row row;

	TRY(sql_box_line_whose(req, line_id, &row));
	invitation_id = row_text(req, &row, "invitation_id");
	if (!invitation_id)
		return NULL;
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), &g));
	return invitation_refresh(req, &g, invitation_id);
}
