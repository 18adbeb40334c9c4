/* Disputes at a joint event, up to the general manager's ruling (R1.24, R1.25). */
#include "attribution.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "penalty.h"
#include "rules.h"
#include "rules_dispute.h"

/* The end of every change; told as type. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_event_dispute_told(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

/* A dispute, locked behind its event; what is done, and by whom, is filled in. */
struct dispute {
	struct gathering g;
	struct dispute_facts facts;
	const char *customer_id; /* NULL: of nobody in particular */
	const char *involved;	 /* JSON list of employees */
};

static MAY_FAIL
begin(struct request *req, const char *id, const char *text, struct dispute *dispute)
{
	struct gathering *g = &dispute->g;
	bool general_manager = caller_is(&req->caller, "general_manager");
	struct row row;

	TRY(sql_event_dispute_whose(req, id, &row));
	dispute->customer_id = row_text(req, &row, "customer_id");
	TRY(gathering_begin(req, row_text(req, &row, "gathering_id"), g));
	if (!g->caller.staff && !general_manager)
		return &problem_not_found;
	TRY(sql_event_dispute_lock(req, id, &row));
	dispute->involved = row_text(req, &row, "involved_employee_ids");
	dispute->facts = (struct dispute_facts) {
		.state =
		    row_enum(&row, "state", event_dispute_state_names, EVENT_DISPUTE_STATE_COUNT),
		.coordinator = g->caller.coordinator,
		.general_manager = general_manager,
		.now = req->now,
		.ends_at = g->ends_at,
		.fined = row_boolean(&row, "fined"),
		.reported_at = row_instant(&row, "reported_at"),
		.report_days =
		    parameter_integer(g->parameters, &parameter_dispute_report_to_gm_days),
		.coordinator_id = g->coordinator_id,
		.head_ids = { g->units[0].head_id, g->units[1].head_id },
		.text = text,
	};
	return NULL;
}

