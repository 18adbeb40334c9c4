/* JSON that is ours, or another service's, as Jansson's tree; given back with the arena. */
#ifndef KEHU_JSON_TREE_H
#define KEHU_JSON_TREE_H

#include <jansson.h>

#include "arena.h"

/* Any JSON value; NULL: it is none. */
json_t *json_tree(struct arena *arena, const char *text);

/* The text of an object's string member, or NULL. */
const char *json_member_text(const json_t *object, const char *member);

#endif
