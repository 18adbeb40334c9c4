#include "scope.h"
#include "rules_text.h"

static bool
is_kind(struct request *req, const struct row *row, const char *column, const char *kind)
{
	return same(row_text(req, row, column), kind);
}

struct department_facts
department_of(struct request *req, const struct row *row, const char *prefix)
{
	const char *kind = arena_print(req->arena, "%s_kind", prefix);

	return (struct department_facts) {
		.id = row_text(req, row, arena_print(req->arena, "%s_id", prefix)),
		.sales = is_kind(req, row, kind, "SALES"),
		.is_division = is_kind(req, row, kind, "MARKETING_DIVISION"),
		.under_division = is_kind(req, row,
		    arena_print(req->arena, "%s_parent_kind", prefix), "MARKETING_DIVISION"),
	};
}