/* Each of the involved, once per dispute. */
static MAY_FAIL
fine(struct request *req, const char *id, const struct dispute *dispute)
{
	int64_t amount = parameter_integer(dispute->g.parameters, &parameter_dispute_fine_fen);
	struct decision d =
	    decision_allow(&R1_24, "FINED", "A dispute before the customer, or not settled.");
	struct rows rows;

	decision_used(&d, "dispute.fine_fen", amount);
	TRY(sql_event_dispute_people(req, dispute->involved, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(penalty_impose(req,
		    &(struct fine) {
			.type = PENALTY_TYPE_DISPUTE,
			.person_id = row_text(req, &row, "id"),
			.amount_fen = amount,
			.basis = "event_dispute",
			.basis_id = id,
			.occurred_on = dispute->g.held_on,
			.decision = &d,
		    },
		    NULL));
	}
	return NULL;
}

/* Decided, after the fines that follow: the last decision is the one shown. */
static MAY_FAIL
decide_on(struct request *req, const char *id, enum dispute_action action,
    const struct dispute *dispute, bool *fined)
{
	struct decision d = dispute_move(action, &dispute->facts);

	*fined = !d.refusal && dispute_fines(action, &dispute->facts);
	if (*fined)
		TRY(fine(req, id, dispute));
	return decide(req, "event_dispute", id, &d);
}

static MAY_FAIL
people(struct request *req, const char *ids, size_t count, const char *pointer)
{
	struct rows rows;

	TRY(sql_event_dispute_people(req, ids, &rows));
	if ((size_t)rows.count < count)
		return problem_fault(
		    req, pointer, "UNKNOWN", "Somebody named is no employee, or named twice.");
	return NULL;
}

static struct dispute_report
report_of(struct request *req, const struct gathering *g, const struct event_dispute_report_in *in)
{
	return (struct dispute_report) {
		.state = g->state,
		.joint = g->kind == GATHERING_KIND_JOINT,
		.reporter = g->caller.staff,
		.coordinator = g->caller.coordinator,
		.says_before_customer = in->before_customer != NULL,
		.occurred_at = in->occurred_at,
		.now = req->now,
	};
}

MAY_FAIL
event_dispute_report(struct request *req, const struct event_dispute_report_in *in)
{
	const char *id = new_id(req);
	struct dispute dispute = { .involved = in->involved_employee_ids_json };
	struct gathering *g = &dispute.g;
	struct dispute_report report;
	struct guest guest;
	struct decision d;
	bool fined;

	TRY(gathering_begin(req, in->id, g));
	report = report_of(req, g, in);
	d = dispute_report_decide(&report);
	if (d.refusal)
		return decide(req, "gathering", in->id, &d);
	TRY(people(req, in->involved_employee_ids_json, in->involved_employee_ids_count,
	    "/involved_employee_ids"));
	if (in->customer_id)
		TRY(gathering_guest(req, g, in->customer_id, &guest));
	TRY(sql_event_dispute_create(req, id, g->id, in->customer_id,
	    in->involved_employee_ids_json, in->facts, in->occurred_at,
	    within_days(g->ends_at,
		(int)parameter_integer(g->parameters, &parameter_dispute_settle_days))));
	fined = in->before_customer && *in->before_customer;
	if (in->before_customer)
		TRY(sql_event_dispute_save_established(
		    req, id, *in->before_customer, in->facts, fined));
	if (fined)
		TRY(fine(req, id, &dispute));
	TRY(decide(req, "event_dispute", id, &d));
	return tell_and_reply(req, "event_dispute.reported", id);
}

MAY_FAIL
event_dispute_establish(struct request *req, const struct event_dispute_establish_in *in)
{
	struct dispute dispute;
	bool fined;

	TRY(begin(req, in->id, in->findings, &dispute));
	dispute.facts.before_customer = in->before_customer;
	TRY(decide_on(req, in->id, DISPUTE_ESTABLISH, &dispute, &fined));
	TRY(sql_event_dispute_save_established(
	    req, in->id, in->before_customer, in->findings, fined));
	return tell_and_reply(req, "event_dispute.established", in->id);
}

MAY_FAIL
event_dispute_settle(struct request *req, const struct event_dispute_settle_in *in)
{
	struct dispute dispute;
	const char **present =
	    arena_array(req->arena, const char *, in->present_employee_ids_count + 1);
	bool fined;

	TRY(begin(req, in->id, in->outcome, &dispute));
	for (size_t i = 0; i < in->present_employee_ids_count; i++)
		present[i] = in->present_employee_ids[i];
	dispute.facts.present = present;
	TRY(decide_on(req, in->id, DISPUTE_SETTLE, &dispute, &fined));
	TRY(sql_event_dispute_save_settled(
	    req, in->id, in->present_employee_ids_json, in->outcome));
	return tell_and_reply(req, "event_dispute.settled", in->id);
}

MAY_FAIL
event_dispute_refuse(struct request *req, const struct event_dispute_refuse_in *in)
{
	struct dispute dispute;
	bool fined;

	TRY(begin(req, in->id, in->reason, &dispute));
	TRY(decide_on(req, in->id, DISPUTE_REFUSE, &dispute, &fined));
	TRY(sql_event_dispute_save_refused(req, in->id, in->reason, fined));
	return tell_and_reply(req, "event_dispute.refused", in->id);
}

MAY_FAIL
event_dispute_escalate(struct request *req, const struct event_dispute_escalate_in *in)
{
	struct dispute dispute;
	bool fined;

	TRY(begin(req, in->id, in->reason, &dispute));
	TRY(decide_on(req, in->id, DISPUTE_ESCALATE, &dispute, &fined));
	TRY(sql_event_dispute_save_escalated(req, in->id, in->reason, in->first_statement,
	    in->second_statement, dispute_reported_late(&dispute.facts)));
	return tell_and_reply(req, "event_dispute.escalated", in->id);
}

MAY_FAIL
event_dispute_rule(struct request *req, const struct event_dispute_rule_in *in)
{
	struct dispute dispute;
	struct guest guest;
	bool fined;

	TRY(begin(req, in->id, in->text, &dispute));
	TRY(decide_on(req, in->id, DISPUTE_RULE, &dispute, &fined));
	if (in->employee_id && !dispute.customer_id)
		return problem_fault(req, "/employee_id", "UNKNOWN",
		    "The dispute is about no customer in particular.");
	if (in->employee_id) {
		TRY(gathering_guest(req, &dispute.g, dispute.customer_id, &guest));
		TRY(attribute_by(
		    req, &dispute.g, &guest, ATTRIBUTION_BASIS_RULING, NULL, in->employee_id));
	}
	TRY(sql_event_dispute_save_ruled(req, in->id, in->text, in->employee_id));
	return tell_and_reply(req, "event_dispute.ruled", in->id);
}
