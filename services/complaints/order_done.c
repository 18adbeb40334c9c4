/* The work is done, the order completed and closed (R11.12). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "field_order.h"
#include "order.h"
#include "rules.h"
#include "rules_order.h"
#include "rules_order_work.h"

/* What has no test that passed, and whether every vehicle has its terminal noted. */
static MAY_FAIL
tests_of(struct request *req, const struct order *o, bool test_passed, struct work_papers *papers)
{
	const char **untested;
	struct rows rows;

	papers->plate = papers->terminal = true;
	if (o->kind == ORDER_KIND_REPAIR) {
		untested = arena_array(req->arena, const char *, 1);
		papers->plate = o->plate != NULL;
		papers->terminal = o->terminal_no != NULL;
		if (!test_passed)
			untested[papers->untested_count++] =
			    o->terminal_no ? o->terminal_no : "terminal";
		papers->untested = untested;
		return NULL;
	}
	TRY(sql_order_vehicle_of(req, o->id, &rows));
	untested = arena_array(req->arena, const char *, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		if (!row_boolean(&row, "test_passed"))
			untested[papers->untested_count++] = row_text(req, &row, "plate");
		papers->terminal &= !row_is_null(&row, "terminal_no");
	}
	papers->untested = untested;
	return NULL;
}

static MAY_FAIL
papers_complete(struct request *req, const struct order *o, bool test_passed, bool no_parts_used,
    struct work_papers *papers)
{
	const struct parameters *p;
	struct decision d;
	struct rows rows;

	TRY(parameters_on(req, req->today, &p));
	papers->kind = o->kind;
	papers->photos_required = parameter_boolean(p, &parameter_repair_photos_required);
	TRY(tests_of(req, o, test_passed, papers));
	TRY(sql_order_part_of(req, o->id, &rows));
	papers->parts = o->kind == ORDER_KIND_INSTALL || rows.count > 0 || no_parts_used;
	d = work_papers(papers);
	return decide(req, "service_order", o->id, &d);
}

static MAY_FAIL
repair_time(struct request *req, const struct order *o, instant done_at, int64_t *minutes)
{
	struct order_wait_span *waits;
	instant before = o->arrived_at, at = done_at;
	struct rows rows;

	TRY(sql_order_wait_of(req, o->id, &rows));
	waits = arena_array(req->arena, struct order_wait_span, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		waits[i] = (struct order_wait_span) { row_instant(&row, "from_at"),
			row_instant(&row, "until_at") };
		before = waits[i].until;
	}
	TRY(order_happened(req, &R11_9, before, &at));
	*minutes = repair_minutes(o->arrived_at, done_at, waits, (size_t)rows.count);
	return NULL;
}

/* The repair that this one repeats, or NULL. */
static MAY_FAIL
repeated(struct request *req, const struct order *o, const char **repeat_of_id)
{
	const struct parameters *p;
	struct row row;
	bool found;

	*repeat_of_id = NULL;
	if (o->kind != ORDER_KIND_REPAIR)
		return NULL;
	TRY(parameters_on(req, o->reported_on, &p));
	TRY(sql_service_order_same_fault(req, o->id, o->terminal_no, &row, &found));
	if (found && repeats_repair(date_of(row_instant(&row, "done_at")), o->reported_on,
			 parameter_period(p, &parameter_repair_repeat_window)))
		*repeat_of_id = row_text(req, &row, "id");
	return NULL;
}

MAY_FAIL
service_order_finish(struct request *req, const struct service_order_finish_in *in)
{
	instant done_at = in->done_at == NO_INSTANT ? req->now : in->done_at;
	struct work_papers papers = {
		.photos = in->photos_count > 0,
		.damage = (enum damage_statement)enum_index(
		    damage_statement_names, DAMAGE_STATEMENT_COUNT, in->damage),
		.damage_object = in->damage_object,
		.damage_extent = in->damage_extent,
		.damage_customer_informed = in->damage_customer_informed,
		.signature = (enum customer_signature)enum_index(
		    customer_signature_names, CUSTOMER_SIGNATURE_COUNT, in->signature),
		.signature_note = in->signature_note,
	};
	const char *repeat_of_id, *record_id;
	int64_t minutes;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_sent(req, &o, &R11_12));
	TRY(order_in(req, &o, ORDER_IN(IN_PROGRESS), &R11_12));
	TRY(repair_time(req, &o, done_at, &minutes));
	TRY(papers_complete(req, &o, in->test_passed && *in->test_passed,
	    in->no_parts_used && *in->no_parts_used, &papers));
	TRY(repeated(req, &o, &repeat_of_id));
	if (o.kind == ORDER_KIND_REPAIR)
		TRY(order_record(req, &o, &record_id));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_WORK_DONE, &R11_12));
	TRY(sql_service_order_save_done(req, in->id, done_at, o.caller.id, o.lead_id,
	    in->test_passed, in->no_parts_used, in->photos_json, in->damage, in->damage_object,
	    in->damage_extent, in->damage_customer_informed, in->signature, in->signature_note,
	    minutes, repeat_of_id));
	TRY(deadline_done_at(req, in->id, "WORK", NULL, done_at, NULL));
	if (o.charge_fen > 0)
		TRY(order_move(req, &o, SERVICE_ORDER_STATE_FEE_DUE, &R11_13));
	return order_reply(req, in->id);
}

