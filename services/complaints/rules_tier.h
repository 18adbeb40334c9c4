/* The tiers of reactive service: hotline, remote, on site (R6.1, R6.27 to R6.29). Pure. */
#ifndef COMPLAINTS_RULES_TIER_H
#define COMPLAINTS_RULES_TIER_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* How far the tiers of a request are. */
struct tiers {
	enum service_request_state state;
	bool accepted;
	bool tech_service; /* the caller is of technical service, and owns, accepted or executes it
			    */
	bool hotline_failed, remote_failed; /* remote_failed: or skipped with a reason */
	bool visit_failed; /* who came last has left, and did not solve it */
};

struct hotline_facts {
	struct tiers tiers;
	const char *outcome; /* SOLVED, NOT_SOLVED, or what was sent */
	instant started_at, ended_at, now;
};

/* R6.27: SOLVED or NOT_SOLVED. */
struct decision hotline_attempted(const struct hotline_facts *facts);
/* R6.28, R6.29: may the next tier begin? TIER_OPEN. */
struct decision remote_tier(const struct tiers *tiers);
struct decision onsite_tier(const struct tiers *tiers);

struct authorisation {
	bool given;    /* there is one at all */
	bool in_scope; /* of the system of the session */
	bool engineer_may_act;
	instant valid_from, valid_to, withdrawn_at; /* NO_INSTANT: not withdrawn */
};

/* R6.28: AUTHORISED. */
struct decision authorisation_recorded(
    const struct authorisation *authorisation, const char *evidence, struct period longest);

struct session_facts {
	struct tiers tiers;
	struct authorisation authorisation;
	bool engineer_acts;
	instant started_at, now;
};

/* R6.28: STARTED. */
struct decision session_started(const struct session_facts *facts);
/*
 * When a session ended: at the instant stated, or before it at that of the authorisation's end;
 * EXPIRED, WITHDRAWN or FINISHED. at NO_INSTANT: it runs; NO_INSTANT is given while it may.
 */
instant session_end(
    const struct authorisation *authorisation, instant at, instant now, enum session_end *reason);

struct onsite_facts {
	struct tiers tiers;
	bool times_configured, qualified, available;
	instant expected_arrival_at, earliest_arrival_at; /* of the one chosen; of all available */
	const char *reason;
};

/* R6.29: APPOINTED, or APPOINTED_SLOWER with a reason. */
struct decision onsite_appointed(const struct onsite_facts *facts);
/* R6.29: DEPARTED, ARRIVED, or …_LATE. */
struct decision
onsite_departed(instant appointed_at, instant due_at, instant departed_at, instant now);
struct decision
onsite_arrived(instant departed_at, instant due_at, instant arrived_at, instant now);

#endif
