/* Values of parameters as a policy writes them: an object of names. */
#include <string.h>

#include "parameter.h"
#include "parameter_value.h"
#include "platform/queries.h"

static MAY_FAIL
change(struct request *req, const char *pointer, const char *prefix, const char *name,
    const char *value, const struct parameters **values)
{
	const struct parameter *parameter = parameter_named(req, name);
	const char *fault;

	if (!parameter || strncmp(name, prefix, strlen(prefix)) != 0)
		return problem_fault(
		    req, pointer, "UNKNOWN", "%s is no parameter of %s….", name, prefix);
	fault = parameter_value_fault(req->arena, parameter, value);
	if (!fault && parameter_dropped_word(req->arena, parameter, value))
		fault = "Must not drop a word that the regulation demands.";
	if (fault)
		return problem_fault(
		    req, arena_print(req->arena, "%s/%s", pointer, name), "VALUE", "%s", fault);
	*values = parameters_with(*values, parameter, value);
	return NULL;
}

MAY_FAIL
parameters_change(struct request *req, const char *pointer, const char *json, const char *prefix,
    const struct parameters **values)
{
	struct rows rows;

	TRY(sql_parameter_values(req, json, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(change(req, pointer, prefix, row_text(req, &row, "name"),
		    row_text(req, &row, "value"), values));
	}
	return NULL;
}

MAY_FAIL
parameters_over(struct request *req, const char *json, const struct parameters **values)
{
	struct rows rows;

	TRY(sql_parameter_values(req, json, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const struct parameter *parameter =
		    parameter_named(req, row_text(req, &row, "name"));

		if (parameter)
			*values = parameters_with(*values, parameter, row_text(req, &row, "value"));
	}
	return NULL;
}
