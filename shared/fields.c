#include "fields.h"

#include <string.h>

#define LIST_MAX ((size_t)10000) /* where the spec says nothing */

#define AT(into, offset) ((void *)((char *)(into) + (offset)))

static void field_from_json(struct faults *faults, const struct field *field, json_t *value,
    void *into, const struct place *place);

static const char *
type_wanted(enum field_type type)
{
	switch (type) {
	case TYPE_INTEGER:
		return "an integer";
	case TYPE_BOOLEAN:
		return "true or false";
	case TYPE_OBJECT:
		return "an object";
	case TYPE_LIST:
		return "a list";
	default:
		return "a string";
	}
}

static bool
type_fits(enum field_type type, const json_t *value)
{
	switch (type) {
	case TYPE_JSON:
		return true;
	case TYPE_INTEGER:
		return json_is_integer(value);
	case TYPE_BOOLEAN:
		return json_is_boolean(value);
	case TYPE_OBJECT:
		return json_is_object(value);
	case TYPE_LIST:
		return json_is_array(value);
	default:
		return json_is_string(value);
	}
}

/* The elements of a list stand side by side, each in item-sized room. fields: the members of an
 * object, or the one scalar. */
static void
list_from_json(struct faults *faults, const struct field *field, json_t *list, void *into,
    const struct place *place)
{
	size_t count = json_array_size(list);
	char *items;

	if (count > (field->max > 0 ? (size_t)field->max : LIST_MAX)) {
		fault_add(faults, place, "LENGTH", "Must have at most %zu elements.",
		    field->max > 0 ? (size_t)field->max : LIST_MAX);
		return;
	}
	field_check_length(faults, field, count, "elements", place);
	items = arena_take(faults->req->arena, field->size * (count ? count : 1));
	for (size_t i = 0; i < count; i++) {
		struct place at = { .above = place, .index = i };
		json_t *value = json_array_get(list, i);
		void *item = items + i * field->size;

		if (!type_fits(field->item_type, value))
			fault_add(
			    faults, &at, "TYPE", "Must be %s.", type_wanted(field->item_type));
		else if (field->item_type == TYPE_OBJECT)
			fields_from_json(
			    faults, field->fields, field->field_count, value, item, &at);
		else
			field_from_json(faults, field->fields, value, item, &at);
	}
	*(void **)AT(into, field->offset) = items;
	*(size_t *)AT(into, field->count_offset) = count;
}

static void
object_from_json(struct faults *faults, const struct field *field, json_t *object, void *into,
    const struct place *place)
{
	void *inner = arena_take(faults->req->arena, field->size);

	fields_from_json(faults, field->fields, field->field_count, object, inner, place);
	*(void **)AT(into, field->offset) = inner;
}

static void
field_from_json(struct faults *faults, const struct field *field, json_t *value, void *into,
    const struct place *place)
{
	struct arena *arena = faults->req->arena;
	enum field_type wanted = field->type;

	/* Any JSON, unless the spec says that it is an object. */
	if (field->type == TYPE_JSON && field->item_type)
		wanted = field->item_type;
	if (!type_fits(wanted, value)) {
		fault_add(faults, place, "TYPE", "Must be %s.", type_wanted(wanted));
		return;
	}
	switch (field->type) {
	case TYPE_OBJECT:
		object_from_json(faults, field, value, into, place);
		*(const char **)AT(into, field->json_offset) = json_text_of(arena, value);
		break;
	case TYPE_LIST:
		list_from_json(faults, field, value, into, place);
		*(const char **)AT(into, field->json_offset) = json_text_of(arena, value);
		break;
	case TYPE_JSON:
		*(const char **)AT(into, field->offset) = json_text_of(arena, value);
		break;
	default:
		field_from_scalar(faults, field, value, into, place);
	}
}

/* Absent is null; in a merge patch a null is given, and clears. */
static void
member_from_json(struct faults *faults, const struct field *field, json_t *value, void *into,
    const struct place *above)
{
	struct place place = { .above = above, .name = field->name };

	field_absent(field, into);
	if (field->given_offset) {
		*(bool *)AT(into, field->given_offset - 1) = value != NULL;
		if (json_is_null(value) && !field->nullable)
			fault_add(faults, &place, "REQUIRED", "Must not be cleared.");
	}
	if (value && !json_is_null(value))
		field_from_json(faults, field, value, into, &place);
	else if (field->required && !field->given_offset)
		fault_add(faults, &place, "REQUIRED", "Must be given.");
}

static bool
has_field(const struct field *fields, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].in == IN_BODY && strcmp(fields[i].name, name) == 0)
			return true;
	return false;
}

void
fields_from_json(struct faults *faults, const struct field *fields, size_t count, json_t *object,
    void *into, const struct place *place)
{
	size_t known = 0;
	const char *name;
	json_t *value;

	for (size_t i = 0; i < count; i++) {
		if (fields[i].in != IN_BODY)
			continue;
		value = json_object_get(object, fields[i].name);
		known += value != NULL;
		member_from_json(faults, &fields[i], value, into, place);
	}
	if (known == json_object_size(object))
		return;
	json_object_foreach(object, name, value)
	{
		struct place unknown = { .above = place, .name = name };

		if (!has_field(fields, count, name))
			fault_add(faults, &unknown, "UNKNOWN", "There is no such member here.");
	}
}
