#include "rules_info_card.h"

#include "rules.h"
#include "rules_text.h"

int64_t
quantity_milli(const char *text)
{
	int64_t milli = 0;
	int places = 0;
	bool point = false;

	for (; *text; text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		milli = 10 * milli + (*text - '0');
		places += point;
	}
	for (; places < 3; places++)
		milli *= 10;
	return milli;
}

/* Thousandths of a fen do not fit into 64 bits. */
static int64_t
amount_of(int64_t milli, int64_t price_fen)
{
	__int128 amount = ((__int128)milli * price_fen + 500) / 1000;

	return amount > INT64_MAX ? INT64_MAX : (int64_t)amount;
}

struct decision
purchase_enter_decide(const struct purchase_claim *claim)
{
	int64_t amount_fen = amount_of(claim->quantity_milli, claim->unit_price_fen);

	if (claim->ordered_on > claim->today)
		return decision_refuse(&R3_33, &problem_time_in_future,
		    "It would have been ordered on %s.", show_date(claim->ordered_on).text);
	if (claim->amount_fen == amount_fen)
		return decision_allow(
		    &R3_33, "PURCHASE_ENTERED", "The amount is quantity times unit price.");
	return decision_refuse(&R3_33, &problem_amount_mismatch,
	    "Quantity times unit price is %s, not %s.", show_money(amount_fen).text,
	    show_money(claim->amount_fen).text);
}

date
info_card_stale_by(date today, struct period stale_after)
{
	date by = today;

	while (date_plus(by, stale_after) >= today)
		by--;
	return by;
}
