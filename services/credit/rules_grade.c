#include "rules.h"
#include "rules_grade.h"
#include "rules_text.h"

enum { PUNCTUALITY_MAX = 60 };

/* Each override leaves at most this grade. */
static const enum grade most_with[GRADE_OVERRIDE_COUNT] = {
	[GRADE_OVERRIDE_BLACKLISTED] = GRADE_D,
	[GRADE_OVERRIDE_DISHONOURED_BILLS] = GRADE_D,
	[GRADE_OVERRIDE_LONG_ARREARS] = GRADE_D,
	[GRADE_OVERRIDE_INSOLVENCY_OR_ENFORCEMENT] = GRADE_D,
	[GRADE_OVERRIDE_OPEN_BILL_INCIDENT] = GRADE_C,
};

static int64_t
greatest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static enum grade
worse(enum grade a, enum grade b)
{
	return a < b ? a : b;
}

struct grade_standard
grade_standard_of(const struct parameters *p)
{
	return (struct grade_standard) {
		.weight_investigation =
		    parameter_integer(p, &parameter_credit_grade_weight_investigation),
		.weight_behaviour = parameter_integer(p, &parameter_credit_grade_weight_behaviour),
		.min_a = parameter_integer(p, &parameter_credit_grade_min_a),
		.min_b = parameter_integer(p, &parameter_credit_grade_min_b),
		.min_c = parameter_integer(p, &parameter_credit_grade_min_c),
		.window = parameter_period(p, &parameter_credit_grade_behaviour_window),
		.no_record_cap = enum_index(grade_names, GRADE_COUNT,
		    parameter_text(p, &parameter_credit_grade_no_record_cap)),
		.d_overdue_days = parameter_integer(p, &parameter_credit_grade_d_overdue_days),
	};
}

date
grade_window_start(date on, const struct grade_standard *standard)
{
	return date_plus(
	    on, (struct period) { -standard->window.months, -standard->window.days, 0 });
}

/* Days after the due date; what is still open is counted to the day of the grade. */
static int64_t
delay_of(const struct owed *owed, date on)
{
	date until = owed->cleared_on == NO_DATE ? on : owed->cleared_on;

	return greatest(0, until - owed->due_on);
}

static int64_t
delay_points(int64_t days)
{
	return days == 0 ? 25 : days <= 15 ? 15 : days <= 30 ? 8 : 0;
}

static int64_t
dishonour_points(int64_t bills)
{
	return bills == 0 ? 15 : bills == 1 ? 5 : 0;
}

static struct behaviour
measure(const struct grade_facts *facts, const struct grade_standard *standard)
{
	date since = grade_window_start(facts->on, standard);
	struct behaviour b = { 0 };

	for (size_t i = 0; i < facts->count; i++) {
		const struct owed *owed = &facts->receivables[i];

		if (owed->due_on <= since || owed->due_on >= facts->on)
			continue;
		b.recorded = true;
		b.due_fen += owed->amount_fen;
		b.on_time_fen += owed->on_time_fen;
		b.longest_delay_days = greatest(b.longest_delay_days, delay_of(owed, facts->on));
	}
	if (!b.recorded)
		return b;
	b.punctuality_points = PUNCTUALITY_MAX * b.on_time_fen / b.due_fen;
	b.delay_points = delay_points(b.longest_delay_days);
	b.dishonour_points = dishonour_points(facts->dishonoured);
	b.score = b.punctuality_points + b.delay_points + b.dishonour_points;
	return b;
}

static bool
in_long_arrears(const struct grade_facts *facts, const struct grade_standard *standard)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->receivables[i].cleared_on == NO_DATE &&
		    facts->on - facts->receivables[i].due_on > standard->d_overdue_days)
			return true;
	return false;
}

static enum grade
grade_by(int64_t total, const struct grade_standard *standard)
{
	return total >= standard->min_a	  ? GRADE_A
	       : total >= standard->min_b ? GRADE_B
	       : total >= standard->min_c ? GRADE_C
					  : GRADE_D;
}

