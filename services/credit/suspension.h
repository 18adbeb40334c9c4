/* Stops of supply (R3.37), for the orders that are one. */
#ifndef CREDIT_SUSPENSION_H
#define CREDIT_SUSPENSION_H

#include "instruction.h"
#include "rules_suspension.h"

/* The rank of the caller in stopping the supply of a customer. */
enum stop_rank stop_rank_of_caller(const struct request *req, bool superior);

struct suspension_new {
	const char *id;
	struct profile *profile; /* locked, ACTIVE */
	const struct standing *standing;
	const struct ground *ground;
	const char *instruction_id, *reason;
	enum stop_rank rank;
};

/* Supply stops now: credit.suspended. */
MAY_FAIL suspension_begin(struct request *req, const struct suspension_new *n);

/* The stop that is in force ends, if there is one: RESUMED or TERMINATED; its measure is lifted. */
MAY_FAIL suspension_end(struct request *req, const char *customer_id,
    enum suspension_outcome outcome, const char *reason);

#endif
