#include "rules_classification.h"

#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "rules_text.h"

date
attitude_last_day(date incident_on, struct period limit)
{
	return date_plus(incident_on, limit);
}

/* Of several incidents the last one counts. */
static date
last_incident(const struct intake *form)
{
	date last = NO_DATE;

	for (size_t i = 0; i < form->incident_count; i++)
		if (last == NO_DATE || form->incidents[i] > last)
			last = form->incidents[i];
	return last;
}

static size_t
about_attitude(const struct classification *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->form->subtype_count; i++)
		count += list_has(c->attitude_subtypes, c->form->subtypes[i]);
	return count;
}

bool
attitude_late(const struct classification *c)
{
	date last = last_incident(c->form);

	if (last == NO_DATE || c->form->subtype_count == 0 ||
	    about_attitude(c) < c->form->subtype_count)
		return false;
	return date_of(c->form->received_at) > attitude_last_day(last, c->attitude_limit);
}

/* R12.4: timeliness and information are of a shipment, unless none is concerned. */
static bool
waybill_missing(const struct classification *c)
{
	for (size_t i = 0; i < c->form->subtype_count; i++)
		if (strncmp(c->form->subtypes[i], "B2", 2) == 0 ||
		    strncmp(c->form->subtypes[i], "B3", 2) == 0)
			return !c->no_shipment && !has_text(c->waybill_number);
	return false;
}

static struct decision
waybill(const struct classification *c)
{
	if (waybill_missing(c))
		return decision_refuse(&R12_4, &problem_waybill_missing,
		    "Timeliness and information concern a shipment: which waybill?");
	return decision_allow(&R12_4, complaint_type_names[c->form->type], "The type is clear.");
}

struct decision
classification_type(const struct classification *c, instant now)
{
	struct decision d = intake_types(c->form);

	if (d.refusal)
		return d;
	for (size_t i = 0; i < c->form->incident_count; i++)
		if (c->form->incidents[i] > date_of(now))
			return decision_refuse(&R12_7, &problem_incident_in_future,
			    "An incident would have happened later than today.");
	if (c->form->type == COMPLAINT_TYPE_UNCLEAR)
		return decision_allow(&R12_4, "UNCLEAR", "To be told until the decision.");
	if (c->form->subtype_count == 0)
		return decision_refuse(
		    &R12_4, &problem_subtype_missing, "A type has a sub-type at least.");
	return waybill(c);
}

/* The service sets N6 by itself, from the dates (R12.7). */
static struct decision
n6_stands(const struct classification *c)
{
	if (last_incident(c->form) == NO_DATE)
		return decision_refuse(&R12_7, &problem_incident_date_missing,
		    "Nobody has told when it happened: N6 cannot be applied.");
	if (!attitude_late(c))
		return decision_refuse(&R12_7, &problem_criterion_without_finding,
		    "It was complained of in time, or is not of attitude alone.");
	return decision_allow(&R12_7, "MET", "The attitude was complained of too late.");
}

struct decision
criterion_allowed(const struct classification *c, const struct criterion *named)
{
	if (named->code == CRITERION_CODE_N6)
		return n6_stands(c);
	if (named->code != CRITERION_CODE_N4)
		return decision_allow(&R12_6, "MAY_BE_NAMED", "It may be named.");
	if (!c->form->anonymous)
		return decision_refuse(&R12_8, &problem_n4_not_anonymous,
		    "The complainant has a name: N4 is of anonymous complaints.");
	if (named->grounds & GROUND(NO_FACTS) && has_text(c->form->object) &&
	    has_text(c->form->course))
		return decision_refuse(
		    &R12_8, &problem_facts_present, "Object and course of events were told.");
	return decision_allow(&R12_8, "MAY_BE_NAMED", "It is anonymous.");
}

/* The halves and alternatives that a criterion consists of (R12.6). */
static struct decision
grounds_stand(const struct criterion *n)
{
	const unsigned both = GROUND(FACTS_DIFFER) | GROUND(COMPLAINANT_RESPONSIBLE);
	const unsigned n2 = GROUND(OUTSIDE_PROMISE) | GROUND(EXPRESSLY_FORBIDDEN);
	const unsigned n4 = GROUND(NO_FACTS) | GROUND(FACTS_NOT_ESTABLISHED);

	if (n->code == CRITERION_CODE_N1 && (n->grounds & both) != both)
		return decision_refuse(&R12_6, &problem_n1_incomplete,
		    "N1 is both: other facts than told, and a complainant who is responsible.");
	if ((n->code == CRITERION_CODE_N2 && !(n->grounds & n2)) ||
	    (n->code == CRITERION_CODE_N4 && !(n->grounds & n4)))
		return decision_refuse(&R12_6, &problem_criterion_missing,
		    "Which of the alternatives of %s is met?", criterion_code_names[n->code]);
	return decision_allow(&R12_6, "MET", "Its grounds are told.");
}

struct decision
criterion_stands(const struct classification *c, const struct criterion *n)
{
	struct decision d = criterion_allowed(c, n);

	if (d.refusal || n->code == CRITERION_CODE_N6)
		return d;
	d = grounds_stand(n);
	if (d.refusal)
		return d;
	if (n->findings == 0 || (n->grounds & GROUND(FACTS_NOT_ESTABLISHED) && n->unconfirmed == 0))
		return decision_refuse(&R12_6, &problem_criterion_without_finding,
		    "No finding establishes %s.", criterion_code_names[n->code]);
	return decision_allow(&R12_6, "MET", "Findings establish it.");
}

