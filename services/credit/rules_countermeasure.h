/* R3.30, R3.31: what a superior may order, and what may be executed of it. Pure. */
#ifndef CREDIT_RULES_COUNTERMEASURE_H
#define CREDIT_RULES_COUNTERMEASURE_H

#include "credit/enums.h"
#include "decision.h"

/* Whether a measure has a figure: when it is ordered, and when it is executed. */
enum figure_need { FIGURE_NONE = 1, FIGURE_MAY, FIGURE_MUST };
enum figure_need countermeasure_ordered_figure(enum countermeasure_type type);
enum figure_need countermeasure_executed_figure(enum countermeasure_type type);

/* A value that reduces a receivable: recorded by finance, as all payments are. */
bool countermeasure_is_payment(enum countermeasure_type type);

/*
 * What is "within" the figure that was ordered, for each type:
 *
 *	INCREASE_DEPOSIT	all deposits demanded by the instruction together are not above it;
 *	REDUCE_SUPPLY, SHIPMENT_LIMIT	the cap is not above it: a higher one lets more pass than
 *the superior allowed, a lower one does not; SUBROGATED_PAYMENT, PAYMENT_IN_KIND, TAKE_COLLATERAL,
 *CLAIM_GUARANTOR	all values taken or claimed by the instruction together are not above it;
 *	GUARANTOR, JOINT_GUARANTOR, OTHER	the value demanded is not above it.
 *
 * Where none was ordered, any is within.
 */
struct countermeasure_facts {
	enum countermeasure_type type;
	bool responsible, superior, finance; /* how who executes stands to the customer */
	bool stops;			     /* he or she may order a stop of supply */
	bool reporter;			     /* and reported what the instruction is about */
	bool closed;			     /* the report or incident */
	bool listed;			     /* the instruction lists the type */
	int64_t ordered_fen;		     /* 0: without a figure */
	int64_t executed_fen;		     /* by the same instruction before */
	int64_t figure_fen;		     /* 0: none */
	bool guarantee, collateral;	     /* the customer has one that is SATISFIED */
};

/*
 * 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 409 INVALID_STATE; 422 NOT_INSTRUCTED, NO_GUARANTEE,
 * NO_COLLATERAL. Outcome IN_FORCE.
 */
struct decision countermeasure_executing(const struct countermeasure_facts *facts);

struct countermeasure_lifting_facts {
	enum countermeasure_type type;
	enum countermeasure_state state;
	bool superior, reporter;
};

/* 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 409 INVALID_STATE. Outcome LIFTED. */
struct decision countermeasure_lifting(const struct countermeasure_lifting_facts *facts);

/*
 * A deposit paid in, or (below zero) back: 422 TIME_IN_FUTURE; 422 OVERPAYMENT of more than is
 * there. Outcome PAID_IN or PAID_BACK.
 */
struct decision deposit_paying(int64_t paid_fen, int64_t amount_fen, date on, date today);

#endif
