/* Who decides a complaint, and who investigates it (R10.5 to R10.7, R12.13, R12.14). */
#ifndef COMPLAINTS_RULES_HANDLER_H
#define COMPLAINTS_RULES_HANDLER_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* Somebody of the unit whose role may decide; last_resort: only the general manager's. */
struct handler_candidate {
	const char *id, *name;
	bool last_resort;
	bool in_charge; /* the supervising partner of its practice area */
	bool absent;	/* by the presence register, now */
	bool recused;
	bool officer;	   /* organises it, or wrote its opinion */
	bool investigator; /* of this round */
};

struct handler_choice {
	enum complaint_profile profile;
	const struct handler_candidate *candidates;
	size_t count;
	const char *chosen_id;
	const char *reason;	/* or NULL */
	bool by_meeting;	/* a resolution names the handler: where nobody is offered */
	const char *officer_id; /* who organises it, or NULL */
};

/* Is this one offered: the partner in charge, or else the director and the other partners. */
bool handler_offered(const struct handler_choice *choice, const struct handler_candidate *one);
/* 422 NO_ELIGIBLE_SUBSTITUTE where nobody is offered (R10.5). */
struct decision handler_anybody(const struct handler_choice *choice);
/* Outcome IN_CHARGE, ALTERNATIVE, NAMED_BY_MEETING or ASSIGNED; 422 NO_ELIGIBLE_SUBSTITUTE,
 * NOT_A_PARTNER, PARTNER_PRESENT, REASON_MISSING; 403 RECUSED, SEPARATION_OF_DUTIES,
 * FORBIDDEN_ROLE. */
struct decision handler_choose(const struct handler_choice *choice);

/* The handler of a law firm's complaint, as the presence register has him now. */
struct handler_presence {
	bool at_work; /* has not left the firm */
	/* The absence that is now, until just before its end; NO_INSTANT: he is there. */
	instant absent_from, absent_until;
};
/* Outcome ABSENT_FOR_LONG; 422 PARTNER_PRESENT; 500 CALENDAR_MISSING (R10.7). */
struct decision handler_replace(const struct handler_presence *handler,
    const struct working_calendar *calendar, int64_t absence);

struct investigator {
	bool recused;
	bool supervises; /* stands directly above a respondent */
	bool witness;	 /* received it, and saw the conflict */
	bool handler;
};
/* 403 RECUSED, SEPARATION_OF_DUTIES. Outcome ELIGIBLE. */
struct decision
investigator_eligible(enum complaint_profile profile, const struct investigator *one);

#endif
