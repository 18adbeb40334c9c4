#include "input.h"

#include <string.h>

#include "json_read.h"
#include "list_query.h"
#include "negotiate.h"

#define NO_BODY_MAX 1024 /* bytes, where no body belongs */

/* ---- the path and the query ---- */

static void
read_path(struct faults *faults, const struct operation *operation, void *into)
{
	struct request *req = faults->req;
	size_t next = 0;

	for (size_t i = 0; i < operation->field_count; i++) {
		const struct field *field = &operation->fields[i];
		struct place place = { .mark = '@', .name = field->name };

		if (field->in != IN_PATH)
			continue;
		const char *value = req->path_values[next++];

		field_from_text(faults, field, value, strlen(value), into, &place);
	}
}

static const struct field *
query_field(const struct operation *operation, const char *name)
{
	for (size_t i = 0; i < operation->field_count; i++)
		if (operation->fields[i].in == IN_QUERY &&
		    strcmp(operation->fields[i].name, name) == 0)
			return &operation->fields[i];
	return NULL;
}

static void
read_parameter(struct faults *faults, const struct operation *operation,
    const struct query_value *value, struct page *page, void *into)
{
	static const struct field dry_run = {
		.name = "dry_run", .type = TYPE_BOOLEAN, .required = true
	};

	const struct field *field = query_field(operation, value->name);
	struct place place = { .mark = '?', .name = value->name };

	if (field)
		field_from_text(faults, field, value->value, value->value_length, into, &place);
	else if (operation->writes && strcmp(value->name, "dry_run") == 0)
		field_from_text(faults, &dry_run, value->value, value->value_length,
		    &faults->req->dry_run, &place);
	else if (!page || !page_read(faults, operation->list, page, value))
		fault_add(faults, &place, "UNKNOWN", "There is no such parameter here.");
}

static bool
is_named(const struct query_value *values, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(values[i].name, name) == 0)
			return true;
	return false;
}

static MAY_FAIL
read_query(struct faults *faults, const struct operation *operation, bool csv, void *into)
{
	struct request *req = faults->req;
	const struct query_value *values;
	struct page *page = NULL;
	size_t count;

	TRY(query_read(req, req->http->query, &values, &count));
	if (operation->list) {
		page = page_new(req, operation->list, count, csv);
		req->page = page;
	}
	for (size_t i = 0; i < count; i++) {
		if (is_named(values, i, values[i].name))
			fault_add(faults, &(struct place) { .mark = '?', .name = values[i].name },
			    "DUPLICATE", "This parameter is given twice.");
		else
			read_parameter(faults, operation, &values[i], page, into);
	}
	for (size_t i = 0; i < operation->field_count; i++) {
		const struct field *field = &operation->fields[i];

		if (field->in != IN_QUERY || is_named(values, count, field->name))
			continue;
		field_absent(field, into);
		if (field->required)
			fault_add(faults, &(struct place) { .mark = '?', .name = field->name },
			    "REQUIRED", "Must be given.");
	}
	return NULL;
}

/* ---- the headers ---- */

static bool
wants_csv(const char *accept)
{
	return accept &&
	       accept_weight(accept, "text/csv") > accept_weight(accept, "application/json");
}

static MAY_FAIL
check_accept(const struct operation *operation, const char *accept)
{
	if (!accept || accept_weight(accept, "application/json") > 0)
		return NULL;
	if (operation->list && accept_weight(accept, "text/csv") > 0)
		return NULL;
	return &problem_not_acceptable;
}

static void
read_if_match(struct faults *faults)
{
	struct request *req = faults->req;
	const char *header = req->http->header(req->http, "If-Match");
	const struct place place = { .mark = '@', .name = "If-Match" };

	if (header && !if_match_read(header, &req->if_match))
		fault_add(
		    faults, &place, "FORMAT", "Must be * or one strong entity tag, like \"7\".");
}

/* ---- the body ---- */

static MAY_FAIL
check_media(const struct operation *operation, const struct http_message *http)
{
	const char *type = operation->body_type ? operation->body_type : "application/json";
	size_t most = operation->body_type ? operation->body_max : NO_BODY_MAX;

	if (http->body_too_large || http->body_length > most)
		return &problem_body_too_large;
	if (http->body_length > 0 && !content_type_is(http->header(http, "Content-Type"), type))
		return &problem_unsupported_media_type;
	return NULL;
}

static void
body_absent(const struct operation *operation, void *into)
{
	for (size_t i = 0; i < operation->field_count; i++)
		if (operation->fields[i].in == IN_BODY)
			field_absent(&operation->fields[i], into);
}

static void
body_from_json(struct faults *faults, const struct operation *operation, const char *json,
    size_t length, const struct place *place, void *into)
{
	json_t *object = json_read_object(faults, json, length, place);

	if (object)
		fields_from_json(
		    faults, operation->fields, operation->field_count, object, into, place);
}

/* Of a batch or an import batch.c reads the body. What comes where no body belongs must be an empty
 * object. */
static void
read_body(struct faults *faults, const struct operation *operation, void *into)
{
	const struct http_message *http = faults->req->http;
	const struct place whole = { 0 };

	if (http->body_length == 0) {
		body_absent(operation, into);
		if (operation->body_required)
			fault_add(faults, &whole, "REQUIRED", "There must be a body.");
	} else if (!operation->item) {
		body_from_json(faults, operation, http->body, http->body_length, &whole, into);
		faults->req->body = arena_copy(
		    faults->req->arena, http->body, http->body_length); /* a text, that is */
	}
}

MAY_FAIL
read_input(struct request *req)
{
	const struct operation *operation = req->operation;
	const struct http_message *http = req->http;
	struct faults faults = { .req = req };
	void *into = arena_take(req->arena, operation->input_size + 1);
	const char *accept = http->header(http, "Accept");

	TRY(check_accept(operation, accept));
	TRY(check_media(operation, http));
	TRY(read_query(&faults, operation, wants_csv(accept), into));
	read_path(&faults, operation, into);
	if (operation->writes)
		read_if_match(&faults);
	read_body(&faults, operation, into);
	TRY(faults_problem(&faults));
	if (operation->needs_match && req->if_match == 0)
		return &problem_match_required;
	req->input = into;
	return NULL;
}

MAY_FAIL
input_from_json(struct request *req, const struct operation *operation, const char *json,
    size_t length, const char *prefix, const void **input)
{
	struct faults faults = { .req = req };
	const struct place place = { .name = prefix };
	void *into = arena_take(req->arena, operation->input_size + 1);

	body_from_json(&faults, operation, json, length, &place, into);
	*input = into;
	return faults_problem(&faults);
}
