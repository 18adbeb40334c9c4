/* What may be sent to complainant and respondents, and what a reply states (R10.10, R10.14,
 * R10.16, R12.14). */
#ifndef COMPLAINTS_RULES_MESSAGE_H
#define COMPLAINTS_RULES_MESSAGE_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

/* A measure as it was decided, or as a message or reply states it. */
struct stated_measure {
	const char *id;
	const char *text;
	int64_t amount_fen; /* -1: none */
	date due_on;
};

struct message_facts {
	enum complaint_state state;
	enum message_type type;
	bool investigator; /* the sender, and not the one who decides */
	bool implementer;
	const int64_t *amount_fen; /* NULL: none */
	const char *discount;
	date remedy_promised_on; /* NO_DATE: none */
	bool contains_commitment;
	const struct stated_measure *measure; /* of the decision of this round; NULL: none named */
	const char *next_step;
	date expected_on;
};

/* 403 INVESTIGATOR_MAY_NOT_COMMIT, FORBIDDEN_ROLE; 409 COMMITMENT_BEFORE_DECISION; 422
 * COMMITMENT_NOT_IN_DECISION, ARRANGEMENT_MISSING. */
struct decision message_allowed(const struct message_facts *facts);

struct reply_facts {
	enum reply_form form;
	bool written_by_default;
	enum oral_reply_exception exception; /* 0: none said */
	bool approved;			     /* the handler approved that exception */
	bool anonymous, phone, writable; /* by mail, address or chat the complainant is reached */
	const char *note;		 /* of what was said */
	enum complaint_outcome outcome, decided;
	const struct stated_measure *stated, *measures;
	size_t stated_count, measure_count;
};

/* 422 WRITTEN_FORM_REQUIRED, EXCEPTION_REASON_MISSING, TEXT_MISSING. */
struct decision reply_form_allowed(const struct reply_facts *facts);
/* 422 REPLY_DIFFERS_FROM_DECISION: outcome, or measures missing, more, or other. */
struct decision reply_states_decision(const struct reply_facts *facts);

#endif
