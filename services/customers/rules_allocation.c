#include "rules_allocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules.h"
#include "rules_text.h"

/* Who got least of what was left over, then by employee number, E9 before E10. */
static int
by_turn(const void *a, const void *b)
{
	const struct participant *one = a, *other = b;
	size_t length = strlen(one->number), length_of_other = strlen(other->number);

	if (one->extras != other->extras)
		return one->extras < other->extras ? -1 : 1;
	if (length != length_of_other)
		return length < length_of_other ? -1 : 1;
	return strcmp(one->number, other->number);
}

struct decision
allocation_deal(
    struct participant *participants, size_t count, size_t archives, const char *extra_rule)
{
	struct decision d;
	char order[380] = "";
	size_t used = 0;

	if (!count)
		return decision_refuse(&R1_4, &problem_no_participant,
		    "Nobody of those who took part is in the department any more.");
	qsort(participants, count, sizeof(*participants), by_turn);
	for (size_t i = 0; i < count; i++) {
		struct participant *p = &participants[i];
		bool extra = i < archives % count;

		p->archives = (int64_t)(archives / count) + extra;
		p->extras_after = p->extras + extra;
		if (used < sizeof(order) - 1)
			used += (size_t)snprintf(order + used, sizeof(order) - used, "%s%s (%lld)",
			    i ? ", " : "", p->number, (long long)p->extras);
	}
	d = decision_allow(&R1_4, "ALLOCATED",
	    "%zu archives, dealt to %zu by turns: %zu each, %zu left over; in the order %s.",
	    archives, count, archives / count, archives % count, order);
	decision_used_text(&d, "archive.extra_rule", extra_rule);
	return d;
}

struct decision
allocation_confirm(const struct allocation_line *computed, size_t count,
    const struct allocation_line *asked, size_t asked_count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < asked_count; j++)
			if (same(computed[i].archive_id, asked[j].archive_id) &&
			    same(computed[i].employee_id, asked[j].employee_id)) {
				found++;
				break;
			}
	if (asked_count != count || found != count)
		return decision_refuse(&R1_4, &problem_allocation_not_even,
		    "The allocation is computed and confirmed as it is; no line is altered.");
	return decision_allow(&R1_4, "ALLOCATED", "It is the one computed.");
}
