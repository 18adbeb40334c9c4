/* R3.38, SM-8: bills and cheques that were refused or are paid late, and the loss. Pure. */
#ifndef CREDIT_RULES_BILL_INCIDENT_H
#define CREDIT_RULES_BILL_INCIDENT_H

#include "credit/enums.h"
#include "decision.h"

struct incident_facts {
	enum bill_incident_state state;
	int64_t amount_fen, recovered_fen;
	int64_t pending_fen;		 /* of bills and cheques given to recover it */
	const char *finance, *superior;	 /* subs of who confirmed the loss; NULL: nobody yet */
	date report_due_on, reported_on; /* NO_DATE: not reported */
};

/* Whether it stops credit. */
bool incident_is_open(enum bill_incident_state state);

/* What is lost as long as nothing more is recovered. */
int64_t incident_loss(const struct incident_facts *facts);

/* What of a payment of its receivable recovers it: as much as is neither recovered nor given. */
int64_t incident_part(const struct incident_facts *facts, int64_t paid_fen);

/* 409 INVALID_STATE; 422 TIME_IN_FUTURE, OVERPAYMENT. Outcome RECOVERED, or LOGGED where no money
 * came. */
struct decision
incident_recover(const struct incident_facts *facts, int64_t recovered_fen, date on, date today);

/* The detailed report, once: 409 INVALID_STATE. Outcome IN_TIME or LATE. */
struct decision incident_report(const struct incident_facts *facts, date today);

/* What the caller is to the incident. */
struct incident_confirmer {
	const char *id;
	bool finance, superior;
};

/*
 * That the loss remains: 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES for both by one person; 409
 * INVALID_STATE, ALREADY_DECIDED. Outcome CONFIRMED_BY_FINANCE or CONFIRMED_BY_SUPERIOR.
 */
struct decision incident_confirm(
    const struct incident_facts *facts, const struct incident_confirmer *by, bool *as_finance);

/* The superior's ruling, also a further one: 409 INVALID_STATE. Outcome the ruling. */
struct decision incident_instruct(const struct incident_facts *facts, enum bill_ruling ruling);

/* 409 INVALID_STATE; 422 LOSS_NOT_CONFIRMED. Outcome RECOVERED or LOSS_CONFIRMED. */
struct decision incident_close(const struct incident_facts *facts);

#endif
