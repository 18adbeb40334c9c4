/* R3.13, R3.16: what of a receivable is outstanding, and since when it is overdue. Pure. */
#ifndef CREDIT_RULES_RECEIVABLE_H
#define CREDIT_RULES_RECEIVABLE_H

#include "calendar.h"

/* Of an outstanding amount: what the limit covers, and what an over-limit grant does. */
struct receivable_parts {
	int64_t within_limit_fen, granted_fen;
};

/*
 * The parts of what is outstanding; covered_fen is what of the whole amount the limit covered at
 * first. Payments reduce the granted part first, and what is put back returns in the opposite
 * order.
 */
struct receivable_parts receivable_parts(int64_t covered_fen, int64_t outstanding_fen);

/* The day from whose 00:00 on it is overdue, as long as anything is outstanding. */
date receivable_overdue_from(date due_on, int64_t grace_days);
bool receivable_is_overdue(int64_t outstanding_fen, date due_on, int64_t grace_days, date today);

#endif
