/* R3.26: what a salesperson reported by word of mouth, and who logs it. */
#ifndef CREDIT_RULES_ORAL_REPORT_H
#define CREDIT_RULES_ORAL_REPORT_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct oral_report_facts {
	enum oral_report_kind kind;
	bool to_self;	/* the salesperson is who it was reported to */
	bool by_either; /* one of the two logs it */
	instant spoken_at, now;
};

/* 422 REPORTED_TO_SELF; 403 FORBIDDEN_ROLE; 422 TIME_IN_FUTURE. Outcome: the kind. */
struct decision oral_report_decide(const struct oral_report_facts *facts);

#endif
