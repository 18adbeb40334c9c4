/* R3.33: what a purchase on an information card must be; R3.32: when a card is stale. */
#ifndef CREDIT_RULES_INFO_CARD_H
#define CREDIT_RULES_INFO_CARD_H

#include "calendar.h"
#include "decision.h"

/* A quantity in thousandths, of a text that format_quantity() has checked. */
int64_t quantity_milli(const char *text);

struct purchase_claim {
	int64_t quantity_milli, unit_price_fen, amount_fen;
	date ordered_on, today;
};

/* 422 TIME_IN_FUTURE; 422 AMOUNT_MISMATCH unless the amount is quantity × price, rounded half up to
 * a fen. */
struct decision purchase_enter_decide(const struct purchase_claim *claim);

/* A card last looked after on that day or before is stale today. */
date info_card_stale_by(date today, struct period stale_after);

#endif
