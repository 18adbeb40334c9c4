/* The ledger of a unit: one number for each complaint, without gaps (R10.3). */
#ifndef COMPLAINTS_LEDGER_H
#define COMPLAINTS_LEDGER_H

#include "complaint.h"

/* Draws the next number of the unit and the year of the receipt; it is free again if this fails
 * later. */
MAY_FAIL ledger_draw(struct request *req, const struct complaint *c, const char **number);
/* A further line of its number; nothing before it has one. */
MAY_FAIL ledger_enter(struct request *req, const struct complaint *c, const char *entry);

#endif
