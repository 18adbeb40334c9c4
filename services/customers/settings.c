#include "settings.h"

#include "customers/queries.h"
#include "parameter_value.h"
#include "rules_text.h"

bool
is_divisions(const struct parameter *parameter)
{
	return list_has(parameter->changed_by, "marketing_division");
}

bool
settings_have(const struct settings *settings, const struct parameter *parameter)
{
	for (size_t i = 0; i < settings->count; i++)
		if (settings->items[i].parameter == parameter)
			return true;
	return false;
}

static MAY_FAIL
check(struct request *req, const char *member, const struct settings *before, const char *name,
    const struct setting *setting)
{
	size_t at = before->count;
	const char *fault;

	if (!setting->parameter || !is_divisions(setting->parameter))
		return problem_fault(req, arena_print(req->arena, "/%s/%zu/parameter", member, at),
		    "UNKNOWN", "%s is no parameter of the regulation on sales customers.", name);
	if (settings_have(before, setting->parameter))
		return problem_fault(req, arena_print(req->arena, "/%s/%zu/parameter", member, at),
		    "DUPLICATE", "Each parameter stands once.");
	fault = parameter_value_fault(req->arena, setting->parameter, setting->value);
	if (fault)
		return problem_fault(req, arena_print(req->arena, "/%s/%zu/value", member, at),
		    "VALUE", "%s", fault);
	return NULL;
}

MAY_FAIL
settings_read(struct request *req, const char *member, const char *json, struct settings *settings)
{
	struct setting *items;
	struct rows rows;

	*settings = (struct settings) { 0 };
	if (!json)
		return NULL;
	TRY(sql_standard_settings(req, json, &rows));
	items = arena_array(req->arena, struct setting, rows.count);
	settings->items = items;
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *name = row_text(req, &row, "parameter");

		items[i] =
		    (struct setting) { parameter_named(req, name), row_text(req, &row, "value") };
		TRY(check(req, member, settings, name, &items[i]));
		settings->count++;
	}
	return NULL;
}

const struct parameters *
settings_over(const struct parameters *parameters, const struct settings *settings)
{
	for (size_t i = 0; i < settings->count; i++)
		parameters = parameters_with(
		    parameters, settings->items[i].parameter, settings->items[i].value);
	return parameters;
}
