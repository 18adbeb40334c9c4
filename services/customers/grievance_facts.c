/* What a grievance is when somebody moves it, and what that costs (R1.31, R1.32). */
#include "grievance.h"

#include "customers/queries.h"
#include "penalty.h"
#include "rules.h"
#include "rules_text.h"

static MAY_FAIL
load(struct request *req, const char *id, struct grievance *g)
{
	struct row row;

	TRY(sql_grievance_lock(req, id, &row));
	*g = (struct grievance) {
		.id = row_text(req, &row, "id"),
		.customer_id = row_text(req, &row, "customer_id"),
		.manager_id = row_text(req, &row, "manager_id"),
		.complaint_id = row_text(req, &row, "complaint_id"),
		.source = row_enum(&row, "source", grievance_source_names, GRIEVANCE_SOURCE_COUNT),
		.known_at = row_instant(&row, "known_at"),
		.overdue_on = row_date(&row, "overdue_on"),
		.concerned = row_boolean(&row, "concerned"),
		.facts = {
			.state = row_enum(
			    &row, "state", grievance_state_names, GRIEVANCE_STATE_COUNT),
			.department_id = row_text(req, &row, "department_id"),
			.linked = !row_is_null(&row, "complaint_id"),
			.resolution_at = row_instant(&row, "resolution_at"),
			.resolved_at = row_instant(&row, "resolved_at"),
			.day_zero = row_date(&row, "day_zero"),
		},
	};
	TRY(parameters_on(req, date_of(g->known_at), &g->parameters));
	g->facts.resolve_days = parameter_integer(g->parameters, &parameter_grievance_resolve_days);
	return grievance_runs_out(&g->facts, req->now) ? grievance_run_out(req, g) : NULL;
}

MAY_FAIL
grievance_begin(struct request *req, const char *id, struct grievance *g)
{
	struct row row;
	bool found;

	TRY(sql_grievance_whose(req, id, &row));
	TRY(sql_grievance_customer_lock(req, row_text(req, &row, "customer_id"), &row, &found));
	return load(req, id, g);
}

MAY_FAIL
grievance_begin_of(struct request *req, const char *complaint_id, struct grievance *g)
{
	const char *id;
	struct row row;
	bool found;

	*g = (struct grievance) { 0 };
	TRY(sql_grievance_whose_complaint(req, complaint_id, &row, &found));
	if (!found)
		return NULL;
	id = row_text(req, &row, "id");
	TRY(sql_grievance_customer_lock(req, row_text(req, &row, "customer_id"), &row, &found));
	return load(req, id, g);
}

static MAY_FAIL
tell_fined(struct request *req, const struct grievance *g, const struct fine *fine)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "grievance_id", g->id);
	member_text(&b, "customer_id", g->customer_id);
	member_text(&b, "complaint_id", g->complaint_id);
	member_text(&b, "type", penalty_type_names[fine->type]);
	member_text(&b, "person_id", fine->person_id);
	member_integer(&b, "amount_fen", fine->amount_fen);
	object_close(&b);
	return event_emit(req, "grievance.fined", g->id, 0, b.text);
}

static MAY_FAIL
impose_letter(struct request *req, const struct grievance *g, const char *person_id,
    enum letter letter, date on)
{
	static const struct {
		enum penalty_type type;
		const struct parameter *amount;
	} letters[] = {
		[LETTER_A] = { PENALTY_TYPE_GRIEVANCE_A, &parameter_grievance_fine_a_fen },
		[LETTER_B] = { PENALTY_TYPE_GRIEVANCE_B, &parameter_grievance_fine_b_fen },
		[LETTER_C] = { PENALTY_TYPE_GRIEVANCE_C, &parameter_grievance_fine_c_fen },
	};
	int64_t amount = parameter_integer(g->parameters, letters[letter].amount);
	struct decision d = grievance_fine(letter, amount);
	struct fine fine = {
		.type = letters[letter].type,
		.person_id = person_id,
		.amount_fen = amount,
		.basis = "grievance",
		.basis_id = g->id,
		.occurred_on = on,
		.decision = &d,
	};
	bool imposed;

	TRY(penalty_impose(req, &fine, &imposed));
	return imposed ? tell_fined(req, g, &fine) : NULL;
}

