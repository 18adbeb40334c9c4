/* Bill incidents: bills and cheques that were refused or are paid late (R3.38, SM-8). */
#ifndef CREDIT_BILL_INCIDENT_H
#define CREDIT_BILL_INCIDENT_H

#include "profile.h"
#include "rules_bill_incident.h"

struct bill_incident_new {
	const struct profile *profile;		/* locked */
	const char *receivable_id, *payment_id; /* or NULL */
	enum payment_instrument instrument;	/* a bill or a cheque */
	const char *number, *bank;
	int64_t amount_fen;
	date due_on, discovered_on;
	enum bill_incident_kind kind;
};

/* 409 INCIDENT_EXISTS for a second one of one number and bank; 422 TIME_IN_FUTURE. Emits
 * credit.bill_incident_opened. */
MAY_FAIL
bill_incident_open(struct request *req, const struct bill_incident_new *n, const char **id);

/*
 * Of a payment whose money did not come: where sales reported the bill or cheque first, or it was
 * given for another receivable too, or presented again, its incident takes it in; one that was
 * closed is open again.
 */
MAY_FAIL bill_incident_of_payment(struct request *req, const struct bill_incident_new *n);

/* An incident that is locked. */
struct bill_incident {
	const char *id, *customer_id;
	const char *receivable_id; /* that the bill or cheque was given for, or NULL */
	struct incident_facts facts;
	enum bill_ruling ruling; /* 0: none yet */
	bool caller_on_line;	 /* stood above the salesperson when it was opened (C18) */
};

/* Locked until the end, behind its customer's profile; 404. */
MAY_FAIL bill_incident_hold(struct request *req, const char *id, struct bill_incident *incident);

/* The superior's ruling, given by an instruction: the incident is INSTRUCTED. The customer's
 * profile is locked. */
MAY_FAIL bill_incident_instructed(
    struct request *req, const char *id, enum bill_ruling ruling, const char *instruction_id);

/*
 * A payment of a receivable came in on a day, whatever it was made for: what is open of the
 * incidents whose bills and cheques were given for it is recovered by it, of the oldest first. It
 * is logged with each (R3.38). The receivable is locked.
 */
MAY_FAIL bill_incident_paid(struct request *req, const char *receivable_id, const char *payment_id,
    int64_t fen, date on);
/* It was taken back. */
MAY_FAIL bill_incident_unpaid(struct request *req, const char *payment_id);

/*
 * A payment that recovers its money came in (above 0), or was taken back (below): then a closed
 * incident is open again, and the confirmations of a smaller loss are void.
 */
MAY_FAIL bill_incident_recovered(struct request *req, struct bill_incident *incident, int64_t fen);

#endif
