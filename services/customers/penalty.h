/* Fines, for the rules that impose some (R1.33): R1.17, R1.24, R1.31, R1.32. */
#ifndef CUSTOMERS_PENALTY_H
#define CUSTOMERS_PENALTY_H

#include "customers/enums.h"
#include "service.h"

struct fine {
	enum penalty_type type;
	const char *person_id; /* the employee */
	int64_t amount_fen;    /* 0: the company fines nothing; none is imposed */
	/* What for: its subject and id ("grievance"), and where it can happen several times, which
	 * one ("1/2027-03-15"); NULL: it cannot. */
	const char *basis, *basis_id, *basis_key;
	date occurred_on;
	const struct decision *decision; /* why; kept with the fine */
};

/*
 * Imposes it, once for a type, person and occasion: imposed again it does nothing. imposed: whether
 * it was new; may be NULL. What the request answers must be decided after it: the last decision is
 * the one shown.
 */
MAY_FAIL penalty_impose(struct request *req, const struct fine *fine, bool *imposed);

#endif
