/* /v1/parameters: the numbers of the rules, as they are and as they will be. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "parameter.h"
#include "parameter_value.h"
#include "platform/common_operations.h"
#include "platform/queries.h"

static int
by_name(const void *a, const void *b)
{
	return strcmp((*(const struct parameter *const *)a)->name,
	    (*(const struct parameter *const *)b)->name);
}

MAY_FAIL
parameter_list(struct request *req, const struct parameter_list_in *in)
{
	const struct parameter *const *table = req->service->tables->parameters;
	const struct parameter **sorted;
	const struct parameters *parameters;
	struct buffer *b = &req->answer;
	size_t count = 0;

	TRY(parameters_on(req, in->on_date == NO_DATE ? req->today : in->on_date, &parameters));
	while (table[count])
		count++;
	sorted = arena_array(req->arena, const struct parameter *, count + 1);
	memcpy(sorted, table, count * sizeof(*table));
	qsort(sorted, count, sizeof(*sorted), by_name);

	object_open(b);
	list_open(b, "items");
	for (size_t i = 0; i < count; i++) {
		object_open(b);
		parameter_members(b, parameters, sorted[i]);
		object_close(b);
	}
	list_close(b);
	object_close(b);
	return NULL;
}

static MAY_FAIL
find(struct request *req, const char *name, const struct parameter **parameter)
{
	*parameter = parameter_named(req, name);
	return *parameter ? NULL : &problem_not_found;
}

/* Another one when a value is set, and when a value comes into force. */
static int64_t
version_of(struct request *req, const struct rows *versions)
{
	int64_t version = 1 + versions->count;

	for (int i = 0; i < versions->count; i++)
		version += row_date(&(struct row){ versions->result, i }, "effective_from") <= req->today;
	return version;
}

static MAY_FAIL
check_match(struct request *req, const struct parameter *parameter)
{
	struct rows rows;

	if (req->if_match <= 0)
		return NULL;
	TRY(sql_parameter_versions(req, parameter->name, &rows));
	if (req->if_match != version_of(req, &rows))
		return &problem_version_conflict;
	req->matched = true;
	return NULL;
}

static MAY_FAIL
reply_parameter(struct request *req, const struct parameter *parameter)
{
	const struct parameters *parameters;
	struct buffer *b = &req->answer;
	struct rows rows;

	TRY(parameters_on(req, req->today, &parameters));
	TRY(sql_parameter_versions(req, parameter->name, &rows));
	req->etag = arena_print(req->arena, "\"%" PRId64 "\"", version_of(req, &rows));
	object_open(b);
	parameter_members(b, parameters, parameter);
	list_open(b, "versions");
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		item_raw(b, row_json(req, &row));
	}
	list_close(b);
	object_close(b);
	return NULL;
}

MAY_FAIL
parameter_get(struct request *req, const struct parameter_get_in *in)
{
	const struct parameter *parameter;

	TRY(find(req, in->name, &parameter));
	return reply_parameter(req, parameter);
}

static MAY_FAIL
check_role(struct request *req, const struct parameter *parameter)
{
	for (const char *const *role = parameter->changed_by; *role; role++)
		if (caller_is(&req->caller, *role))
			return NULL;
	return problem_detail(req, &problem_forbidden_role,
	    "The regulation names who may change %s", parameter->name);
}

MAY_FAIL
parameter_put(struct request *req, const struct parameter_put_in *in)
{
	const struct parameter *parameter;
	const char *fault, *dropped;
	struct row row;

	TRY(find(req, in->name, &parameter));
	TRY(check_role(req, parameter));
	TRY(sql_parameter_lock(req, parameter->name, &row));
	TRY(check_match(req, parameter));
	fault = parameter_value_fault(req->arena, parameter, in->value);
	if (fault)
		return problem_fault(req, "/value", "VALUE", "%s", fault);
	dropped = parameter_dropped_word(req->arena, parameter, in->value);
	if (dropped)
		return problem_fault(req, "/value", "VALUE", "Must have %s.", dropped);
	if (in->effective_from < req->today)
		return problem_detail(
		    req, &problem_effective_date_past, "effective_from is before today");
	TRY(parameter_set(req, parameter, in->value, in->effective_from));
	return reply_parameter(req, parameter);
}
