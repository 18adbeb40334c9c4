/* The grade of a customer as the facts make it (R3.5, R3.6). */
#ifndef CREDIT_GRADE_H
#define CREDIT_GRADE_H

#include "profile.h"
#include "report.h"
#include "rules_grade.h"

struct graded {
	struct filed_report
	    report; /* the latest; id NULL: there is none, and nothing was computed */
	struct computed_grade computed;
	int64_t investigation_score, dishonoured_bills;
	struct decision decision; /* refuses where the company's standard does not hold together */
};

/* As of a date, by the parameters of today. */
MAY_FAIL
grade_of(struct request *req, const struct profile *profile, date on, struct graded *graded);

/* Adds "overrides", a list, to an object that is open. */
void member_overrides(struct buffer *b, const struct computed_grade *computed);

#endif
