/* Materials: originals stay, the handler gets the file (R10.4). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"

/* Paper lies somewhere, a file is given; both is possible. */
static MAY_FAIL
is_somewhere(struct request *req, const struct material_add_in *in)
{
	if (in->storage_place || in->content)
		return NULL;
	return problem_rule(req, &problem_material_without_custody, &R10_4,
	    "Where does it lie? A storage place or the file is needed.");
}

static MAY_FAIL
is_copy_of_its_own(struct request *req, const struct complaint *c, const char *copy_of_id)
{
	struct row row;

	if (!copy_of_id)
		return NULL;
	TRY(sql_complaint_materials_unknown(
	    req, c->id, arena_print(req->arena, "[\"%s\"]", copy_of_id), &row));
	return row_integer(&row, "unknown") == 0
		   ? NULL
		   : problem_fault(req, "/copy_of_id", "UNKNOWN",
			 "There is no such material of the complaint.");
}

MAY_FAIL
material_add(struct request *req, const struct material_add_in *in)
{
	const char *id = new_id(req);
	struct complaint c;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_works(req, &c, &R10_4));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_CLOSED, &R10_4));
	TRY(is_somewhere(req, in));
	TRY(is_copy_of_its_own(req, &c, in->copy_of_id));
	if (in->received_at > req->now)
		return problem_rule(req, &problem_time_in_future, &R10_4,
		    "It would have been received later than now.");
	TRY(sql_material_create(req, id, c.id, in->kind, in->title, in->is_original, in->copy_of_id,
	    in->storage_place, in->media_type, in->content, in->received_from,
	    in->received_at == NO_INSTANT ? req->now : in->received_at));
	if (in->content)
		TRY(sql_material_content_create(req, id, in->content));
	return reply_one(req, sql_material_get, id);
}

/* The complaint of a material is read, or acted in, before the material itself. */
static MAY_FAIL
complaint_of_material(struct request *req, const char *id, bool reads, struct complaint *c)
{
	struct row row;

	TRY(sql_material_get(req, id, &row));
	return reads ? complaint_read(req, row_text(req, &row, "complaint_id"), c)
		     : complaint_lock(req, row_text(req, &row, "complaint_id"), c);
}

MAY_FAIL
material_content_get(struct request *req, const struct material_content_get_in *in)
{
	struct complaint c;
	struct row row;
	bool found;

	TRY(complaint_of_material(req, in->id, true, &c));
	TRY(sql_material_content_get(req, in->id, &row, &found));
	if (!found)
		return problem_detail(req, &problem_not_found, "The material has no file.");
	if (!row_boolean(&row, "_fits"))
		return problem_rule(req, &problem_hash_mismatch, &R10_4,
		    "What is stored is not what was received.");
	return reply_row(req, &row);
}

MAY_FAIL
material_remove(struct request *req, const struct material_remove_in *in)
{
	struct complaint c;
	struct row row;

	TRY(complaint_of_material(req, in->id, false, &c));
	TRY(sql_material_lock(req, in->id, &row));
	if (row_boolean(&row, "is_original"))
		return problem_rule(
		    req, &problem_original_protected, &R10_4, "An original is not deleted.");
	TRY(complaint_between(req, &c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_CLOSED, &R10_4));
	if (!same(row_text(req, &row, "created_by"), req->caller.id))
		return problem_rule(
		    req, &problem_forbidden_role, &R10_4, "A copy is removed by who made it.");
	TRY(sql_material_save_removed(req, in->id));
	return reply_empty(req);
}

MAY_FAIL
material_move(struct request *req, const struct material_move_in *in)
{
	struct complaint c;
	struct row row;

	TRY(complaint_of_material(req, in->id, false, &c));
	TRY(complaint_works(req, &c, &R10_4));
	TRY(sql_material_lock(req, in->id, &row));
	if (in->outside && *in->outside)
		return problem_rule(req, &problem_original_protected, &R10_4,
		    "Nothing is handed to somebody outside.");
	TRY(sql_material_custody_create(req, new_id(req), in->id,
	    row_text(req, &row, "storage_place"), in->to_place, in->reason));
	TRY(sql_material_save_place(req, in->id, in->to_place));
	return reply_one(req, sql_material_get, in->id);
}

MAY_FAIL
complaint_note_add(struct request *req, const struct complaint_note_add_in *in)
{
	const char *id = new_id(req);
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(complaint_between(req, &c, COMPLAINT_STATE_RECEIVED, COMPLAINT_STATE_CLOSED, &R10_17));
	TRY(sql_complaint_note_create(req, id, c.id, c.round, c.caller.id, in->text));
	TRY(sql_complaint_note_get(req, id, &row));
	return reply_row(req, &row);
}