/* Names what applies, and takes the worst of it. */
static void
override(struct computed_grade *computed, const struct grade_facts *facts,
    const struct grade_standard *standard, struct words *named)
{
	bool *applies = computed->overrides;

	applies[GRADE_OVERRIDE_BLACKLISTED] = facts->blacklisted;
	applies[GRADE_OVERRIDE_DISHONOURED_BILLS] = facts->dishonoured >= 2;
	applies[GRADE_OVERRIDE_LONG_ARREARS] = in_long_arrears(facts, standard);
	applies[GRADE_OVERRIDE_INSOLVENCY_OR_ENFORCEMENT] = facts->insolvency_or_enforcement;
	applies[GRADE_OVERRIDE_OPEN_BILL_INCIDENT] = facts->open_bill_incident;
	for (int i = 1; i < GRADE_OVERRIDE_COUNT; i++)
		if (applies[i]) {
			computed->grade = worse(computed->grade, most_with[i]);
			words_add(named, grade_override_names[i]);
		}
}

static void
note(struct decision *d, const struct grade_standard *standard)
{
	decision_used(d, "credit.grade.weight_investigation", standard->weight_investigation);
	decision_used(d, "credit.grade.weight_behaviour", standard->weight_behaviour);
	decision_used(d, "credit.grade.min.A", standard->min_a);
	decision_used(d, "credit.grade.min.B", standard->min_b);
	decision_used(d, "credit.grade.min.C", standard->min_c);
	decision_used_text(d, "credit.grade.behaviour_window", show_period(standard->window).text);
	decision_used_text(d, "credit.grade.no_record_cap", grade_names[standard->no_record_cap]);
	decision_used(d, "credit.grade.d_overdue_days", standard->d_overdue_days);
}

static struct decision
explain(const struct computed_grade *computed, const struct grade_facts *facts,
    const struct grade_standard *standard, const struct words *named)
{
	const char *grade = grade_names[computed->grade];
	const char *sep = named->count ? "; lowered for " : "";

	if (computed->behaviour.recorded)
		return decision_allow(&R3_5, grade,
		    "Investigation %lld and behaviour %lld make %lld, grade %s%s%s.",
		    (long long)facts->investigation_score, (long long)computed->behaviour.score,
		    (long long)computed->total, grade_names[computed->by_total], sep, named->text);
	return decision_allow(&R3_5, grade,
	    "Nothing has fallen due: the investigation's %lld are grade %s, and the most is "
	    "%s%s%s.",
	    (long long)computed->total, grade_names[computed->by_total],
	    grade_names[standard->no_record_cap], sep, named->text);
}

struct decision
grade_compute(const struct grade_facts *facts, const struct grade_standard *standard,
    struct computed_grade *computed)
{
	int64_t wi = standard->weight_investigation, wb = standard->weight_behaviour;
	struct words named = { 0 };
	struct decision d;

	*computed = (struct computed_grade) { .behaviour = measure(facts, standard) };
	if (wi + wb != 100) {
		d = decision_refuse(&R3_5, &problem_weights_invalid,
		    "The weights of investigation and behaviour are %lld and %lld, not 100.",
		    (long long)wi, (long long)wb);
	} else if (!standard->no_record_cap) {
		d = decision_refuse(&R3_5, &problem_policy_value_missing,
		    "What a customer without a record may have at best is not a grade.");
	} else {
		computed->total =
		    computed->behaviour.recorded
			? (wi * facts->investigation_score + wb * computed->behaviour.score) / 100
			: facts->investigation_score;
		computed->by_total = grade_by(computed->total, standard);
		computed->grade = computed->by_total;
		if (!computed->behaviour.recorded) {
			computed->grade = worse(computed->by_total, standard->no_record_cap);
			computed->capped = computed->grade != computed->by_total;
		}
		override(computed, facts, standard, &named);
		d = explain(computed, facts, standard, &named);
	}
	note(&d, standard);
	return d;
}
