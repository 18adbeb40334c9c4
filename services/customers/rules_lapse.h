/* R1.27-R1.29: when service lapses, who may take the customer then, and what the company may do. */
#ifndef CUSTOMERS_RULES_LAPSE_H
#define CUSTOMERS_RULES_LAPSE_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

/* What is known of the service of a customer by the department that answers for it. */
struct service_history {
	bool applies; /* somebody of a direct-selling unit answers for it */
	instant responsible_since;
	instant attended_at; /* last, on an invitation of the department; NO_INSTANT: never */
	instant invited_at;  /* last, by it */
	instant visited_at;  /* last service by it at home */
};

/* service.lapse_period, _criteria, _mode. */
struct lapse_terms {
	struct period period;
	const char *const *criteria;
	bool all; /* mode ALL */
};

struct service_status {
	enum service_state state;
	date attended_ok_until, visited_ok_until; /* NO_DATE: no criterion asks */
	date lapsed_from;			  /* the first day; NO_DATE unless LAPSED */
	unsigned reasons;			  /* 1 << enum lapse_reason */
};

/* On a day: computed whenever it is read; of many by the query service_lapsed_page, alike. */
struct service_status
service_status_on(const struct service_history *history, const struct lapse_terms *terms, date on);

/* R1.28: the invitation of a lapsed customer takes it. */
struct taking {
	bool lapsed;
	bool taken;		   /* by another, or given away by the company */
	const char *department_id; /* that answers for it */
	bool direct;		   /* who invites is of a direct-selling unit */
	const char *by_department_id;
};
/* 422 SAME_DEPARTMENT, SERVICE_NOT_LAPSED, DEPARTMENT_NOT_IN_SCOPE; 409 ALREADY_TAKEN. Outcome
 * TAKEN. */
struct decision lapse_take_decide(const struct taking *taking);

instant lapse_report_due(instant taken_at, struct period window); /* the last that is in time */

/*
 * By who took it: 403. In the window REPORTED; later only while nobody else has the customer: 409
 * ALREADY_TAKEN. 409 INVALID_STATE where it was reported already.
 */
struct decision lapse_report_decide(enum lapse_report_state state, bool own, bool available,
    instant taken_at, struct period window, instant now);

/* The director's: 409 INVALID_STATE unless REPORTED and not yet directed. */
struct decision lapse_direct_decide(enum lapse_report_state state, bool directed);

/* R1.29: 403; 422 SERVICE_NOT_LAPSED, NO_CHANGE, DEPARTMENT_NOT_IN_SCOPE; 409 ALREADY_TAKEN.
 * Outcome DIRECTED. */
struct reassignment {
	bool lapsed, taken;
	const char *present_employee_id, *employee_id;
	bool direct; /* the new employee is of a direct-selling unit */
};
struct decision reassignment_decide(const struct reassignment *r);

/* A clerk carries out what another has directed: 403 SEPARATION_OF_DUTIES; 409 INVALID_STATE. */
struct decision ownership_carry_out(enum ownership_change_state state, bool directed_by_caller);
struct decision ownership_withdraw(enum ownership_change_state state);

#endif
