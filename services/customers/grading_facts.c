/* What the criteria of the tiers look at: the customer, its business, its defaults, its
 * evaluation (R7.18-R7.20, R7.22). */
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"

/* Where the figures of a tier stand: parameters, and columns of a department's own standard. */
static const struct {
	const struct parameter *min_grade, *min_beds, *min_volume, *min_rating, *max_risk;
	const char *own_grade, *own_beds, *own_volume, *own_rating, *own_risk;
} places[TIER_COUNT] = {
	[TIER_VIP] = {
		&parameter_tier_vip_min_grade, &parameter_tier_vip_min_beds,
		&parameter_tier_vip_min_yearly_volume_fen, &parameter_tier_vip_min_rating,
		&parameter_tier_vip_max_risk,
		"vip_min_grade", "vip_min_beds", "vip_min_yearly_volume_fen", "vip_min_rating",
		"vip_max_risk",
	},
	[TIER_PREFERRED] = {
		&parameter_tier_preferred_min_grade, &parameter_tier_preferred_min_beds,
		&parameter_tier_preferred_min_yearly_volume_fen,
		&parameter_tier_preferred_min_rating, &parameter_tier_preferred_max_risk,
		"preferred_min_grade", "preferred_min_beds", "preferred_min_yearly_volume_fen",
		"preferred_min_rating", "preferred_max_risk",
	},
};

/* A blank is -1. */
static int64_t
figure(const struct parameters *p, const struct parameter *name)
{
	return parameter_is_null(p, name) ? -1 : parameter_integer(p, name);
}

/* A word that its enumeration does not have is read as the strictest. */
static int
word(const struct parameters *p, const struct parameter *name, const char *const *names, int count,
    int strictest)
{
	int value = enum_index(names, count, parameter_text(p, name));

	return value ? value : strictest;
}

static struct tier_figures
company_figures(const struct parameters *p, enum tier tier)
{
	const char *lookback = parameter_text(p, &parameter_tier_default_lookback);
	struct tier_figures f = {
		.min_grade = word(p, places[tier].min_grade, hospital_grade_names,
		    HOSPITAL_GRADE_COUNT, HOSPITAL_GRADE_COUNT - 1),
		.min_beds = figure(p, places[tier].min_beds),
		.min_yearly_volume_fen = figure(p, places[tier].min_volume),
		.min_rating =
		    word(p, places[tier].min_rating, rating_names, RATING_COUNT, RATING_HIGH),
		.max_risk = word(p, places[tier].max_risk, risk_names, RISK_COUNT, RISK_NONE),
		.volume_lookback_years =
		    parameter_integer(p, &parameter_tier_volume_lookback_years),
		.evaluation_max_age = parameter_period(p, &parameter_tier_evaluation_max_age),
	};

	f.lookback_all = !period_read(lookback, &f.lookback);
	return f;
}

/* The figures of the department's standard hold where they are stricter; what the company keeps
 * closed stays closed. */
static void
tighten(struct tier_figures *f, const struct row *row, enum tier tier)
{
	int grade =
	    row_enum(row, places[tier].own_grade, hospital_grade_names, HOSPITAL_GRADE_COUNT);
	int rating = row_enum(row, places[tier].own_rating, rating_names, RATING_COUNT);
	int risk = row_enum(row, places[tier].own_risk, risk_names, RISK_COUNT);
	int64_t beds = row_integer(row, places[tier].own_beds);
	int64_t volume = row_integer(row, places[tier].own_volume);

	if (grade > (int)f->min_grade)
		f->min_grade = grade;
	if (rating > (int)f->min_rating)
		f->min_rating = rating;
	if (risk && risk < (int)f->max_risk)
		f->max_risk = risk;
	if (f->min_beds >= 0 && beds > f->min_beds)
		f->min_beds = beds;
	if (f->min_yearly_volume_fen >= 0 && volume > f->min_yearly_volume_fen)
		f->min_yearly_volume_fen = volume;
}

static MAY_FAIL
load_business(struct request *req, const char *customer_id, struct tier_facts *facts)
{
	struct yearly_volume *volumes;
	struct rows rows;

	TRY(sql_grading_volumes(req, customer_id, &rows));
	volumes = arena_array(req->arena, struct yearly_volume, rows.count);
	facts->business_began_on = NO_DATE;
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		volumes[i].year = row_integer(&row, "year");
		volumes[i].fen = row_integer(&row, "amount_fen");
		if (row_integer(&row, "paid_fen") > 0)
			facts->has_paid = true;
		if (i == 0)
			facts->business_began_on = row_date(&row, "began_on");
	}
	facts->volumes = volumes;
	facts->volume_count = rows.count;
	return NULL;
}

