/* /v1/trading-cards (R3.35). */
#include "trading_card.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "report.h"
#include "rules.h"
#include "rules_text.h"
#include "rules_trading_card.h"
#include "standing.h"

MAY_FAIL
trading_card_end_all(struct request *req, const char *customer_id, const char *reason)
{
	return sql_trading_card_save_all_ended(req, customer_id, reason);
}

static MAY_FAIL
number_of(struct request *req, const struct parameter *name, int64_t *value)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	*value = parameter_integer(parameters, name);
	return NULL;
}

static MAY_FAIL
may_act(struct request *req, const struct profile *profile)
{
	struct standing standing;

	TRY(standing_of(req, profile, &standing));
	return standing_is_sales(req, &standing, &R3_35);
}

MAY_FAIL
trading_card_issue(struct request *req, const struct trading_card_issue_in *in)
{
	const char *id = new_id(req);
	int year, month, day;
	int64_t template;

	(void)in;
	TRY(number_of(req, &parameter_credit_trading_card_template_version, &template));
	date_split(req->today, &year, &month, &day);
	TRY(sql_trading_card_issue(req, id, year, template));
	return reply_one(req, sql_trading_card_get, id);
}

/* One of ours: named as such, or of an employee's name, unless that is said to be a namesake. */
static MAY_FAIL
is_employee(
    struct request *req, const struct trading_card_fill_filled_by *filled_by, bool *employee)
{
	bool namesake = filled_by->namesake && *filled_by->namesake;
	struct row row;

	TRY(sql_trading_card_employee(
	    req, filled_by->employee_id, namesake ? NULL : filled_by->name, &row));
	*employee = row_boolean(&row, "employee");
	return NULL;
}

MAY_FAIL
trading_card_fill(struct request *req, const struct trading_card_fill_in *in)
{
	struct card_filling filling = {
		.form_no = in->form_no,
		.filled_on = in->filled_on,
		.today = req->today,
	};
	struct profile profile;
	struct decision d;
	const char *id;
	struct row row;
	bool found;

	TRY(profile_lock(req, in->customer_id, &R3_35, &profile));
	TRY(may_act(req, &profile));
	TRY(number_of(
	    req, &parameter_credit_trading_card_template_version, &filling.current_template));
	TRY(is_employee(req, in->filled_by, &filling.by_employee));
	TRY(sql_trading_card_by_form(req, in->form_no, &row, &found));
	id = found ? row_text(req, &row, "id") : NULL;
	if (found) {
		filling.state =
		    row_enum(&row, "state", trading_card_state_names, TRADING_CARD_STATE_COUNT);
		filling.template_version = row_integer(&row, "template_version");
	}
	d = trading_card_fill_decide(&filling);
	TRY(decide(req, "trading_card", id, &d));
	TRY(sql_trading_card_save_filled(
	    req, id, profile.id, in->filled_by_json, in->filled_on, in->items_json));
	return reply_one(req, sql_trading_card_get, id);
}

/* A card that the caller acts on. profile->id NULL: nobody has filled it in. */
static MAY_FAIL
begin(struct request *req, const char *id, struct profile *profile, struct row *row)
{
	struct row whose;
	const char *customer_id;

	*profile = (struct profile) { 0 };
	TRY(sql_trading_card_whose(req, id, &whose));
	customer_id = row_text(req, &whose, "customer_id");
	if (customer_id) {
		TRY(profile_lock(req, customer_id, &R3_35, profile));
		TRY(may_act(req, profile));
	} else if (!row_boolean(&whose, "own") && !caller_is(&req->caller, "sales_manager")) {
		return problem_rule(req, &problem_forbidden_role, &R3_35,
		    "This is for who had the form issued, or a sales manager.");
	}
	return sql_trading_card_lock(req, id, row);
}

static enum trading_card_state
state_of(const struct row *row)
{
	return row_enum(row, "state", trading_card_state_names, TRADING_CARD_STATE_COUNT);
}

MAY_FAIL
trading_card_place_copies(struct request *req, const struct trading_card_place_copies_in *in)
{
	struct card_copy *copies = arena_array(req->arena, struct card_copy, in->copies_count);
	struct profile profile;
	struct decision d;
	int64_t required;
	struct row row;

	TRY(begin(req, in->id, &profile, &row));
	TRY(number_of(req, &parameter_credit_trading_card_copies, &required));
	for (size_t i = 0; i < in->copies_count; i++)
		copies[i] = (struct card_copy) {
			.number = in->copies[i].copy_no,
			.holder =
			    enum_index(copy_holder_names, COPY_HOLDER_COUNT, in->copies[i].holder),
			.received_on = in->copies[i].received_on,
		};
	d = trading_card_place_decide(
	    state_of(&row), copies, in->copies_count, required, req->today);
	TRY(decide(req, "trading_card", in->id, &d));
	TRY(sql_trading_card_save_copies(req, in->id, in->copies_json));
	return reply_one(req, sql_trading_card_get, in->id);
}

/* From now on orders pass: told, unless the customer trades already and only has a new card. */
static MAY_FAIL
start_trading(struct request *req, struct profile *profile)
{
	bool again = profile->trading_status == TRADING_STATUS_TERMINATED;

	if (profile->trading_status == TRADING_STATUS_ACTIVE)
		return NULL;
	TRY(profile_set_trading(req, profile, TRADING_STATUS_ACTIVE, "credit.trading_started"));
	return again ? report_owed_again(req, profile) : NULL;
}

MAY_FAIL
trading_card_activate(struct request *req, const struct trading_card_activate_in *in)
{
	struct card_start start = { 0 };
	struct profile profile;
	struct row row, known;
	struct decision d;
	const char *active_id;
	bool over;

	TRY(begin(req, in->id, &profile, &row));
	start.state = state_of(&row);
	if (!profile.id) {
		d = trading_card_activate_decide(&start);
		return decide(req, "trading_card", in->id, &d);
	}
	TRY(sql_trading_card_start(req, profile.id, profile.terminated_at, &known));
	active_id = row_text(req, &known, "active_id");
	over =
	    profile.trading_status == TRADING_STATUS_TERMINATED || same(active_id, in->replaces_id);
	start = (struct card_start) {
		.state = start.state,
		.other_active = active_id && !over,
		.copies_placed = row_boolean(&row, "copies_placed"),
		.blacklisted = profile.blacklisted,
		.trading_status = profile.trading_status,
		.enterprise = row_boolean(&known, "enterprise"),
		.admitted = row_boolean(&known, "admitted"),
		.report_since = row_boolean(&known, "report_since"),
		.open_incident = row_boolean(&known, "open_incident"),
	};
	d = trading_card_activate_decide(&start);
	TRY(decide(req, "trading_card", in->id, &d));
	TRY(sql_trading_card_save_ended(req, profile.id,
	    arena_print(req->arena, "Replaced by %s", row_text(req, &row, "form_no"))));
	TRY(sql_trading_card_save_active(req, in->id));
	TRY(start_trading(req, &profile));
	return reply_one(req, sql_trading_card_get, in->id);
}

MAY_FAIL
trading_card_close(struct request *req, const struct trading_card_close_in *in)
{
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &profile, &row));
	d = trading_card_close_decide(state_of(&row), profile.trading_status);
	TRY(decide(req, "trading_card", in->id, &d));
	TRY(sql_trading_card_save_closed(req, in->id, in->reason));
	return reply_one(req, sql_trading_card_get, in->id);
}
