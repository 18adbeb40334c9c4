#include "rules.h"
#include "rules_sales_policy.h"
#include "rules_text.h"

/* A cap that is a share is rounded down (C5). */
static int64_t
share(int64_t fen, int64_t percent)
{
	return fen * percent / 100;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

bool
purchase_counts(const struct purchase_facts *facts, date purchased_on)
{
	date since =
	    date_plus(facts->on, (struct period) { -facts->window.months, -facts->window.days, 0 });

	return purchased_on > since && purchased_on <= facts->on;
}

/* The average of the amounts and of the days between the dates, each where there are enough. */
struct purchase_basis
purchase_basis_measure(const struct purchase_facts *facts)
{
	struct purchase_basis basis = {
		.one_purchase_fen = facts->declared_fen,
		.cycle_days = facts->declared_cycle_days,
	};
	int64_t count = 0, dates = 0, whole = 0, rest = 0;
	date first = NO_DATE, last = NO_DATE;

	for (size_t i = 0; i < facts->count; i++)
		count += purchase_counts(facts, facts->purchases[i].on);
	for (size_t i = 0; i < facts->count; i++) {
		const struct purchase *purchase = &facts->purchases[i];

		if (!purchase_counts(facts, purchase->on))
			continue;
		/* Divided one by one: a sum of so many amounts need not fit. */
		whole += purchase->amount_fen / count;
		rest += purchase->amount_fen % count;
		dates += purchase->on != last;
		first = first == NO_DATE ? purchase->on : first;
		last = purchase->on;
	}
	basis.entries = (size_t)count;
	basis.amount_source =
	    basis.one_purchase_fen ? PURCHASE_BASIS_SOURCE_DECLARED : PURCHASE_BASIS_SOURCE_NONE;
	basis.cycle_source =
	    basis.cycle_days ? PURCHASE_BASIS_SOURCE_DECLARED : PURCHASE_BASIS_SOURCE_NONE;
	if (count >= facts->min_entries) {
		basis.one_purchase_fen = whole + rest / count;
		basis.amount_source = PURCHASE_BASIS_SOURCE_PURCHASES;
	}
	if (dates >= facts->min_entries) {
		basis.cycle_days = (last - first) / (dates - 1);
		basis.cycle_source = PURCHASE_BASIS_SOURCE_PURCHASES;
	}
	return basis;
}

struct sales_policy
sales_policy_of(const struct parameters *p)
{
	return (struct sales_policy) {
		.a_limit_percent = parameter_integer(p, &parameter_credit_a_limit_ratio),
		.a_max_cycles = parameter_integer(p, &parameter_credit_a_max_term),
		.b_initial_percent = parameter_integer(p, &parameter_credit_b_initial_ratio),
		.b_step_percent = parameter_integer(p, &parameter_credit_b_step_ratio),
		.b_max_percent = parameter_integer(p, &parameter_credit_b_max_ratio),
		.b_max_term_days = parameter_integer(p, &parameter_credit_b_max_term_days),
		.b_min_interval = parameter_period(p, &parameter_credit_b_min_interval),
		.c_max_percent = parameter_integer(p, &parameter_credit_c_max_ratio),
		.c_max_limit_fen = parameter_integer(p, &parameter_credit_c_max_limit_fen),
		.c_max_term_days = parameter_integer(p, &parameter_credit_c_max_term_days),
	};
}

struct credit_line
grade_caps(enum grade grade, const struct purchase_basis *basis, const struct sales_policy *policy)
{
	int64_t one = basis->one_purchase_fen, cycle = basis->cycle_days;

	switch (grade) {
	case GRADE_A:
		return (struct credit_line) { share(one, policy->a_limit_percent),
			cycle * policy->a_max_cycles };
	case GRADE_B:
		return (struct credit_line) { share(one, policy->b_max_percent),
			least(cycle, policy->b_max_term_days) };
	case GRADE_C:
		return (struct credit_line) { least(share(one, policy->c_max_percent),
						  policy->c_max_limit_fen),
			least(cycle, policy->c_max_term_days) };
	default:
		return (struct credit_line) { 0, 0 };
	}
}

static const struct rule *
rule_of(enum grade grade)
{
	return grade == GRADE_A	  ? &R3_7
	       : grade == GRADE_B ? &R3_9
	       : grade == GRADE_C ? &R3_10
				  : &R3_11;
}

/* The parameters that made the caps. */
static void
note(struct decision *d, enum grade grade, const struct sales_policy *policy)
{
	switch (grade) {
	case GRADE_A:
		decision_used(d, "credit.A.limit_ratio", policy->a_limit_percent);
		decision_used(d, "credit.A.max_term", policy->a_max_cycles);
		break;
	case GRADE_B:
		decision_used(d, "credit.B.initial_ratio", policy->b_initial_percent);
		decision_used(d, "credit.B.step_ratio", policy->b_step_percent);
		decision_used_text(
		    d, "credit.B.min_interval", show_period(policy->b_min_interval).text);
		decision_used(d, "credit.B.max_ratio", policy->b_max_percent);
		decision_used(d, "credit.B.max_term_days", policy->b_max_term_days);
		break;
	case GRADE_C:
		decision_used(d, "credit.C.max_ratio", policy->c_max_percent);
		decision_used(d, "credit.C.max_limit_fen", policy->c_max_limit_fen);
		decision_used(d, "credit.C.max_term_days", policy->c_max_term_days);
		break;
	default:
		break;
	}
}

static struct decision
above_limit(enum grade grade, int64_t limit_fen, int64_t cap_fen, const char *what)
{
	return decision_refuse(rule_of(grade), &problem_limit_above_grade_cap,
	    "A limit of %s is above %s, %s of grade %s.", show_money(limit_fen).text,
	    show_money(cap_fen).text, what, grade_names[grade]);
}

static struct decision
within(enum grade grade, struct credit_line line)
{
	return decision_allow(rule_of(grade), "WITHIN_POLICY",
	    "A limit of %s and a term of %lld days are what grade %s may have.",
	    show_money(line.limit_fen).text, (long long)line.term_days, grade_names[grade]);
}

static struct decision
not_earned(const struct relaxation *r)
{
	struct words against = { 0 };
	struct decision d;

	if (!r->report_filed)
		words_add(&against, "REPORT_MISSING");
	if (r->overdue)
		words_add(&against, "OVERDUE_RECEIVABLE");
	if (r->bill_incident)
		words_add(&against, "BILL_INCIDENT");
	if (!against.count)
		return decision_allow(&R3_9, "WITHIN_POLICY", "The increase is earned.");
	d = decision_refuse(&R3_9, &problem_relax_not_earned,
	    "Since the limit was last raised on %s, this stands against an increase: %s.",
	    show_date(r->raised_on).text, against.text);
	words_member(&d, "reasons", &against);
	return d;
}

/* B's limit: the first one, or a step. */
static struct decision
relax(struct credit_line line, int64_t one_purchase_fen, const struct sales_policy *policy,
    const struct relaxation *r)
{
	int64_t step = share(one_purchase_fen, policy->b_step_percent);
	int64_t initial = share(one_purchase_fen, policy->b_initial_percent);
	date earliest;

	if (line.limit_fen <= r->present_limit_fen)
		return within(GRADE_B, line);
	if (r->raised_on == NO_DATE)
		return line.limit_fen > initial
			   ? above_limit(GRADE_B, line.limit_fen, initial, "the first limit")
			   : within(GRADE_B, line);
	if (line.limit_fen - r->present_limit_fen > step)
		return decision_refuse(&R3_9, &problem_relax_step_too_large,
		    "From %s to %s is more than one step of %s.",
		    show_money(r->present_limit_fen).text, show_money(line.limit_fen).text,
		    show_money(step).text);
	earliest = date_plus(r->raised_on, policy->b_min_interval);
	if (r->effective_on < earliest)
		return decision_refuse(&R3_9, &problem_relax_too_early,
		    "The limit was last raised on %s; the next increase is possible from %s on.",
		    show_date(r->raised_on).text, show_date(earliest).text);
	if (not_earned(r).refusal)
		return not_earned(r);
	return within(GRADE_B, line);
}

struct decision
sales_policy_decide(enum grade grade, struct credit_line line, const struct purchase_basis *basis,
    const struct sales_policy *policy, const struct relaxation *relaxation)
{
	struct credit_line caps = grade_caps(grade, basis, policy);
	bool none = grade == GRADE_D || grade == GRADE_UNGRADED;
	struct decision d;

	if (none && (line.limit_fen > 0 || line.term_days > 0))
		d = decision_refuse(&R3_11, &problem_limit_above_grade_cap,
		    "Customers of grade %s get no credit: limit and term are 0.",
		    grade_names[grade]);
	else if (line.limit_fen > caps.limit_fen)
		d = above_limit(grade, line.limit_fen, caps.limit_fen, "the most");
	else if (line.term_days > caps.term_days)
		d = decision_refuse(rule_of(grade), &problem_term_above_grade_cap,
		    "A term of %lld days is above %lld, the most of grade %s.",
		    (long long)line.term_days, (long long)caps.term_days, grade_names[grade]);
	else if (grade == GRADE_B)
		d = relax(line, basis->one_purchase_fen, policy, relaxation);
	else
		d = within(grade, line);
	note(&d, grade, policy);
	return d;
}
