/* Information cards of customers (R3.32, R3.33). */
#ifndef CREDIT_INFO_CARD_H
#define CREDIT_INFO_CARD_H

#include "profile.h"

/* The customer of a card, for who may read the card: its salesperson, those above and finance;
 * others 403. */
MAY_FAIL info_card_open(struct request *req, const char *id, struct profile *profile);
/* Likewise locked, customer first, for the responsible salesperson alone. The card is not. */
MAY_FAIL info_card_begin(struct request *req, const char *id, struct profile *profile);

#endif
