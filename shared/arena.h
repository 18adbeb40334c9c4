/*
 * Memory, and what must be undone, of one request. Taken, never given back:
 * all of it ends with the arena. Allocation does not fail (the process ends
 * instead), so nobody checks for NULL.
 */
#ifndef KEHU_ARENA_H
#define KEHU_ARENA_H

#include <stdarg.h>

#include "base.h"

struct arena;

struct arena *arena_open(void);

/* Runs what was deferred, newest first, and gives all memory back. */
void arena_close(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_take(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const void *bytes, size_t length); /* and a NUL behind it */
char *arena_text(struct arena *arena, const char *text);                 /* NULL stays NULL */
char *arena_print(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprint(struct arena *arena, const char *format, va_list args);

/*
 * More room for what was taken: in place if it was the last, else moved. What
 * is new is not zeroed. old may be NULL.
 */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

#define arena_new(arena, type)          ((type *)arena_take((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_take((arena), sizeof(type) * (count)))

/* Calls undo(what) when the arena is closed. */
void arena_defer(struct arena *arena, void (*undo)(void *), void *what);

#endif
