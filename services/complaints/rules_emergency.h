/* Emergencies: parts are missing (R11.21), no technician is there (R11.22). */
#ifndef COMPLAINTS_RULES_EMERGENCY_H
#define COMPLAINTS_RULES_EMERGENCY_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct verbal_facts {
	const char *giver_id;	   /* NULL: nobody is named */
	bool giver_may_permit;	   /* is manager of the department or of the division */
	const char *technician_id; /* who asked */
};

/* 422 APPROVER_MISSING; 403 SEPARATION_OF_DUTIES for who permits himself. */
struct decision verbal_ask(const struct verbal_facts *facts);
/* 403 SEPARATION_OF_DUTIES for the technician, FORBIDDEN_ROLE for others than the giver; 409. */
struct decision verbal_answer(const struct verbal_facts *facts, enum verbal_approval_state state,
    const char *employee_id, instant due_at, instant now);
/* At completion: 409 VERBAL_UNCONFIRMED while one waits, or was denied. */
struct decision verbal_complete(int64_t pending, int64_t denied);

struct outsourcing_facts {
	bool urgent, approved;
	bool vendor_missing; /* a vendor is named who is none */
	bool consented;	     /* the manager agreed to this one, before */
	int64_t technicians, present;
};

/* 403 SEPARATION_OF_DUTIES for who would be sent; 422 NOT_URGENT, UNKNOWN_VENDOR. */
struct decision outsourcing_consent(
    const struct outsourcing_facts *facts, const char *manager_id, const char *employee_id);
/* 409 APPROVAL_NEEDED; 422 NOT_URGENT, UNKNOWN_VENDOR, CONSENT_MISSING, TECHNICIANS_AVAILABLE. */
struct decision outsourcing_assign(const struct outsourcing_facts *facts);

#endif
