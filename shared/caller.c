#include <string.h>

#include "request.h"

/* Who holds the role also has the one it includes: as `includes` says in
 * api-spec/common/roles.yaml. */
static const struct {
	const char *role, *includes;
} inclusions[] = {
	{ "marketing_division_head", "marketing_division" },
};

static bool
holds(const struct caller *caller, const char *role)
{
	for (const char *const *held = caller->roles; held && *held; held++)
		if (strcmp(*held, role) == 0)
			return true;
	return false;
}

bool
caller_is(const struct caller *caller, const char *role)
{
	if (holds(caller, role))
		return true;
	for (size_t i = 0; i < COUNT(inclusions); i++)
		if (strcmp(inclusions[i].includes, role) == 0 && holds(caller, inclusions[i].role))
			return true;
	return false;
}
