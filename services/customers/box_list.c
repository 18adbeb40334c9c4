/* Lists that a unit's head puts into the box (R1.11, R1.13, R1.16, R1.20). */
#include "box.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "invitation.h"
#include "rules.h"

MAY_FAIL
box_line_list_guard(struct request *req, const struct box_line_list_in *in)
{
	struct row row;

	return sql_box_list_get(req, in->id, &row);
}

static struct list_facts
facts_of(struct request *req, const struct gathering *g, const struct box_list_submit_in *in)
{
	const char *unit = g->caller.unit == 1 ? "1" : "2";

	return (struct list_facts) {
		.kind = enum_index(box_list_kind_names, BOX_LIST_KIND_COUNT, in->kind),
		.state = g->state,
		.day = in->day,
		.schedule = g->schedule,
		.now = req->now,
		.starts_at = g->starts_at,
		.speaker_deadline = g->speaker_deadline_at,
		.submitter = g->caller.head || g->caller.deputy,
		.plans = parameter_has(g->parameters, &parameter_sharing_plan_list_units, unit),
	};
}

static MAY_FAIL
fits(struct request *req, const struct box_list_submit_in *in, enum box_list_kind kind)
{
	bool confirmed = kind == BOX_LIST_KIND_CONFIRMED;

	if ((in->day == NO_DATE) != (kind == BOX_LIST_KIND_SPEAKER_LEADER))
		return problem_fault(req, "/day", in->day == NO_DATE ? "REQUIRED" : "UNKNOWN",
		    "Lists are of a day, but for the one of speaking and leading customers.");
	if (confirmed && in->lines_json)
		return problem_fault(req, "/lines", "UNKNOWN",
		    "What is confirmed is known; invitation_ids may name a part of it.");
	if (!confirmed && (!in->lines_json || in->invitation_ids_json))
		return problem_fault(req, in->lines_json ? "/invitation_ids" : "/lines",
		    in->lines_json ? "UNKNOWN" : "REQUIRED", "This list names its customers.");
	for (size_t i = 0; i < in->lines_count; i++)
		if (!in->lines[i].role != (kind != BOX_LIST_KIND_SPEAKER_LEADER))
			return problem_fault(req, arena_print(req->arena, "/lines/%zu/role", i),
			    in->lines[i].role ? "UNKNOWN" : "REQUIRED",
			    "Speaking and leading customers, and no others, have a role.");
	return NULL;
}

/* What every line needs, and whether it may stand there. */
static struct decision
check_lines(struct request *req, const struct gathering *g, enum box_list_kind kind,
    const struct rows *rows)
{
	static const char *const of_speakers[] = { "name", NULL };
	const char *const *fields = of_speakers;
	struct words missing = { 0 }, claimed = { 0 }, foreign = { 0 };
	struct decision d;

	if (kind == BOX_LIST_KIND_CONFIRMED)
		fields = parameter_words(g->parameters, &parameter_sharing_list_fields_confirmed);
	if (kind == BOX_LIST_KIND_PLAN)
		fields = parameter_words(g->parameters, &parameter_sharing_list_fields_plan);
	for (int i = 0; i < rows->count; i++) {
		struct row row = rows_at(rows, i);
		struct line_content line = {
			.label = row_text(req, &row, "number"),
			.name = row_text(req, &row, "name"),
			.phone = row_text(req, &row, "phone"),
			.address = row_text(req, &row, "address"),
			.employee = row_text(req, &row, "employee_id"),
			.confirmed = !row_is_null(&row, "confirmed_at"),
		};
		const char *customer_id = row_text(req, &row, "customer_id");

		if (!row_boolean(&row, "ours"))
			words_add(&foreign, customer_id);
		else if (kind == BOX_LIST_KIND_SPEAKER_LEADER && row_boolean(&row, "claimed"))
			words_add(&claimed, customer_id);
		else
			line_missing(kind, fields, &line, &missing);
	}
	d = lines_complete(&missing, rows->count);
	if (claimed.count) {
		d = decision_refuse(&R1_20, &problem_customer_claimed,
		    "Another department has confirmed customers of the list: %s.", claimed.text);
		words_member(&d, "customer_ids", &claimed);
	}
	if (foreign.count) {
		d = decision_refuse(&R1_11, &problem_line_not_ours,
		    "The unit does not invite these, or not by this employee: %s.", foreign.text);
		words_member(&d, "customer_ids", &foreign);
	}
	return d;
}

