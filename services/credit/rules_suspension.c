#include "rules_suspension.h"

#include "rules.h"
#include "rules_text.h"

enum stop_rank
stop_rank_of(const struct stop_roles *roles)
{
	return roles->president				 ? STOP_RANK_PRESIDENT
	       : roles->marketing_director		 ? STOP_RANK_DIRECTOR
	       : roles->sales_manager || roles->superior ? STOP_RANK_MANAGER
							 : STOP_RANK_NONE;
}

struct decision
stop_ordering(const struct stop_facts *facts, int64_t review_days)
{
	struct decision d;

	if (facts->rank == STOP_RANK_NONE)
		return decision_refuse(&R3_37, &problem_forbidden_role,
		    "Supply is stopped by somebody above the responsible salesperson, a sales "
		    "manager, the marketing director or the president; others report.");
	if (!facts->reported)
		return decision_refuse(&R3_37, &problem_report_missing,
		    "Supply is stopped on an emergency report or a bill incident of this "
		    "customer.");
	if (facts->reporter)
		return decision_refuse(&R3_37, &problem_separation_of_duties,
		    "Who reported does not stop the supply.");
	if (facts->closed)
		return decision_refuse(
		    &R3_37, &problem_invalid_state, "The report or incident has been closed.");
	if (!facts->grave)
		return decision_refuse(&R3_31, &problem_not_deteriorated,
		    "The report says neither that the customer has deteriorated nor of an abnormal "
		    "point in the trade.");
	if (facts->status != TRADING_STATUS_ACTIVE)
		return decision_refuse(&R3_37, &problem_invalid_state,
		    "The customer's trade is %s: there is no supply to stop.",
		    trading_status_names[facts->status]);
	d = decision_allow(&R3_37, trading_status_names[TRADING_STATUS_SUSPENDED],
	    "From now on every check is declined, and nothing is committed.");
	decision_used(&d, "credit.suspension.review_days", review_days);
	return d;
}

struct decision
stop_resuming(const struct resume_facts *facts)
{
	if (facts->reporter)
		return decision_refuse(&R3_37, &problem_separation_of_duties,
		    "Who reported does not let the supply go on.");
	if (!facts->same_person && (facts->rank == STOP_RANK_NONE || facts->rank < facts->ordered))
		return decision_refuse(&R3_37, &problem_forbidden_role,
		    "Supply goes on by who stopped it, or somebody of equal or higher rank.");
	if (facts->ended)
		return decision_refuse(&R3_37, &problem_invalid_state, "The stop is over already.");
	if (facts->termination)
		return decision_refuse(
		    &R3_39, &problem_invalid_state, "A ruling to terminate the trade is open.");
	return decision_allow(
	    &R3_37, trading_status_names[TRADING_STATUS_ACTIVE], "Supply goes on from now.");
}

struct decision
termination_noticing(const struct notice_facts *facts, int64_t notice_days)
{
	instant until = within_days(facts->ruled_at, (int)notice_days);
	struct decision d;

	if (!facts->responsible && !facts->superior)
		return decision_refuse(&R3_39, &problem_forbidden_role,
		    "The customer's responsible salesperson notifies it, or who stands above.");
	if (!facts->ruled || facts->sent_on < date_of(facts->ruled_at))
		return decision_refuse(&R3_39, &problem_no_instruction,
		    "The customer is notified on a superior's ruling to terminate, not before.");
	if (facts->sent_on > date_of(facts->now))
		return decision_refuse(&R3_39, &problem_time_in_future,
		    "The notice would have been sent later than today.");
	if (facts->noticed ||
	    (facts->status != TRADING_STATUS_ACTIVE && facts->status != TRADING_STATUS_SUSPENDED))
		return decision_refuse(&R3_39, &problem_invalid_state,
		    "The customer's trade is %s: there is none to terminate.",
		    trading_status_names[facts->status]);
	if (facts->now > until)
		d = decision_allow(&R3_39, "LATE", "The last day for the notice was %s.",
		    show_date(date_of(until)).text);
	else
		d = decision_allow(&R3_39, "IN_TIME", "The customer has been notified in time.");
	decision_used(&d, "credit.termination.notice_days", notice_days);
	return d;
}
