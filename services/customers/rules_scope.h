/*
 * R7.1: whom document 7 binds, and who may do what there. The operation's
 * x-roles say which roles may ask at all; these rules say for which department.
 */
#ifndef CUSTOMERS_RULES_SCOPE_H
#define CUSTOMERS_RULES_SCOPE_H

#include "decision.h"

enum role {
	ROLE_STAFF = 1,		 /* sales_staff */
	ROLE_SUPERVISOR = 2,	 /* sales_office_supervisor */
	ROLE_MANAGER = 4,	 /* sales_department_manager */
	ROLE_DIVISION = 8,	 /* marketing_division, also of its head */
	ROLE_DIVISION_HEAD = 16, /* marketing_division_head */
	/* Of document 1. */
	ROLE_HEAD = 32,		    /* department_head */
	ROLE_CRM = 64,		    /* crm_clerk */
	ROLE_DIRECTOR = 128,	    /* customer_resource_director */
	ROLE_GENERAL_MANAGER = 256, /* general_manager */
	ROLE_COORDINATOR = 512,	    /* coordination_assistant */
};

/* Who acts, as the token says. */
struct actor {
	const char *id, *department_id;
	unsigned roles; /* of enum role, or'ed */
};

/* The duties of the regulation's chapter four, and what document 7 makes of them. */
enum duty {
	DUTY_READ = 1,		   /* customers, reviews, plans of a department */
	DUTY_STANDARD,		   /* R7.2 */
	DUTY_COMPANY_BLACKLIST,	   /* R7.27, R7.31 */
	DUTY_GUIDANCE,		   /* R7.3: opinion on implementing rules */
	DUTY_IMPLEMENTING_RULES,   /* R7.3 */
	DUTY_CUSTOMER_DATA,	   /* R7.4, R7.23 */
	DUTY_ARCHIVE,		   /* R7.4: documents */
	DUTY_PLAN,		   /* R7.5 */
	DUTY_COORDINATION,	   /* R7.5 */
	DUTY_FEEDBACK,		   /* R7.6 */
	DUTY_FEEDBACK_ANSWER,	   /* R7.6 */
	DUTY_NOTICE,		   /* R7.6 */
	DUTY_ACTIVITY,		   /* R7.7 */
	DUTY_APPLICATION,	   /* R7.11 */
	DUTY_CHECK,		   /* R7.12-R7.15: judging a condition */
	DUTY_DECISION,		   /* R7.11, R7.16, R7.17, R7.26, R7.28: what the manager decides */
	DUTY_PROPOSAL,		   /* R7.17, R7.22, R7.24: what is prepared for the manager */
	DUTY_RECORD,		   /* R7.24, R7.29: recording what departments file */
	DUTY_DEPARTMENT_BLACKLIST, /* R7.29 */
	DUTIES,
};

struct department_facts {
	const char *id;
	bool sales;	     /* kind = SALES */
	bool under_division; /* its parent is the marketing division */
	bool is_division;    /* it is the marketing division itself */
};

/* Whether document 7 binds the department. */
bool department_in_scope(const struct department_facts *department);

/*
 * 403 FORBIDDEN_ROLE: not this role's duty, or another department's.
 * 422 DEPARTMENT_NOT_IN_SCOPE: a department that document 7 does not bind.
 * department is NULL where the duty is the company's.
 */
struct decision
duty_decide(enum duty duty, const struct actor *by, const struct department_facts *department);

/* Whether the actor may read what belongs to the department; what he may not is 404 or left out. */
bool may_read_department(const struct actor *by, const char *department_id);

#endif
