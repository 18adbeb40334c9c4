/* What a repair costs: nothing within the warranty, parts by the list outside it (R11.3); an
 * installation nothing (R11.1). */
#ifndef COMPLAINTS_RULES_WARRANTY_H
#define COMPLAINTS_RULES_WARRANTY_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* The last day of the warranty; NO_DATE where the day of purchase is not known. */
date warranty_end(date purchased_on, struct period warranty);
bool in_warranty(date warranty_end, date reported_on);

/* Something to be charged. */
struct charge_line {
	enum order_kind order;
	enum charge_kind kind;
	int64_t quantity;
	const int64_t *amount_fen; /* what is asked for; NULL: what the list says */
	bool in_warranty;
	bool listed;				 /* the part stands on the list of the day */
	bool free_if_not_listed;		 /* a SIM (R11.11) */
	int64_t unit_price_fen;			 /* there */
	int64_t install_fee_fen, labour_fee_fen; /* install.fee_fen, repair.labour_fee_fen */
};

/*
 * 422 INSTALLATION_IS_FREE, LABOUR_NOT_CHARGEABLE, IN_WARRANTY_FREE, PRICE_NOT_ON_LIST,
 * AMOUNT_MISMATCH. Outcome FREE or CHARGED; *unit_price_fen is what one costs.
 */
struct decision charge_line(const struct charge_line *line, int64_t *unit_price_fen);

/* What is to be paid: never below 0. */
int64_t charge_after_discount(int64_t parts_fen, int64_t discount_fen);

#endif
