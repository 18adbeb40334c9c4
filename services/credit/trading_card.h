/* Trading cards (R3.35), as other parts end them. */
#ifndef CREDIT_TRADING_CARD_H
#define CREDIT_TRADING_CARD_H

#include "service.h"

/* Closes the card of a customer that is active, and those filled in for when it would be: trade was
 * terminated. The profile is locked. */
MAY_FAIL trading_card_end_all(struct request *req, const char *customer_id, const char *reason);

#endif
