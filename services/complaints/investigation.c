/* The investigation ends: with findings, checked materials, briefings and gaps (T5). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "rules.h"

static MAY_FAIL
facts(struct request *req, const struct complaint *c, const struct investigation_complete_in *in,
    struct investigation *i, int64_t *unanswered)
{
	struct side_of *sides;
	struct rows unchecked;
	struct row row;

	TRY(handling_sides(req, c, i, &sides));
	TRY(sql_investigation_facts(req, c->id, &row));
	i->findings = row_integer(&row, "findings");
	*unanswered = row_integer(&row, "unanswered");
	TRY(sql_material_unchecked(req, c->id, &unchecked));
	for (int m = 0; m < unchecked.count; m++) {
		row = rows_at(&unchecked, m);
		words_add(&i->unchecked, row_text(req, &row, "id"));
	}
	i->none_found = in->none_found && *in->none_found;
	i->gap_count = in->management_gaps_count;
	for (size_t g = 0; g < in->management_gaps_count; g++)
		i->gap_without_department |= !in->management_gaps[g].department_id;
	return NULL;
}

/* R12.16: a gap is mended by somebody; where nobody is named, by the head of the department. */
static MAY_FAIL
owner_of(struct request *req, const struct investigation_complete_management_gaps *gap,
    const char **owner_id)
{
	struct person owner;
	struct row row;
	bool found;

	*owner_id = gap->owner_id;
	TRY(sql_complaint_department_kind(req, gap->department_id, &row, &found));
	if (!found)
		return problem_fault(
		    req, "/management_gaps", "UNKNOWN", "There is no such department.");
	if (!*owner_id)
		*owner_id = row_text(req, &row, "head_id");
	if (!*owner_id)
		return problem_fault(req, "/management_gaps", "REQUIRED",
		    "The department has no head: who mends the gap is named.");
	TRY(directory_person(req, *owner_id, &owner));
	return owner.id ? NULL
			: problem_fault(
			      req, "/management_gaps", "UNKNOWN", "There is no such employee.");
}

static MAY_FAIL
improve(struct request *req, const struct complaint *c, const char *investigation_id,
    const struct investigation_complete_in *in)
{
	for (size_t g = 0; g < in->management_gaps_count; g++) {
		const struct investigation_complete_management_gaps *gap = &in->management_gaps[g];
		const char *owner_id;

		TRY(owner_of(req, gap, &owner_id));
		TRY(sql_improvement_create(req, new_id(req), c->id, investigation_id, c->unit_id,
		    c->round, gap->process, gap->description, gap->department_id, gap->proposal,
		    owner_id, gap->due_on));
	}
	return NULL;
}

MAY_FAIL
investigation_complete(struct request *req, const struct investigation_complete_in *in)
{
	const char *id = new_id(req);
	struct investigation i;
	int64_t unanswered;
	struct complaint c;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(handling_investigates(req, &c, &R10_9));
	TRY(handling_open(req, &c, &R10_9));
	TRY(handling_opinion_given(req, &c));
	TRY(facts(req, &c, in, &i, &unanswered));
	d = investigation_ends(&i);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_investigation_create(req, id, c.id, c.round, i.none_found, c.caller.id));
	TRY(improve(req, &c, id, in));
	TRY(sql_complaint_save_investigated(req, c.id));
	c.version++;
	if (c.state != COMPLAINT_STATE_INVESTIGATING)
		return complaint_reply(req, c.id);
	/* R12.3: what was not answered is a gap that the findings have to live with. */
	TRY(complaint_move(req, &c, COMPLAINT_STATE_INVESTIGATED, &R10_9,
	    unanswered ? arena_print(req->arena,
			     "Investigated; requests to assist that were not answered: %lld.",
			     (long long)unanswered)
		       : "Investigated."));
	return complaint_reply(req, c.id);
}

MAY_FAIL
improvement_done(struct request *req, const struct improvement_done_in *in)
{
	struct person caller;
	struct row row;

	TRY(sql_improvement_lock(req, in->id, &row));
	TRY(directory_caller(req, &caller));
	if (!same(caller.id, row_text(req, &row, "owner_id")))
		return problem_detail(req, &problem_not_found, "There is no such improvement.");
	if (same(row_text(req, &row, "state"), improvement_state_names[IMPROVEMENT_STATE_DONE]))
		return problem_rule(
		    req, &problem_invalid_state, &R12_16, "The improvement is done already.");
	TRY(sql_improvement_save_done(req, in->id, in->note));
	TRY(sql_improvement_get(req, in->id, &row));
	return reply_row(req, &row);
}
