/* Terminals and SIMs on their way into vehicles and back (R11.10, R11.11). */
#ifndef COMPLAINTS_ORDER_TERMINAL_H
#define COMPLAINTS_ORDER_TERMINAL_H

#include "order.h"

struct terminals {
	const char *old_status, *old_plate; /* or NULL */
	const char *new_model;		    /* NULL: no new one */
};

/*
 * Locks the terminal that goes and the one that comes, either may be NULL: 409 TERMINAL_IN_USE
 * where the new one is not in stock, 400 at the pointer where there is none.
 */
MAY_FAIL terminals_lock(struct request *req, const char *old_no, const char *new_no,
    const char *pointer, struct terminals *pair);
/* 409 SIM_IN_USE where it is active in another terminal; else it is active in this one. */
MAY_FAIL sim_activate(struct request *req, const char *number, const char *terminal_no);

#endif
