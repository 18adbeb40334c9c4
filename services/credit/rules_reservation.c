#include "rules_reservation.h"

#include "rules.h"
#include "rules_text.h"

static const char repeated[] = "REPEATED";

enum reservation_state
reservation_state_at(const struct reservation_facts *facts, instant now)
{
	if (facts->state == RESERVATION_STATE_RESERVED && facts->expires_at <= now)
		return RESERVATION_STATE_EXPIRED;
	return facts->state;
}

/* Why nothing may leave the house, or NULL. */
static const char *
stopped(const struct supply *supply, int64_t shipped_fen)
{
	if (supply->blacklisted)
		return "the customer is blacklisted";
	if (supply->trading_status == TRADING_STATUS_SUSPENDED)
		return "supply is stopped for the time being";
	if (supply->trading_status == TRADING_STATUS_TERMINATED)
		return "the trade is discontinued";
	if (supply->order_cap_fen && shipped_fen > *supply->order_cap_fen)
		return "a countermeasure limits every order";
	if (supply->month_cap_fen && supply->month_fen + shipped_fen > *supply->month_cap_fen)
		return "a countermeasure limits the orders of a month";
	return NULL;
}

static struct decision
wrong_state(enum reservation_state state)
{
	return decision_refuse(&R3_15, &problem_invalid_state, "The reservation is %s.",
	    reservation_state_names[state]);
}

static bool
is_shipped(enum reservation_state state)
{
	return state == RESERVATION_STATE_COMMITTED || state == RESERVATION_STATE_SETTLED;
}

struct decision
reservation_commit_decide(const struct reservation_facts *facts, const struct supply *supply,
    int64_t shipped_fen, instant shipped_at, instant now)
{
	enum reservation_state state = reservation_state_at(facts, now);
	int64_t reserved = facts->within_limit_fen + facts->granted_fen;
	const char *stop = stopped(supply, shipped_fen);

	if (is_shipped(state) && facts->shipped_fen == shipped_fen &&
	    facts->shipped_at == shipped_at)
		return decision_allow(&R3_15, repeated, "It was committed with the same content.");
	if (state != RESERVATION_STATE_RESERVED)
		return wrong_state(state);
	if (shipped_at > now)
		return decision_refuse(&R3_15, &problem_time_in_future,
		    "The goods would have been shipped later than now.");
	if (shipped_fen > reserved)
		return decision_refuse(&R3_15, &problem_shipped_exceeds_reserved,
		    "Shipped were %s, reserved only %s.", show_money(shipped_fen).text,
		    show_money(reserved).text);
	if (stop)
		return decision_refuse(
		    &R3_15, &problem_supply_stopped, "Nothing may be shipped: %s.", stop);
	return decision_allow(&R3_15, reservation_state_names[RESERVATION_STATE_COMMITTED],
	    "%s of %s reserved were shipped.", show_money(shipped_fen).text,
	    show_money(reserved).text);
}

struct decision
reservation_release_decide(const struct reservation_facts *facts, const char *reason, instant now)
{
	enum reservation_state state = reservation_state_at(facts, now);

	if (state == RESERVATION_STATE_RELEASED && same(facts->end_reason, reason))
		return decision_allow(&R3_15, repeated, "It was released for the same reason.");
	if (state != RESERVATION_STATE_RESERVED && state != RESERVATION_STATE_PLACED)
		return wrong_state(state);
	return decision_allow(&R3_15, reservation_state_names[RESERVATION_STATE_RELEASED],
	    "The order was cancelled before it was shipped.");
}

bool
reservation_repeated(const struct decision *d)
{
	return same(d->outcome, repeated);
}

struct shipped_parts
shipped_parts_of(const struct reservation_facts *facts, int64_t shipped_fen)
{
	int64_t rest = facts->within_limit_fen + facts->granted_fen - shipped_fen;
	int64_t granted = facts->granted_fen > rest ? facts->granted_fen - rest : 0;

	return (struct shipped_parts) { shipped_fen - granted, granted };
}
