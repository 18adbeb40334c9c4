/* What departments have with a customer whose record became an alias of another. */
#include "customers/queries.h"
#include "grading.h"
#include "relation.h"

/* The other's own, of a department that has a relation to the survivor too: it ends with the alias.
 */
static MAY_FAIL
end_rest(struct request *req, const char *from)
{
	struct rows rows;

	TRY(sql_relation_of_customer(req, from, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		enum relation_state state =
		    row_enum(&row, "state", relation_state_names, RELATION_STATE_COUNT);

		if (relation_next(state, RELATION_EXEMPT))
			TRY(relation_end_as(req, row_text(req, &row, "id"),
			    row_text(req, &row, "department_id"), from, state,
			    relation_end_kind_names[RELATION_END_KIND_MERGED], NULL));
	}
	return NULL;
}

/* A listing that the survivor brought or got closes what came from the other. */
static MAY_FAIL
close_listed(struct request *req, const char *customer_id)
{
	struct rows rows;

	TRY(sql_relation_listed_open(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(relation_blacklist(req, row_text(req, &row, "id"),
		    row_boolean(&row, "company") ? RELATION_COMPANY_LIST
						 : RELATION_DEPARTMENT_LIST));
	}
	return NULL;
}

MAY_FAIL
relation_customer_merged(struct request *req, const char *from, const char *to)
{
	TRY(sql_relation_merge_contracts(req, from, to));
	TRY(sql_relation_merge_illegality(req, from, to));
	TRY(sql_relation_merge_entries(req, from, to));
	TRY(sql_relation_merge_relations(req, from, to));
	TRY(sql_relation_merge_admissions(req, from, to));
	TRY(grading_customer_merged(req, from, to));
	TRY(end_rest(req, from));
	TRY(close_listed(req, to));
	return relation_papers_changed(req, to);
}
