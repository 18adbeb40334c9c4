/* Evaluation forms: filled in by the department, with evidence; final once completed (R7.22). */
#include "rules_evaluation.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"
#include "rules_text.h"

/* 400 for what does not fit together. */
static MAY_FAIL
check_form(struct request *req, const char *ratings, const char *extra, const char *statement,
    date signed_on)
{
	struct row row;

	if ((statement != NULL) != (signed_on != NO_DATE))
		return problem_fault(req, "/statement_signed_on", "REQUIRED",
		    "A statement and the day on which it was signed belong together.");
	if (signed_on != NO_DATE && signed_on > req->today)
		return problem_rule(req, &problem_time_in_future, &R7_19,
		    "The statement would have been signed later than today.");
	TRY(sql_evaluation_names_once(req, ratings, extra, &row));
	if (!row_boolean(&row, "once"))
		return problem_fault(
		    req, "/ratings", "DUPLICATE", "Each subject and each criterion stands once.");
	return NULL;
}

/* The standard in force for the relation's department, and the product if one is named. */
static MAY_FAIL
find_standard(struct request *req, const struct relation *r, const char *product_id,
    enum standard_level *level, const char **id)
{
	struct row row;
	bool found, of_product;

	TRY(sql_review_standard_in_force(req, r->department_id, product_id, &row, &found));
	of_product = found && row_boolean(&row, "of_product");
	*id = found ? row_text(req, &row, "id") : NULL;
	switch (review_standard_level(of_product, found)) {
	case STANDARD_OF_PRODUCT:
		*level = STANDARD_LEVEL_PRODUCT;
		return NULL;
	case STANDARD_OF_DEPARTMENT:
		*level = STANDARD_LEVEL_DEPARTMENT;
		return NULL;
	default:
		*level = STANDARD_LEVEL_COMPANY;
		return NULL;
	}
}

MAY_FAIL
evaluation_create(struct request *req, const struct evaluation_create_in *in)
{
	const char *id = new_id(req), *standard_id;
	enum standard_level level;
	struct relation r;
	struct row row;
	bool found = true;

	TRY(grading_begin(req, in->relation_id, DUTY_PROPOSAL, &r));
	if (r.exempt)
		return problem_rule(req, &problem_tier_not_applicable, &R7_22,
		    "Customers of this class are not evaluated.");
	if (!relation_counts(r.state))
		return problem_rule(
		    req, &problem_invalid_state, &R7_22, "Only an admitted customer is evaluated.");
	if (in->product_id)
		TRY(sql_trade_product(req, in->product_id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_not_found, &R7_22, "There is no such product.");
	TRY(check_form(
	    req, in->ratings_json, in->extra_json, in->statement, in->statement_signed_on));
	TRY(find_standard(req, &r, in->product_id, &level, &standard_id));
	TRY(sql_evaluation_create(req, id, r.id, r.department_id, r.customer_id, in->product_id,
	    standard_level_names[level], standard_id, in->ratings_json, in->risk,
	    in->risk_evidence_json, in->extra_json, in->statement, in->statement_signed_on,
	    in->statement_reference, in->remarks));
	return reply_one(req, sql_evaluation_get, id);
}

/* The form, locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, struct relation *r, struct row *row)
{
	bool found;

	TRY(sql_evaluation_whose(req, id, row, &found));
	TRY(grading_begin_of(req, row, found, DUTY_PROPOSAL, r));
	return sql_evaluation_lock(req, id, row);
}

static bool
is_completed(struct request *req, const struct row *row)
{
	return same(row_text(req, row, "state"),
		   evaluation_state_names[EVALUATION_STATE_COMPLETED]);
}

MAY_FAIL
evaluation_fill(struct request *req, const struct evaluation_fill_in *in)
{
	struct relation r;
	struct row row;

	TRY(begin(req, in->id, &r, &row));
	if (is_completed(req, &row))
		return problem_rule(
		    req, &problem_invalid_state, &R7_22, "A completed evaluation is not changed.");
	TRY(check_form(
	    req, in->ratings_json, in->extra_json, in->statement, in->statement_signed_on));
	TRY(sql_evaluation_save(req, in->id, in->ratings_json, in->risk, in->risk_evidence_json,
	    in->extra_json, in->statement, in->statement_signed_on, in->statement_reference,
	    in->remarks));
	return reply_one(req, sql_evaluation_get, in->id);
}

static MAY_FAIL
load_form(struct request *req, const char *id, struct evaluation_facts *form)
{
	struct rows rows;

	TRY(sql_grading_ratings(req, id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		int subject = row_enum(&row, "subject", rating_subject_names, RATING_SUBJECT_COUNT);

		form->ratings[subject] = row_enum(&row, "rating", rating_names, RATING_COUNT);
		form->evidence[subject] = row_integer(&row, "evidence");
	}
	return NULL;
}

MAY_FAIL
evaluation_finish(struct request *req, const struct evaluation_finish_in *in)
{
	struct evaluation_facts form;
	struct decision d;
	struct relation r;
	struct row row;

	TRY(begin(req, in->id, &r, &row));
	form = (struct evaluation_facts) {
		.completed = is_completed(req, &row),
		.risk = row_enum(&row, "risk", risk_names, RISK_COUNT),
		.risk_evidence = row_integer(&row, "risk_evidence"),
	};
	TRY(load_form(req, in->id, &form));
	d = evaluation_complete(&form);
	TRY(decide(req, "evaluation", in->id, &d));
	TRY(sql_evaluation_save_completed(req, in->id,
	    evaluation_usable_until(
		req->today, parameter_period(r.parameters, &parameter_tier_evaluation_max_age))));
	TRY(sql_evaluation_get(req, in->id, &row));
	TRY(event_emit(req, "evaluation.completed", in->id, row_integer(&row, "version"),
	    row_json(req, &row)));
	return reply_row(req, &row);
}
