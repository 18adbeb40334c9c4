/* Profiles of customers (R3.1), and the lines they have had (R3.12). */
#include "profile.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "standing.h"

static struct profile
profile_of(struct request *req, const struct row *row)
{
	return (struct profile) {
		.id = row_text(req, row, "id"),
		.version = row_integer(row, "version"),
		.grade = row_enum(row, "grade", grade_names, GRADE_COUNT),
		.grade_since = row_date(row, "grade_since"),
		.limit_fen = row_integer(row, "limit_fen"),
		.term_days = row_integer(row, "term_days"),
		.limit_raised_on = row_date(row, "limit_raised_on"),
		.trading_status =
		    row_enum(row, "trading_status", trading_status_names, TRADING_STATUS_COUNT),
		.terminated_at = row_instant(row, "terminated_at"),
		.blacklisted = row_boolean(row, "blacklisted"),
		.responsible_salesperson_id = row_text(req, row, "responsible_salesperson_id"),
		.deposit_required_fen = row_integer(row, "deposit_required_fen"),
		.deposit_paid_fen = row_integer(row, "deposit_paid_fen"),
		.last_report_on = row_date(row, "last_report_on"),
		.report_due_on = row_date(row, "report_due_on"),
		.verification_due_on = row_date(row, "verification_due_on"),
	};
}

static MAY_FAIL
taken(struct request *req, const struct rule *rule, bool found, const struct row *row,
    struct profile *profile)
{
	if (!found)
		return problem_rule(req, &problem_customer_unknown, rule,
		    "There is no such customer under credit management.");
	*profile = profile_of(req, row);
	return NULL;
}

MAY_FAIL
profile_lock(
    struct request *req, const char *customer_id, const struct rule *rule, struct profile *profile)
{
	struct row row;
	bool found;

	do {
		TRY(sql_credit_profile_lock(req, customer_id, &row, &found));
		TRY(taken(req, rule, found, &row, profile));
		customer_id = row_text(req, &row, "merged_into_id");
	} while (customer_id);
	return NULL;
}

MAY_FAIL
profile_read(
    struct request *req, const char *customer_id, const struct rule *rule, struct profile *profile)
{
	struct row row;
	bool found;

	TRY(sql_credit_profile_read(req, customer_id, &row, &found));
	return taken(req, rule, found, &row, profile);
}

MAY_FAIL
profile_set_trading(
    struct request *req, struct profile *profile, enum trading_status to, const char *event)
{
	struct buffer b = buffer_in(req->arena);

	profile->trading_status = to;
	TRY(sql_credit_profile_save_trading(
	    req, profile->id, trading_status_names[to], profile->terminated_at));
	object_open(&b);
	member_text(&b, "customer_id", profile->id);
	member_text(&b, "trading_status", trading_status_names[to]);
	object_close(&b);
	return event_emit(req, event, profile->id, ++profile->version, b.text);
}

MAY_FAIL
credit_profile_create(struct request *req, const struct credit_profile_create_in *in)
{
	const struct parameters *parameters;
	struct known_customer customer;
	struct row row;

	TRY(parameters_on(req, req->today, &parameters));
	TRY(directory_customer(req, in->customer_id, &customer));
	if (!customer.id)
		return problem_rule(
		    req, &problem_customer_unknown, &R3_1, "There is no such customer.");
	TRY(sql_credit_profile_blacklisted(req, customer.id, &row));
	TRY(sql_credit_profile_create(req, customer.id,
	    parameter_text(parameters, &parameter_credit_initial_grade),
	    row_boolean(&row, "blacklisted"), customer.responsible_employee_id));
	return reply_one(req, sql_credit_profile_get, customer.id);
}

MAY_FAIL
credit_profile_get(struct request *req, const struct credit_profile_get_in *in)
{
	struct profile profile;
	struct standing standing;

	TRY(profile_read(req, in->id, &R3_1, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_reads(req, &standing, &R3_12));
	return reply_one(req, sql_credit_profile_get, profile.id);
}

/* Nobody does it this way: there is the operation so that whoever tries is told how it is done. */
MAY_FAIL
credit_profile_update(struct request *req, const struct credit_profile_update_in *in)
{
	struct profile profile;

	TRY(profile_read(req, in->id, &R3_1, &profile));
	return problem_rule(req, &problem_forbidden_role, &R3_1,
	    "Grade, limit and term change by an adjustment, the trading status by a trading card, "
	    "a stop of supply or a termination.");
}

MAY_FAIL
credit_line_list_guard(struct request *req, const struct credit_line_list_in *in)
{
	return standing_reads_customer(req, in->id, &R3_12);
}
