/* The allocation of a batch: computed, confirmed and published (R1.4, R1.5). */
#include "archive_batch.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_allocation.h"
#include "scope.h"

MAY_FAIL
archive_allocated(struct request *req, const char *customer_id)
{
	struct row row;
	bool found;

	TRY(sql_allocation_of_customer(req, customer_id, &row, &found));
	if (!found || !row_boolean(&row, "waits"))
		return NULL;
	return problem_rule(req, &problem_allocation_incomplete, &R1_5,
	    "The archive's batch has not been allocated and published yet.");
}

MAY_FAIL
archive_customer_merged(struct request *req, const char *from, const char *to)
{
	TRY(sql_allocation_merge_archives(req, from, to));
	TRY(sql_service_record_merge(req, from, to));
	TRY(sql_lapse_report_merge(req, from, to));
	TRY(sql_ownership_change_merge(req, from, to));
	TRY(sql_grievance_merge(req, from, to));
	return sql_grievance_complaint_merge(req, from, to);
}

/* What there is to deal, and among whom. */
struct deal {
	const char *batch_id, *department_id;
	struct participant *participants;
	struct allocation_line *lines;
	size_t participant_count, line_count;
};

static MAY_FAIL
load(struct request *req, struct deal *deal)
{
	struct rows people, archives;
	struct row row;

	TRY(sql_allocation_department(req, deal->department_id, &row));
	TRY(sql_allocation_participants(req, deal->batch_id, &people));
	TRY(sql_allocation_archives(req, deal->batch_id, &archives));
	deal->participant_count = (size_t)people.count;
	deal->participants = arena_array(req->arena, struct participant, deal->participant_count);
	for (int i = 0; i < people.count; i++) {
		row = rows_at(&people, i);
		deal->participants[i] = (struct participant) {
			.id = row_text(req, &row, "id"),
			.number = row_text(req, &row, "number"),
			.extras = row_integer(&row, "extras"),
		};
	}
	deal->line_count = (size_t)archives.count;
	deal->lines = arena_array(req->arena, struct allocation_line, deal->line_count);
	for (int i = 0; i < archives.count; i++) {
		row = rows_at(&archives, i);
		deal->lines[i].archive_id = row_text(req, &row, "id");
	}
	return NULL;
}

static MAY_FAIL
save(struct request *req, const struct deal *deal)
{
	for (size_t i = 0; i < deal->participant_count; i++) {
		const struct participant *p = &deal->participants[i];

		TRY(sql_allocation_save_participant(req, new_id(req), deal->batch_id,
		    deal->department_id, p->id, (int64_t)i + 1, p->extras, p->archives,
		    p->extras_after));
	}
	for (size_t i = 0; i < deal->line_count; i++)
		TRY(sql_allocation_save_archive(
		    req, deal->lines[i].archive_id, (int64_t)i + 1, deal->lines[i].employee_id));
	return NULL;
}

/* The lines that the head sends are those computed. */
static MAY_FAIL
confirm(struct request *req, const struct deal *deal, const struct archive_batch_allocate_in *in)
{
	struct allocation_line *asked =
	    arena_array(req->arena, struct allocation_line, in->lines_count);
	struct decision d;

	if (!in->lines_json)
		return NULL;
	for (size_t i = 0; i < in->lines_count; i++)
		asked[i] =
		    (struct allocation_line) { in->lines[i].archive_id, in->lines[i].employee_id };
	d = allocation_confirm(deal->lines, deal->line_count, asked, in->lines_count);
	return require(req, "archive_batch", deal->batch_id, &d);
}

/* When the service publishes what the head does not. */
static MAY_FAIL
publication_due(struct request *req, const struct row *batch, instant *due)
{
	date returned = date_of(row_instant(batch, "returned_at"));
	const struct parameters *parameters;

	TRY(parameters_on(req, returned, &parameters));
	*due = within_days(row_instant(batch, "returned_at"),
	    (int)parameter_integer(parameters, &parameter_archive_allocation_days));
	return NULL;
}

