/* R7.18-R7.20: what a VIP and a preferred customer must be. */
#include "rules.h"
#include "rules_tier.h"

#define KIND(kind) (1u << CUSTOMER_KIND_##kind)

struct rated {
	enum rating_subject subject;
	const char *criterion;
};

/* The criteria of a tier, lettered as in the regulation. A tier that is not here asks nothing. */
static const struct criteria {
	const struct rule *size_rule, *rule; /* of kind and size, of the others */
	unsigned kinds;
	struct rated rated[6];				       /* ends with subject 0 */
	const char *record, *risk, *no_business, *partnership; /* no_business NULL: not asked */
	const char *min_beds, *min_volume, *min_grade;	       /* parameters */
} criteria_of[TIER_COUNT] = {
	[TIER_VIP] = {
		.size_rule   = &R7_18,
		.rule        = &R7_19,
		.kinds       = KIND(DIRECT_DISTRIBUTOR) | KIND(MEDICAL_INSTITUTION),
		.rated       = {
			{ RATING_SUBJECT_PERFORMANCE, "a.performance" },
			{ RATING_SUBJECT_REPUTATION, "a.reputation" },
			{ RATING_SUBJECT_STABILITY, "a.stability" },
			{ RATING_SUBJECT_LOYALTY, "a.loyalty" },
		},
		.record      = "b.record",
		.risk        = "b.risk",
		.no_business = "b.no_business",
		.partnership = "c",
		.min_grade   = "tier.VIP.min_grade",
		.min_beds    = "tier.VIP.min_beds",
		.min_volume  = "tier.VIP.min_yearly_volume_fen",
	},
	[TIER_PREFERRED] = {
		.size_rule   = &R7_20,
		.rule        = &R7_20,
		.kinds       = KIND(DIRECT_DISTRIBUTOR) | KIND(DISTRIBUTOR) |
		    KIND(MEDICAL_INSTITUTION),
		.rated       = {
			{ RATING_SUBJECT_AWARENESS, "a.awareness" },
			{ RATING_SUBJECT_PERFORMANCE, "a.performance" },
			{ RATING_SUBJECT_STRENGTH, "b.strength" },
			{ RATING_SUBJECT_DEMAND, "b.demand" },
			{ RATING_SUBJECT_INTEGRITY, "c.integrity" },
			{ RATING_SUBJECT_LOYALTY, "c.loyalty" },
		},
		.record      = "c.record",
		.risk        = "a.risk",
		.partnership = "d",
		.min_grade   = "tier.PREFERRED.min_grade",
		.min_beds    = "tier.PREFERRED.min_beds",
		.min_volume  = "tier.PREFERRED.min_yearly_volume_fen",
	},
};

static bool
is_hospital(const struct tier_facts *facts)
{
	return facts->kind == CUSTOMER_KIND_MEDICAL_INSTITUTION;
}

/* (i) The grade of a medical institution. */
static bool
grade_reached(const struct tier_facts *facts, const struct tier_figures *figures)
{
	return figures->min_grade && is_hospital(facts) && facts->grade >= figures->min_grade;
}

/* (ii) The beds of an orthopaedic or trauma institution; the specialty belongs to the beds only. */
static bool
beds_apply(const struct tier_facts *facts)
{
	return is_hospital(facts) &&
	       (facts->specialty == SPECIALTY_ORTHOPAEDIC || facts->specialty == SPECIALTY_TRAUMA);
}

static int64_t
volume_of(const struct tier_facts *facts, int year)
{
	int64_t fen = 0;

	for (size_t i = 0; i < facts->volume_count; i++)
		if (facts->volumes[i].year == year)
			fen += facts->volumes[i].fen;
	return fen;
}

/*
 * (iii) The volume in every complete calendar year since business began, at least one, no
 * further back than the look-back.
 */
static bool
volume_reached(const struct tier_facts *facts, const struct tier_figures *figures)
{
	int year, month, day, complete = 0;

	if (facts->business_began_on == NO_DATE)
		return false;
	date_split(facts->on, &year, &month, &day);
	for (int y = year - (int)figures->volume_lookback_years; y < year; y++) {
		if (date_make(y, 1, 1) < facts->business_began_on)
			continue;
		complete++;
		if (volume_of(facts, y) < figures->min_yearly_volume_fen)
			return false;
	}
	return complete > 0;
}

