/* Complaints of the complaints service: they open grievances, and say when they were settled
 * (R1.30, R1.32). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "grievance.h"
#include "rules.h"
#include "rules_text.h"

struct complaint {
	const char *id; /* of the record here; NULL: not known */
	const char *complaint_id, *customer_id, *grievance_id, *respondents;
	bool to_top;
	int64_t round;
	instant received_at, settled_at, overdue_at;
};

static MAY_FAIL
complaint_of(struct request *req, const struct row *row, struct complaint *c)
{
	const struct parameters *parameters;
	const char *addressed_to = row_text(req, row, "addressed_to");

	*c = (struct complaint) {
		.id = row_text(req, row, "id"),
		.complaint_id = row_text(req, row, "complaint_id"),
		.customer_id = row_text(req, row, "customer_id"),
		.grievance_id = row_text(req, row, "grievance_id"),
		.respondents = row_text(req, row, "respondent_ids"),
		.round = row_integer(row, "round"),
		.received_at = row_instant(row, "received_at"),
		.settled_at = row_instant(row, "settled_at"),
		.overdue_at = row_instant(row, "overdue_at"),
	};
	TRY(parameters_on(req, date_of(c->received_at), &parameters));
	c->to_top =
	    same(addressed_to, parameter_text(parameters, &parameter_grievance_top_addressee_role));
	return NULL;
}

static const char *
complaint_id_of(struct request *req, const struct event *event)
{
	const char *id = event_text(req, event, "complaint_id");

	return id ? id : event->subject;
}

static MAY_FAIL
find(struct request *req, const char *complaint_id, struct complaint *c)
{
	struct row row;
	bool found;

	*c = (struct complaint) { 0 };
	TRY(sql_grievance_complaint_find(req, complaint_id, &row, &found));
	return found ? complaint_of(req, &row, c) : NULL;
}

/* What was heard of the complaint in its present round, as far as it moves the grievance. */
static MAY_FAIL
judge(struct request *req, const struct complaint *c, struct grievance *g)
{
	struct decision d;
	bool ran_out;

	if (c->overdue_at != NO_INSTANT && g->facts.state == GRIEVANCE_STATE_OPEN &&
	    (c->settled_at == NO_INSTANT ||
		c->settled_at >= grievance_overdue_at(g->facts.day_zero, g->facts.resolve_days)))
		TRY(grievance_run_out(req, g));
	if (c->settled_at == NO_INSTANT)
		return NULL;
	d = grievance_settle(&g->facts, c->settled_at, &ran_out);
	if (d.refusal)
		return NULL; /* it is resolved already */
	if (ran_out)
		TRY(grievance_run_out(req, g));
	TRY(sql_grievance_save_settled(req, g->id, d.outcome, c->settled_at));
	return decide(req, "grievance", g->id, &d);
}

static MAY_FAIL
open_for(struct request *req, const struct complaint *c, const char **id)
{
	struct new_grievance n = {
		.customer_id = c->customer_id,
		.cause = "OTHER",
		.text = arena_print(req->arena, "Complaint %s", c->complaint_id),
		.source =
		    c->to_top ? GRIEVANCE_SOURCE_COMPLAINT_TO_GM : GRIEVANCE_SOURCE_COMPLAINT_OTHER,
		.known_at = c->received_at,
		.involved = c->respondents,
		.complaint_id = c->complaint_id,
	};
	struct grievance g;

	TRY(grievance_open(req, &n, id));
	TRY(sql_grievance_complaint_save_linked(req, c->id, *id));
	TRY(grievance_begin(req, *id, &g));
	return judge(req, c, &g);
}

MAY_FAIL
complaint_registered(struct request *req, const struct event *event)
{
	const char *complaint_id = complaint_id_of(req, event), *customer_id, *id;
	instant received = event_instant(req, event, "received_at");
	struct complaint c;
	struct row row;
	int64_t made;
	bool found;

	if (same(event_text(req, event, "kind"), "FEEDBACK"))
		return NULL; /* an opinion is no complaint, and is never settled */
	if (received == NO_INSTANT || received > req->now)
		received = event->at < req->now ? event->at : req->now;
	TRY(sql_grievance_customer_lock(req, event_text(req, event, "customer_id"), &row, &found));
	if (!found)
		return NULL;
	customer_id = row_text(req, &row, "id");
	TRY(sql_grievance_customer(req, customer_id, received, &row, &found));
	if (!found)
		return NULL; /* of no direct-selling unit */
	TRY(sql_grievance_complaint_create(req, new_id(req), complaint_id, customer_id,
	    event_text(req, event, "kind"), event_text(req, event, "addressed_to"), received,
	    event->data, &made));
	TRY(sql_grievance_complaint_candidates(req, customer_id, &row));
	if (!made || row_boolean(&row, "waits"))
		return NULL;
	TRY(find(req, complaint_id, &c));
	return open_for(req, &c, &id);
}

