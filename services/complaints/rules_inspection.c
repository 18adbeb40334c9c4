#include "rules_inspection.h"

#include "rules.h"
#include "rules_text.h"

date
inspection_due(date delivered_on, struct period interval, int64_t k)
{
	return date_plus(
	    delivered_on, (struct period) { interval.months * (int)k, interval.days * (int)k, 0 });
}

int64_t
inspection_step(date delivered_on, struct period interval, date after)
{
	int64_t k = 1;

	while (inspection_due(delivered_on, interval, k) <= after)
		k++;
	return k;
}

struct decision
inspection_inspector(const char *inspector_id, const char *project_manager_id)
{
	return same(inspector_id, project_manager_id)
		   ? decision_allow(&R6_24, "MAY_INSPECT", "The project's manager inspects it.")
		   : decision_refuse(&R6_24, &problem_forbidden_role,
			 "A project is inspected by its project manager.");
}

static bool
has_line(const struct inspection_facts *facts, int64_t number)
{
	for (size_t i = 0; i < facts->line_count; i++)
		if (facts->lines[i].number == number)
			return true;
	return false;
}

static struct decision
checklist_whole(const struct inspection_facts *facts)
{
	for (int64_t number = 1; number <= facts->checklist; number++)
		if (!has_line(facts, number))
			return decision_refuse(&R6_24, &problem_checklist_incomplete,
			    "Line %d of the checklist was skipped.", (int)number);
	if (facts->checklist == 0 || facts->line_count != (size_t)facts->checklist)
		return decision_refuse(&R6_24, &problem_checklist_incomplete,
		    "The checklist has %d lines, each with one result.", (int)facts->checklist);
	return decision_allow(
	    &R6_24, "RECORDED", "%d lines, all with a result.", (int)facts->checklist);
}

static struct decision
analysed_on_site(const struct inspection_facts *facts, const struct inspection_result_line *line)
{
	if (!has_text(line->analysis) || line->analysed_at == NO_INSTANT)
		return decision_refuse(&R6_24, &problem_analysis_missing,
		    "What was found at line %d has no analysis.", (int)line->number);
	if (line->analysed_at < facts->arrived_at || line->analysed_at > facts->left_at)
		return decision_refuse(&R6_24, &problem_analysis_not_on_site,
		    "What was found at line %d was analysed outside the visit.", (int)line->number);
	return decision_allow(&R6_24, "RECORDED", "Analysed on site.");
}

struct decision
inspection_record(const struct inspection_facts *facts)
{
	struct decision d = inspection_inspector(facts->inspector_id, facts->project_manager_id);

	if (d.refusal)
		return d;
	if (facts->state != QUALITY_INSPECTION_STATE_DUE)
		return decision_refuse(&R6_24, &problem_invalid_state, "The inspection is %s.",
		    quality_inspection_state_names[facts->state]);
	if (facts->left_at > facts->now)
		return decision_refuse(
		    &R6_24, &problem_time_in_future, "The inspection has not ended yet.");
	if (facts->left_at < facts->arrived_at)
		return decision_refuse(
		    &R6_24, &problem_times_inconsistent, "Who left had arrived before.");
	d = checklist_whole(facts);
	for (size_t i = 0; i < facts->line_count && !d.refusal; i++)
		if (facts->lines[i].result != INSPECTION_RESULT_OK) {
			struct decision of_line = analysed_on_site(facts, &facts->lines[i]);

			if (of_line.refusal)
				return of_line;
		}
	return d;
}
