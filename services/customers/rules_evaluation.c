#include "rules.h"
#include "rules_evaluation.h"
#include "rules_text.h"

struct decision
evaluation_complete(const struct evaluation_facts *form)
{
	struct words missing = { 0 }, unproven = { 0 };
	struct decision d;

	if (form->completed)
		return decision_refuse(
		    &R7_22, &problem_invalid_state, "A completed evaluation is not changed.");
	for (int subject = 1; subject < RATING_SUBJECT_COUNT; subject++)
		if (!form->ratings[subject])
			words_add(&missing, rating_subject_names[subject]);
		else if (form->evidence[subject] < 1)
			words_add(&unproven, rating_subject_names[subject]);
	if (!form->risk)
		words_add(&missing, "RISK");
	else if (form->risk_evidence < 1)
		words_add(&unproven, "RISK");

	if (missing.count)
		d = decision_refuse(
		    &R7_22, &problem_form_incomplete, "Not rated: %s.", missing.text);
	else if (unproven.count)
		d = decision_refuse(&R7_22, &problem_evidence_missing,
		    "Rated without evidence: %s.", unproven.text);
	else
		d = decision_allow(&R7_22, "COMPLETED", "Everything is rated, with evidence.");
	words_member(&d, "missing", &missing);
	words_member(&d, "without_evidence", &unproven);
	return d;
}

date
evaluation_usable_until(date completed_on, struct period max_age)
{
	return date_plus(completed_on, max_age);
}

enum review_standard_level
review_standard_level(bool product_has, bool department_has)
{
	if (product_has)
		return STANDARD_OF_PRODUCT;
	return department_has ? STANDARD_OF_DEPARTMENT : STANDARD_OF_COMPANY;
}

struct decision
data_update_decide(const struct data_update *update, const struct actor *by)
{
	if (!(by->roles & (ROLE_STAFF | ROLE_SUPERVISOR)) ||
	    !same(by->department_id, update->department_id))
		return decision_refuse(&R7_23, &problem_forbidden_role,
		    "A relation's data is updated by its own department.");
	if (update->fields < 1 && !update->confirmed_unchanged)
		return decision_refuse(&R7_23, &problem_validation_failed,
		    "The update changes nothing; say so with confirmed_unchanged.");
	if (update->fields < 1)
		return decision_allow(&R7_23, "CONFIRMED", "The data was confirmed as unchanged.");
	return decision_allow(&R7_23, "UPDATED", "The data was updated.");
}

struct decision
correction_decide(const struct actor *by, const char *department_id, const char *reason)
{
	if (same(by->department_id, department_id))
		return decision_allow(&R7_4, "UPDATED", "The department's own record.");
	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(
		    &R7_4, &problem_forbidden_role, "The record belongs to another department.");
	if (!has_text(reason))
		return decision_refuse(&R7_4, &problem_validation_failed,
		    "The marketing division corrects a department's record with a reason.");
	return decision_allow(
	    &R7_4, "CORRECTED", "The marketing division corrects it, with a reason.");
}

date
data_stale_from(date updated_on, struct period stale_after)
{
	return date_plus(updated_on, stale_after) + 1;
}
