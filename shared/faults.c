#include <stdarg.h>
#include <string.h>

#include "fields.h"

/* RFC 6901: "~" and "/" within a name are escaped. */
static void
pointer_write(struct buffer *b, const struct place *place)
{
	if (!place->above) {
		buffer_add(b, &place->mark, place->mark != '\0');
		buffer_text(b, place->name ? place->name : "");
		return;
	}
	pointer_write(b, place->above);
	if (!place->name) {
		buffer_print(b, "/%zu", place->index);
		return;
	}
	buffer_add(b, "/", 1);
	for (const char *c = place->name; *c; c++) {
		if (*c == '~')
			buffer_text(b, "~0");
		else if (*c == '/')
			buffer_text(b, "~1");
		else
			buffer_add(b, c, 1);
	}
}

void
fault_add(
    struct faults *faults, const struct place *place, const char *code, const char *format, ...)
{
	struct arena *arena = faults->req->arena;
	struct buffer pointer = buffer_in(arena);
	va_list args;
	char *message;

	faults->found++;
	if (faults->count == FAULTS_MAX)
		return;
	if (!faults->items)
		faults->items = arena_array(arena, struct fault, FAULTS_MAX);
	pointer_write(&pointer, place);
	va_start(args, format);
	message = arena_vprint(arena, format, args);
	va_end(args);
	faults->items[faults->count++] = (struct fault) {
		.pointer = pointer.text ? pointer.text : "",
		.code = code,
		.message = message,
	};
}

MAY_FAIL
faults_problem(const struct faults *faults)
{
	struct problem *problem;

	if (faults->count == 0)
		return NULL;
	problem = arena_new(faults->req->arena, struct problem);
	*problem = problem_validation_failed;
	problem->faults = faults->items;
	problem->fault_count = faults->count;
	return problem;
}
