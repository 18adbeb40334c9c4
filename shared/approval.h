/*
 * Chains of approval, as a pure table-driven rule: steps in order, each by a
 * role; four eyes; quorum; recusal; return and rejection with an opinion.
 */
#ifndef KEHU_APPROVAL_H
#define KEHU_APPROVAL_H

#include "decision.h"
#include "request.h"

struct approval_step {
	const char *name, *role;
	int         quorum;          /* distinct persons who must approve; 0 means 1 */
	bool        not_applicant;   /* the applicant may not act here */
	bool        not_earlier;     /* nobody who acted at an earlier step may act here (four eyes) */
	bool        opinion_always;  /* an opinion is required for approval too; for RETURN and REJECT it always is */
};

struct approval_chain {
	const char                 *name;
	const struct rule          *rule;
	const struct approval_step *steps;
	size_t                      step_count;
};

enum approval_action { APPROVE = 1, RETURN_TO_APPLICANT, REJECT };
enum approval_state { APPROVAL_OPEN = 1, APPROVAL_APPROVED, APPROVAL_RETURNED, APPROVAL_REJECTED };
extern const char *const approval_state_names[];

struct approval_act {
	size_t               step;
	const char          *actor;
	enum approval_action action;
};

/* What has happened so far; recused: ids of those who may not act at all. */
struct approval {
	enum approval_state        state;
	size_t                     step; /* the open one */
	const char                *applicant;
	const struct approval_act *acts; /* of the present round, oldest first */
	size_t                     act_count;
	const char *const         *recused;
	size_t                     recused_count;
};

/*
 * Applies one act: changes state and step, or refuses: 403 FORBIDDEN_ROLE,
 * 403 SEPARATION_OF_DUTIES, 403 RECUSED, 409 INVALID_STATE,
 * 400 with the missing opinion, 409 ALREADY_DECIDED for a second act by one person at one step.
 */
struct decision approval_apply(const struct approval_chain *chain, struct approval *approval,
    const struct caller *by, enum approval_action action, const char *opinion);

#endif
