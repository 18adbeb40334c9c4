#include "rules_removal.h"

#include "rules.h"
#include "rules_text.h"

/* Common to both; a refusal, or one that allows. */
static struct decision
of_the_division(const struct removal_request *request, const struct actor *by)
{
	struct decision d;

	if (!(by->roles & ROLE_DIVISION))
		return decision_refuse(&R7_31, &problem_forbidden_role,
		    "The marketing division asks for and reviews the removal of a company entry.");
	if (request->scope != BLACKLIST_SCOPE_COMPANY)
		return decision_refuse(&R7_31, &problem_forbidden_role,
		    "A department's entry is removed by its own manager, without a review.");
	if (request->state == BLACKLIST_STATE_ACTIVE && request->allowed)
		return decision_allow(&R7_31, "REQUESTED",
		    "Another member of the marketing division is to review the removal.");
	d = decision_refuse(&R7_31, &problem_invalid_state,
	    request->allowed ? "There is no active entry to remove."
			     : "The company does not allow entries to be removed.");
	decision_used_json(&d, "blacklist.removal_allowed", request->allowed ? "true" : "false");
	return d;
}

struct decision
removal_ask(const struct removal_request *request, const struct actor *by)
{
	struct decision d = of_the_division(request, by);

	if (!d.refusal && request->requested_by &&
	    request->result != REMOVAL_REVIEW_RESULT_OBJECTED)
		return decision_refuse(
		    &R7_31, &problem_invalid_state, "The removal was asked for already.");
	return d;
}

struct decision
removal_review(const struct removal_request *request, enum removal_review_result result,
    const struct actor *by)
{
	struct decision d = of_the_division(request, by);

	if (d.refusal)
		return d;
	if (!request->requested_by || request->result)
		return decision_refuse(
		    &R7_31, &problem_invalid_state, "No removal waits for a review.");
	if (same(by->id, request->requested_by))
		return decision_refuse(&R7_31, &problem_separation_of_duties,
		    "Who asked for the removal does not review it.");
	return decision_allow(&R7_31, removal_review_result_names[result], "%s",
	    result == REMOVAL_REVIEW_RESULT_AGREED
		? "The head of the marketing division may remove the entry."
		: "The entry stays; its removal may be asked for anew.");
}