/* What is heard of a complaint is kept with it, and moves its grievance if it has one. */
static MAY_FAIL
hear(struct request *req, struct complaint *c)
{
	struct grievance g;

	TRY(sql_grievance_complaint_save_heard(req, c->id, c->round, c->settled_at, c->overdue_at));
	TRY(grievance_begin_of(req, c->complaint_id, &g));
	return g.id ? judge(req, c, &g) : NULL;
}

/* false: of another round than the present one, or of no complaint known here. */
static MAY_FAIL
heard_of(struct request *req, const struct event *event, struct complaint *c, bool *present)
{
	TRY(find(req, complaint_id_of(req, event), c));
	*present = c->id && event_integer(req, event, "round") >= c->round;
	return NULL;
}

MAY_FAIL
complaint_settled(struct request *req, const struct event *event)
{
	struct complaint c;
	bool present;

	TRY(heard_of(req, event, &c, &present));
	if (!present)
		return NULL;
	c.settled_at = event_instant(req, event, "settled_at");
	if (c.settled_at == NO_INSTANT)
		c.settled_at = event->at;
	return hear(req, &c);
}

MAY_FAIL
complaint_overdue(struct request *req, const struct event *event)
{
	struct complaint c;
	bool present;

	TRY(heard_of(req, event, &c, &present));
	if (!present)
		return NULL;
	c.overdue_at = event->at;
	return hear(req, &c);
}

MAY_FAIL
complaint_reopened(struct request *req, const struct event *event)
{
	struct complaint c;
	struct grievance g;
	struct decision d;
	bool present;
	date day_zero = date_of(event->at);

	TRY(heard_of(req, event, &c, &present));
	if (!present || (c.settled_at == NO_INSTANT && c.overdue_at == NO_INSTANT))
		return NULL;
	c.round = event_integer(req, event, "round");
	TRY(sql_grievance_complaint_save_heard(req, c.id, c.round, NO_INSTANT, NO_INSTANT));
	TRY(grievance_begin_of(req, c.complaint_id, &g));
	if (!g.id || !grievance_next(g.facts.state, GRIEVANCE_REOPEN))
		return NULL;
	TRY(sql_grievance_save_reopened(
	    req, g.id, day_zero, grievance_due(day_zero, g.facts.resolve_days)));
	d = decision_allow(&R1_32, grievance_state_names[GRIEVANCE_STATE_OPEN],
	    "The complaint was reopened: its days begin anew; fines A and B do not.");
	return decide(req, "grievance", g.id, &d);
}

/* The grievance takes over what the complaint knows. */
static MAY_FAIL
link(struct request *req, const struct complaint *c, struct grievance *g)
{
	date received = date_of(c->received_at);

	if (g->facts.linked || !same(g->customer_id, c->customer_id))
		return problem_rule(req, &problem_invalid_state, &R1_30,
		    "The grievance is another customer's, or has a complaint already.");
	if (g->facts.resolved_at != NO_INSTANT)
		return problem_rule(req, &problem_invalid_state, &R1_30,
		    "The grievance has been resolved: the complaint opens one of its own.");
	if (received < g->facts.day_zero)
		g->facts.day_zero = received;
	if (c->to_top)
		g->source = GRIEVANCE_SOURCE_COMPLAINT_TO_GM;
	g->facts.linked = true;
	g->facts.resolution_at = NO_INSTANT;
	g->complaint_id = c->complaint_id;
	TRY(sql_grievance_save_linked(req, g->id, c->complaint_id,
	    grievance_source_names[g->source], g->facts.day_zero,
	    grievance_due(g->facts.day_zero, g->facts.resolve_days)));
	TRY(sql_grievance_save_involved(req, g->id, c->respondents));
	TRY(sql_grievance_complaint_save_linked(req, c->id, g->id));
	TRY(grievance_impose(req, g, req->today));
	return judge(req, c, g);
}

MAY_FAIL
grievance_complaint_link(struct request *req, const struct grievance_complaint_link_in *in)
{
	struct complaint c;
	struct grievance g;
	struct row row;
	const char *id = in->grievance_id;
	bool found;

	TRY(sql_grievance_complaint_get(req, in->id, &row));
	TRY(sql_grievance_customer_lock(req, row_text(req, &row, "customer_id"), &row, &found));
	TRY(sql_grievance_complaint_lock(req, in->id, &row));
	TRY(complaint_of(req, &row, &c));
	if (c.grievance_id)
		return problem_rule(req, &problem_invalid_state, &R1_30,
		    "The complaint belongs to a grievance already.");
	if (id) {
		TRY(grievance_begin(req, id, &g));
		TRY(link(req, &c, &g));
	} else {
		TRY(open_for(req, &c, &id));
	}
	return grievance_reply(req, id);
}
