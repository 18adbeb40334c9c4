#include "rules_service.h"

#include "rules.h"

struct decision
service_record_decide(const struct service_facts *facts, instant now)
{
	static const char *const lacks[SERVICE_KIND_COUNT] = {
		[SERVICE_KIND_PRE_SALE] = "took part in no outreach",
		[SERVICE_KIND_IN_SALE] = "attended no gathering",
		[SERVICE_KIND_AFTER_SALE] = "bought nothing",
	};
	const bool applies[SERVICE_KIND_COUNT] = {
		[SERVICE_KIND_PRE_SALE] = facts->took_part,
		[SERVICE_KIND_IN_SALE] = facts->attended,
		[SERVICE_KIND_AFTER_SALE] = facts->bought,
		[SERVICE_KIND_REGULAR] = true,
	};

	if (facts->at > now)
		return decision_refuse(&R1_26, &problem_time_in_future,
		    "Service is recorded when it has been rendered.");
	if (!applies[facts->kind])
		return decision_refuse(&R1_26, &problem_service_kind_not_applicable,
		    "The customer %s.",
		    facts->kind ? lacks[facts->kind] : "is none of this service");
	if (facts->kind == SERVICE_KIND_PRE_SALE && facts->charge_fen > 0)
		return decision_refuse(&R1_26, &problem_service_must_be_free,
		    "Service before a sale is free of charge.");
	return decision_allow(&R1_26, "RECORDED", "%s service.", service_kind_names[facts->kind]);
}