static struct decision
investigated(const struct classification *c, const struct rule *rule)
{
	if (c->state < COMPLAINT_STATE_INVESTIGATED)
		return decision_refuse(
		    rule, &problem_not_investigated, "The investigation is not over.");
	return decision_allow(rule, "INVESTIGATED", "It was investigated.");
}

struct decision
incident_told(const struct classification *c)
{
	if (about_attitude(c) > 0 && last_incident(c->form) == NO_DATE && !c->incident_unknown)
		return decision_refuse(&R12_7, &problem_incident_date_missing,
		    "When did the incident happen, or is that unknown?");
	return decision_allow(&R12_7, "TOLD", "The dates of the incidents are told.");
}

struct decision
classification_validity(const struct classification *c, enum complaint_validity validity)
{
	struct decision d = investigated(c, &R12_6);
	bool late = attitude_late(c);

	if (!d.refusal)
		d = incident_told(c);
	for (size_t i = 0; i < c->criterion_count && !d.refusal; i++)
		d = criterion_stands(c, &c->criteria[i]);
	if (d.refusal)
		return d;
	if (validity == COMPLAINT_VALIDITY_VALID && late)
		return decision_refuse(&R12_7, &problem_must_be_invalid,
		    "The attitude was complained of later than a month after the incident.");
	if (validity == COMPLAINT_VALIDITY_VALID && c->criterion_count > 0)
		return decision_refuse(&R12_6, &problem_must_be_invalid,
		    "%s is met: the complaint is invalid.",
		    criterion_code_names[c->criteria[0].code]);
	if (validity == COMPLAINT_VALIDITY_INVALID && c->criterion_count == 0 && !late)
		return decision_refuse(&R12_6, &problem_criterion_missing,
		    "Without a criterion that is met a complaint is valid.");
	d = decision_allow(late ? &R12_7 : &R12_6, complaint_validity_names[validity], "%s.",
	    validity == COMPLAINT_VALIDITY_VALID ? "No criterion is met" : "A criterion is met");
	return d;
}

struct decision
classification_severity(
    const struct classification *c, enum complaint_severity severity, size_t criteria)
{
	struct decision d = investigated(c, &R12_9);

	if (d.refusal)
		return d;
	if (c->validity == COMPLAINT_VALIDITY_UNDETERMINED)
		return decision_refuse(
		    &R12_9, &problem_validity_missing, "Is the complaint valid at all?");
	if (c->validity == COMPLAINT_VALIDITY_INVALID)
		return decision_refuse(&R12_9, &problem_severity_for_invalid,
		    "An invalid complaint has a motive, but no severity.");
	if ((severity == COMPLAINT_SEVERITY_MALIGNANT) != (criteria > 0))
		return decision_refuse(&R12_9, &problem_criterion_missing,
		    "Malignant is what has one of M1 to M3, with evidence; nothing else.");
	return decision_allow(&R12_9, complaint_severity_names[severity], "%s.",
	    criteria > 0 ? "A criterion is met" : "No criterion is met");
}

/* Of N2 and N4 by their alternatives: "N2_EXPRESSLY_FORBIDDEN". */
static bool
from_malice(const struct criterion *n, const char *const *malicious)
{
	char word[60];

	if (list_has(malicious, criterion_code_names[n->code]))
		return true;
	for (int ground = 1; ground < CRITERION_GROUND_COUNT; ground++) {
		if (!(n->grounds & 1u << ground))
			continue;
		snprintf(word, sizeof(word), "%s_%s", criterion_code_names[n->code],
		    criterion_ground_names[ground]);
		if (list_has(malicious, word))
			return true;
	}
	return false;
}

enum complaint_motive
motive_default(const struct classification *c, const char *const *malicious)
{
	for (size_t i = 0; i < c->criterion_count; i++)
		if (from_malice(&c->criteria[i], malicious))
			return COMPLAINT_MOTIVE_MALICIOUS;
	return COMPLAINT_MOTIVE_GENERAL_INVALID;
}

static bool
refuted(const struct classification *c)
{
	for (size_t i = 0; i < c->criterion_count; i++)
		if (c->criteria[i].code == CRITERION_CODE_N4 &&
		    c->criteria[i].grounds & GROUND(FACTS_NOT_ESTABLISHED))
			return true;
	return false;
}

struct decision
classification_motive(const struct classification *c, enum complaint_motive motive,
    const char *const *malicious, const char *reason)
{
	struct decision d = investigated(c, &R12_10);

	if (d.refusal)
		return d;
	if (c->validity == COMPLAINT_VALIDITY_UNDETERMINED)
		return decision_refuse(
		    &R12_10, &problem_validity_missing, "Is the complaint valid at all?");
	if (c->validity == COMPLAINT_VALIDITY_VALID)
		return decision_refuse(&R12_10, &problem_motive_for_valid,
		    "A valid complaint has a severity, but no motive.");
	if (refuted(c) && motive != COMPLAINT_MOTIVE_MALICIOUS)
		return decision_refuse(&R12_10, &problem_motive_fixed,
		    "Anonymous, and its facts not established: that is malicious.");
	if (motive != motive_default(c, malicious) && !has_text(reason))
		return decision_refuse(&R12_10, &problem_reason_missing,
		    "Another motive than that of the criteria needs a reason.");
	return decision_allow(&R12_10, complaint_motive_names[motive], "%s.",
	    motive == motive_default(c, malicious) ? "As the criteria have it"
						   : "Other than the criteria have it");
}