MAY_FAIL
grievance_impose(struct request *req, const struct grievance *g, date on)
{
	struct fine_facts facts = {
		.source = g->source,
		.other_is_b =
		    same(parameter_text(g->parameters, &parameter_grievance_other_channel),
			"B"),
		.overdue = g->overdue_on != NO_DATE,
	};
	struct rows rows;

	TRY(sql_grievance_persons(req, g->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *person_id = row_text(req, &row, "id");
		unsigned letters;

		facts.manager = row_boolean(&row, "manager");
		facts.involved = row_boolean(&row, "involved");
		facts.fined_a = row_boolean(&row, "fined_a");
		facts.fined_b = row_boolean(&row, "fined_b");
		letters = grievance_letters(&facts);
		for (unsigned letter = LETTER_A; letter <= LETTER_C; letter <<= 1)
			if (letters & letter)
				TRY(impose_letter(req, g, person_id, (enum letter)letter, on));
	}
	return NULL;
}

/* Fines arise on the day after the last, whenever it is found out. */
MAY_FAIL
grievance_run_out(struct request *req, struct grievance *g)
{
	struct decision d = decision_allow(&R1_32, grievance_state_names[GRIEVANCE_STATE_OVERDUE],
	    "Not resolved by the end of the last day: fines C, and another department.");

	g->facts.state = GRIEVANCE_STATE_OVERDUE;
	if (g->overdue_on == NO_DATE)
		g->overdue_on = grievance_due(g->facts.day_zero, g->facts.resolve_days) + 1;
	TRY(sql_grievance_save_overdue(req, g->id, g->overdue_on));
	TRY(grievance_impose(req, g, g->overdue_on));
	decision_used(&d, "grievance.resolve_days", g->facts.resolve_days);
	return decide(req, "grievance", g->id, &d);
}

MAY_FAIL
grievance_open(struct request *req, const struct new_grievance *n, const char **id)
{
	static const struct actor complaints = { .roles = ROLE_GENERAL_MANAGER };
	struct grievance_report report = { .source = n->source, .known_at = n->known_at };
	date day_zero = date_of(n->known_at);
	const struct parameters *parameters;
	const char *manager_id = NULL;
	struct grievance g;
	struct decision d;
	struct row row;
	bool found;

	*id = new_id(req);
	TRY(sql_grievance_customer(req, n->customer_id, n->known_at, &row, &found));
	if (found) {
		report.department_id = row_text(req, &row, "department_id");
		manager_id = row_text(req, &row, "manager_id");
	}
	d = grievance_record(&report, n->by ? n->by : &complaints, req->now);
	if (d.refusal)
		return decide(req, "grievance", *id, &d);
	TRY(parameters_on(req, day_zero, &parameters));
	TRY(sql_grievance_create(req, *id, n->customer_id, report.department_id, manager_id,
	    n->cause, n->text, grievance_source_names[n->source], n->known_at, n->involved,
	    n->complaint_id, day_zero,
	    grievance_due(
		day_zero, parameter_integer(parameters, &parameter_grievance_resolve_days))));
	TRY(load(req, *id, &g));
	TRY(grievance_impose(req, &g, day_zero));
	TRY(decide(req, "grievance", *id, &d));
	if (g.facts.linked)
		return NULL;
	/* It rings whatever becomes of the grievance. */
	return timer_set(req, "grievance_overdue", *id,
	    grievance_overdue_at(g.facts.day_zero, g.facts.resolve_days));
}

MAY_FAIL
grievance_transferred(struct request *req, const char *id, const struct person *to)
{
	struct buffer b = buffer_in(req->arena);
	struct grievance g;
	struct row row;

	TRY(sql_grievance_lock(req, id, &row));
	g = (struct grievance) {
		.customer_id = row_text(req, &row, "customer_id"),
		.complaint_id = row_text(req, &row, "complaint_id"),
	};
	TRY(sql_grievance_save_transferred(req, id));
	object_open(&b);
	member_text(&b, "grievance_id", id);
	member_text(&b, "customer_id", g.customer_id);
	member_text(&b, "complaint_id", g.complaint_id);
	member_text(&b, "employee_id", to->id);
	member_text(&b, "department_id", to->department_id);
	object_close(&b);
	return event_emit(req, "grievance.transferred", id, 0, b.text);
}

/* All there is to do, grievance_begin() does. */
MAY_FAIL
grievance_overdue(struct request *req, const char *id)
{
	struct grievance g;

	return grievance_begin(req, id, &g);
}
