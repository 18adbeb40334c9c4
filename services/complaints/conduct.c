#include "conduct.h"

#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_conduct.h"
#include "rules_text.h"

MAY_FAIL
conduct_propose(struct request *req, const struct conduct_new *new)
{
	struct person person;

	TRY(directory_person(req, new->person_id, &person));
	if (!person.id)
		return NULL;
	return sql_conduct_case_create(req, new_id(req), new->code, person.id, person.department_id,
	    new->reason, NULL, new->complaint_id, new->subject, new->subject_id, NULL, false, NULL);
}

MAY_FAIL
conduct_case_open(struct request *req, const struct conduct_case_open_in *in)
{
	struct person person, caller;
	const char *id = new_id(req);

	if (!conduct_code_known(in->code))
		return problem_rule(req, &problem_unknown_violation_code, &R10_13,
		    "No rule names a violation %s.", in->code);
	TRY(directory_person(req, in->person_id, &person));
	if (!person.id)
		return problem_fault(req, "/person_id", "UNKNOWN", "There is no such employee.");
	TRY(directory_caller(req, &caller));
	if (!caller.id)
		return problem_rule(req, &problem_forbidden_role, &R6_10,
		    "Who proposes a case is a person of the staff directory.");
	if (!caller_is(&req->caller, "customer_service_manager") &&
	    !same(caller.department_id, person.department_id))
		return problem_rule(req, &problem_forbidden_role, &R6_10,
		    "A case is proposed by the head of the person's department, or of customer "
		    "service.");
	TRY(sql_conduct_case_create(req, id, in->code, person.id, person.department_id, in->reason,
	    in->other_party_id, in->complaint_id, NULL, NULL, caller.id,
	    in->serious && *in->serious, in->serious_reason));
	return reply_one(req, sql_conduct_case_get, id);
}

static MAY_FAIL
begin(struct request *req, const char *id, struct conduct_facts *facts)
{
	struct person caller;
	struct row row;

	TRY(sql_conduct_case_get(req, id, &row)); /* 404 for whoever it is not for */
	TRY(sql_conduct_case_lock(req, id, &row));
	TRY(directory_caller(req, &caller));
	*facts = (struct conduct_facts) {
		.state =
		    row_enum(&row, "state", conduct_case_state_names, CONDUCT_CASE_STATE_COUNT),
		.person_id = row_text(req, &row, "person_id"),
		.proposed_by_id = row_text(req, &row, "proposed_by_id"),
		.other_party_id = row_text(req, &row, "other_party_id"),
		.decider_id = caller.id,
		.serious = row_boolean(&row, "serious"),
		.serious_reason = row_text(req, &row, "serious_reason"),
	};
	return NULL;
}

static MAY_FAIL
must_be(struct request *req, const struct conduct_facts *facts, enum conduct_case_state state)
{
	return facts->state == state
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R6_10, "The case is %s.",
			 conduct_case_state_names[facts->state]);
}

MAY_FAIL
conduct_case_hear(struct request *req, const struct conduct_case_hear_in *in)
{
	bool refused = in->refused && *in->refused;
	struct conduct_facts facts;

	TRY(begin(req, in->id, &facts));
	TRY(must_be(req, &facts, CONDUCT_CASE_STATE_OPENED));
	if (!in->statement == !refused)
		return problem_fault(
		    req, "/statement", "REQUIRED", "A statement, or that it was refused.");
	TRY(sql_conduct_case_save_heard(req, in->id, in->statement, refused));
	return reply_one(req, sql_conduct_case_get, in->id);
}

MAY_FAIL
conduct_case_decide(struct request *req, const struct conduct_case_decide_in *in)
{
	enum sanction *sanctions = arena_array(req->arena, enum sanction, in->sanctions_count);
	const struct parameters *p;
	struct conduct_facts facts;
	struct decision d;

	TRY(begin(req, in->id, &facts));
	for (size_t i = 0; i < in->sanctions_count; i++)
		sanctions[i] =
		    (enum sanction)enum_index(sanction_names, SANCTION_COUNT, in->sanctions[i]);
	TRY(parameters_on(req, req->today, &p));
	facts.sanctions = sanctions;
	facts.sanction_count = in->sanctions_count;
	if (in->serious) {
		facts.serious = *in->serious;
		facts.serious_reason = in->serious_reason;
	}
	facts.allowed = parameter_words(p, &parameter_conduct_sanctions);
	facts.of_serious = parameter_words(p, &parameter_conduct_serious_sanctions);
	d = conduct_decide(&facts);
	TRY(decide(req, "conduct_case", in->id, &d));
	req->decision_json = NULL; /* the case's own decision is a text */
	TRY(sql_conduct_case_save_decided(req, in->id,
	    conduct_case_state_names[CONDUCT_CASE_STATE_DECIDED], in->sanctions_json, in->text,
	    facts.decider_id, facts.serious, facts.serious_reason));
	TRY(event_emit(req, "conduct_case.decided", in->id, 0,
	    arena_print(req->arena, "{\"conduct_case_id\":\"%s\",\"person_id\":\"%s\"}", in->id,
		facts.person_id)));
	return reply_one(req, sql_conduct_case_get, in->id);
}

MAY_FAIL
conduct_case_dismiss(struct request *req, const struct conduct_case_dismiss_in *in)
{
	struct conduct_facts facts;
	struct decision d;

	TRY(begin(req, in->id, &facts));
	d = conduct_decider(&facts);
	TRY(require(req, "conduct_case", in->id, &d));
	TRY(sql_conduct_case_save_decided(req, in->id,
	    conduct_case_state_names[CONDUCT_CASE_STATE_DISMISSED], "[]", in->text,
	    facts.decider_id, facts.serious, facts.serious_reason));
	return reply_one(req, sql_conduct_case_get, in->id);
}

MAY_FAIL
conduct_case_execute(struct request *req, const struct conduct_case_execute_in *in)
{
	struct conduct_facts facts;

	TRY(begin(req, in->id, &facts));
	TRY(must_be(req, &facts, CONDUCT_CASE_STATE_DECIDED));
	if (same(facts.decider_id, facts.person_id))
		return problem_rule(req, &problem_separation_of_duties, &R6_10,
		    "Nobody confirms that the sanctions against him or her were carried out.");
	TRY(sql_conduct_case_save_executed(req, in->id, in->note));
	return reply_one(req, sql_conduct_case_get, in->id);
}