/* At least one of three; an alternative whose figure is blank is not available (C19). */
static bool
size_reached(const struct criteria *criteria, const struct tier_facts *facts,
    const struct tier_figures *figures, struct words *not_configured)
{
	if (grade_reached(facts, figures))
		return true;
	if (figures->min_beds >= 0 && beds_apply(facts) && facts->beds >= figures->min_beds)
		return true;
	if (figures->min_yearly_volume_fen >= 0 && volume_reached(facts, figures))
		return true;

	if (!figures->min_grade && is_hospital(facts))
		words_add(not_configured, criteria->min_grade);
	if (figures->min_beds < 0 && beds_apply(facts))
		words_add(not_configured, criteria->min_beds);
	if (figures->min_yearly_volume_fen < 0)
		words_add(not_configured, criteria->min_volume);
	return false;
}

static bool
has_default(const struct tier_facts *facts, const struct tier_figures *figures)
{
	for (size_t i = 0; i < facts->default_count; i++) {
		const struct default_facts *record = &facts->defaults[i];

		if (record->annulled || record->this_problem)
			continue;
		if (figures->lookback_all ||
		    facts->on <= date_plus(record->occurred_on, figures->lookback))
			return true;
	}
	return false;
}

static void
find_unmet_size(const struct criteria *criteria, const struct tier_facts *facts,
    const struct tier_figures *figures, struct words *unmet, struct words *not_configured)
{
	if (!(criteria->kinds & (1u << facts->kind)))
		words_add(unmet, "a.kind");
	if (!size_reached(criteria, facts, figures, not_configured))
		words_add(unmet, "a.size");
}

static void
find_unmet(const struct criteria *criteria, const struct tier_facts *facts,
    const struct tier_figures *figures, struct words *unmet)
{
	for (const struct rated *r = criteria->rated; r < criteria->rated + COUNT(criteria->rated);
	     r++)
		if (r->subject && facts->ratings[r->subject] < figures->min_rating)
			words_add(unmet, r->criterion);
	if (has_default(facts, figures))
		words_add(unmet, criteria->record);
	if (!facts->risk || facts->risk > figures->max_risk)
		words_add(unmet, criteria->risk);
	if (criteria->no_business && !facts->has_paid)
		words_add(unmet, criteria->no_business);
	if (!facts->statement_signed)
		words_add(unmet, criteria->partnership);
	for (size_t i = 0; i < facts->extra_count; i++)
		if (!facts->extra[i].met)
			words_add_named(unmet, "extra.", facts->extra[i].name);
}

static void
note_figures(
    struct decision *d, const struct criteria *criteria, const struct tier_figures *figures)
{
	decision_used_text(d, criteria->min_grade, hospital_grade_names[figures->min_grade]);
	if (figures->min_beds < 0)
		decision_used_text(d, criteria->min_beds, NULL);
	else
		decision_used(d, criteria->min_beds, figures->min_beds);
	if (figures->min_yearly_volume_fen < 0)
		decision_used_text(d, criteria->min_volume, NULL);
	else
		decision_used(d, criteria->min_volume, figures->min_yearly_volume_fen);
	decision_used(d, "tier.volume_lookback_years", figures->volume_lookback_years);
	decision_used_text(d, "tier.default_lookback",
	    figures->lookback_all ? "ALL" : show_period(figures->lookback).text);
}

struct decision
tier_criteria(enum tier tier, const struct tier_facts *facts, const struct tier_figures *figures)
{
	const struct criteria *criteria = &criteria_of[tier];
	const struct rule *rule;
	struct words unmet = { 0 }, not_configured = { 0 };
	struct decision d;

	if (!criteria->rule)
		return decision_allow(&R7_17, "CRITERIA_MET", "Tier %s has no criteria of its own.",
		    tier_names[tier]);
	if (facts->evaluated_on != NO_DATE &&
	    facts->on > date_plus(facts->evaluated_on, figures->evaluation_max_age)) {
		d = decision_refuse(&R7_22, &problem_evaluation_too_old,
		    "The evaluation of %s could be used until %s.",
		    show_date(facts->evaluated_on).text,
		    show_date(date_plus(facts->evaluated_on, figures->evaluation_max_age)).text);
		decision_used_text(
		    &d, "tier.evaluation_max_age", show_period(figures->evaluation_max_age).text);
		return d;
	}

	find_unmet_size(criteria, facts, figures, &unmet, &not_configured);
	rule = unmet.count ? criteria->size_rule : criteria->rule;
	find_unmet(criteria, facts, figures, &unmet);
	d = unmet.count ? decision_refuse(rule, &problem_criterion_not_met,
			      "The customer does not meet these criteria of tier %s: %s.",
			      tier_names[tier], unmet.text)
			: decision_allow(rule, "CRITERIA_MET",
			      "The customer meets all criteria of tier %s.", tier_names[tier]);
	words_member(&d, "criteria", &unmet);
	words_member(&d, "not_configured", &not_configured);
	note_figures(&d, criteria, figures);
	return d;
}
