#include "rules_investigation.h"

#include <stdio.h>

#include "rules.h"

struct label {
	char text[40];
};

/* "complainant", "respondent 2". */
static struct label
label_of(size_t side)
{
	struct label label = { "complainant" };

	if (side)
		snprintf(label.text, sizeof(label.text), "respondent %zu", side);
	return label;
}

/* A side counts as heard by its statement, by attempts on enough days, or if nothing reaches it. */
static bool
had_its_say(const struct investigation *i, const struct side *side)
{
	return side->heard || !side->reachable || side->attempt_days >= i->attempts;
}

struct decision
investigation_hears(const struct investigation *i)
{
	struct words unheard = { 0 };
	struct decision d;

	/* R12.14 is of logistics; elsewhere the handler sees to it. */
	bool owed = i->profile == COMPLAINT_PROFILE_LOGISTICS && !i->limited;

	for (size_t s = 0; owed && s < i->side_count; s++)
		if (!had_its_say(i, &i->sides[s]))
			words_add(&unheard, label_of(s).text);
	d = unheard.count
		? decision_refuse(&R12_14, &problem_one_sided, "Not heard yet: %s.", unheard.text)
		: decision_allow(&R12_14, "HEARD", "The sides were heard.");
	words_member(&d, "unheard", &unheard);
	decision_used(&d, "complaint.contact_attempts", i->attempts);
	return d;
}

struct decision
investigation_finds(const struct investigation *i, enum finding_result result,
    const char *assertion, size_t evidence_count)
{
	struct decision d;

	if (result == FINDING_RESULT_NO_ASSERTION)
		return decision_allow(
		    &R10_9, finding_result_names[result], "Nothing was asserted.");
	if (!has_text(assertion))
		return decision_refuse(
		    &R10_9, &problem_text_missing, "Which fact was asserted is missing.");
	if (evidence_count == 0)
		return decision_refuse(
		    &R12_14, &problem_evidence_missing, "A finding rests on evidence.");
	d = investigation_hears(i);
	if (d.refusal)
		return d;
	return decision_allow(
	    &R10_9, finding_result_names[result], "By %zu items of evidence.", evidence_count);
}

struct decision
investigation_undeliverable(const struct investigation *i, size_t side)
{
	if (i->sides[side].reachable && i->sides[side].attempt_days < i->attempts)
		return decision_refuse(&R12_15, &problem_briefing_missing,
		    "The %s can be reached, and is told the facts.", label_of(side).text);
	return decision_allow(
	    &R12_15, "NOT_DELIVERABLE", "Nothing reaches the %s.", label_of(side).text);
}

/* R12.15: complainant, and each respondent or his supervisor. */
static struct decision
all_briefed(const struct investigation *i)
{
	struct words missing = { 0 };
	struct decision d;

	for (size_t s = 0; s < i->side_count; s++)
		if (!i->sides[s].briefed)
			words_add(&missing, label_of(s).text);
	if (!missing.count)
		return decision_allow(&R12_15, "BRIEFED", "All sides were told the facts.");
	d = decision_refuse(
	    &R12_15, &problem_briefing_missing, "Not told the facts yet: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

static struct decision
gaps_considered(const struct investigation *i)
{
	if (!i->none_found && i->gap_count == 0)
		return decision_refuse(&R12_16, &problem_gaps_not_considered,
		    "Which gaps of management there were, or that none was found, is missing.");
	if (i->none_found && i->gap_count)
		return decision_refuse(&R12_16, &problem_gaps_not_considered,
		    "Gaps are named, and it is said that none was found.");
	if (i->gap_without_department)
		return decision_refuse(&R12_16, &problem_department_missing,
		    "Each gap names the department responsible.");
	return decision_allow(&R12_16, "CONSIDERED", "Gaps of management were considered.");
}

struct decision
investigation_ends(const struct investigation *i)
{
	struct decision d;

	if (i->findings == 0)
		return decision_refuse(&R10_9, &problem_no_findings, "There are no findings.");
	if (i->unchecked.count) {
		d = decision_refuse(&R10_9, &problem_material_unchecked,
		    "Materials that were not checked: %zu.", i->unchecked.count);
		words_member(&d, "materials", &i->unchecked);
		return d;
	}
	d = investigation_hears(i);
	if (!d.refusal)
		d = all_briefed(i);
	if (!d.refusal)
		d = gaps_considered(i);
	if (d.refusal)
		return d;
	return decision_allow(&R10_9, "INVESTIGATED",
	    "Findings: %lld; materials checked, sides briefed, gaps considered.",
	    (long long)i->findings);
}
