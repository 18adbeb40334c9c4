#include "parameter_value.h"

#include <inttypes.h>
#include <string.h>

#include "buffer.h"
#include "calendar.h"
#include "json_tree.h"

static const char *
integer_fault(struct arena *arena, const struct parameter *parameter, const json_t *value)
{
	if (!json_is_integer(value))
		return "Must be an integer.";
	if (json_integer_value(value) < parameter->min ||
	    json_integer_value(value) > parameter->max)
		return arena_print(arena, "Must be from %" PRId64 " to %" PRId64 ".",
		    parameter->min, parameter->max);
	return NULL;
}

static bool
among(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

/* Of the vocabulary of the parameter, where it has one. */
static const char *
word_fault(struct arena *arena, const struct parameter *parameter, const char *word)
{
	struct buffer b = buffer_in(arena);
	struct period period;

	if (!parameter->one_of || among(parameter->one_of, word) ||
	    (parameter->or_period && period_read(word, &period)))
		return NULL;
	for (const char *const *each = parameter->one_of; *each; each++)
		buffer_print(&b, "%s%s", each == parameter->one_of ? "" : ", ", *each);
	return arena_print(arena, "%s is not one of %s%s.", word, b.text,
	    parameter->or_period ? ", or a duration like P6M" : "");
}

static const char *
text_fault(const json_t *value)
{
	if (!json_is_string(value) || json_string_length(value) == 0)
		return "Must be text that is not empty.";
	if (json_string_length(value) > PARAMETER_TEXT_MAX)
		return "Is too long.";
	return NULL;
}

/* One that the regulation gives in days or months is reckoned by dates: hours would be passed over. */
static const char *
period_fault(const struct parameter *parameter, const json_t *value)
{
	bool by_dates = !parameter->default_value || !strchr(parameter->default_value, 'T');
	struct period period;

	if (!json_is_string(value) || !period_read(json_string_value(value), &period))
		return by_dates ? "Must be a duration of ISO 8601 in days or months, like P6M."
				: "Must be a duration of ISO 8601, like P1D or PT48H.";
	if (by_dates && period.time)
		return "Must be in days or months, like P6M.";
	return NULL;
}

static const char *
time_fault(const json_t *value)
{
	instant time;

	if (!json_is_string(value) || !clock_time_read(json_string_value(value), &time))
		return "Must be a time of day, like 18:00.";
	return NULL;
}

static const char *
word_text_fault(struct arena *arena, const struct parameter *parameter, const json_t *value)
{
	const char *fault = text_fault(value);

	return fault ? fault : word_fault(arena, parameter, json_string_value(value));
}

static const char *
list_fault(struct arena *arena, const struct parameter *parameter, const json_t *value)
{
	const char *fault;
	size_t i, j;
	const json_t *word, *other;

	if (!json_is_array(value))
		return "Must be a list of words.";
	if (json_array_size(value) > PARAMETER_WORDS_MAX)
		return "Has too many words.";
	json_array_foreach(value, i, word)
	{
		if (text_fault(word))
			return "Must be a list of words.";
		fault = word_fault(arena, parameter, json_string_value(word));
		if (fault)
			return fault;
		json_array_foreach(value, j,
		    other) if (j < i && json_equal(word, other)) return "Has a word twice.";
	}
	return NULL;
}

const char *
parameter_value_fault(struct arena *arena, const struct parameter *parameter, const char *value)
{
	const json_t *tree = json_tree(arena, value);

	if (!tree || json_is_null(tree))
		return parameter->default_value ? "Must not be blank: the regulation gives a value."
						: NULL;
	switch (parameter->type) {
	case PARAMETER_INTEGER:
		return integer_fault(arena, parameter, tree);
	case PARAMETER_BOOLEAN:
		return json_is_boolean(tree) ? NULL : "Must be true or false.";
	case PARAMETER_PERIOD:
		return period_fault(parameter, tree);
	case PARAMETER_TIME:
		return time_fault(tree);
	case PARAMETER_TEXT:
		return word_text_fault(arena, parameter, tree);
	case PARAMETER_LIST:
		return list_fault(arena, parameter, tree);
	}
	return "Is of no known type.";
}

const char *
parameter_dropped_word(struct arena *arena, const struct parameter *parameter, const char *value)
{
	const json_t *list = json_tree(arena, value), *word;
	const char *const *each = parameter->must_have;
	size_t i;

	for (; each && *each; each++) {
		bool found = false;

		json_array_foreach(list, i, word) found |=
		    strcmp(json_string_value(word), *each) == 0;
		if (!found)
			return *each;
	}
	return NULL;
}
