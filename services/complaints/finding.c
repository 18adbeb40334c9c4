/* What was asserted and whether it is so; whether the materials are genuine (R10.9). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "handling.h"
#include "rules.h"

/* Evidence is a material of this complaint, or said in words. */
static MAY_FAIL
know_evidence(struct request *req, const struct complaint *c, const struct finding_add_in *in)
{
	struct buffer b = buffer_in(req->arena);
	struct row row;

	list_open(&b, NULL);
	for (size_t i = 0; i < in->evidence_count; i++) {
		if (in->evidence[i].material_id)
			item_text(&b, in->evidence[i].material_id);
		else if (!has_text(in->evidence[i].text))
			return problem_fault(req, "/evidence", "REQUIRED",
			    "Each item is a material, or said in words.");
	}
	list_close(&b);
	TRY(sql_complaint_materials_unknown(req, c->id, b.text, &row));
	return row_integer(&row, "unknown") == 0
		   ? NULL
		   : problem_fault(req, "/evidence", "UNKNOWN",
			 "One of them is no material of the complaint.");
}

MAY_FAIL
finding_add(struct request *req, const struct finding_add_in *in)
{
	const char *id = new_id(req);
	struct investigation i;
	struct side_of *sides;
	struct complaint c;
	struct decision d;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(handling_investigates(req, &c, &R10_9));
	TRY(handling_open(req, &c, &R10_9));
	TRY(know_evidence(req, &c, in));
	TRY(handling_sides(req, &c, &i, &sides));
	d = investigation_finds(&i,
	    enum_index(finding_result_names, FINDING_RESULT_COUNT, in->result), in->assertion,
	    in->evidence_count);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_finding_create(req, id, c.id, c.round,
	    has_text(in->assertion) ? in->assertion : "No factual assertion.", in->result,
	    in->evidence_json, c.caller.id));
	TRY(sql_finding_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
material_check(struct request *req, const struct material_check_in *in)
{
	struct complaint c;
	struct row row;

	TRY(sql_material_get(req, in->id, &row));
	TRY(complaint_lock(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_material_lock(req, in->id, &row));
	TRY(handling_investigates(req, &c, &R10_9));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_INVESTIGATING,
	    c.redo_findings ? COMPLAINT_STATE_IMPLEMENTING : COMPLAINT_STATE_IN_MEETING, &R10_9));
	TRY(sql_material_save_check(req, in->id, in->authenticity, in->method));
	TRY(sql_material_get(req, in->id, &row));
	return reply_row(req, &row);
}
