/* From the decision to the archive: hand-over, satisfaction, dissatisfaction, closing (R10.8,
 * R10.12, R10.17 to R10.20). */
#ifndef COMPLAINTS_RULES_OUTCOME_H
#define COMPLAINTS_RULES_OUTCOME_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* T9: 409 MATERIALS_OUTSTANDING; outstanding: materials not handed over, or not acknowledged. */
struct decision handover_complete(bool handed_over, int64_t outstanding);

struct measure_facts {
	enum measure_state state;
	bool present_round;
	bool drop_proposed;
	bool redo_decision; /* who decided it is recused (R10.5) */
};

/* Done with evidence: 422 EVIDENCE_MISSING, 409 INVALID_STATE. */
struct decision measure_complete(const struct measure_facts *facts, const char *evidence);
/* 422 REASON_MISSING. */
struct decision measure_propose_drop(const struct measure_facts *facts, const char *reason);
/* 409 INVALID_STATE without a proposal. */
struct decision measure_approve_dropping(const struct measure_facts *facts);
/* 409 INVALID_STATE for one that is not open, of a former round, or of a decision to be made anew. */
struct decision measure_is_open(const struct measure_facts *facts);

/* 409 NOT_REPLIED, 403 SEPARATION_OF_DUTIES. */
struct decision satisfaction_may_ask(enum complaint_state state, bool by_handler);
/* Outcome SATISFIED or DISSATISFIED; 409 ALREADY_ANSWERED, INVALID_STATE. */
struct decision satisfaction_take(
    enum inquiry_outcome outcome, bool present_round, int64_t score, int64_t dissatisfied_at_most);

struct dissatisfaction_facts {
	enum dissatisfaction_state state;
	bool law_firm;
	bool by_handler;   /* the caller decides the complaint */
	bool by_escalated; /* it was escalated to the caller */
	const char *text;
	bool meeting; /* a meeting is named, with its day */
};

/* The answer: 403 FORBIDDEN_ROLE, 409 ALREADY_ANSWERED, 422 REASON_MISSING, RESOLUTION_MISSING.
 * Outcome: REOPEN, EXPLAIN or ESCALATE. */
struct decision
dissatisfaction_take(const struct dissatisfaction_facts *facts, enum dissatisfaction_answer answer);

struct closing {
	instant now, replied_at;
	struct period wait;
	int64_t measures_open;
	int64_t not_asked, unanswered; /* persons */
	int64_t dissatisfactions_open;
	bool redo_decision; /* who decided it is recused (R10.5) */
	bool fed_back;
	bool notification_open; /* of an authority (R10.8) */
};

/* R10.5, R10.19: closing and archive wait for a new round, or an answer: 409 INVALID_STATE,
 * DISSATISFACTION_OPEN. */
struct decision outcome_stands(const struct closing *closing);
/* T11: 409 MEASURES_OPEN, SATISFACTION_OPEN, DISSATISFACTION_OPEN, FEEDBACK_MISSING,
 * NOTIFICATION_OPEN. */
struct decision complaint_may_close(const struct closing *closing);

/* T13: by the handler, where who decided it is recused: 409 INVALID_STATE, 403 FORBIDDEN_ROLE. */
struct decision reopening_anew(enum complaint_state state, bool redo_decision, bool by_handler);

struct archive_item {
	const char *name; /* "DECISION" */
	int64_t count;
	bool needed;
};

/* T12: 422 ARCHIVE_INCOMPLETE with what is needed and is not there. */
struct decision archive_complete(const struct archive_item *items, size_t count, int64_t not_asked);
/* The year of the file: that of the closing. */
int archive_year(instant closed_at);

#endif
