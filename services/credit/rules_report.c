#include "rules_report.h"
#include "rules.h"
#include "rules_text.h"

#include <stdio.h>
#include <string.h>

const char *const report_section_names[] = { "subject", "sources_used", "identity", "people",
	"business", "finance", "payment_behaviour", "risks", "conclusion", NULL };

/* Numbers from 1, as a JSON list. */
struct numbers {
	size_t count;
	char json[5 * REPORT_FINDINGS_MAX + 2];
};

static void
numbers_add(struct numbers *numbers, size_t number)
{
	size_t used = strlen(numbers->json);

	if (used)
		used--; /* the bracket */
	snprintf(numbers->json + used, sizeof numbers->json - used, "%s%zu]",
	    numbers->count++ ? "," : "[", number);
}

static void
sections_missing(const struct report_facts *facts, struct words *missing)
{
	for (int section = 0; section < REPORT_SECTION_COUNT; section++)
		if (!facts->filled[section])
			words_add(missing, report_section_names[section]);
	if (!facts->count)
		words_add(missing, "findings");
	if (facts->investigated && !facts->scored)
		words_add(missing, "scores");
	if (facts->recommends && !facts->recommendation_findings)
		words_add(missing, "recommendation_findings");
}

static struct decision
form_decide(const struct report_facts *facts)
{
	struct words missing = { 0 };
	struct decision d;

	sections_missing(facts, &missing);
	if (facts->template_version != facts->effective_template)
		d = decision_refuse(&R3_28, &problem_template_outdated,
		    "The template in effect is version %lld.",
		    (long long)facts->effective_template);
	else if (missing.count)
		d = decision_refuse(&R3_28, &problem_section_missing, "Missing: %s.", missing.text);
	else
		d = decision_allow(&R3_28, "COMPLETE", "Every section is filled.");
	if (d.refusal == &problem_section_missing)
		words_member(&d, "sections", &missing);
	decision_used(&d, "credit.report.template_version", facts->effective_template);
	return d;
}

static struct decision
evidence_decide(const struct report_facts *facts)
{
	struct numbers foreign = { 0 }, missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < facts->count; i++) {
		const struct report_finding *finding = &facts->findings[i];

		if (finding->foreign)
			numbers_add(&foreign, i + 1);
		if (!finding->refs || finding->existing < finding->refs)
			numbers_add(&missing, i + 1);
	}
	if (foreign.count)
		d = decision_refuse(&R3_28, &problem_evidence_foreign,
		    "Of another customer is evidence of %zu findings.", foreign.count);
	else if (missing.count)
		d = decision_refuse(&R3_28, &problem_evidence_missing,
		    "Without evidence that exists are %zu findings.", missing.count);
	else
		return decision_allow(&R3_28, "EVIDENCED", "Each finding has its evidence.");
	decision_member(&d, "findings", foreign.count ? foreign.json : missing.json);
	return d;
}

struct decision
report_file_decide(const struct report_facts *facts)
{
	struct decision d;

	if (facts->state != CREDIT_REPORT_STATE_DRAFT)
		return decision_refuse(
		    &R3_25, &problem_invalid_state, "A filed report is not changed.");
	if (facts->investigated && facts->investigation != INVESTIGATION_STATE_COMPLETED)
		return decision_refuse(&R3_25, &problem_invalid_state,
		    "The report of an investigation is filed once that is completed; it is %s.",
		    facts->investigation ? investigation_state_names[facts->investigation]
					 : "unknown");
	d = form_decide(facts);
	if (d.refusal)
		return d;
	d = evidence_decide(facts);
	if (d.refusal)
		return d;
	d = decision_allow(&R3_28, credit_report_state_names[CREDIT_REPORT_STATE_FILED],
	    report_too_many_figures(facts)
		? "Whole and evidenced; it lists many figures."
		: "Whole and evidenced; it is reported to the sales manager.");
	decision_used(&d, "credit.report.template_version", facts->effective_template);
	decision_used(&d, "credit.report.max_figures", facts->max_figures);
	return d;
}

bool
report_too_many_figures(const struct report_facts *facts)
{
	return facts->figures > facts->max_figures;
}

date
report_deliver_by(instant completed_at, int64_t deliver_days)
{
	return completed_at == NO_INSTANT ? NO_DATE : date_of(completed_at) + (date)deliver_days;
}

bool
report_late(instant completed_at, int64_t deliver_days, instant filed_at)
{
	return completed_at != NO_INSTANT &&
	       filed_at > within_days(completed_at, (int)deliver_days);
}

struct decision
report_acknowledge_decide(enum credit_report_state state, bool wrote)
{
	if (wrote)
		return decision_refuse(&R3_25, &problem_separation_of_duties,
		    "Who prepared or filed the report does not acknowledge it.");
	if (state != CREDIT_REPORT_STATE_FILED)
		return decision_refuse(&R3_25, &problem_invalid_state,
		    "A filed report is acknowledged, once; this one is %s.",
		    state ? credit_report_state_names[state] : "unknown");
	return decision_allow(&R3_25, credit_report_state_names[CREDIT_REPORT_STATE_ACKNOWLEDGED],
	    "The sales manager has taken note of it.");
}
