/* /v1/termination-notices: the trade is discontinued on the superior's ruling (R3.39). */
#include "termination.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "overlimit.h"
#include "parameter.h"
#include "reservation.h"
#include "rules.h"
#include "rules_text.h"
#include "suspension.h"
#include "trading_card.h"

static const char ended[] = "The trade is discontinued (R3.39)";

MAY_FAIL
termination_execute(struct request *req, struct profile *profile)
{
	TRY(suspension_end(req, profile->id, SUSPENSION_OUTCOME_TERMINATED, ended));
	TRY(profile_set_trading(req, profile, TRADING_STATUS_TERMINATED, "credit.terminated"));
	TRY(trading_card_end_all(req, profile->id, ended));
	TRY(overlimit_end_all(req, profile->id, &R3_39, ended));
	return reservation_release_all(req, profile->id, &R3_39, ended);
}

MAY_FAIL
termination_notice_create(struct request *req, const struct termination_notice_create_in *in)
{
	const char *id = new_id(req);
	const struct parameters *parameters;
	struct standing standing;
	struct profile profile;
	struct decision d;
	struct row row;
	bool found = false;

	TRY(parameters_on(req, req->today, &parameters));
	if (in->instruction_id)
		TRY(sql_termination_instruction(req, in->instruction_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_no_instruction, &R3_39,
		    "The customer is notified on a superior's ruling to terminate; there is none.");
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_39, &profile));
	TRY(standing_of(req, &profile, &standing));
	/* Again, behind the lock: a notice may have been recorded, a ruling replaced. */
	TRY(sql_termination_instruction(req, in->instruction_id, &row, &found));
	d = termination_noticing(
	    &(struct notice_facts) {
		.responsible = standing.responsible,
		.superior = standing.superior || row_boolean(&row, "caller_on_line"),
		.ruled = row_boolean(&row, "ruled"),
		.noticed = row_boolean(&row, "noticed"),
		.ruled_at = row_instant(&row, "ruled_at"),
		.now = req->now,
		.sent_on = in->sent_on,
		.status = profile.trading_status,
	    },
	    parameter_integer(parameters, &parameter_credit_termination_notice_days));
	TRY(decide(req, "termination_notice", id, &d));
	TRY(sql_termination_create(req, id, profile.id, in->instruction_id, in->sent_on,
	    in->channel, in->addressee, in->text, same(d.outcome, "LATE")));
	profile.terminated_at = req->now;
	TRY(termination_execute(req, &profile));
	if (!row_is_null(&row, "emergency_report_id"))
		TRY(emergency_executing(req, row_text(req, &row, "emergency_report_id")));
	decision_show(req, &d); /* of the notice, not of what it ended */
	return reply_one(req, sql_termination_get, id);
}
