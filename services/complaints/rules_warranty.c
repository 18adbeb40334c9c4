#include "rules_warranty.h"

#include "rules.h"

date
warranty_end(date purchased_on, struct period warranty)
{
	return purchased_on == NO_DATE ? NO_DATE : date_plus(purchased_on, warranty);
}

bool
in_warranty(date end, date reported_on)
{
	return end != NO_DATE && reported_on <= end;
}

static struct decision
free_of_charge(const struct charge_line *line, const struct rule *rule,
    const struct problem *refusal, const char *because)
{
	if (line->amount_fen && *line->amount_fen > 0)
		return decision_refuse(rule, refusal, "%s", because);
	return decision_allow(rule, "FREE", "%s", because);
}

struct decision
charge_line(const struct charge_line *line, int64_t *unit_price_fen)
{
	struct decision d;

	*unit_price_fen = 0;
	if (line->order == ORDER_KIND_INSTALL) {
		d = free_of_charge(line, &R11_1, &problem_installation_is_free,
		    "Design, travel and installation cost nothing.");
		decision_used(&d, "install.fee_fen", line->install_fee_fen);
		return d;
	}
	if (line->kind != CHARGE_KIND_PART) {
		d = free_of_charge(line, &R11_3, &problem_labour_not_chargeable,
		    "Of a repair only parts are charged.");
		decision_used(&d, "repair.labour_fee_fen", line->labour_fee_fen);
		return d;
	}
	if (line->in_warranty)
		return free_of_charge(line, &R11_3, &problem_in_warranty_free,
		    "Within the warranty parts cost nothing.");
	if (!line->listed && line->free_if_not_listed)
		return decision_allow(&R11_11, "FREE", "A SIM that is not on the list is free.");
	if (!line->listed)
		return decision_refuse(&R11_3, &problem_price_not_on_list,
		    "The list in force on the day of the report has no price for it.");
	if (line->amount_fen && *line->amount_fen != line->quantity * line->unit_price_fen)
		return decision_refuse(&R11_3, &problem_amount_mismatch, "The list says %lld fen.",
		    (long long)(line->quantity * line->unit_price_fen));
	*unit_price_fen = line->unit_price_fen;
	return decision_allow(&R11_3, "CHARGED", "Outside the warranty, by the list.");
}

int64_t
charge_after_discount(int64_t parts_fen, int64_t discount_fen)
{
	return discount_fen < parts_fen ? parts_fen - discount_fen : 0;
}
