/* /v1/suspensions: temporary stops of supply (R3.37). */
#include "suspension.h"

#include "countermeasure.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"

enum stop_rank
stop_rank_of_caller(const struct request *req, bool superior)
{
	return stop_rank_of(&(struct stop_roles) {
	    .superior = superior,
	    .sales_manager = caller_is(&req->caller, "sales_manager"),
	    .marketing_director = caller_is(&req->caller, "marketing_director"),
	    .president = caller_is(&req->caller, "president"),
	});
}

static MAY_FAIL
review_days(struct request *req, int64_t *days)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	*days = parameter_integer(parameters, &parameter_credit_suspension_review_days);
	return NULL;
}

MAY_FAIL
suspension_begin(struct request *req, const struct suspension_new *n)
{
	const struct ground *ground = n->ground;
	int64_t days;

	TRY(review_days(req, &days));
	TRY(sql_suspension_create(req, n->id, n->profile->id, ground->emergency_report_id,
	    ground->bill_incident_id, n->instruction_id, n->standing->caller.id, n->rank, n->reason,
	    req->today + (date)days));
	return profile_set_trading(req, n->profile, TRADING_STATUS_SUSPENDED, "credit.suspended");
}

MAY_FAIL
suspension_end(struct request *req, const char *customer_id, enum suspension_outcome outcome,
    const char *reason)
{
	TRY(sql_countermeasure_save_stops_lifted(req, customer_id, reason));
	return sql_suspension_save_ended(
	    req, customer_id, suspension_outcome_names[outcome], reason);
}

/* The order is at the same time the instruction, and its execution (R3.30). */
static MAY_FAIL
order(struct request *req, struct suspension_new *n)
{
	const char *instruction_id = new_id(req);

	n->instruction_id = instruction_id;
	TRY(instruction_keep(req,
	    &(struct instruction_new) {
		.profile = n->profile,
		.standing = n->standing,
		.ground = n->ground,
		.measures_json = "[{\"type\":\"SUSPEND_SUPPLY\"}]",
		.text = n->reason,
	    },
	    instruction_id));
	TRY(suspension_begin(req, n));
	return countermeasure_keep(req, &(struct countermeasure_new) {
					    .id = new_id(req),
					    .customer_id = n->profile->id,
					    .instruction_id = instruction_id,
					    .type = COUNTERMEASURE_TYPE_SUSPEND_SUPPLY,
					    .details = n->reason,
					    .suspension_id = n->id,
					    .emergency_report_id = n->ground->emergency_report_id,
					});
}

MAY_FAIL
suspension_create(struct request *req, const struct suspension_create_in *in)
{
	bool reported = in->emergency_report_id || in->bill_incident_id;
	struct ground ground = { 0 };
	struct standing standing;
	struct profile profile;
	struct suspension_new n = {
		.id = new_id(req),
		.profile = &profile,
		.standing = &standing,
		.ground = &ground,
		.reason = in->reason,
	};
	struct decision d;
	int64_t days;

	TRY(profile_lock(req, in->customer_id, &R3_37, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(review_days(req, &days));
	if (reported)
		TRY(ground_of(req, in->emergency_report_id, in->bill_incident_id, &R3_37, &profile,
		    &standing, &ground));
	n.rank = stop_rank_of_caller(req, standing.superior || ground.superior);
	d = stop_ordering(
	    &(struct stop_facts) {
		.rank = n.rank,
		.reported = reported,
		.reporter = ground.reporter,
		.closed = ground.closed,
		.grave = ground.grave,
		.status = profile.trading_status,
	    },
	    days);
	TRY(decide(req, "suspension", n.id, &d));
	TRY(order(req, &n));
	return reply_one(req, sql_suspension_get, n.id);
}

MAY_FAIL
suspension_resume(struct request *req, const struct suspension_resume_in *in)
{
	struct row stop, row;
	struct standing standing;
	struct profile profile;
	struct decision d;

	TRY(sql_suspension_whose(req, in->id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_37, &profile));
	TRY(sql_suspension_lock(req, in->id, &stop));
	TRY(standing_of(req, &profile, &standing));
	TRY(sql_suspension_termination_open(req, profile.id, &row));
	d = stop_resuming(&(struct resume_facts) {
	    .rank =
		stop_rank_of_caller(req, standing.superior || row_boolean(&stop, "caller_on_line")),
	    .ordered = (enum stop_rank)row_integer(&stop, "ordered_rank"),
	    .same_person = row_boolean(&stop, "ordered_by_caller"),
	    .reporter = row_boolean(&stop, "reported_by_caller"),
	    .ended = !row_is_null(&stop, "ended_at"),
	    .termination = row_boolean(&row, "open"),
	});
	TRY(decide(req, "suspension", in->id, &d));
	TRY(suspension_end(req, profile.id, SUSPENSION_OUTCOME_RESUMED, in->reason));
	TRY(profile_set_trading(req, &profile, TRADING_STATUS_ACTIVE, "credit.resumed"));
	return reply_one(req, sql_suspension_get, in->id);
}
