/*
 * A gathering, for every handler of what happens at it.
 *
 * Whatever is written about a gathering begins with gathering_begin(), which locks its row: of two
 * at the same moment the second sees what the first has done.
 */
#ifndef CUSTOMERS_GATHERING_H
#define CUSTOMERS_GATHERING_H

#include "parameter.h"
#include "rules_joint_event.h"
#include "service.h"

struct gathering_unit {
	const char *department_id, *head_id, *deputy_id; /* deputy_id NULL: nobody */
};

/* The caller, as the directory knows him; employee_id NULL: it does not. */
struct gathering_caller {
	const char *employee_id, *department_id;
	int64_t unit;	   /* 1 or 2 of a joint event; 0: neither */
	bool head, deputy; /* of that unit */
	bool coordinator;  /* of this event */
	bool staff;	   /* takes part in it */
};

struct gathering {
	const char *id;
	enum gathering_kind kind;
	enum gathering_state state;
	date held_on;
	instant starts_at, ends_at;
	const char *department_id; /* NULL: the company, or two units */
	/* Of a joint event. */
	const char *coordinator_id;
	struct gathering_unit units[2];
	struct schedule schedule;
	instant speaker_deadline_at;
	struct gathering_caller caller;
	const struct parameters *parameters;
};

/* Locked. 404. */
MAY_FAIL gathering_begin(struct request *req, const char *id, struct gathering *g);
/* Only looked at. */
MAY_FAIL gathering_find(struct request *req, const char *id, struct gathering *g);
/* The same, to be changed itself: also honours If-Match. */
MAY_FAIL gathering_begin_own(struct request *req, const char *id, struct gathering *g);

/* 403 under this rule for who takes no part in it. */
MAY_FAIL
gathering_staff(struct request *req, const struct gathering *g, const struct rule *rule);

/* A customer, as a gathering deals with him. */
struct guest {
	const char *id, *number, *name, *phone, *address;
	const char *department_id; /* who keeps the record */
	const char *responsible_employee_id,
	    *responsible_department_id; /* NULL: nobody serves him */
	const char *attendance_id;	/* NULL: he has not come */
	instant arrived_at;
	const char *invitation_id, *inviter_id, *inviter_department_id; /* NULL: not attributed */
};

/* 404; 409 for a record that is none any more; 422 for an archive that is not allocated yet (R1.5).
 */
MAY_FAIL gathering_guest(
    struct request *req, const struct gathering *g, const char *customer_id, struct guest *guest);

/* The record of a customer became an alias of another: what happened at gatherings follows it. */
MAY_FAIL gathering_customer_merged(struct request *req, const char *from, const char *to);

/* The department has another head: it heads the department's units from now on, too. */
MAY_FAIL gathering_head_changed(
    struct request *req, const char *department_id, const char *from, const char *to);

/* Timer gathering_end: what becomes of those who did not come. */
MAY_FAIL gathering_ended(struct request *req, const char *id);

#endif
