#include <string.h>

#include "operation.h"

int
enum_index(const char *const *names, int count, const char *text)
{
	for (int i = 1; text && i < count; i++)
		if (names[i] && strcmp(names[i], text) == 0)
			return i;
	return 0;
}
