/* R1.1-R1.5: batches of archives. SM-C1: no step is skipped. */
#ifndef CUSTOMERS_RULES_BATCH_H
#define CUSTOMERS_RULES_BATCH_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

enum batch_action {
	BATCH_CHANGE = 1, /* what was collected */
	BATCH_HAND_OVER,
	BATCH_ENTER,
	BATCH_FINISH,
	BATCH_RETURN,
	BATCH_ALLOCATE,
	BATCH_PUBLISH,
	BATCH_ACTIONS,
};

/* Who heads the unit that held the outreach: 403 FORBIDDEN_ROLE for everybody else. */
struct decision outreach_duty(const struct actor *by, const char *department_id);

/*
 * 403 FORBIDDEN_ROLE: not the head of that department, or no CRM clerk; 409 INVALID_STATE. by is
 * NULL for the service itself. Outcome: the state it leads to.
 */
struct decision batch_move(enum archive_batch_state state, enum batch_action action,
    const struct actor *by, const char *department_id);
enum archive_batch_state
batch_state_after(enum archive_batch_state state, enum batch_action action);

/* R1.2: 422 BATCH_EMPTY, NOT_A_PARTICIPANT. */
struct batch_content {
	size_t archives, participants;
	size_t took_part; /* of the participants: employees of the department who took part */
};
struct decision batch_fill(const struct batch_content *content);

/* R1.3: 422 ARCHIVE_UNPROCESSED while some have no result. */
struct decision batch_complete_entry(size_t archives, size_t without_result);

/* Whether a step came later than the days allowed after the one before; day 0 is that one's. */
bool batch_late(date from, int64_t days, instant at);

/* R1.1: 422 BATCH_REQUIRED for a customer of a collective source that comes without a batch. */
struct decision archive_source(const char *source, const char *const *collective);
/* R1.1: 403 FORBIDDEN_ROLE where the first employee is named by hand. */
struct decision archive_owner(const char *named, const char *registers);

/* R1.3: the same telephone, or the same name and address. What is not known is NULL. */
struct archive_identity {
	const char *name, *phone, *address;
};
bool archive_same(const struct archive_identity *a, const struct archive_identity *b);

#endif
