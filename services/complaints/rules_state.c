#include "rules_state.h"

struct way {
	enum complaint_state from, to;
	bool law_firm, others;
};

#define S(name) COMPLAINT_STATE_##name

static const struct way ways[] = {
	{ S(RECEIVED), S(REGISTERED), true, true },	   /* T2 */
	{ S(REGISTERED), S(OPINED), true, false },	   /* T3 */
	{ S(OPINED), S(INVESTIGATING), true, false },	   /* T4 */
	{ S(REGISTERED), S(INVESTIGATING), false, true },  /* T4 */
	{ S(INVESTIGATING), S(INVESTIGATED), true, true }, /* T5 */
	{ S(INVESTIGATED), S(IN_MEETING), true, false },   /* T6 */
	{ S(INVESTIGATED), S(DECIDED), true, true },	   /* T7 */
	{ S(IN_MEETING), S(DECIDED), true, false },	   /* T8 */
	{ S(DECIDED), S(IMPLEMENTING), true, true },	   /* T9 */
	{ S(IMPLEMENTING), S(REPLIED), true, true },	   /* T10 */
	{ S(REPLIED), S(CLOSED), true, true },		   /* T11 */
	{ S(CLOSED), S(ARCHIVED), true, true },		   /* T12 */
	{ S(REPLIED), S(INVESTIGATING), true, true },	   /* T13 */
	{ S(CLOSED), S(INVESTIGATING), true, true },	   /* T13 */
	{ S(ARCHIVED), S(INVESTIGATING), true, true },	   /* T13 */
};

struct decision
complaint_step(enum complaint_profile profile, enum complaint_state from, enum complaint_state to,
    const struct rule *rule)
{
	for (size_t i = 0; i < COUNT(ways); i++)
		if (ways[i].from == from && ways[i].to == to &&
		    (profile == COMPLAINT_PROFILE_LAW_FIRM ? ways[i].law_firm : ways[i].others))
			return decision_allow(rule, complaint_state_names[to], "From %s.",
			    complaint_state_names[from]);
	return decision_refuse(rule, &problem_invalid_state,
	    "A complaint that is %s is not %s next.", complaint_state_names[from],
	    complaint_state_names[to]);
}
