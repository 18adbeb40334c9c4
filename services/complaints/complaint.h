/*
 * A complaint as its handlers see it: the row, and how the caller stands to it. Whoever neither
 * acts in it nor organises its unit's complaints finds nothing (R10.15); whoever is recused
 * finds nothing to read and is refused every act (R10.5).
 */
#ifndef COMPLAINTS_COMPLAINT_H
#define COMPLAINTS_COMPLAINT_H

#include "complaints/enums.h"
#include "directory.h"
#include "parameter.h"
#include "rules_profile.h"
#include "service.h"

#define FUNCTION(name) (1u << COMPLAINT_FUNCTION_##name)

struct complaint {
	const char *id;
	int64_t version;
	const char *unit_id;
	enum complaint_profile profile;
	enum complaint_kind kind;
	enum complaint_state state;
	enum complaint_channel channel;
	enum complaint_source source;
	int64_t round; /* 0 at first, one more at each reopening */
	bool anonymous;
	const char *customer_id, *complainant_employee_id, *department_id, *practice_area;
	instant received_at, registered_at, decided_at, replied_at,
	    closed_at;			     /* NO_INSTANT: not yet */
	const char *ledger_number;	     /* NULL until it is registered */
	const char *officer_id, *handler_id; /* or NULL */
	bool major, suspected_malignant;
	enum complaint_type type;
	enum complaint_validity validity;
	bool redo_opinion, redo_findings, redo_decision;
	date day_zero;	      /* of the three days of the round (R10.3) */
	int64_t overdue_days; /* those, by the policy at the receipt */

	struct person caller; /* id NULL: not in the directory */
	unsigned functions;   /* standing ones of the caller: FUNCTION(HANDLER) … */
	bool organiser; /* holds a role that organises complaints of this profile, in this unit */
	bool acceptor;	/* holds a role that accepts by this channel, in this unit */
	bool intake;   /* received or accepted it, and whom it was handed on to has not acknowledged
			  it */
	bool in_unit;  /* is of a department of this unit */
	bool oversees; /* is of the customer service of its head office (R12.2) */
	bool recused;  /* respondent, head of a department that is, or complainant */
};

/*
 * Locks a complaint for an act: 404 for whoever it does not exist for, 403 RECUSED (R10.5) for
 * whoever is recused.
 */
MAY_FAIL complaint_lock(struct request *req, const char *id, struct complaint *c);
/* The same for what is of one measure of it: also for who carries that one out (R10.12). */
MAY_FAIL complaint_lock_of_measure(
    struct request *req, const char *id, const char *measure_id, struct complaint *c);
/* The same for what recused people may do: a statement, being briefed, dissatisfaction. Who has a
 * measure of it knows of it, and is no party. */
MAY_FAIL complaint_lock_party(struct request *req, const char *id, struct complaint *c);
/* The same for who acts by rank and need not stand in it (R10.5): only whether the complaint exists
 * is asked. */
MAY_FAIL complaint_lock_standing(struct request *req, const char *id, struct complaint *c);
/* For a question: 404 for the recused, too, and for who has nothing but a measure of it, or
 * received it and handed it on. The reading is kept. */
MAY_FAIL complaint_read(struct request *req, const char *id, struct complaint *c);
/* The same, where who received it and handed it on learns its number and state: not the whole. */
MAY_FAIL
complaint_read_number(struct request *req, const char *id, struct complaint *c, bool *whole);
/* By the service itself (a timer, an event): nobody's rights are asked. */
MAY_FAIL complaint_lock_itself(struct request *req, const char *id, struct complaint *c);

/* 403 FORBIDDEN_ROLE by the rule, but for callers with one of the functions. */
MAY_FAIL complaint_acts_as(
    struct request *req, const struct complaint *c, unsigned functions, const struct rule *rule);
/* The same, but for those who act in it: who only reads or comments adds nothing to it (R7.8,
 * R10.15). */
MAY_FAIL
complaint_works(struct request *req, const struct complaint *c, const struct rule *rule);
/* 403 FORBIDDEN_ROLE by the rule, but for those who organise it. */
MAY_FAIL
complaint_organises(struct request *req, const struct complaint *c, const struct rule *rule);
/* 409 INVALID_STATE by the rule, but in one of the states from … until; 409 IMMUTABLE once it is
 * archived (R10.17). */
MAY_FAIL complaint_between(struct request *req, const struct complaint *c,
    enum complaint_state from, enum complaint_state until, const struct rule *rule);

/* One step of the state machine, with its line in the ledger; 409 INVALID_STATE. */
MAY_FAIL complaint_move(struct request *req, struct complaint *c, enum complaint_state to,
    const struct rule *rule, const char *entry);

/*
 * Gives somebody a function: 403 RECUSED for who is recused, 400 at /employee_id for who is not at
 * work. object_id: of a MEASURE.
 */
MAY_FAIL
complaint_assign(struct request *req, const struct complaint *c, enum complaint_function function,
    const char *employee_id, bool lead, const char *object_id, const char *reason);
/* Ends the function of one employee, or (NULL) of all who have it. */
MAY_FAIL complaint_unassign(struct request *req, const struct complaint *c,
    enum complaint_function function, const char *employee_id, const char *reason);
MAY_FAIL complaint_is_recused(
    struct request *req, const struct complaint *c, const char *employee_id, bool *recused);

/* The parameters of its profile as they were in force when it was received (R10.1, C13). */
MAY_FAIL complaint_parameters(
    struct request *req, const struct complaint *c, const struct parameters **parameters);

/* Roles as the queries take them. */
const char *roles_json(struct request *req, const char *const *roles);

MAY_FAIL complaint_reply(struct request *req, const char *id);

#endif
