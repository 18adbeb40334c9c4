#include "actor.h"
#include "service.h"

static const struct {
	const char *name;
	unsigned role;
} roles[] = {
	{ "sales_staff", ROLE_STAFF },
	{ "sales_office_supervisor", ROLE_SUPERVISOR },
	{ "sales_department_manager", ROLE_MANAGER },
	{ "marketing_division", ROLE_DIVISION },
	/* The head is of the division too. */
	{ "marketing_division_head", ROLE_DIVISION | ROLE_DIVISION_HEAD },
	{ "department_head", ROLE_HEAD },
	{ "crm_clerk", ROLE_CRM },
	{ "customer_resource_director", ROLE_DIRECTOR },
	{ "general_manager", ROLE_GENERAL_MANAGER },
	{ "coordination_assistant", ROLE_COORDINATOR },
};

struct actor
actor_of(const struct caller *caller)
{
	struct actor actor = { .id = caller->id, .department_id = caller->department_id };

	for (size_t i = 0; i < COUNT(roles); i++)
		if (caller_is(caller, roles[i].name))
			actor.roles |= roles[i].role;
	return actor;
}
