#include "rules_conduct.h"

#include "rules.h"
#include "rules_text.h"

static const char *const codes[] = { "V6.6", "V6.10a", "V6.10b", "V6.10c", "V6.10d", "V10.13a",
	"V10.13b", "V10.13c", "V10.14", "V11.14", "V11.16", "V11.21", "V12.3" };

bool
conduct_code_known(const char *code)
{
	for (size_t i = 0; i < COUNT(codes); i++)
		if (same(codes[i], code))
			return true;
	return false;
}

struct decision
conduct_decider(const struct conduct_facts *facts)
{
	if (facts->state != CONDUCT_CASE_STATE_HEARD)
		return decision_refuse(&R6_10, &problem_invalid_state,
		    "A case is decided when the person was heard; it is %s.",
		    conduct_case_state_names[facts->state]);
	if (!facts->decider_id)
		return decision_refuse(&R6_10, &problem_forbidden_role,
		    "Who decides a case is a person of the staff directory.");
	if (same(facts->decider_id, facts->person_id) ||
	    same(facts->decider_id, facts->proposed_by_id) ||
	    same(facts->decider_id, facts->other_party_id))
		return decision_refuse(&R6_10, &problem_separation_of_duties,
		    "Neither the person, nor who proposed it, nor the other party decides.");
	return decision_allow(&R6_10, "MAY_DECIDE", "A third person decides.");
}

struct decision
conduct_decide(const struct conduct_facts *facts)
{
	struct decision d = conduct_decider(facts);

	if (d.refusal)
		return d;
	if (facts->sanction_count == 0)
		return decision_refuse(
		    &R6_10, &problem_no_sanction, "Without any sanction a case is dismissed.");
	if (facts->serious && !has_text(facts->serious_reason))
		return decision_refuse(
		    &R6_10, &problem_reason_missing, "Why is it serious? A reason is needed.");
	for (size_t i = 0; i < facts->sanction_count; i++) {
		enum sanction sanction = facts->sanctions[i];

		if (!list_has(facts->allowed, sanction_names[sanction]) &&
		    !(facts->serious && list_has(facts->of_serious, sanction_names[sanction])))
			return decision_refuse(&R6_10, &problem_sanction_not_allowed,
			    "%s is no sanction of a case that is %sserious.",
			    sanction_names[sanction], facts->serious ? "" : "not ");
	}
	return decision_allow(&R6_10, "DECIDED", "%zu sanctions.", facts->sanction_count);
}
