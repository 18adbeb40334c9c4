#include "approval_record.h"

#include <string.h>

#include "db.h"
#include "platform/queries.h"

const char *const approval_action_names[] = {
	[APPROVE] = "APPROVE",
	[RETURN_TO_APPLICANT] = "RETURN",
	[REJECT] = "REJECT",
	NULL,
};

static MAY_FAIL
load(struct request *req, const struct approval_of *of, struct approval *approval)
{
	struct approval_act *acts;
	struct rows rows;

	TRY(sql_approval_acts(req, of->subject_id, of->round, &rows));
	acts = arena_array(req->arena, struct approval_act, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		acts[i] = (struct approval_act) {
			.step = (size_t)row_integer(&row, "step"),
			.actor = row_text(req, &row, "actor"),
			.action = row_enum(&row, "action", approval_action_names, REJECT + 1),
		};
	}
	approval->acts = acts;
	approval->act_count = (size_t)rows.count;
	return NULL;
}

MAY_FAIL
approval_decide(struct request *req, const struct approval_chain *chain,
    const struct approval_of *of, struct approval *approval, enum approval_action action,
    const char *opinion, struct decision *d)
{
	size_t at = approval->step;
	const struct approval_step *step;

	TRY(load(req, of, approval));
	*d = approval_apply(chain, approval, &req->caller, action, opinion);
	if (d->refusal)
		return NULL;
	step = &chain->steps[at];
	return sql_approval_keep(req, new_id(req), of->subject, of->subject_id, of->round,
	    (int64_t)at, step->name, step->role, approval_action_names[action], opinion,
	    req->caller.name);
}