static MAY_FAIL
reply_allocation(struct request *req, const char *batch_id)
{
	struct row row;
	bool found;

	TRY(sql_allocation_get(req, batch_id, &row, &found));
	return found ? reply_row(req, &row) : &problem_not_found;
}

MAY_FAIL
archive_batch_allocate(struct request *req, const struct archive_batch_allocate_in *in)
{
	const struct parameters *parameters;
	struct deal deal = { .batch_id = in->id };
	struct decision d;
	struct row batch;
	instant due;

	TRY(archive_batch_begin(req, in->id, BATCH_ALLOCATE, &batch));
	deal.department_id = row_text(req, &batch, "department_id");
	TRY(load(req, &deal));
	TRY(parameters_on(req, req->today, &parameters));
	d = allocation_deal(deal.participants, deal.participant_count, deal.line_count,
	    parameter_text(parameters, &parameter_archive_extra_rule));
	TRY(decide(req, "archive_batch", in->id, &d));
	for (size_t i = 0; i < deal.line_count; i++)
		deal.lines[i].employee_id = deal.participants[i % deal.participant_count].id;
	TRY(confirm(req, &deal, in));
	TRY(save(req, &deal));
	TRY(sql_archive_batch_save_allocated(req, in->id));
	TRY(publication_due(req, &batch, &due));
	TRY(timer_set(
	    req, "batch_publication", in->id, (due > req->now ? due : end_of(req->today)) + 1));
	return reply_allocation(req, in->id);
}

MAY_FAIL
allocation_get(struct request *req, const struct allocation_get_in *in)
{
	return reply_allocation(req, in->id);
}

static MAY_FAIL
tell_owner(struct request *req, const struct row *customer)
{
	struct buffer b = buffer_in(req->arena);
	const char *id = row_text(req, customer, "id");

	TRY(customer_tell(req, "customer.created", customer));
	object_open(&b);
	member_text(&b, "customer_id", id);
	member_text(&b, "new", row_text(req, customer, "responsible_employee_id"));
	member_text(&b, "cause", owner_change_cause_names[OWNER_CHANGE_CAUSE_ALLOCATION]);
	object_close(&b);
	return event_emit(
	    req, "customer.owner_changed", id, row_integer(customer, "version"), b.text);
}

static MAY_FAIL
publish(struct request *req, const char *id, const struct row *batch)
{
	struct decision d;
	struct rows rows;
	struct row row;
	instant due;

	TRY(publication_due(req, batch, &due));
	TRY(sql_allocation_publish(req, id, &rows));
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		TRY(tell_owner(req, &row));
	}
	d = decision_allow(&R1_5, archive_batch_state_names[ARCHIVE_BATCH_STATE_COMPLETED],
	    "The allocation is public; %d archives have their employees.", rows.count);
	TRY(decide(req, "archive_batch", id, &d));
	TRY(sql_archive_batch_save_completed(req, id, req->now > due));
	TRY(sql_archive_batch_told(req, id, &row));
	return event_emit(
	    req, "archive_batch.completed", id, row_integer(&row, "version"), row_json(req, &row));
}

MAY_FAIL
archive_batch_publish(struct request *req, const struct archive_batch_publish_in *in)
{
	struct row row;

	TRY(archive_batch_begin(req, in->id, BATCH_PUBLISH, &row));
	TRY(publish(req, in->id, &row));
	TRY(sql_archive_batch_told(req, in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
archive_batch_publication_due(struct request *req, const char *batch_id)
{
	const struct problem *problem;
	struct row row;

	problem = archive_batch_begin(req, batch_id, BATCH_PUBLISH, &row);
	if (problem && problem->status == problem_invalid_state.status)
		return NULL;
	return problem ? problem : publish(req, batch_id, &row);
}
