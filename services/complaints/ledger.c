#include "ledger.h"

#include "complaints/queries.h"

MAY_FAIL
ledger_draw(struct request *req, const struct complaint *c, const char **number)
{
	int year, month, day;
	struct row row;

	date_split(date_of(c->received_at), &year, &month, &day);
	TRY(sql_ledger_draw(req, c->unit_id, year, &row));
	*number = arena_print(req->arena, "%s-%04d-%06lld", row_text(req, &row, "code"), year,
	    (long long)row_integer(&row, "last"));
	return NULL;
}

MAY_FAIL
ledger_enter(struct request *req, const struct complaint *c, const char *entry)
{
	if (!c->ledger_number)
		return NULL;
	return sql_ledger_line_create(req, new_id(req), c->id, c->unit_id, c->ledger_number, entry,
	    complaint_state_names[c->state]);
}
