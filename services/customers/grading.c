#include "grading.h"

#include "customers/queries.h"

MAY_FAIL
grading_begin(struct request *req, const char *relation_id, enum duty duty, struct relation *r)
{
	struct row row;
	bool found;

	TRY(sql_relation_whose(req, relation_id, &row, &found));
	if (!found)
		return &problem_not_found;
	TRY(relation_begin(
	    req, row_text(req, &row, "department_id"), row_text(req, &row, "customer_id"), r));
	return duty ? relation_duty(req, r, duty) : NULL;
}

MAY_FAIL
grading_begin_of(
    struct request *req, const struct row *row, bool found, enum duty duty, struct relation *r)
{
	if (!found)
		return &problem_not_found;
	return grading_begin(req, row_text(req, row, "relation_id"), duty, r);
}

MAY_FAIL
grading_lock_department(struct request *req, const struct relation *r)
{
	struct row row;

	return sql_grading_department_lock(req, r->department_id, &row);
}

static MAY_FAIL
load_review(struct request *req, const char *relation_id, struct stage *s)
{
	struct row row;
	bool found;

	s->reviewed_on = NO_DATE;
	TRY(sql_grading_latest_review(req, relation_id, &row, &found));
	if (!found)
		return NULL;
	s->review_id = row_text(req, &row, "id");
	s->result = row_enum(&row, "result", review_result_names, REVIEW_RESULT_COUNT);
	s->target_tier = row_enum(&row, "target_tier", tier_names, TIER_COUNT);
	s->review_evaluation_id = row_text(req, &row, "evaluation_id");
	s->reviewed_on = row_date(&row, "completed_on");
	s->review_used = row_boolean(&row, "used");
	return NULL;
}

MAY_FAIL
grading_stage(struct request *req, const struct relation *r, struct stage *s)
{
	struct row row;

	*s = (struct stage) { 0 };
	TRY(sql_grading_customer(req, r->id, &row));
	s->graded = row_boolean(&row, "graded");
	s->admitted_on = row_date(&row, "admitted_on");
	s->last_review_to = row_date(&row, "last_review_to");
	s->review_due_on = row_date(&row, "review_due_on");
	TRY(sql_grading_open_problems(req, r->id, &row));
	s->open_problems = row_integer(&row, "open");
	s->established_on = row_date(&row, "established_on");
	s->demotion_due_on = row_date(&row, "demotion_due_on");
	return load_review(req, r->id, s);
}

MAY_FAIL
grading_customer_merged(struct request *req, const char *from, const char *to)
{
	TRY(sql_grading_merge_trades(req, from, to));
	TRY(sql_grading_merge_defaults(req, from, to));
	TRY(sql_grading_merge_exceptions(req, from, to));
	TRY(sql_grading_merge_evaluations(req, from, to));
	TRY(sql_grading_merge_tier_changes(req, from, to));
	TRY(sql_grading_merge_reviews(req, from, to));
	TRY(sql_grading_merge_problems(req, from, to));
	return sql_grading_merge_updates(req, from, to);
}
