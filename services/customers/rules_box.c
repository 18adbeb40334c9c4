#include "rules.h"
#include "rules_box.h"

static bool
day_counts(const struct list_facts *facts)
{
	const struct schedule *schedule = &facts->schedule;
	date open = invitation_day(schedule, facts->now);

	if (facts->day == NO_DATE || facts->day > schedule->event_on)
		return false;
	if (facts->kind == BOX_LIST_KIND_PLAN)
		return facts->day > schedule->first;
	/* What is confirmed on a day that has not begun is not known yet. */
	return facts->day >= schedule->first && (open == NO_DATE || facts->day <= open);
}

instant
list_due_of(const struct list_facts *facts)
{
	return facts->kind == BOX_LIST_KIND_SPEAKER_LEADER
		   ? facts->speaker_deadline
		   : list_due(&facts->schedule, facts->kind, facts->day);
}

bool
list_late(const struct list_facts *facts)
{
	return facts->now > list_due_of(facts);
}

struct decision
list_decide(const struct list_facts *facts)
{
	bool speakers = facts->kind == BOX_LIST_KIND_SPEAKER_LEADER;

	if (!facts->submitter)
		return decision_refuse(&R1_11, &problem_forbidden_role,
		    "Lists are put into the box by the head of the unit or the deputy.");
	if (facts->state != GATHERING_STATE_PLANNED || facts->now > facts->starts_at)
		return decision_refuse(&R1_16, &problem_invalid_state,
		    "After the start of the event nothing is put into the box.");
	if (facts->kind == BOX_LIST_KIND_PLAN && !facts->plans)
		return decision_refuse(
		    &R1_11, &problem_line_not_ours, "This unit hands in no plans.");
	if (!speakers && !day_counts(facts))
		return decision_refuse(
		    &R1_11, &problem_line_not_ours, "It is no day such a list is due for.");
	if (speakers && list_late(facts))
		return decision_refuse(&R1_20, &problem_speaker_list_too_late,
		    "Speaking and leading customers are listed beforehand.");
	if (!list_late(facts))
		return decision_allow(speakers ? &R1_20 : &R1_11, "ON_TIME",
		    "Received by the deadline, the instant included.");
	if (facts->kind == BOX_LIST_KIND_CONFIRMED && facts->day == facts->schedule.event_on)
		return decision_allow(&R1_16, "WITHOUT_EFFECT",
		    "Received after the last deadline: the list has no effect.");
	return decision_allow(&R1_11, "LATE", "Received after the deadline.");
}

void
line_missing(enum box_list_kind kind, const char *const *fields, const struct line_content *line,
    struct words *missing)
{
	bool confirmed = kind == BOX_LIST_KIND_CONFIRMED, plan = kind == BOX_LIST_KIND_PLAN;
	const struct {
		const char *field;
		bool asked, there;
	} all[] = {
		{ ".name", true, has_text(line->name) },
		{ ".phone", confirmed || plan, has_text(line->phone) },
		{ ".address", confirmed, has_text(line->address) },
		{ ".employee_id", confirmed || plan, has_text(line->employee) },
		{ ".confirmed_at", confirmed, line->confirmed },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].asked && !all[i].there && list_has(fields, all[i].field + 1))
			words_add_named(missing, line->label, all[i].field);
}

struct decision
lines_complete(const struct words *missing, int64_t lines)
{
	struct decision d;

	if (!missing->count)
		return decision_allow(
		    &R1_13, "COMPLETE", "%lld lines, each with what it needs.", (long long)lines);
	d = decision_refuse(
	    &R1_13, &problem_list_incomplete, "Lines lack what they need: %s.", missing->text);
	words_member(&d, "missing", missing);
	return d;
}

struct decision
box_decide(enum box_action action, const struct opening_facts *facts)
{
	if (!facts->coordinator)
		return decision_refuse(&R1_14, &problem_forbidden_role,
		    "The event's coordinator opens, checks and returns.");
	switch (action) {
	case BOX_OPEN:
		if (facts->now < facts->deadline_at)
			return decision_refuse(&R1_14, &problem_box_sealed,
			    "The box stays sealed until the day's deadline.");
		if (facts->opened_at != NO_INSTANT)
			return decision_refuse(&R1_14, &problem_already_opened,
			    "The box of this day has been opened.");
		return decision_allow(
		    &R1_14, "OPENED", "All that was received up to the deadline is compared.");
	case BOX_CHECK:
		if (facts->opened_at == NO_INSTANT || facts->checked_at != NO_INSTANT)
			break;
		return decision_allow(&R1_14, "CHECKED", "The lists of the opening are checked.");
	case BOX_RETURN:
		if (facts->checked_at == NO_INSTANT || facts->returned_at != NO_INSTANT)
			break;
		return decision_allow(&R1_14, "RETURNED",
		    "Each head gets the own lists; lines of an open duplicate case are held back.");
	}
	return decision_refuse(&R1_14, &problem_invalid_state,
	    "The box is opened, then checked, then returned, each once.");
}

