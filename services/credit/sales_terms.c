/* What may be offered to a customer (R3.12): what the smallest order would be answered now. */
#include "check.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "profile.h"
#include "rules.h"
#include "standing.h"

static struct check_answer
answer_in(const struct check_facts *facts, enum payment_mode mode)
{
	struct checked_order least = { .mode = mode, .amount_fen = 1, .prepaid_fen = 1 };
	struct check_answer answer;

	check_decide(facts, &least, &answer);
	return answer;
}

static void
show_modes(struct buffer *b, const struct check_facts *facts)
{
	list_open(b, "payment_modes");
	for (int mode = 1; mode < PAYMENT_MODE_COUNT; mode++)
		if (answer_in(facts, mode).decision == CREDIT_DECISION_APPROVED)
			item_text(b, payment_mode_names[mode]);
	list_close(b);
}

static MAY_FAIL
show_conditions(struct request *req, const char *customer_id, struct buffer *b)
{
	struct rows rows;

	TRY(sql_sales_terms_conditions(req, customer_id, &rows));
	list_open(b, "conditions");
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		item_raw(b, row_json(req, &row));
	}
	list_close(b);
	return NULL;
}

MAY_FAIL
sales_terms_get(struct request *req, const struct sales_terms_get_in *in)
{
	struct buffer b = buffer_in(req->arena);
	struct check_answer on_credit;
	struct standing standing;
	struct profile profile;
	struct checked checked;

	TRY(profile_read(req, in->id, &R3_12, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_reads(req, &standing, &R3_12));
	TRY(checked_read(req, &(struct asked) { .customer_id = profile.id }, &checked));
	on_credit = answer_in(&checked.facts, PAYMENT_MODE_CREDIT);
	object_open(&b);
	member_text(&b, "customer_id", profile.id);
	member_text(&b, "grade", grade_names[checked.facts.grade]);
	show_modes(&b, &checked.facts);
	member_integer(&b, "limit_fen", checked.facts.limit_fen);
	member_integer(&b, "available_fen", on_credit.available_fen);
	member_integer(&b, "term_days", checked.term_days);
	TRY(show_conditions(req, profile.id, &b));
	list_open(&b, "blocked_reasons");
	check_reasons_each(&b, &on_credit);
	list_close(&b);
	object_close(&b);
	return reply_json(req, b.text);
}
