#include "fields.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "identifier.h"
#include "text.h"

#define AT(into, offset) ((void *)((char *)(into) + (offset)))

/* ---- checks ---- */

static void
check_one_of(
    struct faults *faults, const struct field *field, const char *text, const struct place *place)
{
	struct buffer allowed;

	for (const char *const *one = field->one_of; *one; one++)
		if (strcmp(*one, text) == 0)
			return;
	allowed = buffer_in(faults->req->arena);
	for (const char *const *one = field->one_of; *one; one++)
		buffer_print(&allowed, "%s%s", one == field->one_of ? "" : ", ", *one);
	fault_add(faults, place, "ENUM", "Must be one of: %s.", allowed.text ? allowed.text : "");
}

void
field_check_length(struct faults *faults, const struct field *field, size_t length, const char *of,
    const struct place *place)
{
	int64_t count = (int64_t)length;

	if (count < field->min && count == 0 && field->min == 1)
		fault_add(faults, place, "LENGTH", "Must not be empty.");
	else if (count < field->min)
		fault_add(
		    faults, place, "LENGTH", "Must have at least %" PRId64 " %s.", field->min, of);
	else if (field->max > 0 && count > field->max)
		fault_add(
		    faults, place, "LENGTH", "Must have at most %" PRId64 " %s.", field->max, of);
}

static void
check_text(struct faults *faults, const struct field *field, const char *text, size_t length,
    const struct place *place)
{
	const char *wrong;

	if (field->one_of) {
		check_one_of(faults, field, text, place);
		return;
	}
	if (field->min > 0 || (field->max > 0 && field->max < INT64_MAX)) {
		size_t before = faults->found;

		field_check_length(faults, field, utf8_count(text, length), "characters", place);
		if (faults->found > before)
			return;
	}
	wrong = field->format ? field->format(text, length) : NULL;
	if (wrong)
		fault_add(faults, place, "FORMAT", "%s", wrong);
}

/* min and max both 0: any. */
static bool
check_range(
    struct faults *faults, const struct field *field, int64_t number, const struct place *place)
{
	if (field->min == 0 && field->max == 0)
		return true;
	if (number >= field->min && number <= field->max)
		return true;
	if (field->max == INT64_MAX)
		fault_add(faults, place, "RANGE", "Must be at least %" PRId64 ".", field->min);
	else if (field->min == INT64_MIN)
		fault_add(faults, place, "RANGE", "Must be at most %" PRId64 ".", field->max);
	else
		fault_add(faults, place, "RANGE", "Must be from %" PRId64 " to %" PRId64 ".",
		    field->min, field->max);
	return false;
}

/* ---- storing ---- */

/* A required number or boolean, and each element of a list, is a value; an optional one is a
 * pointer. */
static void
store_integer(struct faults *faults, const struct field *field, int64_t number, void *into)
{
	if (field->required) {
		*(int64_t *)AT(into, field->offset) = number;
	} else {
		int64_t *kept = arena_new(faults->req->arena, int64_t);

		*kept = number;
		*(const int64_t **)AT(into, field->offset) = kept;
	}
}

static void
store_boolean(const struct field *field, bool value, void *into)
{
	static const bool truth[] = { false, true };

	if (field->required)
		*(bool *)AT(into, field->offset) = value;
	else
		*(const bool **)AT(into, field->offset) = &truth[value];
}

/* Text of any type that is text in JSON too. text lives as long as the arena. */
static void
store_text(struct faults *faults, const struct field *field, const char *text, size_t length,
    void *into, const struct place *place)
{
	const char **kept = AT(into, field->offset);
	struct period period;
	char uuid[UUID_LENGTH + 1];

	switch (field->type) {
	case TYPE_UUID:
		if (uuid_read(text, length, uuid))
			*kept = arena_copy(faults->req->arena, uuid, UUID_LENGTH);
		else
			fault_add(faults, place, "FORMAT",
			    "Must be a UUID, like 01890a5d-ac96-774b-bcce-b302099a8057.");
		break;
	case TYPE_DATE:
		if (!date_read(text, length, AT(into, field->offset)))
			fault_add(
			    faults, place, "FORMAT", "Must be an existing date, like 2026-11-24.");
		break;
	case TYPE_INSTANT:
		if (!instant_read(text, length, AT(into, field->offset)))
			fault_add(faults, place, "FORMAT",
			    "Must be an instant of RFC 3339, like 2026-11-24T16:00:00Z.");
		break;
	case TYPE_PERIOD:
		*kept = text;
		if (!period_read(text, &period))
			fault_add(faults, place, "FORMAT",
			    "Must be a duration of ISO 8601, like P6M or PT48H.");
		break;
	default:
		*kept = text;
		check_text(faults, field, text, length, place);
	}
}

void
field_absent(const struct field *field, void *into)
{
	if (field->type == TYPE_DATE)
		*(date *)AT(into, field->offset) = NO_DATE;
	else if (field->type == TYPE_INSTANT)
		*(instant *)AT(into, field->offset) = NO_INSTANT;
}

/* As in JSON: no sign but "-", no leading zeros, no blanks. */
static bool
integer_form(const char *text, size_t length)
{
	const char *digits = text + (*text == '-');
	size_t count = length - (size_t)(digits - text);

	return count > 0 && strspn(digits, "0123456789") == count && (*digits != '0' || count == 1);
}

void
field_from_text(struct faults *faults, const struct field *field, const char *text, size_t length,
    void *into, const struct place *place)
{
	int64_t number;

	field_absent(field, into);
	switch (field->type) {
	case TYPE_INTEGER:
		if (!integer_form(text, length)) {
			fault_add(faults, place, "TYPE", "Must be an integer.");
			break;
		}
		errno = 0;
		number = strtoll(text, NULL, 10);
		if (errno == ERANGE)
			fault_add(faults, place, "RANGE", "Must fit into 64 bits.");
		else if (check_range(faults, field, number, place))
			store_integer(faults, field, number, into);
		break;
	case TYPE_BOOLEAN:
		if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
			store_boolean(field, *text == 't', into);
		else
			fault_add(faults, place, "TYPE", "Must be true or false.");
		break;
	default:
		store_text(faults, field, text, length, into, place);
	}
}

void
field_from_scalar(struct faults *faults, const struct field *field, json_t *value, void *into,
    const struct place *place)
{
	if (field->type == TYPE_INTEGER) {
		if (check_range(faults, field, json_integer_value(value), place))
			store_integer(faults, field, json_integer_value(value), into);
	} else if (field->type == TYPE_BOOLEAN) {
		store_boolean(field, json_is_true(value), into);
	} else {
		store_text(faults, field, json_string_value(value), json_string_length(value), into,
		    place);
	}
}
