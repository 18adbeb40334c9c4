#include "rules_bill_incident.h"

#include "rules.h"
#include "rules_text.h"

bool
incident_is_open(enum bill_incident_state state)
{
	return state == BILL_INCIDENT_STATE_OPEN || state == BILL_INCIDENT_STATE_INSTRUCTED;
}

int64_t
incident_loss(const struct incident_facts *f)
{
	return f->amount_fen - f->recovered_fen;
}

int64_t
incident_part(const struct incident_facts *f, int64_t paid_fen)
{
	int64_t open = incident_loss(f) - f->pending_fen;

	return paid_fen < open ? paid_fen : open;
}

static struct decision
closed(void)
{
	return decision_refuse(&R3_38, &problem_invalid_state, "The incident is closed.");
}

struct decision
incident_recover(const struct incident_facts *f, int64_t recovered_fen, date on, date today)
{
	if (!incident_is_open(f->state))
		return closed();
	if (on > today)
		return decision_refuse(&R3_38, &problem_time_in_future,
		    "It would have been done on %s, later than today.", show_date(on).text);
	if (recovered_fen > incident_loss(f) - f->pending_fen)
		return decision_refuse(&R3_38, &problem_overpayment,
		    "Of %s, %s were recovered and %s wait for bills to clear: %s are too much.",
		    show_money(f->amount_fen).text, show_money(f->recovered_fen).text,
		    show_money(f->pending_fen).text, show_money(recovered_fen).text);
	return decision_allow(&R3_38, recovered_fen ? "RECOVERED" : "LOGGED",
	    recovered_fen ? "Money came in." : "What was done is logged.");
}

struct decision
incident_report(const struct incident_facts *f, date today)
{
	if (!incident_is_open(f->state))
		return closed();
	if (f->reported_on != NO_DATE)
		return decision_refuse(&R3_38, &problem_invalid_state, "It was reported on %s.",
		    show_date(f->reported_on).text);
	if (today > f->report_due_on)
		return decision_allow(&R3_38, "LATE", "The last day for the report was %s.",
		    show_date(f->report_due_on).text);
	return decision_allow(&R3_38, "IN_TIME", "The last day for the report is %s.",
	    show_date(f->report_due_on).text);
}

struct decision
incident_confirm(
    const struct incident_facts *f, const struct incident_confirmer *by, bool *as_finance)
{
	*as_finance = by->finance && (!f->finance || !by->superior);
	if (!by->finance && !by->superior)
		return decision_refuse(&R3_38, &problem_forbidden_role,
		    "Finance confirms a loss, and a superior of the responsible salesperson.");
	if (!incident_is_open(f->state))
		return closed();
	if (incident_loss(f) == 0)
		return decision_refuse(
		    &R3_38, &problem_invalid_state, "All was recovered; there is no loss.");
	if (*as_finance ? f->finance != NULL : f->superior != NULL)
		return decision_refuse(&R3_38, &problem_already_decided,
		    "The loss was confirmed by %s before.",
		    *as_finance ? "finance" : "the superior");
	if (same(by->id, *as_finance ? f->superior : f->finance))
		return decision_refuse(&R3_38, &problem_separation_of_duties,
		    "Finance and the superior are two persons.");
	return decision_allow(&R3_38,
	    *as_finance ? "CONFIRMED_BY_FINANCE" : "CONFIRMED_BY_SUPERIOR", "A loss of %s remains.",
	    show_money(incident_loss(f)).text);
}

struct decision
incident_instruct(const struct incident_facts *f, enum bill_ruling ruling)
{
	if (!incident_is_open(f->state))
		return closed();
	return decision_allow(&R3_38, bill_ruling_names[ruling],
	    ruling == BILL_RULING_TERMINATE ? "The trade is to be discontinued."
					    : "The money is to be recovered.");
}

struct decision
incident_close(const struct incident_facts *f)
{
	struct decision d;

	if (!incident_is_open(f->state))
		return closed();
	if (incident_loss(f) == 0)
		return decision_allow(&R3_38, "RECOVERED", "All was recovered.");
	if (f->finance && f->superior)
		return decision_allow(&R3_38, "LOSS_CONFIRMED",
		    "Finance and the superior have confirmed a loss of %s.",
		    show_money(incident_loss(f)).text);
	d = decision_refuse(&R3_38, &problem_loss_not_confirmed,
	    "A loss of %s remains; %s not confirmed it.", show_money(incident_loss(f)).text,
	    f->finance	  ? "the superior has"
	    : f->superior ? "finance has"
			  : "finance and the superior have");
	decision_member(&d, "missing",
	    f->finance	  ? "[\"SUPERIOR\"]"
	    : f->superior ? "[\"FINANCE\"]"
			  : "[\"FINANCE\",\"SUPERIOR\"]");
	return d;
}