static MAY_FAIL
load_lines(struct request *req, const struct gathering *g, const struct box_list_submit_in *in,
    enum box_list_kind kind, struct rows *rows)
{
	const char *department_id = g->caller.department_id;

	if (kind != BOX_LIST_KIND_CONFIRMED)
		return sql_box_named(req, g->id, department_id, in->lines_json, rows);
	TRY(sql_box_confirmed(req, g->id, department_id, in->day, in->invitation_ids_json, rows));
	if (in->invitation_ids_json && (size_t)rows->count != in->invitation_ids_count)
		return problem_rule(req, &problem_line_not_ours, &R1_11,
		    "An invitation is of another unit or day, or not confirmed; %d of %zu fit.",
		    rows->count, in->invitation_ids_count);
	return NULL;
}

static MAY_FAIL
save_lines(
    struct request *req, const struct gathering *g, const char *list_id, const struct rows *rows)
{
	for (int i = 0; i < rows->count; i++) {
		struct row row = rows_at(rows, i);

		TRY(sql_box_line_create(req, new_id(req), list_id, g->id,
		    row_text(req, &row, "customer_id"), row_text(req, &row, "invitation_id"),
		    row_text(req, &row, "employee_id"), row_text(req, &row, "role"),
		    row_integer(&row, "number"), row_text(req, &row, "name"),
		    row_text(req, &row, "phone"), row_text(req, &row, "address"),
		    row_instant(&row, "confirmed_at")));
	}
	return NULL;
}

/* What is in the box now counts, and forbids. */
static MAY_FAIL
refresh(struct request *req, const struct gathering *g, const char *list_id,
    enum box_list_kind kind, const struct rows *lines)
{
	struct rows rows;

	for (int i = 0; kind == BOX_LIST_KIND_CONFIRMED && i < lines->count; i++) {
		struct row row = rows_at(lines, i);

		TRY(invitation_refresh(req, g, row_text(req, &row, "invitation_id")));
	}
	if (kind != BOX_LIST_KIND_SPEAKER_LEADER)
		return NULL;
	TRY(sql_box_speakers_confirmed(req, list_id, g->caller.department_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(invitation_refresh(req, g, row_text(req, &row, "id")));
	}
	return NULL;
}

MAY_FAIL
box_list_submit(struct request *req, const struct box_list_submit_in *in)
{
	const char *id = new_id(req);
	struct list_facts facts;
	struct decision d, lines;
	struct gathering g;
	struct rows rows;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	facts = facts_of(req, &g, in);
	TRY(fits(req, in, facts.kind));
	d = list_decide(&facts);
	if (d.refusal)
		return decide(req, "gathering", in->id, &d);
	TRY(load_lines(req, &g, in, facts.kind, &rows));
	lines = check_lines(req, &g, facts.kind, &rows);
	if (lines.refusal)
		return decide(req, "gathering", in->id, &lines);
	TRY(decide(req, "box_list", id, &d));
	TRY(sql_box_list_create(req, id, g.id, g.caller.department_id, g.caller.unit, in->kind,
	    in->day, list_due_of(&facts), list_late(&facts), g.caller.employee_id));
	TRY(save_lines(req, &g, id, &rows));
	TRY(refresh(req, &g, id, facts.kind, &rows));
	TRY(sql_box_list_get(req, id, &row));
	return reply_row(req, &row);
}
