#include "rules.h"
#include "rules_admission.h"

const char *const condition_names[CONDITIONS] = {
	[CONDITION_A] = "a",
	[CONDITION_B] = "b",
	[CONDITION_C] = "c",
	[CONDITION_D] = "d",
	[CONDITION_E] = "e",
	[CONDITION_F] = "f",
};

/* What a MET needs beyond the checker's word. */
static const struct {
	bool evidence;	/* at least one reference */
	bool extract;	/* a dated extract, not too old, and no record of illegality */
	bool signature; /* the customer's */
} needs[CONDITIONS] = {
	[CONDITION_B] = { .evidence = true },
	[CONDITION_C] = { .signature = true },
	[CONDITION_D] = { .extract = true },
	[CONDITION_F] = { .signature = true },
};

bool
class_exempt(enum customer_class its_class, const char *const *exempt_classes)
{
	return list_has(exempt_classes, customer_class_names[its_class]);
}

static struct decision
applicable(enum customer_class its_class, const char *const *exempt_classes,
    const struct problem *refusal, const char *what)
{
	if (class_exempt(its_class, exempt_classes))
		return decision_refuse(&R7_10, refusal, "A customer of class %s has no %s.",
		    customer_class_names[its_class], what);
	return decision_allow(&R7_10, "APPLICABLE", "The customer is an enterprise.");
}

struct decision
admission_applicable(enum customer_class its_class, const char *const *exempt_classes)
{
	return applicable(
	    its_class, exempt_classes, &problem_admission_not_applicable, "admission");
}

static struct decision
refuse_blacklisted(bool company)
{
	struct decision d = decision_refuse(&R7_11, &problem_customer_blacklisted,
	    company ? "The customer is on the company blacklist."
		    : "The customer is on this department's blacklist.");

	decision_member(&d, "scope", company ? "\"COMPANY\"" : "\"DEPARTMENT\"");
	return d;
}

struct decision
admission_apply(const struct application_facts *facts)
{
	struct decision d = admission_applicable(facts->customer_class, facts->exempt_classes);

	if (d.refusal)
		return d;
	if (facts->company_listed || facts->department_listed)
		return refuse_blacklisted(facts->company_listed);
	if (facts->state == RELATION_STATE_APPLIED)
		return decision_refuse(&R7_11, &problem_admission_open,
		    "An application of this department is open already.");
	if (!relation_next(facts->state, RELATION_APPLY))
		return decision_refuse(
		    &R7_11, &problem_invalid_state, "The customer is admitted already.");
	return decision_allow(&R7_11, "APPLIED", "The conditions a to f are to be checked.");
}

/* NULL: met as far as the facts of the check go. */
static const struct problem *
contradiction(enum condition condition, const struct check_facts *check, date on, const char **why)
{
	if (needs[condition].evidence && check->evidence < 1) {
		*why = "a reference as evidence is missing";
		return &problem_evidence_missing;
	}
	if (needs[condition].extract) {
		if (check->illegality_records > 0) {
			*why = "there is a record of illegality, and its age does not matter";
			return &problem_condition_not_met;
		}
		if (check->extract_on == NO_DATE) {
			*why = "a dated extract or declaration is missing";
			return &problem_evidence_missing;
		}
		if (on > date_plus(check->extract_on, check->extract_max_age)) {
			*why = "the extract or declaration is too old";
			return &problem_evidence_too_old;
		}
	}
	if (needs[condition].signature && !check->signed_by_customer) {
		*why = condition == CONDITION_C
			   ? "neither a signed contract nor a written commitment to sign one"
			   : "the customer has not signed the declaration";
		return &problem_condition_not_met;
	}
	return NULL;
}

struct decision
check_decide(
    const struct check_facts *check, const struct actor *by, const char *applicant, date on)
{
	const struct problem *problem;
	const char *why;
	struct words letter = { 0 };
	struct decision d;

	if (!(by->roles & (ROLE_SUPERVISOR | ROLE_MANAGER)))
		return decision_refuse(&R7_13, &problem_forbidden_role,
		    "Conditions are judged by the office supervisor or the manager.");
	if (same(by->id, applicant))
		return decision_refuse(&R7_13, &problem_separation_of_duties,
		    "Who applied for the customer does not judge its conditions.");
	if (check->result != CHECK_RESULT_MET)
		return decision_allow(&R7_13, "NOT_MET", "Judged as not met.");
	problem = contradiction(check->condition, check, on, &why);
	if (!problem)
		return decision_allow(&R7_13, "MET", "Judged as met.");

	words_add(&letter, condition_names[check->condition]);
	d = decision_refuse(&R7_13, problem, "Condition %s is not met: %s.", letter.text, why);
	words_member(&d, "conditions", &letter);
	if (problem == &problem_evidence_too_old)
		decision_used_text(
		    &d, "admission.extract_max_age", show_period(check->extract_max_age).text);
	return d;
}

