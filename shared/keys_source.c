#include "keys_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outbound.h"

#define FETCH_TIMEOUT_MS 5000
#define SOURCE_BYTES_MAX (256 * 1024)

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);

	return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* "2026-11" of "keys/2026-11.pem". */
static const char *
kid_of(struct arena *arena, const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	const char *dot = strrchr(name, '.');

	return arena_copy(arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

struct key_source
key_source_of(struct arena *arena, char *text)
{
	struct key_source source = { .where = text };
	char *equals = strchr(text, '=');

	source.is_url = strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
	if (source.is_url)
		return source;
	if (equals) {
		*equals = '\0';
		source.kid = text;
		source.where = equals + 1;
	} else {
		source.kid = kid_of(arena, text);
	}
	source.is_secret = ends_with(source.where, ".secret");
	return source;
}

static const char *
read_file(struct arena *arena, const char *path, char **text, size_t *length)
{
	FILE *file = fopen(path, "re");
	struct buffer bytes = buffer_in(arena);
	char part[4096];
	size_t count;
	bool failed;

	if (!file)
		return strerror(errno);
	while ((count = fread(part, 1, sizeof(part), file)) > 0 && bytes.length <= SOURCE_BYTES_MAX)
		buffer_add(&bytes, part, count);
	failed = ferror(file);
	fclose(file);
	if (failed || bytes.length == 0 || bytes.length > SOURCE_BYTES_MAX)
		return "cannot be read, is empty, or is too large";
	*text = bytes.text;
	*length = bytes.length;
	return NULL;
}

static const char *
fetch(struct arena *arena, const char *url, char **text, size_t *length)
{
	struct outbound call = {
		.url = url,
		.accept = "application/jwk-set+json, application/json",
		.timeout_ms = FETCH_TIMEOUT_MS,
		.size_max = SOURCE_BYTES_MAX,
	};

	outbound_get(arena, &call);
	if (call.status == 0)
		return arena_text(arena, call.error);
	if (call.status != 200)
		return arena_print(arena, "answers %d", call.status);
	*text = call.body;
	*length = call.length;
	return NULL;
}

static const char *
add_keys(struct key_list *list, const struct key_source *source, const char *text, size_t length)
{
	if (source->is_secret)
		return keys_read_secret(list, source->kid, text, length);
	if (source->is_url || text[strspn(text, " \t\r\n")] == '{')
		return keys_read_jwks(list, text, length);
	return keys_read_pem(list, source->kid, text, length);
}

const char *
key_source_read(struct arena *arena, struct key_source *source, unsigned algorithms, bool *differs)
{
	struct key_list list = { .arena = arena, .algorithms = algorithms };
	char *text = NULL;
	size_t length = 0;
	const char *wrong = source->is_url ? fetch(arena, source->where, &text, &length)
					   : read_file(arena, source->where, &text, &length);

	*differs = false;
	if (!wrong && source->text && source->length == length &&
	    memcmp(source->text, text, length) == 0)
		return NULL;
	if (!wrong)
		wrong = add_keys(&list, source, text, length);
	if (wrong)
		return arena_print(arena, "%s %s", source->where, wrong);

	free(source->text);
	source->text = malloc(length + 1);
	if (!source->text)
		die("out of memory");
	memcpy(source->text, text, length + 1);
	source->length = length;
	*differs = true;
	return NULL;
}

bool
key_sources_keys(const struct key_source *sources, size_t count, struct key_list *list)
{
	bool complete = true;

	for (size_t i = 0; i < count; i++) {
		const struct key_source *source = &sources[i];

		if (!source->text)
			complete = false;
		else if (add_keys(list, source, source->text, source->length))
			die("the keys of %s cannot be read a second time", source->where);
	}
	return complete;
}
