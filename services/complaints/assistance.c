/* Everybody must assist an investigation (R12.3). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "deadline.h"
#include "escalation.h"
#include "handling.h"
#include "rules.h"
#include "service_information.h"

/* A person or a department; who is complained about is asked for a statement only. */
static MAY_FAIL
may_be_asked(
    struct request *req, const struct complaint *c, const struct assistance_request_create_in *in)
{
	struct person person;
	bool recused = false;
	struct row row;

	if (!in->employee_id == !in->department_id)
		return problem_fault(
		    req, "/employee_id", "REQUIRED", "Either an employee or a department.");
	TRY(directory_person(req, in->employee_id, &person));
	TRY(sql_assistance_addressee(req, in->employee_id, in->department_id, &row));
	if (in->employee_id ? !person.at_work : !row_boolean(&row, "department_known"))
		return problem_fault(req, in->employee_id ? "/employee_id" : "/department_id",
		    "UNKNOWN", "There is nobody such to ask.");
	if (in->employee_id) {
		TRY(complaint_is_recused(req, c, in->employee_id, &recused));
	} else {
		TRY(sql_department_is_respondent(req, c->id, in->department_id, &row));
		recused = row_boolean(&row, "found");
	}
	if (recused && same(in->kind, assistance_kind_names[ASSISTANCE_KIND_RESEARCH]))
		return problem_rule(req, &problem_recused, &R12_3,
		    "Who is complained about makes a statement, but does not investigate.");
	return NULL;
}

static MAY_FAIL
due(struct request *req, const struct complaint *c, date asked, date *due_on)
{
	const struct parameters *p;

	*due_on = asked;
	if (asked == NO_DATE) {
		TRY(complaint_parameters(req, c, &p));
		return deadline_working_date(
		    req, req->today, parameter_integer(p, &parameter_complaint_assistance), due_on);
	}
	return asked < req->today
		   ? problem_fault(req, "/due_on", "RANGE", "It would be due before today.")
		   : NULL;
}

MAY_FAIL
assistance_request_create(struct request *req, const struct assistance_request_create_in *in)
{
	const char *id = new_id(req);
	struct complaint c;
	date due_on;

	TRY(complaint_lock(req, in->id, &c));
	TRY(handling_investigates(req, &c, &R12_3));
	TRY(handling_open(req, &c, &R12_3));
	TRY(may_be_asked(req, &c, in));
	TRY(due(req, &c, in->due_on, &due_on));
	TRY(sql_assistance_request_create(req, id, c.id, c.round, in->kind, in->employee_id,
	    in->department_id, in->question, c.caller.id, due_on));
	TRY(timer_set(req, "assistance_overdue", id, start_of(due_on + 1)));
	return reply_one(req, sql_assistance_request_get, id);
}

/* Who was asked, or whose department was, did not assist in time. */
static MAY_FAIL
propose_case(struct request *req, const struct complaint *c, const char *id, const char *person_id)
{
	return conduct_propose(
	    req, &(struct conduct_new) {
		     .code = "V12.3",
		     .person_id = person_id,
		     .complaint_id = c->id,
		     .subject = "assistance_request",
		     .subject_id = id,
		     .reason = "A request to assist an investigation was not answered in time.",
		 });
}

/* Who is told of it: the head of a department that was asked; else, and in place of who is recused,
 * who stands above (R10.5). */
static MAY_FAIL
remind(struct request *req, const struct complaint *c, const char *id, const char *department_id,
    const char *person_id)
{
	const char *above_id = person_id;
	bool recused = false;

	if (department_id && person_id)
		TRY(complaint_is_recused(req, c, person_id, &recused));
	if (!department_id || recused)
		TRY(escalation_above(req, c, person_id, &above_id));
	TRY(sql_assistance_request_save_reminded(req, id, above_id));
	return inform(req, &(struct information) {
			       .subject = "assistance_request",
			       .subject_id = id,
			       .kind = INFORMATION_KIND_OTHER,
			       .text = "一项协助投诉调查的请求逾期未答复，请督促。",
			       .people = { above_id },
			   });
}

