/* Whether a value may be a parameter's. Pure but for the memory of reading it. */
#ifndef KEHU_PARAMETER_VALUE_H
#define KEHU_PARAMETER_VALUE_H

#include "tables.h"

#define PARAMETER_TEXT_MAX  200 /* bytes */
#define PARAMETER_WORDS_MAX 100

/* value is JSON, NULL or null for a blank. NULL: it fits; else what is wrong. */
const char *
parameter_value_fault(struct arena *arena, const struct parameter *parameter, const char *value);

/* Of a list that fits: a word that it must not drop, and does; NULL: none. */
const char *
parameter_dropped_word(struct arena *arena, const struct parameter *parameter, const char *value);

#endif
