#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_text.h"
#include "settings.h"

static struct rule_value
value_of(const struct parameters *p, const struct parameter *parameter)
{
	struct rule_value value = { .is_null = parameter_is_null(p, parameter) };

	if (value.is_null)
		return value;
	switch (parameter->type) {
	case PARAMETER_INTEGER:
		value.integer = parameter_integer(p, parameter);
		break;
	case PARAMETER_BOOLEAN:
		value.boolean = parameter_boolean(p, parameter);
		break;
	case PARAMETER_PERIOD:
		value.period = parameter_period(p, parameter);
		break;
	case PARAMETER_TEXT:
		value.text = parameter_text(p, parameter);
		break;
	case PARAMETER_LIST:
		value.list = parameter_words(p, parameter);
		break;
	case PARAMETER_TIME: /* of document 1; no department of document 7 has its own */
		break;
	}
	return value;
}

struct override
override_of(const struct parameters *company, const struct parameters *own,
    const struct parameter *parameter)
{
	return (struct override) { parameter->name, value_of(company, parameter),
		value_of(own, parameter) };
}

/* The same with a further condition of admission. */
static const struct parameters *
with_condition(struct request *req, const struct parameters *p, const char *condition)
{
	const char *const *words = parameter_words(p, &parameter_admission_conditions);
	struct buffer b = buffer_in(req->arena);

	if (parameter_has(p, &parameter_admission_conditions, condition))
		return p;
	buffer_text(&b, "[");
	for (; *words; words++)
		item_text(&b, *words);
	item_text(&b, condition);
	buffer_text(&b, "]");
	return parameters_with(p, &parameter_admission_conditions, b.text);
}

static const struct parameters *
with_effect(struct request *req, const struct parameters *company, const struct parameters *own,
    const struct row *row)
{
	const char *name = row_text(req, row, "parameter");
	const struct parameters *tried;
	const struct parameter *parameter;
	struct override override;

	if (!name)
		return with_condition(req, own, row_text(req, row, "condition"));
	parameter = parameter_named(req, name);
	if (!parameter)
		return own;
	tried = parameters_with(own, parameter, row_text(req, row, "value"));
	override = override_of(company, tried, parameter);
	return as_strict(&override) ? tried : own;
}

MAY_FAIL
department_parameters(
    struct request *req, const char *department_id, date on, const struct parameters **parameters)
{
	const struct parameters *company;
	struct rows rows;

	TRY(parameters_on(req, on, &company));
	TRY(sql_implementing_rules_effect(req, department_id, on, &rows));
	*parameters = company;
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		*parameters = with_effect(req, company, *parameters, &row);
	}
	return NULL;
}

MAY_FAIL
department_parameter_list(struct request *req, const struct department_parameter_list_in *in)
{
	date on = in->on == NO_DATE ? req->today : in->on;
	const struct parameters *company, *own;
	struct buffer *b = &req->answer;
	struct row row;

	TRY(sql_implementing_rules_readable(req, in->id, &row));
	TRY(parameters_on(req, on, &company));
	TRY(department_parameters(req, in->id, on, &own));
	object_open(b);
	list_open(b, "items");
	for (const struct parameter *const *each = req->service->tables->parameters; *each;
	     each++) {
		const char *companys = parameter_json(company, *each);

		if (!is_divisions(*each))
			continue;
		object_open(b);
		parameter_members(b, own, *each);
		if (!parameter_is_null(company, *each))
			member_raw(b, "company_value", companys);
		member_boolean(b, "stricter", !same(companys, parameter_json(own, *each)));
		object_close(b);
	}
	list_close(b);
	object_close(b);
	return NULL;
}