MAY_FAIL
assistance_overdue(struct request *req, const char *id)
{
	struct row row, addressee;
	const char *person_id;
	struct complaint c;

	TRY(sql_assistance_request_get(req, id, &row));
	TRY(complaint_lock_itself(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_assistance_request_lock(req, id, &row));
	if (!same(row_text(req, &row, "state"), assistance_state_names[ASSISTANCE_STATE_OPEN]))
		return NULL;
	TRY(sql_assistance_addressee(req, row_text(req, &row, "employee_id"),
	    row_text(req, &row, "department_id"), &addressee));
	person_id = row_text(req, &addressee, "person_id");
	TRY(remind(req, &c, id, row_text(req, &row, "department_id"), person_id));
	return propose_case(req, &c, id, person_id);
}

/* For whoever it is not addressed to it does not exist. */
static MAY_FAIL
is_addressed(struct request *req, const struct row *row, const struct person *caller)
{
	if (same(row_text(req, row, "employee_id"), caller->id) ||
	    same(row_text(req, row, "department_id"), caller->department_id))
		return NULL;
	return problem_detail(req, &problem_not_found, "There is no such request to assist.");
}

static MAY_FAIL
is_answer(struct request *req, const struct row *row, const struct assistance_request_answer_in *in)
{
	if (same(in->answer, assistance_answer_names[ASSISTANCE_ANSWER_DECLINED]))
		return problem_rule(req, &problem_cannot_decline, &R12_3,
		    "Assistance is owed: what is known, or that nothing is.");
	if (!same(row_text(req, row, "state"), assistance_state_names[ASSISTANCE_STATE_OPEN]))
		return problem_rule(
		    req, &problem_invalid_state, &R12_3, "The request was answered already.");
	if (!has_text(in->text))
		return problem_rule(
		    req, &problem_text_missing, &R12_3, "The statement of the answer is missing.");
	return NULL;
}

/* What a respondent answers is his side of the matter (R12.14). */
static MAY_FAIL
is_statement(struct request *req, const struct row *request, const struct person *caller,
    const struct assistance_request_answer_in *in)
{
	struct row respondent;
	bool found;

	if (!same(in->answer, assistance_answer_names[ASSISTANCE_ANSWER_PROVIDED]) ||
	    !same(row_text(req, request, "kind"), assistance_kind_names[ASSISTANCE_KIND_STATEMENT]))
		return NULL;
	TRY(sql_respondent_of_employee(
	    req, row_text(req, request, "complaint_id"), caller->id, &respondent, &found));
	if (!found)
		return NULL;
	return sql_party_statement_create(req, new_id(req), row_text(req, request, "complaint_id"),
	    row_integer(request, "round"),
	    party_statement_kind_names[PARTY_STATEMENT_KIND_STATEMENT],
	    complaint_party_names[COMPLAINT_PARTY_RESPONDENT], row_text(req, &respondent, "id"),
	    NULL, "REQUEST_TO_ASSIST", in->text, req->now, req->today);
}

MAY_FAIL
assistance_request_answer(struct request *req, const struct assistance_request_answer_in *in)
{
	struct person caller;
	struct complaint c;
	struct row row;
	bool recused;

	TRY(sql_assistance_request_get(req, in->id, &row));
	TRY(directory_caller(req, &caller));
	TRY(is_addressed(req, &row, &caller));
	TRY(complaint_lock_itself(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_assistance_request_lock(req, in->id, &row));
	TRY(complaint_is_recused(req, &c, caller.id, &recused));
	if (recused &&
	    same(row_text(req, &row, "kind"), assistance_kind_names[ASSISTANCE_KIND_RESEARCH]))
		return problem_rule(req, &problem_recused, &R12_3,
		    "Who is complained about makes a statement, but does not investigate.");
	TRY(is_answer(req, &row, in));
	TRY(sql_assistance_request_save_answer(
	    req, in->id, in->answer, in->text, caller.id, req->today > row_date(&row, "due_on")));
	TRY(is_statement(req, &row, &caller, in));
	TRY(timer_cancel(req, "assistance_overdue", in->id));
	return reply_one(req, sql_assistance_request_get, in->id);
}
