#include "json_tree.h"

static void
release(void *tree)
{
	json_decref(tree);
}

json_t *
json_tree(struct arena *arena, const char *text)
{
	json_t *tree =
	    text ? json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL) : NULL;

	if (tree)
		arena_defer(arena, release, tree);
	return tree;
}

const char *
json_member_text(const json_t *object, const char *member)
{
	return json_string_value(json_object_get(object, member));
}
