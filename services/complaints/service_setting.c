/* What is serviced, by which documents, by whom, how fast (R6.1, R6.5, R6.7, R6.29). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"
#include "service_request.h"

static MAY_FAIL
is_type(struct request *req, const char *code)
{
	struct row row;
	bool found;

	if (!code)
		return NULL;
	TRY(sql_service_type_find(req, code, &row, &found));
	return found ? NULL
		     : problem_fault(
			   req, "/service_type", "UNKNOWN", "There is no such type of service.");
}

MAY_FAIL
service_type_create(struct request *req, const struct service_type_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_service_type_create(req, id, in->code, in->name));
	TRY(sql_service_type_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
service_document_list_guard(struct request *req, const struct service_document_list_in *in)
{
	struct row row;

	return sql_service_type_get(req, in->id, &row);
}

/* The one control procedure of a type has this code. */
#define PROCEDURE service_document_kind_names[SERVICE_DOCUMENT_KIND_PROCEDURE]

MAY_FAIL
service_document_create(struct request *req, const struct service_document_create_in *in)
{
	bool procedure = same(in->kind, PROCEDURE);
	const char *id = new_id(req);
	struct row row;

	TRY(sql_service_type_get(req, in->id, &row));
	if (!procedure && !in->code)
		return problem_fault(
		    req, "/code", "REQUIRED", "A work instruction has a code of its own.");
	TRY(sql_service_document_create(req, id, row_text(req, &row, "code"), in->kind,
	    procedure ? PROCEDURE : in->code, in->document_version, in->title, in->effective_from));
	TRY(sql_service_document_get(req, id, &row));
	return reply_row(req, &row);
}

/* Those in charge are at work. */
static MAY_FAIL
are_colleagues(
    struct request *req, const char *leader_id, const char *const *deputies, size_t count)
{
	struct person person;

	if (leader_id)
		TRY(colleague(req, leader_id, "/leader_id", &person));
	for (size_t i = 0; i < count; i++)
		TRY(colleague(
		    req, deputies[i], arena_print(req->arena, "/deputy_ids/%zu", i), &person));
	return NULL;
}

MAY_FAIL
service_category_create(struct request *req, const struct service_category_create_in *in)
{
	const char *id = new_id(req);

	TRY(is_type(req, in->service_type));
	TRY(are_colleagues(req, in->leader_id, in->deputy_ids, in->deputy_ids_count));
	TRY(sql_service_category_create(req, id, in->code, in->name, in->service_type,
	    in->leader_id, in->deputy_ids_json ? in->deputy_ids_json : "[]"));
	return reply_one(req, sql_service_category_get, id);
}

MAY_FAIL
service_category_patch(struct request *req, const struct service_category_patch_in *in)
{
	struct row row;

	TRY(sql_service_category_lock(req, in->id, &row));
	TRY(is_type(req, in->service_type));
	TRY(are_colleagues(req, in->leader_id, in->deputy_ids, in->deputy_ids_count));
	TRY(sql_service_category_patch(req, in->id, req->body));
	return reply_one(req, sql_service_category_get, in->id);
}

MAY_FAIL
dispatch_time_create(struct request *req, const struct dispatch_time_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(is_type(req, in->service_type));
	TRY(sql_dispatch_time_create(req, id, in->service_type, in->site_class, in->depart_within,
	    in->arrive_within, in->effective_from));
	TRY(sql_dispatch_time_get(req, id, &row));
	return reply_row(req, &row);
}
