#include "rules_profile.h"
#include "rules_text.h"

/* R10.2: who receives, and who accepts. */
static const char *const front_desk[] = { "front_desk", NULL };
static const char *const admin_desk[] = { "admin_desk", NULL };
static const char *const officer[] = { "complaint_officer", NULL };
static const char *const partners[] = { "supervising_partner", "director", "partner", NULL };
static const char *const customer_service[] = { "customer_service", "customer_service_manager",
	NULL };
static const char *const customer_service_manager[] = { "customer_service_manager", NULL };
static const char *const service_acceptors[] = { "tech_service", "tech_service_supervisor",
	"customer_service", "customer_service_manager", NULL };
static const char *const service_heads[] = { "tech_service_supervisor", "customer_service_manager",
	"department_manager", NULL };
static const char *const service_deciders[] = { "tech_service_supervisor", "department_manager",
	NULL };

static struct profile_policy
law_firm(enum complaint_channel channel)
{
	struct profile_policy policy = {
		.receivers = officer,
		.acceptors = officer,
		.organisers = officer,
		.deciders = partners,
		.desk = "complaint_officer", /* there is no customer service */
		.handler_may_investigate = true,
		.major_to_meeting = true,
	};

	if (channel == COMPLAINT_CHANNEL_PHONE || channel == COMPLAINT_CHANNEL_WALK_IN)
		policy.receivers = front_desk;
	if (channel == COMPLAINT_CHANNEL_WRITTEN)
		policy.receivers = policy.acceptors = admin_desk;
	return policy;
}

struct profile_policy
profile_policy(enum complaint_profile profile, enum complaint_channel channel)
{
	switch (profile) {
	case COMPLAINT_PROFILE_LAW_FIRM:
		return law_firm(channel);
	case COMPLAINT_PROFILE_LOGISTICS:
		return (struct profile_policy) {
			.acceptors = customer_service,
			.organisers = customer_service_manager,
			.deciders = customer_service_manager,
			.desk = "customer_service",
			.classification_required = true,
			.proposal_clock = true,
			.monthly_analysis = true,
		};
	default:
		return (struct profile_policy) {
			.acceptors = service_acceptors,
			.organisers = service_heads,
			.deciders = service_deciders,
			.desk = "customer_service",
			.handler_may_investigate = true,
		};
	}
}

bool
holds_any(const char *const *roles, const char *const *held)
{
	for (; roles && *roles; roles++)
		if (list_has(held, *roles))
			return true;
	return false;
}
