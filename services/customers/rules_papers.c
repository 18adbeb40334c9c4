#include "rules.h"
#include "rules_papers.h"

/* Who bears civil liability by itself. What is not here does not. */
static const bool liable[LEGAL_FORM_COUNT] = {
	[LEGAL_FORM_COMPANY] = true,
	[LEGAL_FORM_PUBLIC_INSTITUTION] = true,
	[LEGAL_FORM_SOCIAL_SERVICE_INSTITUTION] = true,
};

/*
 * Papers that stand for others (R7.12): a licence with a unified social credit
 * code is the tax registration too; a public hospital has no business licence
 * but an institution registration.
 */
static const struct {
	const char *required, *instead;
	bool with_credit_code, public_hospital;
} stands_for[] = {
	{ "TAX_REGISTRATION", "BUSINESS_LICENCE", true, false },
	{ "TAX_REGISTRATION", "INSTITUTION_REGISTRATION", true, true },
	{ "BUSINESS_LICENCE", "INSTITUTION_REGISTRATION", false, true },
};

enum standing { MISSING, EXPIRED, VALID };

/* An unverified paper counts as missing, one that is not yet valid too. */
static enum standing
standing_of(const struct paper *paper, date on)
{
	if (!paper->verified || (paper->valid_from != NO_DATE && on < paper->valid_from))
		return MISSING;
	if (paper->valid_until != NO_DATE && on > paper->valid_until)
		return EXPIRED;
	return VALID;
}

static bool
serves(const struct paper *paper, const char *required, bool public_hospital)
{
	if (same(paper->type, required))
		return true;
	for (size_t i = 0; i < COUNT(stands_for); i++)
		if (same(stands_for[i].required, required) &&
		    same(stands_for[i].instead, paper->type) &&
		    (!stands_for[i].with_credit_code || paper->credit_code) &&
		    (!stands_for[i].public_hospital || public_hospital))
			return true;
	return false;
}

/*
 * The best that is there for a required type; until: the last day of the valid paper that
 * lasts longest.
 */
static enum standing
best_of(
    const struct papers *papers, const char *required, bool public_hospital, date on, date *until)
{
	enum standing best = MISSING;

	for (size_t i = 0; i < papers->count; i++) {
		const struct paper *paper = &papers->papers[i];
		enum standing is;

		if (!serves(paper, required, public_hospital))
			continue;
		is = standing_of(paper, on);
		if (is == VALID && (best < VALID || paper->valid_until == NO_DATE ||
				       (*until != NO_DATE && paper->valid_until > *until)))
			*until = paper->valid_until;
		if (is > best)
			best = is;
	}
	return best;
}

static void
find_gaps(const struct papers *papers, const char *const *required, bool public_hospital, date on,
    struct paper_gaps *gaps)
{
	date until = NO_DATE;

	for (; required && *required; required++)
		switch (best_of(papers, *required, public_hospital, on, &until)) {
		case MISSING:
			words_add(&gaps->missing, *required);
			break;
		case EXPIRED:
			words_add(&gaps->expired, *required);
			break;
		case VALID:
			break;
		}
}

void
papers_gaps(
    const struct papers *papers, const char *const *required, date on, struct paper_gaps *gaps)
{
	find_gaps(papers, required, false, on, gaps);
}

static bool
is_medical(const struct legal_facts *facts)
{
	return facts->kind == CUSTOMER_KIND_MEDICAL_INSTITUTION;
}

static bool
is_public_hospital(const struct legal_facts *facts)
{
	return is_medical(facts) && facts->legal_form == LEGAL_FORM_PUBLIC_INSTITUTION;
}

struct decision
legal_decide(const struct legal_facts *facts, date on)
{
	struct paper_gaps gaps = { 0 };
	struct decision d;
	bool public_hospital = is_public_hospital(facts);

	find_gaps(&facts->papers, facts->documents, public_hospital, on, &gaps);
	if (is_medical(facts))
		find_gaps(&facts->papers, facts->medical_documents, public_hospital, on, &gaps);

	if (!liable[facts->legal_form])
		d = decision_refuse(&R7_12, &problem_no_legal_capacity,
		    "The customer does not bear civil liability by itself.");
	else if (gaps.missing.count)
		d = decision_refuse(&R7_12, &problem_document_missing,
		    "No verified document valid on %s: %s.", show_date(on).text, gaps.missing.text);
	else if (gaps.expired.count)
		d = decision_refuse(&R7_12, &problem_document_expired, "Expired before %s: %s.",
		    show_date(on).text, gaps.expired.text);
	else
		d = decision_allow(&R7_12, "MET",
		    "All required documents are verified and valid on %s.", show_date(on).text);
	words_member(&d, "missing", &gaps.missing);
	words_member(&d, "expired", &gaps.expired);
	return d;
}

static date
earlier(date a, date b)
{
	if (a == NO_DATE)
		return b;
	return b == NO_DATE || a < b ? a : b;
}

date
legal_valid_until(const struct legal_facts *facts, date on)
{
	const char *const *lists[] = { facts->documents,
		is_medical(facts) ? facts->medical_documents : NULL };
	date first = NO_DATE;

	for (size_t i = 0; i < COUNT(lists); i++)
		for (const char *const *required = lists[i]; required && *required; required++) {
			date until = NO_DATE;

			if (best_of(&facts->papers, *required, is_public_hospital(facts), on,
				&until) == VALID)
				first = earlier(first, until);
		}
	return first;
}

struct decision
product_decide(const struct product_facts *product, const struct papers *papers, date on)
{
	struct words lacking = { 0 }, name = { 0 };
	struct paper_gaps gaps = { 0 };
	struct decision d;

	papers_gaps(papers, product->required, on, &gaps);
	if (!gaps.missing.count && !gaps.expired.count)
		return decision_allow(
		    &R7_15, "QUALIFIED", "Every qualification that the product needs is there.");

	for (const char *const *type = product->required; *type; type++) {
		date until;

		if (best_of(papers, *type, false, on, &until) != VALID)
			words_add(&lacking, *type);
	}
	words_add(&name, product->product_id);
	d = decision_refuse(&R7_15, &problem_product_not_qualified,
	    "The customer lacks, verified and valid on %s: %s.", show_date(on).text, lacking.text);
	words_member(&d, "products", &name);
	words_member(&d, "types", &lacking);
	return d;
}

struct decision
paper_decide(const struct paper_act *act, const struct actor *by)
{
	unsigned may = act->verify ? ROLE_SUPERVISOR : ROLE_SUPERVISOR | ROLE_STAFF;

	if (!(by->roles & may) || !same(by->department_id, act->department_id))
		return decision_refuse(&R7_4, &problem_forbidden_role,
		    act->verify ? "Papers are verified by the department's own office supervisor."
				: "Papers are brought by the department's own staff.");
	if (act->valid_from != NO_DATE && act->valid_until != NO_DATE &&
	    act->valid_until < act->valid_from)
		return decision_refuse(&R7_4, &problem_validation_failed,
		    "The paper would end on %s, before it begins on %s.",
		    show_date(act->valid_until).text, show_date(act->valid_from).text);
	if (act->verify)
		return decision_allow(
		    &R7_4, "VERIFIED", "The office supervisor has verified the paper.");
	return decision_allow(
	    &R7_4, "REGISTERED", "The paper counts once the office supervisor has verified it.");
}