/* The papers as they were kept. */
static MAY_FAIL
still_complete(struct request *req, const struct order *o)
{
	bool informed = row_boolean(&o->row, "damage_customer_informed");
	struct work_papers papers = {
		.photos = row_boolean(&o->row, "has_photos"),
		.damage = (enum damage_statement)row_enum(
		    &o->row, "damage", damage_statement_names, DAMAGE_STATEMENT_COUNT),
		.damage_object = row_text(req, &o->row, "damage_object"),
		.damage_extent = row_text(req, &o->row, "damage_extent"),
		.damage_customer_informed =
		    row_is_null(&o->row, "damage_customer_informed") ? NULL : &informed,
		.signature = (enum customer_signature)row_enum(
		    &o->row, "signature", customer_signature_names, CUSTOMER_SIGNATURE_COUNT),
		.signature_note = row_text(req, &o->row, "signature_note"),
	};
	struct row row;

	TRY(sql_repair_invoice_stands(req, o->id, &row));
	papers.invoice_missing = o->charge_fen > 0 && !row_boolean(&row, "stands");
	return papers_complete(req, o, row_boolean(&o->row, "test_passed"),
	    row_boolean(&o->row, "no_parts_used"), &papers);
}

/* Each terminal that was installed gets its record: bought with its installation (R11.2). */
static MAY_FAIL
open_records(struct request *req, const struct order *o)
{
	date on = date_of(o->done_at), end;
	struct rows rows;
	int64_t made;

	TRY(sql_order_vehicle_of(req, o->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *terminal_no = row_text(req, &row, "terminal_no");

		TRY(order_warranty_of(req, row_text(req, &row, "model"), on, &end));
		TRY(sql_product_record_create(req, new_id(req), terminal_no,
		    row_text(req, &row, "model"), row_text(req, &row, "sim"), o->customer_id,
		    o->customer_name, row_text(req, &row, "plate"), on, on, end, &made));
		if (made == 0)
			return problem_rule(req, &problem_duplicate, &R11_2,
			    "Terminal %s has a record already.", terminal_no);
	}
	TRY(product_installed(req, o->id));
	return sql_order_vehicle_save_closed(req, o->id);
}

static MAY_FAIL
tell_repaired(struct request *req, const struct order *o)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "order_id", o->id);
	member_text(&b, "customer_id", o->customer_id);
	member_text(&b, "terminal_no", o->terminal_no);
	member_text(&b, "model", o->model);
	member_integer(&b, "charge_fen", o->charge_fen);
	member_instant(&b, "completed_at", req->now);
	object_close(&b);
	return event_emit(req, "repair.completed", o->id, 0, b.text);
}

MAY_FAIL
service_order_complete(struct request *req, const struct service_order_complete_in *in)
{
	struct order o;

	TRY(order_lock(req, in->id, &o));
	if (o.assigned)
		return problem_rule(req, &problem_forbidden_role, &R11_12,
		    "Who did the work does not complete the order.");
	TRY(order_in(req, &o, ORDER_IN(WORK_DONE) | ORDER_IN(FEE_HANDED_IN), &R11_12));
	TRY(still_complete(req, &o));
	TRY(field_completable(req, in->id));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_COMPLETED, &R11_12));
	TRY(sql_service_order_save_completed(req, in->id, o.caller.id));
	if (o.kind == ORDER_KIND_INSTALL)
		TRY(open_records(req, &o));
	else
		TRY(tell_repaired(req, &o));
	return order_reply(req, in->id);
}

MAY_FAIL
service_order_close(struct request *req, const struct service_order_close_in *in)
{
	instant at = in->customer_informed_at;
	struct order o;

	TRY(order_lock(req, in->id, &o));
	TRY(order_in(req, &o, ORDER_IN(COMPLETED), &R11_12));
	TRY(order_happened(req, &R11_12, o.done_at, &at));
	TRY(order_move(req, &o, SERVICE_ORDER_STATE_CLOSED, &R11_12));
	TRY(sql_service_order_save_closed(req, in->id, at));
	return order_reply(req, in->id);
}
