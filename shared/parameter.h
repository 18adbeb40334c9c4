/* The numbers of the regulations as the company has set them, at a date. */
#ifndef KEHU_PARAMETER_H
#define KEHU_PARAMETER_H

#include "calendar.h"
#include "tables.h"

/* The versions in force on a date: the default, or the latest with effective_from at or before it. */
struct parameters;
MAY_FAIL parameters_on(struct request *req, date on, const struct parameters **parameters);
/* The same of what another query has read: set is an object of the values set, by name; NULL: none was. */
const struct parameters *parameters_from(struct request *req, const char *set);

/*
 * null (a blank in the source, C19) is told apart by parameter_is_null(): to
 * read a blank as a value is a bug, and ends the process. Only a parameter whose default
 * is null can be blank.
 */
bool          parameter_is_null(const struct parameters *p, const struct parameter *name);
int64_t       parameter_integer(const struct parameters *p, const struct parameter *name);
bool          parameter_boolean(const struct parameters *p, const struct parameter *name);
struct period parameter_period(const struct parameters *p, const struct parameter *name);
/* A time of day, since midnight; 24:00 is the end of the day. */
instant       parameter_time(const struct parameters *p, const struct parameter *name);
const char   *parameter_text(const struct parameters *p, const struct parameter *name);
/* Whether a PARAMETER_LIST holds the word; and its words, ended by NULL. */
bool               parameter_has(const struct parameters *p, const struct parameter *name, const char *word);
const char *const *parameter_words(const struct parameters *p, const struct parameter *name);
/* The value as JSON text, for decision_used_json(). */
const char *parameter_json(const struct parameters *p, const struct parameter *name);

/* The same values but for one, JSON; NULL or null is a blank. p stays as it is. */
const struct parameters *parameters_with(
    const struct parameters *p, const struct parameter *name, const char *value);
/* The parameter of that name; NULL: there is none. */
const struct parameter *parameter_named(const struct request *req, const char *name);
/* Sets a value, which fits (parameter_value.h), from a date on. */
MAY_FAIL parameter_set(
    struct request *req, const struct parameter *name, const char *value, date effective_from);

/* Adds the parameter as the API shows it: the members of an object that is open. */
void parameter_members(struct buffer *b, const struct parameters *p, const struct parameter *name);

/*
 * The values with the changes that an object names (json; NULL: none): only parameters
 * whose name begins with prefix; 400 at pointer, or below it, for what is none or does
 * not fit. What a policy of the company writes (R3.3, R10.1).
 */
MAY_FAIL parameters_change(struct request *req, const char *pointer, const char *json,
    const char *prefix, const struct parameters **values);
/* What was written so before, checked then: a parameter that is no more says nothing. */
MAY_FAIL parameters_over(
    struct request *req, const char *json, const struct parameters **values);

#endif
