/* One purchase and one purchase cycle of a customer (R3.8). */
#include "purchase_basis.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "profile.h"
#include "rules.h"
#include "standing.h"

/* All that is measured; rows: the purchases, one for each of facts->purchases. */
static MAY_FAIL
facts_of(struct request *req, const char *customer_id, date on, struct purchase_facts *facts,
    struct rows *rows)
{
	const struct parameters *parameters;
	struct purchase *purchases;
	struct row declared;
	bool found;

	TRY(parameters_on(req, req->today, &parameters));
	*facts = (struct purchase_facts) {
		.on = on,
		.window = parameter_period(parameters, &parameter_credit_purchase_basis_window),
		.min_entries =
		    parameter_integer(parameters, &parameter_credit_purchase_basis_min_entries),
	};
	TRY(sql_purchase_basis_declared(req, customer_id, on, &declared, &found));
	if (found) {
		facts->declared_fen = row_integer(&declared, "declared_single_purchase_fen");
		facts->declared_cycle_days = row_integer(&declared, "declared_cycle_days");
	}
	TRY(sql_purchase_basis_entries(req, customer_id, on, rows));
	purchases = arena_array(req->arena, struct purchase, rows->count);
	for (int i = 0; i < rows->count; i++) {
		struct row row = rows_at(rows, i);

		purchases[i] = (struct purchase) { row_date(&row, "order_date"),
			row_integer(&row, "amount_fen") };
	}
	facts->purchases = purchases;
	facts->count = (size_t)rows->count;
	return NULL;
}

MAY_FAIL
purchase_basis_of(
    struct request *req, const char *customer_id, date on, struct purchase_basis *basis)
{
	struct purchase_facts facts;
	struct rows rows;

	TRY(facts_of(req, customer_id, on, &facts, &rows));
	*basis = purchase_basis_measure(&facts);
	return NULL;
}

MAY_FAIL
purchase_basis_get(struct request *req, const struct purchase_basis_get_in *in)
{
	date on = in->as_of == NO_DATE ? req->today : in->as_of;
	struct buffer b = buffer_in(req->arena);
	struct purchase_basis basis;
	struct purchase_facts facts;
	struct standing standing;
	struct profile profile;
	struct rows rows;

	TRY(profile_read(req, in->id, &R3_8, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_reads(req, &standing, &R3_8));
	TRY(facts_of(req, profile.id, on, &facts, &rows));
	basis = purchase_basis_measure(&facts);
	object_open(&b);
	member_text(&b, "customer_id", profile.id);
	member_date(&b, "as_of", on);
	member_integer(&b, "one_purchase_fen", basis.one_purchase_fen);
	member_text(&b, "amount_source", purchase_basis_source_names[basis.amount_source]);
	member_integer(&b, "purchase_cycle_days", basis.cycle_days);
	member_text(&b, "cycle_source", purchase_basis_source_names[basis.cycle_source]);
	list_open(&b, "entries");
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		if (purchase_counts(&facts, facts.purchases[i].on))
			item_raw(&b, row_json(req, &row));
	}
	list_close(&b);
	object_close(&b);
	return reply_json(req, b.text);
}
