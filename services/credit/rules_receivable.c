#include "rules_receivable.h"

struct receivable_parts
receivable_parts(int64_t covered_fen, int64_t outstanding_fen)
{
	int64_t within = outstanding_fen < covered_fen ? outstanding_fen : covered_fen;

	return (struct receivable_parts) { within, outstanding_fen - within };
}

date
receivable_overdue_from(date due_on, int64_t grace_days)
{
	return due_on + (date)grace_days + 1;
}

bool
receivable_is_overdue(int64_t outstanding_fen, date due_on, int64_t grace_days, date today)
{
	return outstanding_fen > 0 && today >= receivable_overdue_from(due_on, grace_days);
}
