/* What employees do for customers (R1.26), and whether that is enough (R1.27). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "archive_batch.h"
#include "lapse.h"
#include "parameter.h"
#include "rules.h"
#include "rules_service.h"
#include "rules_text.h"

static const struct parameter *const acts[SERVICE_KIND_COUNT] = {
	[SERVICE_KIND_PRE_SALE] = &parameter_service_acts_pre_sale,
	[SERVICE_KIND_IN_SALE] = &parameter_service_acts_in_sale,
	[SERVICE_KIND_AFTER_SALE] = &parameter_service_acts_after_sale,
	[SERVICE_KIND_REGULAR] = &parameter_service_acts_regular,
};

/* 400: the company does not know this act of this kind of service. */
static MAY_FAIL
know_act(struct request *req, enum service_kind kind, const char *act)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	if (parameter_has(parameters, acts[kind], act))
		return NULL;
	return problem_fault(
	    req, "/act", "UNKNOWN", "One of %s.", parameter_json(parameters, acts[kind]));
}

MAY_FAIL
service_record_create(struct request *req, const struct service_record_create_in *in)
{
	struct service_facts facts = {
		.kind = enum_index(service_kind_names, SERVICE_KIND_COUNT, in->kind),
		.charge_fen = in->charge_fen ? *in->charge_fen : 0,
		.at = in->at == NO_INSTANT ? req->now : in->at,
	};
	const char *id = new_id(req), *customer_id;
	struct person by;
	struct decision d;
	struct row row;
	bool found;

	TRY(person_calling(req, &R1_26, &by));
	TRY(know_act(req, facts.kind, in->act));
	TRY(sql_service_customer(req, in->customer_id, &row, &found));
	if (!found)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	customer_id = row_text(req, &row, "id");
	TRY(archive_allocated(req, customer_id));
	facts.took_part = row_boolean(&row, "took_part");
	facts.attended = row_boolean(&row, "attended");
	facts.bought = row_boolean(&row, "bought");
	d = service_record_decide(&facts, req->now);
	TRY(decide(req, "service_record", id, &d));
	TRY(sql_service_record_create(req, id, customer_id, in->kind, in->act, by.id,
	    by.department_id, facts.at, date_of(facts.at), in->at_home && *in->at_home,
	    facts.charge_fen, in->note));
	TRY(sql_service_record_told(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
service_visit_reported(struct request *req, const struct event *event)
{
	instant at = event_instant(req, event, "at");

	if (at == NO_INSTANT || at > req->now) /* nothing is rendered ahead */
		at = event->at < req->now ? event->at : req->now;
	return sql_service_record_take(
	    req, new_id(req), event->id, event->data, "HOME_VISIT", "OTHER", at, date_of(at));
}

static MAY_FAIL
lapse_terms_now(struct request *req, struct lapse_terms *terms)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	*terms = (struct lapse_terms) {
		.period = parameter_period(parameters, &parameter_service_lapse_period),
		.criteria = parameter_words(parameters, &parameter_service_lapse_criteria),
		.all =
		    same(parameter_text(parameters, &parameter_service_lapse_mode), "ALL"),
	};
	return NULL;
}

static struct service_history
history_of(const struct row *row)
{
	return (struct service_history) {
		.applies = true,
		.responsible_since = row_instant(row, "responsible_since"),
		.attended_at = row_instant(row, "attended_at"),
		.invited_at = row_instant(row, "invited_at"),
		.visited_at = row_instant(row, "visited_at"),
	};
}

MAY_FAIL
service_status_now(struct request *req, const char *customer_id, struct service_status *status)
{
	struct service_history history = { 0 };
	struct lapse_terms terms;
	struct row row;
	bool found;

	TRY(lapse_terms_now(req, &terms));
	TRY(sql_service_history_of(req, customer_id, &row, &found));
	if (found)
		history = history_of(&row);
	*status = service_status_on(&history, &terms, req->today);
	return NULL;
}

/* The members of a status; reasons in the order of the rule. */
static void
add_status(struct buffer *b, const struct service_status *status)
{
	member_text(b, "state", service_state_names[status->state]);
	list_open(b, "reasons");
	for (int reason = 1; reason < LAPSE_REASON_COUNT; reason++)
		if (status->reasons & 1U << reason)
			item_text(b, lapse_reason_names[reason]);
	list_close(b);
	member_date(b, "attended_ok_until", status->attended_ok_until);
	member_date(b, "visited_ok_until", status->visited_ok_until);
	member_date(b, "lapsed_from", status->lapsed_from);
}

static void
add_history(struct request *req, struct buffer *b, const struct row *row)
{
	static const char *const texts[] = { "customer_id", "customer_name", "department_id",
		"responsible_employee_id" };
	static const char *const instants[] = { "responsible_since", "attended_at", "invited_at",
		"visited_at" };

	for (size_t i = 0; i < COUNT(texts); i++)
		member_text(b, texts[i], row_text(req, row, texts[i]));
	member_integer(b, "customer_number", row_integer(row, "customer_number"));
	for (size_t i = 0; i < COUNT(instants); i++)
		member_instant(b, instants[i], row_instant(row, instants[i]));
}

MAY_FAIL
service_status_get(struct request *req, const struct service_status_get_in *in)
{
	struct service_history history = { 0 };
	struct buffer b = buffer_in(req->arena);
	struct service_status status;
	struct lapse_terms terms;
	struct row row;
	bool found;

	TRY(lapse_terms_now(req, &terms));
	TRY(sql_service_history_of(req, in->id, &row, &found));
	object_open(&b);
	if (found) {
		history = history_of(&row);
		add_history(req, &b, &row);
	} else {
		TRY(sql_service_customer_readable(req, in->id, &row, &found));
		if (!found)
			return &problem_not_found;
		member_text(&b, "customer_id", in->id);
	}
	status = service_status_on(&history, &terms, req->today);
	add_status(&b, &status);
	object_close(&b);
	return reply_json(req, b.text);
}

/* What service_status_on() is told, for the query that knows it, too. */
MAY_FAIL
service_lapsed_list_compute(struct request *req, const struct service_lapsed_list_in *in,
    struct service_lapsed_list_computed *computed)
{
	const struct parameters *parameters;
	struct period period;

	(void)in;
	TRY(parameters_on(req, req->today, &parameters));
	period = parameter_period(parameters, &parameter_service_lapse_period);
	*computed = (struct service_lapsed_list_computed) {
		.months = period.months,
		.days = period.days,
		.offset_minutes = business_offset / MINUTE,
		.criteria = parameter_json(parameters, &parameter_service_lapse_criteria),
		.mode = parameter_text(parameters, &parameter_service_lapse_mode),
	};
	return NULL;
}
