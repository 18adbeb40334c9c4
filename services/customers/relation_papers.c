/* What papers, a new class and a merger make of a department's relations (R7.10, R7.16). */
#include "customers/queries.h"
#include "implementing_rules.h"
#include "relation.h"
#include "rules.h"
#include "rules_admission.h"
#include "rules_eligibility.h"

/* When it is worth looking again: a required paper ends, or one that may help begins. */
static instant
look_again(const struct legal_facts *legal, date until, bool valid, date today)
{
	date begins = NO_DATE;

	if (valid)
		return hold_at(until);
	for (size_t i = 0; i < legal->papers.count; i++) {
		date from = legal->papers.papers[i].valid_from;

		if (legal->papers.papers[i].verified && from != NO_DATE && from > today &&
		    (begins == NO_DATE || from < begins))
			begins = from;
	}
	return begins == NO_DATE ? NO_INSTANT : start_of(begins);
}

static MAY_FAIL
set_timer(struct request *req, const char *id, instant due)
{
	if (due == NO_INSTANT)
		return timer_cancel(req, "relation_papers", id);
	return timer_set(req, "relation_papers", id, due);
}

MAY_FAIL
relation_watch(struct request *req, const struct relation *r)
{
	return set_timer(req, r->id, hold_at(legal_valid_until(&r->legal, req->today)));
}

MAY_FAIL
relation_unwatch(struct request *req, const char *id)
{
	TRY(timer_cancel(req, "demotion_overdue", id));
	TRY(timer_cancel(req, "review_overdue", id));
	return timer_cancel(req, "relation_papers", id);
}

static MAY_FAIL
papers_effect_on(struct request *req, const struct relation *r)
{
	struct decision legal = legal_decide(&r->legal, req->today);
	bool valid = !legal.refusal;
	date until = valid ? legal_valid_until(&r->legal, req->today) : NO_DATE;
	enum relation_action action = papers_effect(r->state, valid);
	enum relation_state state = action ? relation_next(r->state, action) : r->state;
	struct decision d =
	    decision_allow(&R7_16, relation_state_names[state], "%s", legal.because);
	int64_t changed;

	TRY(sql_relation_save_papers(req, r->id, relation_state_names[state], until, &changed));
	TRY(set_timer(req, r->id, look_again(&r->legal, until, valid, req->today)));
	if (!action)
		return NULL;
	TRY(decide(req, "department_customer", r->id, &d));
	return relation_tell(req, valid ? "customer.admission_renewed" : "customer.admission_held",
	    r->id, r->department_id, r->customer_id, NULL);
}

/* What the papers make of one relation; the customer is locked. */
static MAY_FAIL
look_at(struct request *req, const struct row *row, const char *customer_id)
{
	struct relation r;

	if (!relation_counts(row_enum(row, "state", relation_state_names, RELATION_STATE_COUNT)))
		return NULL;
	TRY(relation_find(req, row_text(req, row, "department_id"), customer_id, &r));
	TRY(relation_load_papers(req, &r));
	return papers_effect_on(req, &r);
}

MAY_FAIL
relation_papers_due(struct request *req, const char *id)
{
	const char *customer_id;
	struct row row, customer;
	bool found;

	TRY(sql_relation_whose(req, id, &row, &found));
	if (!found)
		return NULL;
	customer_id = row_text(req, &row, "customer_id");
	TRY(sql_relation_customer_lock(req, customer_id, &customer));
	TRY(sql_relation_whose(req, id, &row, &found));
	return look_at(req, &row, customer_id);
}

MAY_FAIL
relation_papers_changed(struct request *req, const char *customer_id)
{
	struct row row;
	struct rows rows;

	TRY(sql_relation_customer_lock(req, customer_id, &row));
	TRY(sql_relation_of_customer(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		row = rows_at(&rows, i);
		TRY(look_at(req, &row, customer_id));
	}
	return NULL;
}

/* Whether the department needs to admit such customers no more. */
static MAY_FAIL
becomes_exempt(struct request *req, const char *department_id, enum customer_class from,
    enum customer_class to, bool *becomes)
{
	const struct parameters *parameters;
	const char *const *exempt;

	TRY(department_parameters(req, department_id, req->today, &parameters));
	exempt = parameter_words(parameters, &parameter_admission_exempt_classes);
	*becomes = !class_exempt(from, exempt) && class_exempt(to, exempt);
	return NULL;
}

MAY_FAIL
relation_class_changed(
    struct request *req, const char *customer_id, enum customer_class from, enum customer_class to)
{
	struct rows rows;
	bool becomes;

	TRY(sql_relation_of_customer(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		enum relation_state state =
		    row_enum(&row, "state", relation_state_names, RELATION_STATE_COUNT);

		const char *department_id = row_text(req, &row, "department_id");

		TRY(becomes_exempt(req, department_id, from, to, &becomes));
		if (becomes && relation_next(state, RELATION_EXEMPT))
			TRY(relation_end_as(req, row_text(req, &row, "id"), department_id,
			    customer_id, state, relation_end_kind_names[RELATION_END_KIND_EXEMPT],
			    NULL));
	}
	return NULL;
}

MAY_FAIL
relation_blacklist(struct request *req, const char *id, enum relation_action action)
{
	enum relation_state state, to;
	struct row row;
	bool found;

	TRY(sql_relation_whose(req, id, &row, &found));
	if (!found)
		return NULL;
	state = row_enum(&row, "state", relation_state_names, RELATION_STATE_COUNT);
	to = relation_next(state, action);
	if (!to)
		return NULL;
	TRY(sql_relation_save_listed(req, id, relation_state_names[to]));
	TRY(sql_relation_products_retire(req, id));
	TRY(sql_relation_refuse_admissions(req, id,
	    to == RELATION_STATE_PURGED
		? "The customer was entered into the company's blacklist."
		: "The customer was entered into the department's blacklist."));
	return relation_unwatch(req, id);
}
