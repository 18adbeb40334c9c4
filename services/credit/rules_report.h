/* R3.25, R3.28: credit reports, their form, their filing and acknowledgement. */
#ifndef CREDIT_RULES_REPORT_H
#define CREDIT_RULES_REPORT_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

#define REPORT_SECTION_COUNT 9
#define REPORT_FINDINGS_MAX  200
extern const char *const report_section_names[]; /* ends with NULL */

/* How many references to evidence a finding has, and how many exist, and of another customer. */
struct report_finding {
	int64_t refs, existing, foreign;
};

struct report_facts {
	enum credit_report_state state;
	bool investigated; /* it reports on an investigation */
	enum investigation_state investigation;
	bool scored;
	int64_t template_version, effective_template;
	bool filled[REPORT_SECTION_COUNT];
	const struct report_finding *findings;
	size_t count;
	bool recommends;		 /* a grade, limit, term or conditions, */
	int64_t recommendation_findings; /* which rest on so many findings of the report */
	int64_t figures, max_figures;
};

/*
 * 409 INVALID_STATE for a filed report, and unless the investigation is COMPLETED; 422
 * TEMPLATE_OUTDATED; 422 SECTION_MISSING with what is; 422 EVIDENCE_FOREIGN and EVIDENCE_MISSING
 * with the numbers of the findings, from 1.
 */
struct decision report_file_decide(const struct report_facts *facts);
/* Not refused, but warned of. */
bool report_too_many_figures(const struct report_facts *facts);

/* The last day to file the report of an investigation: credit.report.deliver_days after it. */
date report_deliver_by(instant completed_at, int64_t deliver_days);
bool report_late(instant completed_at, int64_t deliver_days, instant filed_at);

/* 403 SEPARATION_OF_DUTIES for who prepared or filed it; 409 INVALID_STATE. */
struct decision report_acknowledge_decide(enum credit_report_state state, bool wrote);

#endif
