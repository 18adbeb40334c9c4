/* R7.3: which way is stricter, parameter by parameter. */
#include "rules.h"
#include "rules_standard.h"
#include "rules_text.h"

enum stricter {
	LOWER = 1, /* a smaller number */
	HIGHER,
	SHORTER,  /* an earlier end, from whatever day it is counted */
	SUPERSET, /* more papers, more conditions */
	SUBSET,	  /* fewer exemptions */
	IS_FALSE, /* no permission */
	ORDER_UP, /* later in the enumeration */
	ORDER_DOWN,
	LOOKBACK, /* a longer period; ALL is the longest */
};

/*
 * Null is a blank that makes an alternative unavailable (C19): nothing is
 * stricter than null, and a figure where the company has null opens what the
 * company keeps closed. A parameter that is not here departments do not own.
 */
static const struct {
	const char *parameter;
	enum stricter stricter;
	const char *const *order;
	int order_count;
} directions[] = {
	{ "activity.key_customer_tiers", SUBSET, NULL, 0 },
	{ "admission.conditions", SUPERSET, NULL, 0 },
	{ "admission.documents", SUPERSET, NULL, 0 },
	{ "admission.exempt_classes", SUBSET, NULL, 0 },
	{ "admission.extract_max_age", SHORTER, NULL, 0 },
	{ "admission.medical_documents", SUPERSET, NULL, 0 },
	{ "blacklist.filing_days", LOWER, NULL, 0 },
	{ "blacklist.removal_allowed", IS_FALSE, NULL, 0 },
	{ "customers.data_stale_after", SHORTER, NULL, 0 },
	{ "notice.ack_days", LOWER, NULL, 0 },
	{ "review.filing_days", LOWER, NULL, 0 },
	{ "review.interval", SHORTER, NULL, 0 },
	{ "severe.report_days", LOWER, NULL, 0 },
	{ "tier.PREFERRED.max_percent", LOWER, NULL, 0 },
	{ "tier.PREFERRED.max_risk", ORDER_DOWN, risk_names, RISK_COUNT },
	{ "tier.PREFERRED.min_beds", HIGHER, NULL, 0 },
	{ "tier.PREFERRED.min_grade", ORDER_UP, hospital_grade_names, HOSPITAL_GRADE_COUNT },
	{ "tier.PREFERRED.min_rating", ORDER_UP, rating_names, RATING_COUNT },
	{ "tier.PREFERRED.min_yearly_volume_fen", HIGHER, NULL, 0 },
	{ "tier.VIP.max_percent", LOWER, NULL, 0 },
	{ "tier.VIP.max_risk", ORDER_DOWN, risk_names, RISK_COUNT },
	{ "tier.VIP.min_beds", HIGHER, NULL, 0 },
	{ "tier.VIP.min_grade", ORDER_UP, hospital_grade_names, HOSPITAL_GRADE_COUNT },
	{ "tier.VIP.min_rating", ORDER_UP, rating_names, RATING_COUNT },
	{ "tier.VIP.min_yearly_volume_fen", HIGHER, NULL, 0 },
	{ "tier.default_lookback", LOOKBACK, NULL, 0 },
	{ "tier.demotion_days", LOWER, NULL, 0 },
	{ "tier.evaluation_max_age", SHORTER, NULL, 0 },
	{ "tier.product_quota_exception", IS_FALSE, NULL, 0 },
	{ "tier.volume_lookback_years", HIGHER, NULL, 0 },
};

/*
 * Whether a period never ends later than another, from whichever day of a leap-year cycle:
 * P180D is not longer than P6M.
 */
static bool
not_longer(struct period a, struct period b)
{
	date first = date_make(2027, 1, 1), last = date_make(2030, 12, 31);

	for (date on = first; on <= last; on++)
		if (date_plus(on, a) > date_plus(on, b))
			return false;
	return true;
}

static bool
includes(const char *const *list, const char *const *words)
{
	for (; words && *words; words++)
		if (!list_has(list, *words))
			return false;
	return true;
}

/* The place of a word in its enumeration; 0: not in it. */
static int
place(const char *const *order, int count, const char *word)
{
	for (int i = 1; i < count; i++)
		if (same(order[i], word))
			return i;
	return 0;
}

bool
as_strict(const struct override *override)
{
	const struct rule_value *company = &override->company, *own = &override->own;
	struct period period, least_period;
	size_t i;
	int at, least;

	for (i = 0; i < COUNT(directions); i++)
		if (same(directions[i].parameter, override->parameter))
			break;
	if (i == COUNT(directions))
		return false;
	if (own->is_null || company->is_null)
		return own->is_null;

	switch (directions[i].stricter) {
	case LOWER:
		return own->integer <= company->integer;
	case HIGHER:
		return own->integer >= company->integer;
	case SHORTER:
		return not_longer(own->period, company->period);
	case SUPERSET:
		return includes(own->list, company->list);
	case SUBSET:
		return includes(company->list, own->list);
	case IS_FALSE:
		return !own->boolean || company->boolean;
	case ORDER_UP:
	case ORDER_DOWN:
		at = place(directions[i].order, directions[i].order_count, own->text);
		least = place(directions[i].order, directions[i].order_count, company->text);
		return at && (directions[i].stricter == ORDER_UP ? at >= least : at <= least);
	case LOOKBACK:
		if (same(own->text, "ALL"))
			return true;
		return period_read(company->text, &least_period) &&
		       period_read(own->text, &period) && not_longer(least_period, period);
	}
	return false;
}

struct decision
implementing_rules_submit(const struct actor *by, const char *department_id,
    const struct override *overrides, size_t count)
{
	struct words weaker = { 0 };
	struct decision d;

	if (!(by->roles & ROLE_MANAGER) || !same(by->department_id, department_id))
		return decision_refuse(&R7_3, &problem_forbidden_role,
		    "A department's implementing rules are written by its own manager.");
	for (size_t i = 0; i < count; i++)
		if (!as_strict(&overrides[i]))
			words_add(&weaker, overrides[i].parameter);
	if (!weaker.count)
		return decision_allow(&R7_3, "SUBMITTED", "No value is weaker than the company's.");
	d = decision_refuse(&R7_3, &problem_weaker_than_company,
	    "Implementing rules may only be stricter than the company's; weaker, or not a "
	    "department's to change: %s.",
	    weaker.text);
	words_member(&d, "overrides", &weaker);
	return d;
}
