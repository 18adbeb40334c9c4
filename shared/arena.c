#include <pthread.h>
#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

#define FIRST_CHUNK  ((size_t)8 * 1024)
#define LARGEST_STEP ((size_t)256 * 1024)
#define ALIGNMENT    _Alignof(max_align_t)
#define ROUND_UP(n)  (((n) + ALIGNMENT - 1) & ~(ALIGNMENT - 1))

/*
 * Under AddressSanitizer what was not taken is poisoned, with a gap behind
 * each piece; and nothing is kept for reuse, so that use after the end is seen.
 */
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define GAP  ALIGNMENT
#define KEPT 0
#else
#define GAP  0
#define KEPT 64 /* first chunks a thread keeps for its next arenas */
#endif

struct chunk {
	struct chunk *next;
	size_t size; /* of the whole, this included */
};

struct undo {
	struct undo *older;
	void (*run)(void *);
	void *what;
};

/* Stands at the beginning of its own first chunk. */
struct arena {
	struct chunk first;
	struct chunk *more; /* newest first: further chunks, and pieces too large for one */
	char *free, *end;
	size_t next_size;
	struct undo *undos;
};

#define HEAD(type) ROUND_UP(sizeof(type))

static _Thread_local struct chunk *kept;
static _Thread_local size_t kept_count;
static pthread_key_t kept_key;
static pthread_once_t kept_once = PTHREAD_ONCE_INIT;

static void *
memory(void *old, size_t size)
{
	void *bytes = realloc(old, size);

	if (!bytes)
		die("out of memory: %zu bytes asked for", size);
	return bytes;
}

/* A thread's kept chunks end with it. */
static void
release_kept(void *unused)
{
	struct chunk *chunk;

	(void)unused;
	while ((chunk = kept)) {
		kept = chunk->next;
		free(chunk);
	}
	kept_count = 0;
}

static void
make_key(void)
{
	if (pthread_key_create(&kept_key, release_kept))
		die("out of thread keys");
}

static void
keep(struct chunk *chunk)
{
	if (kept_count + 1 > KEPT) {
		free(chunk);
		return;
	}
	if (!kept) {
		pthread_once(&kept_once, make_key);
		pthread_setspecific(kept_key, &kept);
	}
	chunk->next = kept;
	kept = chunk;
	kept_count++;
}

struct arena *
arena_open(void)
{
	struct arena *arena;

	if (kept) {
		arena = (struct arena *)kept;
		kept = kept->next;
		kept_count--;
	} else {
		arena = memory(NULL, FIRST_CHUNK);
	}
	*arena = (struct arena) {
		.first = { .size = FIRST_CHUNK },
		.free = (char *)arena + HEAD(struct arena),
		.end = (char *)arena + FIRST_CHUNK,
		.next_size = 2 * FIRST_CHUNK,
	};
	ASAN_POISON_MEMORY_REGION(arena->free, (size_t)(arena->end - arena->free));
	return arena;
}

static void
give_back(struct chunk *chunk)
{
	ASAN_UNPOISON_MEMORY_REGION(chunk, chunk->size);
	free(chunk);
}

void
arena_close(struct arena *arena)
{
	struct undo *undo;
	struct chunk *chunk;

	while ((undo = arena->undos)) {
		arena->undos = undo->older;
		undo->run(undo->what);
	}
	while ((chunk = arena->more)) {
		arena->more = chunk->next;
		give_back(chunk);
	}
	ASAN_UNPOISON_MEMORY_REGION(arena, FIRST_CHUNK);
	keep(&arena->first);
}

static struct chunk *
add_chunk(struct arena *arena, size_t size)
{
	struct chunk *chunk = memory(NULL, size);

	*chunk = (struct chunk) { .next = arena->more, .size = size };
	arena->more = chunk;
	return chunk;
}

/* Not zeroed. */
static void *
take(struct arena *arena, size_t size)
{
	size_t need = ROUND_UP(size) + GAP;
	char *taken;

	if (size > PTRDIFF_MAX - FIRST_CHUNK)
		die("out of memory: %zu bytes asked for", size);
	if (need > (size_t)(arena->end - arena->free)) {
		struct chunk *chunk;

		/* What would waste much of a chunk gets one of its own. */
		if (need > arena->next_size / 4)
			return (char *)add_chunk(arena, HEAD(struct chunk) + size) +
			       HEAD(struct chunk);
		chunk = add_chunk(arena, arena->next_size);
		arena->free = (char *)chunk + HEAD(struct chunk);
		arena->end = (char *)chunk + chunk->size;
		if (arena->next_size < LARGEST_STEP)
			arena->next_size *= 2;
		ASAN_POISON_MEMORY_REGION(arena->free, (size_t)(arena->end - arena->free));
	}
	taken = arena->free;
	arena->free += need;
	ASAN_UNPOISON_MEMORY_REGION(taken, size);
	return taken;
}

void *
arena_take(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

void *
arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
	char *place = old, *moved;
	struct chunk *newest = arena->more;

	if (place && place + ROUND_UP(old_size) + GAP == arena->free &&
	    ROUND_UP(new_size) + GAP <= (size_t)(arena->end - place)) {
		arena->free = place + ROUND_UP(new_size) + GAP;
		ASAN_UNPOISON_MEMORY_REGION(place, new_size);
		return place;
	}
	/* A piece that has a chunk of its own, and is the newest of them. */
	if (place && newest && place == (char *)newest + HEAD(struct chunk) &&
	    newest->size == HEAD(struct chunk) + old_size &&
	    arena->end != (char *)newest + newest->size) {
		newest = memory(newest, HEAD(struct chunk) + new_size);
		newest->size = HEAD(struct chunk) + new_size;
		arena->more = newest;
		return (char *)newest + HEAD(struct chunk);
	}
	moved = take(arena, new_size);
	if (place)
		memcpy(moved, place, old_size < new_size ? old_size : new_size);
	return moved;
}

char *
arena_copy(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = take(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *
arena_text(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *
arena_vprint(struct arena *arena, const char *format, va_list args)
{
	char line[256], *text;
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(line, sizeof(line), format, args);
	if (length < 0)
		die("cannot print with the format \"%s\"", format);
	if ((size_t)length < sizeof(line)) {
		text = arena_copy(arena, line, (size_t)length);
	} else {
		text = take(arena, (size_t)length + 1);
		vsnprintf(text, (size_t)length + 1, format, again);
	}
	va_end(again);
	return text;
}

char *
arena_print(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprint(arena, format, args);
	va_end(args);
	return text;
}

void
arena_defer(struct arena *arena, void (*undo)(void *), void *what)
{
	struct undo *entry = take(arena, sizeof(*entry));

	*entry = (struct undo) { .older = arena->undos, .run = undo, .what = what };
	arena->undos = entry;
}
