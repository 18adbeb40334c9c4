#include "rules_batch.h"

#include "rules.h"
#include "rules_duplicate.h"
#include "rules_text.h"

#define STATE(name) ARCHIVE_BATCH_STATE_##name

/* Where each action leads. What is not here may not happen. */
static const enum archive_batch_state next[ARCHIVE_BATCH_STATE_COUNT][BATCH_ACTIONS] = {
	[STATE(COLLECTED)] = { [BATCH_CHANGE] = STATE(COLLECTED),
	    [BATCH_HAND_OVER] = STATE(WITH_CRM) },
	[STATE(WITH_CRM)] = { [BATCH_ENTER] = STATE(WITH_CRM), [BATCH_FINISH] = STATE(PROCESSED) },
	[STATE(PROCESSED)] = { [BATCH_RETURN] = STATE(RETURNED) },
	[STATE(RETURNED)] = { [BATCH_ALLOCATE] = STATE(ALLOCATED) },
	[STATE(ALLOCATED)] = { [BATCH_PUBLISH] = STATE(COMPLETED) },
};

/* What the CRM centre does; everything else is the head's. */
static const bool by_crm[BATCH_ACTIONS] = {
	[BATCH_ENTER] = true,
	[BATCH_FINISH] = true,
	[BATCH_RETURN] = true,
};

static const struct rule *const rules[BATCH_ACTIONS] = {
	[BATCH_CHANGE] = &R1_2,
	[BATCH_HAND_OVER] = &R1_2,
	[BATCH_ENTER] = &R1_3,
	[BATCH_FINISH] = &R1_3,
	[BATCH_RETURN] = &R1_3,
	[BATCH_ALLOCATE] = &R1_4,
	[BATCH_PUBLISH] = &R1_5,
};

static bool
heads(const struct actor *by, const char *department_id)
{
	return (by->roles & ROLE_HEAD) && same(by->department_id, department_id);
}

struct decision
outreach_duty(const struct actor *by, const char *department_id)
{
	if (!heads(by, department_id))
		return decision_refuse(&R1_2, &problem_forbidden_role,
		    "Only the head of the department that held the outreach does this.");
	return decision_allow(&R1_2, "ALLOWED", "It is the duty of the department's head.");
}

struct decision
batch_move(enum archive_batch_state state, enum batch_action action, const struct actor *by,
    const char *department_id)
{
	const struct rule *rule = rules[action];
	enum archive_batch_state to = batch_state_after(state, action);

	if (by && by_crm[action] && !(by->roles & ROLE_CRM))
		return decision_refuse(
		    rule, &problem_forbidden_role, "Only the CRM centre enters archives.");
	if (by && !by_crm[action] && !heads(by, department_id))
		return decision_refuse(rule, &problem_forbidden_role,
		    "Only the head of the department that held the outreach does this.");
	if (!to)
		return decision_refuse(rule, &problem_invalid_state,
		    "The batch is %s; no step is skipped or done twice.",
		    state ? archive_batch_state_names[state] : "unknown");
	return decision_allow(rule, archive_batch_state_names[to], "The batch was %s.",
	    archive_batch_state_names[state]);
}

enum archive_batch_state
batch_state_after(enum archive_batch_state state, enum batch_action action)
{
	return next[state][action];
}

struct decision
batch_fill(const struct batch_content *content)
{
	if (!content->archives || !content->participants)
		return decision_refuse(&R1_2, &problem_batch_empty,
		    "A batch has at least one archive and one participant.");
	if (content->took_part != content->participants)
		return decision_refuse(&R1_2, &problem_not_a_participant,
		    "Participants are employees of the department who took part in the outreach.");
	return decision_allow(&R1_2, "COLLECTED", "%zu archives of %zu participants.",
	    content->archives, content->participants);
}

struct decision
batch_complete_entry(size_t archives, size_t without_result)
{
	if (without_result)
		return decision_refuse(&R1_3, &problem_archive_unprocessed,
		    "%zu of %zu archives have no result yet.", without_result, archives);
	return decision_allow(&R1_3, "PROCESSED", "All %zu archives have a result.", archives);
}

bool
batch_late(date from, int64_t days, instant at)
{
	return at > end_of(from + (date)days);
}

struct decision
archive_source(const char *source, const char *const *collective)
{
	if (source && list_has(collective, source))
		return decision_refuse(&R1_1, &problem_batch_required,
		    "Archives of this source are handed over, entered and allocated in a batch.");
	return decision_allow(&R1_1, "ALLOWED", "It is no collective source.");
}

struct decision
archive_owner(const char *named, const char *registers)
{
	if (named && !same(named, registers))
		return decision_refuse(&R1_1, &problem_forbidden_role,
		    "Nobody names the employee by hand: who registers a customer answers for it.");
	return decision_allow(&R1_1, "ALLOWED", "Who registers the customer answers for it.");
}

bool
archive_same(const struct archive_identity *a, const struct archive_identity *b)
{
	struct likeness one = likeness_of(false, a->name, a->phone, a->address),
			other = likeness_of(false, b->name, b->phone, b->address);

	if (one.phone[0] && same(one.phone, other.phone))
		return true;
	return one.name[0] && one.city[0] && same(one.name, other.name) &&
	       same(one.city, other.city);
}
