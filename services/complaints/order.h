/*
 * Orders to install and to repair terminals (3.3), as their handlers see them: the row, and how the
 * caller stands to it.
 */
#ifndef COMPLAINTS_ORDER_H
#define COMPLAINTS_ORDER_H

#include "complaints/enums.h"
#include "directory.h"
#include "parameter.h"
#include "service.h"

/* A set of states: ORDER_IN(DRAFT) | ORDER_IN(SUBMITTED). */
#define ORDER_IN(name) (1u << SERVICE_ORDER_STATE_##name)
#define ORDER_ON_SITE                                                                              \
	(ORDER_IN(IN_PROGRESS) | ORDER_IN(AWAITING_PARTS) | ORDER_IN(RETURNED_FOR_REPAIR))
/* The work is done, and the order not completed. */
#define ORDER_DONE                                                                                 \
	(ORDER_IN(WORK_DONE) | ORDER_IN(FEE_DUE) | ORDER_IN(FEE_COLLECTED) |                       \
	    ORDER_IN(FEE_HANDED_IN))

struct order {
	const char *id;
	enum order_kind kind;
	enum service_order_state state;
	int64_t revision; /* the round of its approval */
	bool urgent;
	const char *site_class;
	const char *customer_id; /* NULL: nobody who is known here */
	const char *customer_name, *address;
	const char *model; /* NULL: of an installation, whose vehicles have theirs */
	const char *plate, *terminal_no, *sim; /* of a repair; NULL: not known yet */
	const char *problem, *symptoms;
	const char *created_by, *created_by_id; /* sub, and employee or NULL */
	instant reported_at, appointment_at, approved_at, ready_at, departed_at, arrived_at,
	    done_at;
	date reported_on, purchased_on, warranty_end; /* NO_DATE: unknown */
	bool in_warranty;
	int64_t parts_fen, discount_fen, charge_fen; /* charge_fen: what the customer pays */
	const char *lead_id;			     /* of those who are sent, or NULL */
	struct row row;				     /* as it was locked */

	struct person caller; /* id NULL: not in the directory */
	bool assigned, leads; /* is the caller among those sent, and their lead? */
};

/* Locks an order for an act: 404. */
MAY_FAIL order_lock(struct request *req, const char *id, struct order *o);
/* The same where If-Match names something else: what is in, or held for, the order. */
MAY_FAIL order_lock_beside(struct request *req, const char *id, struct order *o);
/* 409 INVALID_STATE by the rule, but in one of the states. */
MAY_FAIL
order_in(struct request *req, const struct order *o, unsigned states, const struct rule *rule);
/* 403 FORBIDDEN_ROLE by the rule, but for those who are sent. */
MAY_FAIL order_sent(struct request *req, const struct order *o, const struct rule *rule);
/* One step of the state machine 3.3; 409 INVALID_STATE. Nothing but the state is saved. */
MAY_FAIL order_move(
    struct request *req, struct order *o, enum service_order_state to, const struct rule *rule);
/* When something happened: NO_INSTANT is now; 422 TIMES_INCONSISTENT before `before`,
 * TIME_IN_FUTURE. */
MAY_FAIL order_happened(struct request *req, const struct rule *rule, instant before, instant *at);
MAY_FAIL order_reply(struct request *req, const char *id);
/*
 * Departure and arrival are due from the approval on, by the appointment and the class of the site
 * (R11.9): 422 POLICY_VALUE_MISSING. A departure that was has no clock any more.
 */
MAY_FAIL order_start_clocks(struct request *req, const struct order *o, instant approved_at);
/* 422 UNKNOWN_MODEL, or its own warranty, NULL where it has none. */
MAY_FAIL order_model(
    struct request *req, const char *code, const struct rule *rule, const char **warranty_period);

/*
 * The last day of the warranty (R11.3): that of the terminal's record, else of the model from the
 * day of purchase on; NO_DATE where that is unknown. terminal_no may be NULL.
 */
MAY_FAIL order_warranty(
    struct request *req, const char *model, const char *terminal_no, date purchased_on, date *end);
/* The end of a warranty that begins on a day, by the model. */
MAY_FAIL order_warranty_of(struct request *req, const char *model, date purchased_on, date *end);
/* Something to be charged: its price, or its refusal (R11.1, R11.3). amount_fen may be NULL. */
MAY_FAIL order_charge(struct request *req, const struct order *o, enum charge_kind kind,
    const char *part_code, int64_t quantity, const int64_t *amount_fen, int64_t *unit_price_fen);
/* Adds a part, and what it costs. */
MAY_FAIL order_use_part(struct request *req, struct order *o, const char *part_code,
    int64_t quantity, const int64_t *amount_fen);
/* While the fee is due: what was refused is another amount now, or nothing is left to be paid. */
MAY_FAIL order_charge_changed(struct request *req, struct order *o);
/* Prices the parts used anew, by in_warranty and discount_fen of o, and saves the charge. */
MAY_FAIL order_price(struct request *req, struct order *o);

/*
 * The product record of the terminal that o names, whatever is in the vehicle now, made where there
 * is none (R11.2): 409 SIM_IN_USE, if its SIM is active elsewhere. Its row is locked.
 */
MAY_FAIL order_record(struct request *req, const struct order *o, const char **record_id);

#endif
