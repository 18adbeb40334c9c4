/* R3.27: when the next periodic report is due, and what becomes of that when the grade changes. */
#ifndef CREDIT_RULES_REPORTING_H
#define CREDIT_RULES_REPORTING_H

#include "calendar.h"
#include "credit/enums.h"
#include "parameter.h"

/* credit.review_interval.…; of UNGRADED there is none. */
struct reporting_intervals {
	struct period of[GRADE_COUNT];
};
struct reporting_intervals reporting_intervals_of(const struct parameters *parameters);

struct reporting_facts {
	enum grade grade;
	date grade_since;    /* NO_DATE: never graded */
	date last_report_on; /* NO_DATE: none was filed */
};

/*
 * The last day of the next report: the grade's interval after the later of the last filing and
 * the day the grade became effective. NO_DATE: none is owed, the customer is not graded.
 */
date
reporting_due(const struct reporting_facts *facts, const struct reporting_intervals *intervals);

/*
 * The same just after the grade changed; due_before is the day until then. A worse grade never
 * postpones it.
 */
date reporting_due_changed(const struct reporting_facts *facts,
    const struct reporting_intervals *intervals, enum grade grade_before, date due_before);

/* When credit.report_due is told: credit.report.notice_days before, but not before now. */
instant reporting_notice_at(date due, int64_t notice_days, instant now);
/* When credit.report_overdue is told: 00:00 of the day after. */
instant reporting_overdue_at(date due);

/* R3.18: the verification rests on the report, credit.verification.slack_days later. */
date reporting_verification_due(date due, int64_t slack_days);

#endif
