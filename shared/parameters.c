#include "parameter.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "platform/queries.h"

struct parameters {
	struct request *req;
	const struct parameter *const *table;
	const char **values; /* JSON, in the table's order; NULL: blank */
};

static size_t
place_of(const struct parameters *p, const char *name)
{
	size_t i = 0;

	while (p->table[i] && strcmp(p->table[i]->name, name) != 0)
		i++;
	return i;
}

/* The defaults, with room for what was set. */
static struct parameters *
defaults(struct request *req)
{
	struct parameters *p = arena_new(req->arena, struct parameters);
	size_t count = 0;

	*p = (struct parameters) { .req = req, .table = req->service->tables->parameters };
	while (p->table[count])
		count++;
	p->values = arena_array(req->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		p->values[i] = p->table[i]->default_value;
	return p;
}

/* What was set, of a parameter this program still knows. */
static void
set_value(struct parameters *p, const char *name, const char *value)
{
	size_t place = place_of(p, name);

	if (p->table[place])
		p->values[place] = value;
}

MAY_FAIL
parameters_on(struct request *req, date on, const struct parameters **parameters)
{
	struct parameters *p = defaults(req);
	struct rows rows;

	TRY(sql_parameter_in_force(req, on, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		set_value(p, row_text(req, &row, "name"), row_text(req, &row, "value"));
	}
	*parameters = p;
	return NULL;
}

const struct parameters *
parameters_from(struct request *req, const char *set)
{
	struct parameters *p = defaults(req);
	json_t *tree = set ? json_tree(req->arena, set) : NULL, *value;
	const char *name;

	json_object_foreach(tree, name, value)
	{
		char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

		set_value(p, name, json_is_null(value) ? NULL : arena_text(req->arena, text));
		free(text);
	}
	return p;
}

/* JSON null is a blank too. */
static const char *
blank_or(const char *value)
{
	return value && strcmp(value, "null") != 0 ? value : NULL;
}

const struct parameters *
parameters_with(const struct parameters *p, const struct parameter *name, const char *value)
{
	struct parameters *with = arena_new(p->req->arena, struct parameters);
	size_t count = 0;

	*with = *p;
	while (p->table[count])
		count++;
	with->values = arena_array(p->req->arena, const char *, count + 1);
	memcpy(with->values, p->values, count * sizeof(*p->values));
	with->values[place_of(p, name->name)] = blank_or(value);
	return with;
}

const struct parameter *
parameter_named(const struct request *req, const char *name)
{
	const struct parameter *const *each = req->service->tables->parameters;

	while (*each && strcmp((*each)->name, name) != 0)
		each++;
	return *each;
}

MAY_FAIL
parameter_set(
    struct request *req, const struct parameter *name, const char *value, date effective_from)
{
	return sql_parameter_set(req, new_id(req), name->name, blank_or(value), effective_from);
}

static const char *
value_of(const struct parameters *p, const struct parameter *name)
{
	for (size_t i = 0; p->table[i]; i++)
		if (p->table[i] == name)
			return p->values[i];
	die("the parameter %s is another service's", name->name);
}

/* The value of a parameter that is not blank. */
static const json_t *
tree_of(const struct parameters *p, const struct parameter *name, enum parameter_type type)
{
	const json_t *tree;

	if (name->type != type)
		die("the parameter %s is read as another type", name->name);
	tree = json_tree(p->req->arena, value_of(p, name));
	if (!tree)
		die("the parameter %s is blank", name->name);
	return tree;
}

bool
parameter_is_null(const struct parameters *p, const struct parameter *name)
{
	return !value_of(p, name);
}

int64_t
parameter_integer(const struct parameters *p, const struct parameter *name)
{
	return json_integer_value(tree_of(p, name, PARAMETER_INTEGER));
}

bool
parameter_boolean(const struct parameters *p, const struct parameter *name)
{
	return json_is_true(tree_of(p, name, PARAMETER_BOOLEAN));
}

struct period
parameter_period(const struct parameters *p, const struct parameter *name)
{
	const char *text = json_string_value(tree_of(p, name, PARAMETER_PERIOD));
	struct period period;

	if (!text || !period_read(text, &period))
		die("the parameter %s is no period", name->name);
	return period;
}

instant
parameter_time(const struct parameters *p, const struct parameter *name)
{
	const char *text = json_string_value(tree_of(p, name, PARAMETER_TIME));
	instant time;

	if (!text || !clock_time_read(text, &time))
		die("the parameter %s is no time of day", name->name);
	return time;
}

const char *
parameter_text(const struct parameters *p, const struct parameter *name)
{
	return json_string_value(tree_of(p, name, PARAMETER_TEXT));
}

const char *const *
parameter_words(const struct parameters *p, const struct parameter *name)
{
	const json_t *list = tree_of(p, name, PARAMETER_LIST), *word;
	const char **words = arena_array(p->req->arena, const char *, json_array_size(list) + 1);
	size_t i;

	json_array_foreach(list, i, word) words[i] = json_string_value(word);
	return words;
}

bool
parameter_has(const struct parameters *p, const struct parameter *name, const char *word)
{
	for (const char *const *each = parameter_words(p, name); *each; each++)
		if (strcmp(*each, word) == 0)
			return true;
	return false;
}

const char *
parameter_json(const struct parameters *p, const struct parameter *name)
{
	const char *value = value_of(p, name);

	return value ? value : "null";
}

static void
add_words(struct buffer *b, const char *name, const char *const *words)
{
	list_open(b, name);
	for (; *words; words++)
		item_text(b, *words);
	list_close(b);
}

void
parameter_members(struct buffer *b, const struct parameters *p, const struct parameter *name)
{
	static const char *const types[] = { NULL, "INTEGER", "BOOLEAN", "PERIOD", "TEXT", "LIST",
		"TIME" };
	const char *value = value_of(p, name);

	member_text(b, "name", name->name);
	member_text(b, "type", types[name->type]);
	member_text(b, "title_en", name->title_en);
	member_text(b, "title_zh", name->title_zh);
	member_text(b, "unit", name->unit);
	if (value)
		member_raw(b, "value", value);
	if (name->default_value)
		member_raw(b, "default", name->default_value);
	if (name->type == PARAMETER_INTEGER && name->min != INT64_MIN)
		member_integer(b, "min", name->min);
	if (name->type == PARAMETER_INTEGER && name->max != INT64_MAX)
		member_integer(b, "max", name->max);
	if (name->one_of)
		add_words(b, "one_of", name->one_of);
	if (name->must_have)
		add_words(b, "must_have", name->must_have);
	add_words(b, "changed_by", name->changed_by);
	add_words(b, "rules", name->rules);
}
