/* R1.11, R1.13, R1.14, R1.16, R1.17: the sealed box, its lists and its opening. Pure. */
#ifndef CUSTOMERS_RULES_BOX_H
#define CUSTOMERS_RULES_BOX_H

#include "rules_joint_event.h"
#include "rules_text.h"

struct list_facts {
	enum box_list_kind kind;
	enum gathering_state state;
	date day; /* NO_DATE of SPEAKER_LEADER */
	struct schedule schedule;
	instant now, starts_at;
	instant speaker_deadline;
	bool submitter; /* head or deputy of a unit */
	bool plans;	/* the unit hands in plans */
};

/*
 * R1.11, R1.16, R1.20: 403; 409 after the start; 422 LINE_NOT_OURS for a day that is none of the
 * unit's, SPEAKER_LIST_TOO_LATE. Outcome ON_TIME, LATE, or WITHOUT_EFFECT after the last deadline.
 */
struct decision list_decide(const struct list_facts *facts);
/* Until when it is on time. */
instant list_due_of(const struct list_facts *facts);
bool list_late(const struct list_facts *facts);

/* R1.13: what a line says; the fields that are named and missing are added, "C-12.phone". */
struct line_content {
	const char *label; /* the customer's number */
	const char *name, *phone, *address, *employee;
	bool confirmed;
};
void line_missing(enum box_list_kind kind, const char *const *fields,
    const struct line_content *line, struct words *missing);
struct decision lines_complete(const struct words *missing, int64_t lines);

struct opening_facts {
	bool coordinator;
	instant now, deadline_at, opened_at, checked_at, returned_at;
};
/* R1.14: 403; 409 BOX_SEALED, ALREADY_OPENED, INVALID_STATE. Outcome OPENED, CHECKED, RETURNED. */
enum box_action { BOX_OPEN = 1, BOX_CHECK, BOX_RETURN };
struct decision box_decide(enum box_action action, const struct opening_facts *facts);

/* R1.14: a line whose duplicate case is open is held back. */
struct decision
line_return_decide(bool coordinator, instant checked_at, bool case_open, bool returned);

/* R1.13: 403; 409 unless it was opened. */
struct decision line_defect_decide(bool coordinator, enum box_list_state state, bool defective);
/* Outcome ON_TIME or LATE; 409 where there is no defect to correct. */
struct decision line_correct_decide(bool submitter, bool defective, instant due_at, instant now);

/* R1.10, R1.13, R1.15, R1.20: a confirmation and how it got into the box. NO_INSTANT: never. */
struct confirmation {
	instant confirmed_at;
	date day;	     /* NO_DATE: after the last deadline */
	instant received_at; /* the first list that has it */
	instant speaker_at;  /* the first list of speakers that has the customer */
	instant defect_due_at, corrected_at;
	bool defective; /* a defect that is open, or was corrected */
};
struct effect {
	instant effective_at; /* since when it counts against the other unit's */
	instant blocks_from;  /* since when it forbids the other unit's */
	bool late;
};
struct effect confirmation_effect(
    const struct schedule *schedule, const struct confirmation *confirmation, instant now);

/* R1.17: one fine for a unit and a day of the week before. */
struct lateness {
	bool event_day, confirmed, received_in_time;
	bool fine_event_day; /* sharing.fine_event_day */
	int64_t fine_fen;
};
/* Outcome FINED or NOT_FINED. */
struct decision lateness_decide(const struct lateness *facts);

#endif
