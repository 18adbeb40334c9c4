/* Who is sent (R11.7), what is noted of terminals and SIMs (R11.10, R11.11), and when the work is
 * done (R11.12). */
#ifndef COMPLAINTS_RULES_ORDER_WORK_H
#define COMPLAINTS_RULES_ORDER_WORK_H

#include "complaints/enums.h"
#include "decision.h"

struct technician {
	const char *name;
	bool active;  /* at work, with the role field_technician */
	bool skilled; /* for the kind of the order and each of its models */
	bool free;    /* in the slot: not sent elsewhere, not away */
	bool recused; /* a complaint of the customer about him is open */
};

/* 422 NOT_QUALIFIED, 403 RECUSED, 422 NOT_AVAILABLE. Outcome SUITABLE. */
struct decision technician_suits(const struct technician *technician);

struct terminal_return {
	const char *plate, *symptoms; /* of the order; plate may be NULL */
	const char *label_plate, *label_symptoms, *label_photo; /* NULL: not there */
	bool label_attached, appearance_clean;
	const char *old_no, *new_no, *none_reason; /* or NULL */
};

/* 422 TERMINAL_NUMBERS_MISSING, SAME_TERMINAL, LABEL_MISSING, APPEARANCE_NOT_CONFIRMED. Outcome
 * REPLACED or WITHOUT_TERMINAL. */
struct decision terminal_return(const struct terminal_return *r);

/* 422 SIM_NUMBERS_MISSING, SAME_SIM; 409 SIM_IN_USE. Outcome CHANGED. */
struct decision sim_change(const char *old_sim, const char *new_sim, bool in_other_terminal);

struct work_papers {
	enum order_kind kind;
	const char *const *untested; /* plates, or terminals, whose test has not passed */
	size_t untested_count;
	bool plate, terminal; /* noted, of each vehicle */
	bool parts;	      /* listed, or stated that none were used */
	bool photos, photos_required;
	enum damage_statement damage; /* 0: none */
	const char *damage_object, *damage_extent;
	const bool *damage_customer_informed; /* NULL: not stated */
	enum customer_signature signature;    /* 0: neither signed nor refused */
	const char *signature_note;	      /* who signed, or why not */
	bool invoice_missing;		      /* it was paid, and no invoice stands */
};

/* 422 TEST_MISSING, DAMAGE_STATEMENT_MISSING, DOCUMENTS_INCOMPLETE. Outcome COMPLETE. */
struct decision work_papers(const struct work_papers *papers);

#endif
