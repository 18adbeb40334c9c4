#include "scope.h"

static const struct {
	const char *name;
	enum role role;
} roles[] = {
	{ "sales_staff", ROLE_STAFF },
	{ "sales_office_supervisor", ROLE_SUPERVISOR },
	{ "sales_department_manager", ROLE_MANAGER },
	{ "marketing_division", ROLE_DIVISION },
	{ "marketing_division_head", ROLE_DIVISION_HEAD },
};

struct actor
actor_of(const struct request *req)
{
	struct actor by = { .id = req->caller.id, .department_id = req->caller.department_id };

	for (size_t i = 0; i < COUNT(roles); i++)
		if (caller_is(&req->caller, roles[i].name))
			by.roles |= roles[i].role;
	return by;
}

static bool
is_kind(struct request *req, const struct row *row, const char *column, const char *kind)
{
	const char *text = row_text(req, row, column);

	return text && strcmp(text, kind) == 0;
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

MAY_FAIL
require(struct request *req, const char *subject, const char *subject_id, const struct decision *d)
{
	return d->refusal ? decide(req, subject, subject_id, d) : NULL;
}
