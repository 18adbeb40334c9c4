/* Instants, dates and periods: what is read is, written and read again, the same; and sums stay in
 * the years. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	const char *text = arena_copy(arena, data, size);
	struct buffer b = buffer_in(arena);
	struct period period;
	instant at, again;
	date on, same;

	if (instant_read(text, size, &at)) {
		buffer_instant(&b, at);
		if (!instant_read(b.text, b.length, &again) || again != at)
			abort();
		if (at < start_of(date_of(at)) || at > end_of(date_of(at)))
			abort();
	} else {
		at = 0;
	}
	if (date_read(text, size, &on)) {
		buffer_date(&b, on);
		if (!date_read(b.text, b.length, &same) || same != on || b.length != size)
			abort();
	} else {
		on = 0;
	}
	if (period_read(text, &period)) {
		date later = date_plus(on, period);

		if (later != NO_DATE && later < on)
			abort();
		if (instant_plus(at, period) != NO_INSTANT && instant_plus(at, period) < at)
			abort();
	}
	arena_close(arena);
	return 0;
}
