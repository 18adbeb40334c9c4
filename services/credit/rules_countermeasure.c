#include "rules_countermeasure.h"

#include "rules.h"
#include "rules_text.h"

static const struct {
	enum figure_need ordered, executed;
	bool payment; /* reduces a receivable */
	bool sum;     /* what was executed before counts, too */
} types[] = {
	[COUNTERMEASURE_TYPE_GUARANTOR] = { FIGURE_MAY, FIGURE_MAY, false, false },
	[COUNTERMEASURE_TYPE_JOINT_GUARANTOR] = { FIGURE_MAY, FIGURE_MAY, false, false },
	[COUNTERMEASURE_TYPE_INCREASE_DEPOSIT] = { FIGURE_MUST, FIGURE_MUST, false, true },
	[COUNTERMEASURE_TYPE_NOTARISE_CONTRACT] = { FIGURE_NONE, FIGURE_NONE, false, false },
	[COUNTERMEASURE_TYPE_REDUCE_SUPPLY] = { FIGURE_MUST, FIGURE_MUST, false, false },
	[COUNTERMEASURE_TYPE_SHIPMENT_LIMIT] = { FIGURE_MUST, FIGURE_MUST, false, false },
	[COUNTERMEASURE_TYPE_SUBROGATED_PAYMENT] = { FIGURE_MAY, FIGURE_MUST, true, true },
	[COUNTERMEASURE_TYPE_PAYMENT_IN_KIND] = { FIGURE_MAY, FIGURE_MUST, true, true },
	[COUNTERMEASURE_TYPE_CLAIM_GUARANTOR] = { FIGURE_MAY, FIGURE_MAY, false, true },
	[COUNTERMEASURE_TYPE_TAKE_COLLATERAL] = { FIGURE_MAY, FIGURE_MUST, true, true },
	[COUNTERMEASURE_TYPE_SUSPEND_SUPPLY] = { FIGURE_NONE, FIGURE_NONE, false, false },
	[COUNTERMEASURE_TYPE_OTHER] = { FIGURE_MAY, FIGURE_MAY, false, false },
};

enum figure_need
countermeasure_ordered_figure(enum countermeasure_type type)
{
	return types[type].ordered;
}

enum figure_need
countermeasure_executed_figure(enum countermeasure_type type)
{
	return types[type].executed;
}

bool
countermeasure_is_payment(enum countermeasure_type type)
{
	return types[type].payment;
}

/* Whether the caller is one who executes measures of this type; else d is the refusal. */
static bool
may_execute(const struct countermeasure_facts *f, struct decision *d)
{
	if (f->type == COUNTERMEASURE_TYPE_SUSPEND_SUPPLY) {
		if (f->reporter)
			*d = decision_refuse(&R3_37, &problem_separation_of_duties,
			    "Who reported does not stop the supply.");
		else
			*d = decision_refuse(&R3_37, &problem_forbidden_role,
			    "Supply is stopped by a superior or leader of sales.");
		return f->stops && !f->reporter;
	}
	if (types[f->type].payment) {
		*d = decision_refuse(
		    &R3_31, &problem_forbidden_role, "Finance records what is taken as payment.");
		return f->finance;
	}
	*d = decision_refuse(&R3_30, &problem_forbidden_role,
	    "The customer's responsible salesperson executes it, or who stands above.");
	return f->responsible || f->superior;
}

struct decision
countermeasure_executing(const struct countermeasure_facts *f)
{
	const char *type = countermeasure_type_names[f->type];
	int64_t figure = f->figure_fen + (types[f->type].sum ? f->executed_fen : 0);
	struct decision d;

	if (!may_execute(f, &d))
		return d;
	if (f->closed)
		return decision_refuse(&R3_30, &problem_invalid_state,
		    "What the instruction is about has been closed.");
	if (!f->listed)
		return decision_refuse(
		    &R3_30, &problem_not_instructed, "The instruction does not list %s.", type);
	if (f->ordered_fen && figure > f->ordered_fen)
		return decision_refuse(&R3_30, &problem_not_instructed,
		    "%s of %s was instructed; it would be %s.", type,
		    show_money(f->ordered_fen).text, show_money(figure).text);
	if (f->type == COUNTERMEASURE_TYPE_CLAIM_GUARANTOR && !f->guarantee)
		return decision_refuse(&R3_31, &problem_no_guarantee,
		    "No guarantee of this customer stands, against which to claim.");
	if (f->type == COUNTERMEASURE_TYPE_TAKE_COLLATERAL && !f->collateral)
		return decision_refuse(&R3_31, &problem_no_collateral,
		    "No collateral of this customer stands, which could be taken.");
	return decision_allow(&R3_30, countermeasure_state_names[COUNTERMEASURE_STATE_IN_FORCE],
	    "%s is within the instruction.", type);
}

struct decision
countermeasure_lifting(const struct countermeasure_lifting_facts *facts)
{
	if (facts->reporter)
		return decision_refuse(&R3_31, &problem_separation_of_duties,
		    "Who reported does not lift what was ordered on it.");
	if (!facts->superior)
		return decision_refuse(&R3_31, &problem_forbidden_role,
		    "This is for those above the customer's responsible salesperson.");
	if (facts->state != COUNTERMEASURE_STATE_IN_FORCE)
		return decision_refuse(&R3_31, &problem_invalid_state, "It is lifted already.");
	if (facts->type == COUNTERMEASURE_TYPE_SUSPEND_SUPPLY)
		return decision_refuse(
		    &R3_37, &problem_invalid_state, "It ends when supply is resumed.");
	return decision_allow(&R3_31, countermeasure_state_names[COUNTERMEASURE_STATE_LIFTED],
	    "The superior has lifted it.");
}

struct decision
deposit_paying(int64_t paid_fen, int64_t amount_fen, date on, date today)
{
	if (on > today)
		return decision_refuse(&R3_31, &problem_time_in_future,
		    "The deposit would have been paid later than today.");
	if (paid_fen + amount_fen < 0)
		return decision_refuse(&R3_31, &problem_overpayment,
		    "%s is deposited; more cannot be paid back.", show_money(paid_fen).text);
	return decision_allow(&R3_31, amount_fen > 0 ? "PAID_IN" : "PAID_BACK",
	    "%s is deposited now.", show_money(paid_fen + amount_fen).text);
}
