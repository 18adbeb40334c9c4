#include <string.h>

#include "request.h"

bool
caller_is(const struct caller *caller, const char *role)
{
	if (!caller->roles)
		return false;
	for (const char *const *held = caller->roles; *held; held++)
		if (strcmp(*held, role) == 0)
			return true;
	return false;
}