struct decision
line_return_decide(bool coordinator, instant checked_at, bool case_open, bool returned)
{
	if (!coordinator)
		return decision_refuse(
		    &R1_14, &problem_forbidden_role, "The event's coordinator returns lines.");
	if (checked_at == NO_INSTANT || returned)
		return decision_refuse(&R1_14, &problem_invalid_state,
		    "A line is returned once, after it was checked.");
	if (case_open)
		return decision_refuse(&R1_14, &problem_duplicate_open,
		    "The line is held back until its duplicate case is decided.");
	return decision_allow(&R1_14, "RETURNED", "The head gets the line.");
}

struct decision
line_defect_decide(bool coordinator, enum box_list_state state, bool defective)
{
	if (!coordinator)
		return decision_refuse(&R1_13, &problem_forbidden_role,
		    "The event's coordinator says whether a line is clear and tidy.");
	if (defective || state == BOX_LIST_STATE_SUBMITTED || state == BOX_LIST_STATE_RETURNED)
		return decision_refuse(&R1_13, &problem_invalid_state,
		    "A line is marked once, between the opening and the return.");
	return decision_allow(
	    &R1_13, "DEFECTIVE", "To be corrected by the next deadline; so it stays on time.");
}

struct decision
line_correct_decide(bool submitter, bool defective, instant due_at, instant now)
{
	if (!submitter)
		return decision_refuse(&R1_13, &problem_forbidden_role,
		    "A line is corrected by the head of its unit or the deputy.");
	if (!defective)
		return decision_refuse(
		    &R1_13, &problem_invalid_state, "The line has no defect to correct.");
	if (now <= due_at)
		return decision_allow(
		    &R1_13, "ON_TIME", "Corrected in time: the receipt of the list counts.");
	return decision_allow(&R1_13, "LATE", "Corrected after the deadline: late from now on.");
}

static bool
before(instant a, instant b)
{
	return a != NO_INSTANT && (b == NO_INSTANT || a < b);
}

static struct effect
listed_effect(const struct schedule *schedule, const struct confirmation *c, instant now)
{
	struct effect effect = { NO_INSTANT, NO_INSTANT, false };
	bool corrected_late =
	    c->defective && c->corrected_at != NO_INSTANT && c->corrected_at > c->defect_due_at;

	if (c->received_at == NO_INSTANT || c->day == NO_DATE)
		return effect;
	/* The deadline itself is still in time. */
	if (c->defective && c->corrected_at == NO_INSTANT && now > c->defect_due_at) {
		effect.late = true;
		return effect;
	}
	if (!corrected_late && c->received_at <= schedule_deadline(schedule, c->day))
		return (struct effect) { c->confirmed_at, c->received_at, false };
	effect.effective_at =
	    deadline_after(schedule, corrected_late ? c->corrected_at : c->received_at);
	effect.blocks_from = effect.effective_at;
	effect.late = true;
	return effect;
}

struct effect
confirmation_effect(const struct schedule *schedule, const struct confirmation *c, instant now)
{
	struct effect effect = listed_effect(schedule, c, now);
	instant protected_at;

	if (c->speaker_at == NO_INSTANT || c->day == NO_DATE)
		return effect;
	protected_at = c->speaker_at > c->confirmed_at ? c->speaker_at : c->confirmed_at;
	if (before(protected_at, effect.effective_at))
		effect.effective_at = protected_at;
	if (before(protected_at, effect.blocks_from))
		effect.blocks_from = protected_at;
	return effect;
}

struct decision
lateness_decide(const struct lateness *facts)
{
	struct decision d;

	if (!facts->confirmed)
		d = decision_allow(&R1_17, "NOT_FINED", "Nothing was confirmed, no list was due.");
	else if (facts->received_in_time)
		d = decision_allow(&R1_17, "NOT_FINED", "A list was received by the deadline.");
	else if (facts->event_day && !facts->fine_event_day)
		d = decision_allow(
		    &R1_17, "NOT_FINED", "The day of the event is not of the week before it.");
	else {
		d = decision_allow(&R1_17, "FINED",
		    "Confirmations of the day, and no list of them by the deadline.");
		decision_used(&d, "sharing.late_fine_fen", facts->fine_fen);
	}
	return d;
}
