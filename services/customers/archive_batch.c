/* /v1/archive-batches: archives on their way from an outreach to the CRM centre and back
 * (R1.2, R1.3). */
#include "archive_batch.h"

#include "actor.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "parameter.h"
#include "rules.h"
#include "scope.h"

static enum archive_batch_state
state_of(const struct row *row)
{
	return row_enum(row, "state", archive_batch_state_names, ARCHIVE_BATCH_STATE_COUNT);
}

/* What the service does by itself asks nobody. */
static struct decision
moved(struct request *req, enum batch_action action, const struct row *row)
{
	struct actor by = actor_of(&req->caller);

	return batch_move(
	    state_of(row), action, req->http ? &by : NULL, row_text(req, row, "department_id"));
}

MAY_FAIL
archive_batch_begin(struct request *req, const char *id, enum batch_action action, struct row *row)
{
	struct decision d;

	TRY(sql_archive_batch_lock(req, id, row));
	d = moved(req, action, row);
	return require(req, "archive_batch", id, &d);
}

/* One id for each, as a JSON list. */
static const char *
new_ids(struct request *req, size_t count)
{
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "[");
	for (size_t i = 0; i < count; i++)
		item_text(&b, new_id(req));
	buffer_text(&b, "]");
	return b.text;
}

MAY_FAIL
archive_batch_create(struct request *req, const struct archive_batch_create_in *in)
{
	const char *id = new_id(req), *participants = in->participant_ids_json;
	struct actor by = actor_of(&req->caller);
	struct batch_content content = { .archives = in->archives_count };
	struct decision d;
	struct row row, people;
	bool found;

	TRY(sql_outreach_find(req, in->outreach_id, &row, &found));
	if (!found)
		return problem_fault(req, "/outreach_id", "UNKNOWN", "There is no such outreach.");
	d = outreach_duty(&by, row_text(req, &row, "department_id"));
	TRY(require(req, "archive_batch", id, &d));
	if (!participants)
		participants = row_text(req, &row, "participant_ids");
	TRY(sql_archive_batch_people(req, in->outreach_id, participants, &people));
	content.took_part = (size_t)row_integer(&people, "people");
	content.participants = in->participant_ids_json
				   ? in->participant_ids_count
				   : content.took_part; /* who left since does not take part */
	d = batch_fill(&content);
	TRY(decide(req, "archive_batch", id, &d));
	TRY(sql_archive_batch_create(
	    req, id, in->outreach_id, row_text(req, &row, "department_id"), participants));
	TRY(sql_archive_batch_fill(req, id, new_ids(req, in->archives_count), in->archives_json));
	return reply_one(req, sql_archive_batch_told, id);
}

MAY_FAIL
archive_batch_add(struct request *req, const struct archive_batch_add_in *in)
{
	struct row row;

	TRY(archive_batch_begin(req, in->id, BATCH_CHANGE, &row));
	TRY(sql_archive_batch_fill(
	    req, in->id, new_ids(req, in->archives_count), in->archives_json));
	TRY(sql_archive_batch_touch(req, in->id));
	return reply_one(req, sql_archive_batch_told, in->id);
}

/* Whether a step is later than the days that a parameter allows after the one before. */
static MAY_FAIL
is_late(struct request *req, date from, const struct parameter *days, bool *late)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, from, &parameters));
	*late = batch_late(from, parameter_integer(parameters, days), req->now);
	return NULL;
}

static MAY_FAIL
tell_batch(struct request *req, const char *id, const char *type)
{
	struct row row;

	TRY(sql_archive_batch_told(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
archive_batch_hand_over(struct request *req, const struct archive_batch_hand_over_in *in)
{
	struct decision d;
	struct row row;
	bool late;

	TRY(archive_batch_begin(req, in->id, BATCH_HAND_OVER, &row));
	d = moved(req, BATCH_HAND_OVER, &row);
	TRY(decide(req, "archive_batch", in->id, &d));
	TRY(is_late(req, row_date(&row, "held_on"), &parameter_archive_handover_days, &late));
	TRY(sql_archive_batch_save_handed_over(req, in->id, late));
	return tell_batch(req, in->id, "archive_batch.handed_over");
}

/* 422 with the archives that have no result. */
static MAY_FAIL
all_answered(struct request *req, const char *id)
{
	struct buffer b = buffer_in(req->arena);
	struct decision d;
	struct rows rows;
	struct row row;

	TRY(sql_archive_batch_count(req, id, &row));
	d = batch_complete_entry(
	    (size_t)row_integer(&row, "archives"), (size_t)row_integer(&row, "without_result"));
	if (!d.refusal)
		return decide(req, "archive_batch", id, &d);
	TRY(sql_archive_batch_unprocessed(req, id, &rows));
	object_open(&b);
	list_open(&b, "archive_ids");
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		item_text(&b, row_text(req, &row, "id"));
	}
	list_close(&b);
	object_close(&b);
	return problem_members(req, decide(req, "archive_batch", id, &d), b.text);
}

MAY_FAIL
archive_batch_finish(struct request *req, const struct archive_batch_finish_in *in)
{
	struct row row;
	bool late;

	TRY(archive_batch_begin(req, in->id, BATCH_FINISH, &row));
	TRY(all_answered(req, in->id));
	TRY(is_late(req, date_of(row_instant(&row, "handed_over_at")),
	    &parameter_archive_crm_processing_days, &late));
	TRY(sql_archive_batch_save_processed(req, in->id, late));
	return reply_one(req, sql_archive_batch_told, in->id);
}

MAY_FAIL
archive_batch_return(struct request *req, const struct archive_batch_return_in *in)
{
	struct decision d;
	struct row row;

	TRY(archive_batch_begin(req, in->id, BATCH_RETURN, &row));
	d = moved(req, BATCH_RETURN, &row);
	TRY(decide(req, "archive_batch", in->id, &d));
	TRY(sql_archive_batch_save_returned(req, in->id));
	return reply_one(req, sql_archive_batch_told, in->id);
}
