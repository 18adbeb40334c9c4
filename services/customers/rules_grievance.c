#include "rules_grievance.h"

#include "rules.h"
#include "rules_text.h"

#define STATE(name) GRIEVANCE_STATE_##name

/* Where each action leads. What is not here may not happen. */
static const enum grievance_state next[GRIEVANCE_STATE_COUNT][GRIEVANCE_ACTIONS] = {
	[STATE(OPEN)] = { [GRIEVANCE_RESOLVE] = STATE(RESOLVED),
	    [GRIEVANCE_RUN_OUT] = STATE(OVERDUE) },
	[STATE(OVERDUE)] = { [GRIEVANCE_RESOLVE] = STATE(RESOLVED_LATE),
	    [GRIEVANCE_TRANSFER] = STATE(TRANSFERRED) },
	[STATE(RESOLVED_LATE)] = { [GRIEVANCE_TRANSFER] = STATE(TRANSFERRED) },
	[STATE(TRANSFERRED)] = { [GRIEVANCE_RESOLVE] = STATE(RESOLVED) },
	[STATE(RESOLVED)] = { [GRIEVANCE_REOPEN] = STATE(OPEN) },
};

enum grievance_state
grievance_next(enum grievance_state state, enum grievance_action action)
{
	return next[state][action];
}

struct decision
grievance_record(const struct grievance_report *report, const struct actor *by, instant now)
{
	if (report->source == GRIEVANCE_SOURCE_COMPLAINT_TO_GM &&
	    !(by->roles & ROLE_GENERAL_MANAGER))
		return decision_refuse(&R1_30, &problem_forbidden_role,
		    "Only the general manager says what was complained of to him.");
	if (report->known_at > now)
		return decision_refuse(
		    &R1_30, &problem_time_in_future, "It would have become known later than now.");
	if (!report->department_id)
		return decision_refuse(&R1_30, &problem_no_department,
		    "No direct-selling unit held the customer then.");
	return decision_allow(&R1_30, grievance_state_names[STATE(OPEN)],
	    "It is of the department that held the customer when it became known.");
}

date
grievance_due(date day_zero, int64_t resolve_days)
{
	return day_zero + (date)resolve_days;
}

instant
grievance_overdue_at(date day_zero, int64_t resolve_days)
{
	return start_of(grievance_due(day_zero, resolve_days) + 1);
}

static bool
days_are_over(const struct grievance_facts *facts, instant at)
{
	return at >= grievance_overdue_at(facts->day_zero, facts->resolve_days);
}

bool
grievance_runs_out(const struct grievance_facts *facts, instant now)
{
	return facts->state == STATE(OPEN) && !facts->linked &&
	       facts->resolution_at == NO_INSTANT && days_are_over(facts, now);
}

static struct decision
not_now(const struct grievance_facts *facts)
{
	if (facts->linked)
		return decision_refuse(&R1_32, &problem_invalid_state,
		    "A complaint is linked: when it was settled counts.");
	return decision_refuse(&R1_32, &problem_invalid_state, "The grievance is %s%s.",
	    facts->state ? grievance_state_names[facts->state] : "unknown",
	    facts->resolution_at != NO_INSTANT ? "; a clerk asks the customer already"
	    : facts->resolved_at != NO_INSTANT ? ", and resolved"
					       : "");
}

static bool
may_be_resolved(const struct grievance_facts *facts)
{
	return next[facts->state][GRIEVANCE_RESOLVE] && !facts->linked &&
	       facts->resolved_at == NO_INSTANT;
}

struct decision
grievance_resolve(const struct grievance_facts *facts, const struct actor *by)
{
	if (!(by->roles & ROLE_HEAD) || !same(by->department_id, facts->department_id))
		return decision_refuse(&R1_32, &problem_forbidden_role,
		    "The head of the department records that it was resolved.");
	if (!may_be_resolved(facts) || facts->resolution_at != NO_INSTANT)
		return not_now(facts);
	return decision_allow(
	    &R1_32, "TO_BE_CONFIRMED", "A clerk asks the customer whether it is so.");
}

