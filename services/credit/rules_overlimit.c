#include "rules_overlimit.h"

#include "rules.h"
#include "rules_text.h"

static const char *const deciders[] = { NULL, "the sales manager decides",
	"the sales manager and the marketing director decide",
	"the sales manager, the marketing director and the president decide" };

int64_t
overlimit_excess(const struct overlimit_facts *f)
{
	return f->amount_fen - f->available_fen;
}

int64_t
overlimit_tier(const struct overlimit_facts *f)
{
	int64_t excess = overlimit_excess(f);

	if (excess < f->requested_fen)
		excess = f->requested_fen;
	if (f->limit_fen == 0 || f->exposure_fen + f->amount_fen > f->grade_cap_fen)
		return 3;
	if (excess * 100 <= f->limit_fen * f->tier1_percent)
		return 1;
	return excess * 100 <= f->limit_fen * f->tier2_percent ? 2 : 3;
}

struct decision
overlimit_allowed(const struct overlimit_facts *f)
{
	if (f->grade == GRADE_D || f->grade == GRADE_UNGRADED)
		return decision_refuse(&R3_17, &problem_grade_no_credit,
		    "A customer of grade %s gets no credit, and nothing over a limit.",
		    grade_names[f->grade]);
	if (f->blacklisted)
		return decision_refuse(
		    &R3_17, &problem_supply_stopped, "The customer is blacklisted.");
	if (f->trading_status == TRADING_STATUS_SUSPENDED ||
	    f->trading_status == TRADING_STATUS_TERMINATED)
		return decision_refuse(&R3_17, &problem_supply_stopped,
		    "Trading with the customer is %s.", trading_status_names[f->trading_status]);
	return decision_allow(&R3_17, "ALLOWED", "The customer may get credit.");
}

struct decision
overlimit_request(const struct overlimit_facts *f)
{
	struct decision d = overlimit_allowed(f);
	int64_t excess = overlimit_excess(f);

	if (d.refusal)
		return d;
	if (excess <= 0)
		return decision_refuse(&R3_17, &problem_not_over_limit,
		    "The limit covers the order: %s of %s are available.",
		    show_money(f->available_fen).text, show_money(f->limit_fen).text);
	d = decision_allow(&R3_17, "REQUESTED", "%s are over the limit of %s: %s.",
	    show_money(excess).text, show_money(f->limit_fen).text, deciders[overlimit_tier(f)]);
	overlimit_used_parameters(&d, f);
	return d;
}

void
overlimit_used_parameters(struct decision *d, const struct overlimit_facts *f)
{
	decision_used(d, "credit.overlimit.tier1_percent", f->tier1_percent);
	decision_used(d, "credit.overlimit.tier2_percent", f->tier2_percent);
}
