#include "rules_meeting.h"

#include "rules.h"
#include "rules_text.h"

static struct decision
notification_decided(const struct meeting *m)
{
	if (!m->notify_authority)
		return decision_refuse(&R10_8, &problem_notify_authority_undecided,
		    "Whether an authority is notified must be said.");
	if (*m->notify_authority && !(has_text(m->authority) && has_text(m->content)))
		return decision_refuse(&R10_8, &problem_notify_authority_undecided,
		    "Which authority is told what is missing.");
	return decision_allow(
	    &R10_8, "RESOLVED", "The authority is%s notified.", *m->notify_authority ? "" : " not");
}

struct decision
meeting_resolve(const struct meeting *m, date today, int64_t min_participants)
{
	struct decision d;

	if (m->held_on > today)
		return decision_refuse(
		    &R10_8, &problem_time_in_future, "The meeting has not been held yet.");
	if (m->recused)
		return decision_refuse(&R10_5, &problem_recused,
		    "Who is complained about, or complains, takes no part in the meeting.");
	if (m->type == MEETING_TYPE_PARTNERS_MEETING && m->not_partners)
		return decision_refuse(&R10_8, &problem_not_a_partner,
		    "A partners' meeting is of partners; others sit in a firm meeting.");
	if ((int64_t)m->participants < min_participants)
		d = decision_refuse(&R10_8, &problem_too_few_participants,
		    "%zu took part who are not recused.", m->participants);
	else
		d = notification_decided(m);
	decision_used(&d, "complaint.meeting.min_participants", min_participants);
	return d;
}