/*
 * All unmet letters; *only is the refusal of the last of them, which says more where it stays
 * the only one.
 */
static void
find_unmet(const struct admission_facts *facts, struct words *unmet, struct decision *only)
{
	for (int c = CONDITION_A; c < CONDITIONS; c++) {
		const struct check_facts *check = &facts->checks[c];
		const struct problem *problem = NULL;
		const char *why = "judged as not met";
		struct decision legal;

		if (check->result == CHECK_RESULT_NOT_MET)
			problem = &problem_condition_not_met;
		else
			problem = contradiction((enum condition)c, check, facts->on, &why);
		if (!problem && c == CONDITION_E && facts->qualified_products < 1) {
			problem = &problem_condition_not_met;
			why = "the customer is not qualified for any of the products";
		}
		if (problem)
			*only = decision_refuse(&R7_11, problem, "Condition %s is not met: %s.",
			    condition_names[c], why);
		if (problem == &problem_evidence_too_old)
			decision_used_text(only, "admission.extract_max_age",
			    show_period(check->extract_max_age).text);
		if (!problem && c == CONDITION_A) {
			legal = legal_decide(&facts->legal, facts->on);
			problem = legal.refusal;
			if (problem)
				*only = legal;
		}
		if (problem)
			words_add(unmet, condition_names[c]);
	}
	for (size_t i = 0; i < facts->extra_count; i++)
		if (!facts->extra[i].met) {
			words_add_named(unmet, "extra.", facts->extra[i].name);
			*only = decision_refuse(&R7_3, &problem_condition_not_met,
			    "The department's own condition is not met: %s.", facts->extra[i].name);
		}
}

void
conditions_unmet(const struct admission_facts *facts, struct words *unmet)
{
	struct decision ignored;

	find_unmet(facts, unmet, &ignored);
}

static struct decision
admit_decide(const struct admission_facts *facts)
{
	struct words open = { 0 }, unmet = { 0 };
	struct decision d;

	for (int c = CONDITION_A; c < CONDITIONS; c++)
		if (!facts->checks[c].result)
			words_add(&open, condition_names[c]);
	if (open.count) {
		d = decision_refuse(
		    &R7_11, &problem_check_missing, "Not yet checked: %s.", open.text);
		words_member(&d, "conditions", &open);
		return d;
	}

	find_unmet(facts, &unmet, &d);
	if (!unmet.count)
		return decision_allow(&R7_11, "ADMITTED",
		    "All conditions are met, for %lld of the products; the customer begins as "
		    "QUALIFIED.",
		    (long long)facts->qualified_products);
	if (unmet.count > 1)
		d = decision_refuse(&R7_11, &problem_condition_not_met,
		    "The customer can be admitted only if all conditions are met; not met: %s.",
		    unmet.text);
	words_member(&d, "conditions", &unmet);
	return d;
}

struct decision
admission_decide(const struct admission_facts *facts, const struct actor *by, bool admit)
{
	if (!(by->roles & ROLE_MANAGER))
		return decision_refuse(&R7_11, &problem_forbidden_role,
		    "Only the department manager decides on an admission.");
	if (same(by->id, facts->applicant))
		return decision_refuse(&R7_11, &problem_separation_of_duties,
		    "Who applied for the customer does not decide on it.");
	if (!relation_next(facts->state, RELATION_ADMIT))
		return decision_refuse(
		    &R7_11, &problem_invalid_state, "There is no open application to decide on.");
	if (!admit)
		return decision_allow(&R7_11, "REFUSED", "The manager refuses the admission.");
	if (facts->company_listed || facts->department_listed)
		return refuse_blacklisted(facts->company_listed);
	return admit_decide(facts);
}
