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
#define ORDER_ON_SITE (ORDER_IN(IN_PROGRESS) | ORDER_IN(AWAITING_PARTS) | ORDER_IN(RETURNED_FOR_REPAIR))

struct order {
	const char *id;
	int64_t version;
	enum order_kind kind;
	enum service_order_state state;
	int64_t revision; /* the round of its approval */
	bool urgent;
	const char *site_class;
	const char *customer_id; /* NULL: no customer known here */
	const char *customer_name;
	const char *model;		      /* NULL: of an installation, whose vehicles have theirs */
	const char *plate, *terminal_no, *sim; /* of a repair; NULL: not known yet */
	const char *problem, *symptoms;
	const char *created_by, *created_by_id; /* sub and, or NULL, employee */
	instant reported_at, appointment_at, approved_at, ready_at, departed_at, arrived_at, done_at;
	date reported_on, purchased_on, warranty_end; /* NO_DATE: unknown */
	bool in_warranty;
	int64_t parts_fen, discount_fen, charge_fen; /* charge_fen: what the customer pays */
	const char *lead_id;			     /* who was sent and is responsible, or NULL */

	struct person caller;  /* id NULL: not in the directory */
	bool assigned, leads;  /* is the caller among those sent, and their lead? */
};

/* Locks an order for an act: 404. */
MAY_FAIL order_lock(struct request *req, const char *id, struct order *o);
/* 409 INVALID_STATE by the rule, but in one of the states. */
MAY_FAIL order_in(struct request *req, const struct order *o, unsigned states, const struct rule *rule);
/* 403 FORBIDDEN_ROLE by the rule, but for those who are sent. */
MAY_FAIL order_sent(struct request *req, const struct order *o, const struct rule *rule);
/* One step of the state machine 3.3; 409 INVALID_STATE. Nothing but the state is saved. */
MAY_FAIL order_move(
    struct request *req, struct order *o, enum service_order_state to, const struct rule *rule);
/*
 * 404, and the order's version for the reply: an act that changes only what belongs to the order
 * counts its version up with order_touch(). */
MAY_FAIL order_touch(struct request *req, const char *id);
MAY_FAIL order_reply(struct request *req, const char *id);

/* Prices the parts used anew, by the warranty and the list of reported_on (R11.3), and saves the charge. */
MAY_FAIL order_price(struct request *req, struct order *o);

/*
 * The product record of a terminal, made where there is none (R11.2): o has the terminal's number.
 * *record_id is its id; its row is locked.
 */
MAY_FAIL order_record(struct request *req, const struct order *o, const char **record_id);

#endif
