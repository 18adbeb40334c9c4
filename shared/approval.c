#include "approval.h"

#include <string.h>

const char *const approval_state_names[] = {
	[APPROVAL_OPEN] = "OPEN",
	[APPROVAL_APPROVED] = "APPROVED",
	[APPROVAL_RETURNED] = "RETURNED",
	[APPROVAL_REJECTED] = "REJECTED",
	NULL,
};

static bool
is_among(const char *person, const char *const *persons, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(persons[i], person) == 0)
			return true;
	return false;
}

static bool
acted_at(const struct approval *approval, const char *person, size_t from, size_t to)
{
	for (size_t i = 0; i < approval->act_count; i++) {
		const struct approval_act *act = &approval->acts[i];

		if (act->step >= from && act->step <= to && strcmp(act->actor, person) == 0)
			return true;
	}
	return false;
}

static int
approvals_at(const struct approval *approval, size_t step)
{
	int count = 0;

	for (size_t i = 0; i < approval->act_count; i++)
		count += approval->acts[i].step == step && approval->acts[i].action == APPROVE;
	return count;
}

static bool
has_other_step(const struct approval_chain *chain, const struct caller *by)
{
	for (size_t i = 0; i < chain->step_count; i++)
		if (caller_is(by, chain->steps[i].role))
			return true;
	return false;
}

static bool
is_blank(const char *text)
{
	return !text || !text[strspn(text, " \t\r\n")];
}

static struct decision
opinion_missing(const struct approval_chain *chain)
{
	struct decision d = decision_refuse(
	    chain->rule, &problem_validation_failed, "An opinion is required with this decision.");

	decision_member(&d, "errors",
	    "[{\"pointer\":\"/opinion\",\"code\":\"REQUIRED\",\"message\":\"Must be given.\"}]");
	return d;
}

/* May this person act at the open step? Fills *refused if not. */
static bool
may_act(const struct approval_chain *chain, const struct approval *approval,
    const struct caller *by, struct decision *refused)
{
	const struct approval_step *step = &chain->steps[approval->step];

	if (!caller_is(by, step->role) && has_other_step(chain, by))
		*refused = decision_refuse(chain->rule, &problem_invalid_state,
		    "%s waits for the step %s, which %s decides.", chain->name, step->name,
		    step->role);
	else if (!caller_is(by, step->role))
		*refused = decision_refuse(chain->rule, &problem_forbidden_role,
		    "The step %s of %s is decided by %s.", step->name, chain->name, step->role);
	else if (is_among(by->id, approval->recused, approval->recused_count))
		*refused = decision_refuse(chain->rule, &problem_recused,
		    "Who is recused does not act in %s.", chain->name);
	else if (step->not_applicant && approval->applicant &&
		 strcmp(approval->applicant, by->id) == 0)
		*refused = decision_refuse(chain->rule, &problem_separation_of_duties,
		    "Nobody decides the step %s of an application of his own.", step->name);
	else if (step->not_earlier && approval->step > 0 &&
		 acted_at(approval, by->id, 0, approval->step - 1))
		*refused = decision_refuse(chain->rule, &problem_separation_of_duties,
		    "Who acted at an earlier step does not decide the step %s.", step->name);
	else if (acted_at(approval, by->id, approval->step, approval->step))
		*refused = decision_refuse(chain->rule, &problem_already_decided,
		    "This person has already acted at the step %s.", step->name);
	else
		return true;
	return false;
}

static struct decision
approve(const struct approval_chain *chain, struct approval *approval)
{
	const struct approval_step *step = &chain->steps[approval->step];
	int quorum = step->quorum > 0 ? step->quorum : 1;
	int count = approvals_at(approval, approval->step) + 1;

	if (count < quorum)
		return decision_allow(chain->rule, "APPROVAL_COUNTED",
		    "%d of %d approvals at the step %s.", count, quorum, step->name);
	if (approval->step + 1 < chain->step_count) {
		approval->step++;
		return decision_allow(chain->rule, "STEP_APPROVED",
		    "The step %s is approved; %s is next.", step->name,
		    chain->steps[approval->step].name);
	}
	approval->state = APPROVAL_APPROVED;
	return decision_allow(chain->rule, "APPROVED", "%s is approved: %s was its last step.",
	    chain->name, step->name);
}

struct decision
approval_apply(const struct approval_chain *chain, struct approval *approval,
    const struct caller *by, enum approval_action action, const char *opinion)
{
	const struct approval_step *step;
	struct decision refused;

	if (approval->state != APPROVAL_OPEN || approval->step >= chain->step_count)
		return decision_refuse(chain->rule, &problem_invalid_state,
		    "%s is not open to decisions.", chain->name);
	if (!may_act(chain, approval, by, &refused))
		return refused;
	step = &chain->steps[approval->step];
	if ((action != APPROVE || step->opinion_always) && is_blank(opinion))
		return opinion_missing(chain);

	switch (action) {
	case APPROVE:
		return approve(chain, approval);
	case RETURN_TO_APPLICANT:
		approval->state = APPROVAL_RETURNED;
		return decision_allow(
		    chain->rule, "RETURNED", "Returned at the step %s.", step->name);
	case REJECT:
		approval->state = APPROVAL_REJECTED;
		return decision_allow(
		    chain->rule, "REJECTED", "Rejected at the step %s.", step->name);
	}
	die("%s: %d is not an action", chain->name, (int)action);
}
