/* T7: is the classification complete, and does it still hold? */
#include "rules.h"
#include "rules_classification.h"
#include "rules_text.h"

static struct decision
type_stands(const struct classification *c, instant now)
{
	if (c->form->type == COMPLAINT_TYPE_UNCLEAR || c->form->subtype_count == 0)
		return decision_refuse(&R12_4, &problem_subtype_missing,
		    "Service or business, and which sub-type? That is not told yet.");
	return classification_type(c, now);
}

/* What stands was established then; what it depends on may have changed since: dates, a name, who is
 * recused. */
static struct decision
validity_stands(const struct classification *c)
{
	struct decision told = incident_told(c);
	bool late = attitude_late(c);

	if (c->validity == COMPLAINT_VALIDITY_UNDETERMINED)
		return decision_refuse(&R12_6, &problem_validity_missing,
		    "Is the complaint valid? That is not told yet.");
	if (told.refusal)
		return told;
	if (c->validity == COMPLAINT_VALIDITY_VALID && late)
		return decision_refuse(&R12_7, &problem_must_be_invalid,
		    "The attitude was complained of later than a month after the incident.");
	for (size_t i = 0; i < c->criterion_count; i++) {
		struct decision d = criterion_stands(c, &c->criteria[i]);

		if (d.refusal)
			return d;
	}
	if (c->validity == COMPLAINT_VALIDITY_INVALID && c->criterion_count == 0)
		return decision_refuse(&R12_6, &problem_criterion_missing,
		    "No criterion stands any more by which it is invalid.");
	return decision_allow(&R12_6, "STANDS", "Validity is told.");
}

struct decision
classification_stands(const struct classification *c, instant now)
{
	struct decision d = type_stands(c, now);

	if (!d.refusal)
		d = validity_stands(c);
	if (d.refusal)
		return d;
	if (c->validity == COMPLAINT_VALIDITY_VALID && !c->severity)
		return decision_refuse(
		    &R12_9, &problem_severity_missing, "A valid complaint has a severity.");
	if (c->validity == COMPLAINT_VALIDITY_INVALID && !c->motive)
		return decision_refuse(
		    &R12_10, &problem_motive_missing, "An invalid complaint has a motive.");
	return decision_allow(&R12_4, "COMPLETE", "It is classified.");
}