/* In time or late, by the state it finds. */
static struct decision
resolved(const struct grievance_facts *facts, instant at)
{
	struct decision d = decision_allow(&R1_32,
	    grievance_state_names[next[facts->state][GRIEVANCE_RESOLVE]],
	    days_are_over(facts, at) ? "Resolved after the last day, %s; fines and transfer stay."
				     : "Resolved by the end of the last day, %s.",
	    show_date(grievance_due(facts->day_zero, facts->resolve_days)).text);

	decision_used(&d, "grievance.resolve_days", facts->resolve_days);
	return d;
}

/* The days have run out before: what follows finds it overdue. */
static struct grievance_facts
after_running_out(const struct grievance_facts *facts)
{
	struct grievance_facts after = *facts;

	after.state = next[facts->state][GRIEVANCE_RUN_OUT];
	return after;
}

struct decision
grievance_confirm(const struct grievance_facts *facts, bool concerned, bool confirmed, instant now)
{
	if (concerned)
		return decision_refuse(&R1_32, &problem_separation_of_duties,
		    "Neither the manager, nor who was involved or recorded it, asks the customer.");
	if (facts->resolution_at == NO_INSTANT)
		return decision_refuse(&R1_32, &problem_invalid_state,
		    "The head has not recorded that it was resolved.");
	if (confirmed)
		return resolved(facts, facts->resolution_at);
	if (facts->state == STATE(OPEN) && days_are_over(facts, now))
		return decision_allow(&R1_32, grievance_state_names[STATE(OVERDUE)],
		    "The customer denies that it was resolved, and the days are over.");
	return decision_allow(&R1_32, grievance_state_names[facts->state],
	    "The customer denies that it was resolved.");
}

struct decision
grievance_settle(const struct grievance_facts *facts, instant settled_at, bool *ran_out)
{
	struct grievance_facts after;

	*ran_out = facts->state == STATE(OPEN) && days_are_over(facts, settled_at);
	if (!next[facts->state][GRIEVANCE_RESOLVE] || facts->resolved_at != NO_INSTANT)
		return not_now(&(struct grievance_facts) {
		    .state = facts->state,
		    .resolution_at = NO_INSTANT,
		    .resolved_at = facts->resolved_at,
		});
	if (!*ran_out)
		return resolved(facts, settled_at);
	after = after_running_out(facts);
	return resolved(&after, settled_at);
}

struct decision
grievance_transfer(const struct grievance_facts *facts, const char *department_id_of_new)
{
	if (!next[facts->state][GRIEVANCE_TRANSFER])
		return decision_refuse(&R1_32, &problem_invalid_state,
		    "The customer of an overdue grievance is transferred; this one is %s.",
		    facts->state ? grievance_state_names[facts->state] : "unknown");
	if (same(department_id_of_new, facts->department_id))
		return decision_refuse(&R1_32, &problem_same_department,
		    "Another department takes the customer over.");
	return decision_allow(&R1_32, "DIRECTED",
	    "The customer goes to an employee of another department; a clerk changes the record.");
}

/* A and B exclude each other for a person; the manager as such is liable for B and C. */
unsigned
grievance_letters(const struct fine_facts *facts)
{
	bool b = facts->source == GRIEVANCE_SOURCE_COMPLAINT_TO_GM ||
		 (facts->source == GRIEVANCE_SOURCE_COMPLAINT_OTHER && facts->other_is_b);
	unsigned letters = 0;

	if (b && (facts->manager || facts->involved) && !facts->fined_a)
		letters |= LETTER_B;
	if (!b && facts->involved && !facts->fined_b)
		letters |= LETTER_A;
	if (facts->overdue && (facts->manager || facts->involved))
		letters |= LETTER_C;
	return letters;
}

struct decision
grievance_fine(enum letter letter, int64_t amount_fen)
{
	static const char *const because[] = {
		[LETTER_A] = "A: who was involved in a grievance that was not complained of.",
		[LETTER_B] =
		    "B: the manager, and who was involved, of a complaint to the general manager.",
		[LETTER_C] = "C: not resolved in time; in addition to A or B.",
	};
	static const char *const parameter[] = {
		[LETTER_A] = "grievance.fine_a_fen",
		[LETTER_B] = "grievance.fine_b_fen",
		[LETTER_C] = "grievance.fine_c_fen",
	};
	struct decision d =
	    decision_allow(letter == LETTER_C ? &R1_32 : &R1_31, "FINED", "%s", because[letter]);

	decision_used(&d, parameter[letter], amount_fen);
	return d;
}
