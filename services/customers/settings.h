/* Values for parameters of the regulation, as standards and implementing rules write them. */
#ifndef CUSTOMERS_SETTINGS_H
#define CUSTOMERS_SETTINGS_H

#include "parameter.h"
#include "service.h"

struct setting {
	const struct parameter *parameter;
	const char *value; /* JSON; NULL or null: blank */
};

struct settings {
	const struct setting *items;
	size_t count;
};

/* Whether the regulation on sales customers has this parameter: those that the marketing division
 * may change. */
bool is_divisions(const struct parameter *parameter);

/* json: [{"parameter": …, "value": …}] or NULL. 400, with the place in the body's member, for what
 * fits no parameter. */
MAY_FAIL
settings_read(struct request *req, const char *member, const char *json, struct settings *settings);

bool settings_have(const struct settings *settings, const struct parameter *parameter);
/* What would be in force if the settings were. */
const struct parameters *
settings_over(const struct parameters *parameters, const struct settings *settings);

#endif