static MAY_FAIL
load_defaults(
    struct request *req, const struct relation *r, bool except_problem, struct tier_facts *facts)
{
	struct default_facts *defaults;
	struct rows rows;

	TRY(sql_grading_defaults(req, r->customer_id, r->id, &rows));
	defaults = arena_array(req->arena, struct default_facts, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		defaults[i] = (struct default_facts) {
			.occurred_on = row_date(&row, "occurred_on"),
			.annulled = row_boolean(&row, "annulled"),
			.this_problem = except_problem && row_boolean(&row, "this_problem"),
		};
	}
	facts->defaults = defaults;
	facts->default_count = rows.count;
	return NULL;
}

static MAY_FAIL
load_ratings(struct request *req, const char *evaluation_id, struct tier_facts *facts)
{
	struct extra_criterion *extra;
	struct rows rows;

	TRY(sql_grading_ratings(req, evaluation_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		facts->ratings[row_enum(&row, "subject", rating_subject_names,
		    RATING_SUBJECT_COUNT)] = row_enum(&row, "rating", rating_names, RATING_COUNT);
	}
	TRY(sql_grading_extra(req, evaluation_id, &rows));
	extra = arena_array(req->arena, struct extra_criterion, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		extra[i] = (struct extra_criterion) { row_text(req, &row, "name"),
			row_boolean(&row, "met") };
	}
	facts->extra = extra;
	facts->extra_count = rows.count;
	return NULL;
}

static MAY_FAIL
load_evaluation(struct request *req, const struct relation *r, const char *id, struct tier_case *c)
{
	struct row row;
	bool found;

	c->facts.evaluated_on = NO_DATE;
	TRY(sql_grading_evaluation(req, r->id, id, &row, &found));
	if (!found && id)
		return problem_fault(req, req->body ? "/evaluation_id" : "?evaluation_id",
		    "UNKNOWN", "This is no completed evaluation of this customer.");
	if (!found)
		return NULL;
	c->evaluation_id = row_text(req, &row, "id");
	c->facts.evaluated_on = row_date(&row, "completed_on");
	c->facts.risk = row_enum(&row, "risk", risk_names, RISK_COUNT);
	c->statement =
	    row_enum(&row, "statement", cooperation_statement_names, COOPERATION_STATEMENT_COUNT);
	for (int tier = 1; tier < TIER_COUNT; tier++)
		if (places[tier].min_grade)
			tighten(&c->figures[tier], &row, tier);
	return load_ratings(req, c->evaluation_id, &c->facts);
}

MAY_FAIL
grading_load(struct request *req, const struct relation *r, const char *evaluation_id,
    bool except_problem, struct tier_case *c)
{
	struct row row;

	TRY(sql_grading_customer(req, r->id, &row));
	*c = (struct tier_case) {
		.facts = {
			.on = req->today,
			.kind = row_enum(&row, "kind", customer_kind_names, CUSTOMER_KIND_COUNT),
			.grade = row_enum(
			    &row, "hospital_grade", hospital_grade_names, HOSPITAL_GRADE_COUNT),
			.specialty = row_enum(&row, "specialty", specialty_names, SPECIALTY_COUNT),
			.beds = row_integer(&row, "beds"),
		},
	};
	for (int tier = 1; tier < TIER_COUNT; tier++)
		if (places[tier].min_grade)
			c->figures[tier] = company_figures(r->parameters, tier);
	TRY(load_business(req, r->customer_id, &c->facts));
	TRY(load_defaults(req, r, except_problem, &c->facts));
	return load_evaluation(req, r, evaluation_id, c);
}

/* A VIP has signed to share the risk, too; for PREFERRED the will to cooperate is enough. */
struct decision
grading_criteria(const struct tier_case *c, enum tier tier)
{
	struct tier_facts facts = c->facts;

	facts.statement_signed = tier == TIER_VIP
				     ? c->statement == COOPERATION_STATEMENT_SHARED_RISK
				     : c->statement != 0;
	return tier_criteria(tier, &facts, &c->figures[tier]);
}
