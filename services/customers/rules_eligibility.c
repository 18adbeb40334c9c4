#include "rules.h"
#include "rules_eligibility.h"

/*
 * Business acts, which a blacklist forbids. What is not here stays possible:
 * what is owed from before is still settled.
 */
static const char *const business[ACTS] = {
	[ACT_ADMISSION] = "admission",
	[ACT_CONTRACT] = "contract",
	[ACT_TIER_CHANGE] = "change of tier",
	[ACT_INVITATION] = "invitation",
	[ACT_DEVELOPMENT_PLAN] = "development plan",
	[ACT_MARKETING_SCHEME] = "marketing scheme",
};

static const char *const reason_texts[ELIGIBILITY_REASON_COUNT] = {
	[ELIGIBILITY_REASON_COMPANY_BLACKLISTED] = "it is on the company blacklist",
	[ELIGIBILITY_REASON_DEPARTMENT_BLACKLISTED] = "it is on the department's blacklist",
	[ELIGIBILITY_REASON_NOT_ADMITTED] = "it is not admitted by the department",
	[ELIGIBILITY_REASON_ON_HOLD] = "a required paper has expired",
	[ELIGIBILITY_REASON_CONTRACT_MISSING] = "there is no valid contract",
	[ELIGIBILITY_REASON_PRODUCT_NOT_QUALIFIED] = "it is not qualified for the product",
};

/* Units that are no sales departments are bound by neither list, unless the company says so. */
static bool
bound(const struct listing *listing)
{
	return listing->sales_department || listing->bind_all_units;
}

struct decision
blacklist_allows(enum business_act act, const struct listing *listing)
{
	struct decision d;

	if (!listing->company && !listing->department)
		return decision_allow(&R7_30, "ALLOWED", "The customer is on neither blacklist.");
	if (!business[act])
		return decision_allow(
		    &R7_30, "ALLOWED", "A blacklist does not stop what is owed from before.");
	if (!bound(listing)) {
		d = decision_allow(&R7_30, "ALLOWED",
		    "The unit is no sales department, and the blacklists bind only those.");
	} else {
		d = decision_refuse(&R7_30, &problem_customer_blacklisted,
		    listing->company ? "No %s: the customer is on the company blacklist."
				     : "No %s: the customer is on this department's blacklist.",
		    business[act]);
		decision_member(&d, "scope", listing->company ? "\"COMPANY\"" : "\"DEPARTMENT\"");
	}
	decision_used_json(
	    &d, "blacklist.bind_all_units", listing->bind_all_units ? "true" : "false");
	return d;
}

/*
 * Each reason with the question that comes before it: behind a closed door
 * nothing is examined. A listed customer's relation is blocked or purged, which
 * is no further reason; whom nobody admitted needs no contract.
 */
static void
find_reasons(const struct eligibility_facts *facts, bool found[ELIGIBILITY_REASON_COUNT])
{
	bool listed, counts = relation_counts(facts->state);

	if (!bound(&facts->listing))
		return;
	found[ELIGIBILITY_REASON_COMPANY_BLACKLISTED] = facts->listing.company;
	found[ELIGIBILITY_REASON_DEPARTMENT_BLACKLISTED] = facts->listing.department;
	listed = facts->listing.company || facts->listing.department;
	if (listed || facts->exempt || !facts->listing.sales_department)
		return;
	found[ELIGIBILITY_REASON_NOT_ADMITTED] = !counts;
	if (!counts)
		return;
	found[ELIGIBILITY_REASON_ON_HOLD] =
	    facts->state == RELATION_STATE_ON_HOLD || !facts->papers_valid;
	found[ELIGIBILITY_REASON_CONTRACT_MISSING] = !facts->contract_valid;
	found[ELIGIBILITY_REASON_PRODUCT_NOT_QUALIFIED] =
	    facts->product_asked && !facts->product_qualified;
}

struct eligibility
eligibility(const struct eligibility_facts *facts)
{
	struct eligibility e = { 0 };
	const char *first = NULL;
	bool found[ELIGIBILITY_REASON_COUNT] = { false };

	find_reasons(facts, found);
	for (int reason = 1; reason < ELIGIBILITY_REASON_COUNT; reason++)
		if (found[reason]) {
			e.reasons[e.reason_count++] = (enum eligibility_reason)reason;
			words_add(&e.names, eligibility_reason_names[reason]);
			if (!first)
				first = reason_texts[reason];
		}
	e.business_allowed = !e.reason_count;
	e.decision = e.business_allowed ? decision_allow(&R7_16, "BUSINESS_ALLOWED",
					      "Nothing stands against business.")
					: decision_allow(&R7_16, "BUSINESS_NOT_ALLOWED",
					      "No business with this customer: %s%s.", first,
					      e.reason_count > 1 ? ", and more" : "");
	return e;
}

enum relation_action
papers_effect(enum relation_state state, bool papers_valid)
{
	enum relation_action action = papers_valid ? RELATION_RENEW : RELATION_HOLD;

	return relation_next(state, action) ? action : 0;
}

instant
hold_at(date legal_valid_until)
{
	return legal_valid_until == NO_DATE ? NO_INSTANT : start_of(legal_valid_until + 1);
}
