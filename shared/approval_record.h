/*
 * Chains of approval, kept: the acts of one thing (an adjustment, a request) are
 * loaded, the caller's is judged by approval_apply(), and kept if it stands. What
 * the thing's state is in between is its own row's affair; that row is locked.
 */
#ifndef KEHU_APPROVAL_RECORD_H
#define KEHU_APPROVAL_RECORD_H

#include "approval.h"

/* Whose acts: the name of its table, its id, and the round, which a return to the applicant ends. */
struct approval_of {
	const char *subject, *subject_id;
	int64_t round;
};

/*
 * The caller's act at approval->step. In: state, step, applicant and recused, from
 * the thing's row. Out: state and step after it, and the decision, to be handed to
 * decide(): where it refuses, nothing was kept.
 */
MAY_FAIL approval_decide(struct request *req, const struct approval_chain *chain,
    const struct approval_of *of, struct approval *approval, enum approval_action action,
    const char *opinion, struct decision *d);

/* APPROVE, RETURN, REJECT, as an API names them. */
extern const char *const approval_action_names[];

#endif
