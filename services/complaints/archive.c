/* Closed complaints go into the file of their unit and year (R10.17; T12). */
#include "closing.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "rules.h"

enum { ITEMS = 11 };

/* What the file holds of this round, and what it must hold. */
static MAY_FAIL
collect(struct request *req, const struct complaint *c, const struct row *row,
    struct archive_item items[static ITEMS])
{
	bool meeting = c->major && profile_policy(c->profile, c->channel).major_to_meeting;
	const struct parameters *p;
	bool opinion;

	TRY(complaint_parameters(req, c, &p));
	opinion = parameter_has(
	    p, &parameter_complaint_opinion_required, complaint_profile_names[c->profile]);
	memcpy(items,
	    ((struct archive_item[ITEMS]) {
		{ "REGISTRATION_FORM", row_integer(row, "forms"), true },
		{ "OPINION", row_integer(row, "opinions"), opinion },
		{ "FINDINGS", row_integer(row, "findings"), true },
		{ "RESOLUTION", row_integer(row, "resolutions"), meeting },
		{ "DECISION", row_integer(row, "decisions"), true },
		{ "MATERIALS", row_integer(row, "materials"), false },
		{ "MESSAGES", row_integer(row, "messages"), false },
		{ "REPLY", row_integer(row, "replies"), true },
		{ "SATISFACTION", row_integer(row, "inquiries"), true },
		{ "FEEDBACK", row_integer(row, "feedbacks"), true },
		{ "LEDGER_LINES", row_integer(row, "ledger_lines"), true },
	    }),
	    ITEMS * sizeof items[0]);
	return NULL;
}

static const char *
checklist(struct request *req, const struct archive_item items[static ITEMS])
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	for (size_t i = 0; i < ITEMS; i++)
		member_integer(&b, items[i].name, items[i].count);
	object_close(&b);
	return b.text;
}

static MAY_FAIL
may_archive(struct request *req, const struct complaint *c)
{
	if (!c->in_unit || !caller_is(&req->caller, "admin_staff"))
		return problem_rule(req, &problem_forbidden_role, &R10_17,
		    "Administrative staff of the unit archive.");
	if (c->state == COMPLAINT_STATE_ARCHIVED)
		return problem_rule(
		    req, &problem_immutable, &R10_17, "It is archived, and stays as it is.");
	if (c->state != COMPLAINT_STATE_CLOSED)
		return problem_rule(
		    req, &problem_not_closed, &R10_17, "It is archived when it is closed.");
	return NULL;
}

MAY_FAIL
complaint_archive(struct request *req, const struct complaint_archive_in *in)
{
	struct archive_item items[ITEMS];
	const char *id = new_id(req);
	struct closing closing;
	struct complaint c;
	struct decision d;
	struct row row, file;
	bool late;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_archive(req, &c));
	TRY(closing_read(req, &c, &row, &closing));
	d = outcome_stands(&closing);
	TRY(require(req, "complaint", c.id, &d));
	TRY(collect(req, &c, &row, items));
	d = archive_complete(items, ITEMS, closing.not_asked);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(deadline_done(req, c.id, "ARCHIVE", NULL, &late));
	TRY(sql_annual_case_file_draw(
	    req, new_id(req), c.unit_id, archive_year(c.closed_at), &file));
	TRY(sql_case_volume_create(req, id, row_text(req, &file, "id"), row_integer(&file, "last"),
	    c.id, c.round, c.closed_at, checklist(req, items), c.caller.id, late));
	TRY(complaint_move(req, &c, COMPLAINT_STATE_ARCHIVED, &R10_17, "Archived."));
	TRY(sql_case_volume_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
case_volume_list_guard(struct request *req, const struct case_volume_list_in *in)
{
	struct row row;

	return sql_annual_case_file_shown(req, in->id, &row);
}
