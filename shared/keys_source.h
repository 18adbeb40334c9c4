/* Between keys.c, which holds the present keys, keys_refresh.c, which renews them, and where they
 * come from. */
#ifndef KEHU_KEYS_SOURCE_H
#define KEHU_KEYS_SOURCE_H

#include "keys.h"

struct key_source {
	const char *kid, *where;
	bool is_url, is_secret;
	char *text; /* as last read, ends with a NUL; NULL: not yet */
	size_t length;
};

/* From one word of the setting, which is changed. */
struct key_source key_source_of(struct arena *arena, char *word);

/* Keeps the source's text if it could be read and has keys. NULL, or what is wrong with it. */
const char *
key_source_read(struct arena *arena, struct key_source *source, unsigned algorithms, bool *differs);

/* Adds the keys of all sources as they were last read. Whether all of them were. */
bool key_sources_keys(const struct key_source *sources, size_t count, struct key_list *list);

/* The list, with its arena, becomes the present set. */
void keys_replace(const struct key_list *list, bool complete);
void keys_forget(void);

#endif
