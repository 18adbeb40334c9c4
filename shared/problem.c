#include "problem.h"

#include <string.h>

#include "request.h"
#include "text.h"

static struct problem *
occurrence(struct request *req, const struct problem *kind)
{
	struct problem *p = arena_new(req->arena, struct problem);

	*p = *kind;
	return p;
}

MAY_FAIL
problem_detail(struct request *req, const struct problem *kind, const char *format, ...)
{
	struct problem *p = occurrence(req, kind);
	va_list args;

	va_start(args, format);
	p->detail = arena_vprint(req->arena, format, args);
	va_end(args);
	return p;
}

MAY_FAIL
problem_rule(struct request *req, const struct problem *kind, const struct rule *rule,
    const char *format, ...)
{
	struct problem *p = occurrence(req, kind);
	va_list args;

	va_start(args, format);
	p->detail = arena_vprint(req->arena, format, args);
	va_end(args);
	p->rule = rule;
	return p;
}

MAY_FAIL
problem_members(struct request *req, const struct problem *problem, const char *json)
{
	struct problem *p = occurrence(req, problem);
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	members_raw(&b, problem->members);
	members_raw(&b, json);
	object_close(&b);
	p->members = b.text;
	return p;
}

MAY_FAIL
problem_fault(struct request *req, const char *pointer, const char *code, const char *format, ...)
{
	struct problem *p = occurrence(req, &problem_validation_failed);
	struct fault *fault = arena_new(req->arena, struct fault);
	va_list args;

	va_start(args, format);
	fault->message = arena_vprint(req->arena, format, args);
	va_end(args);
	fault->pointer = arena_text(req->arena, pointer);
	fault->code = code;
	p->faults = fault;
	p->fault_count = 1;
	return p;
}

/* CUSTOMER_BLACKLISTED is /problems/customer-blacklisted. */
static void
write_type(struct buffer *b, const char *code)
{
	member_name(b, "type");
	buffer_text(b, "\"/problems/");
	for (; *code; code++)
		buffer_add(b, (char[]) { *code == '_' ? '-' : ascii_lower(*code) }, 1);
	buffer_text(b, "\"");
}

static void
write_faults(struct buffer *b, const struct problem *p)
{
	list_open(b, "errors");
	for (size_t i = 0; i < p->fault_count; i++) {
		object_open(b);
		member_text(b, "pointer", p->faults[i].pointer);
		member_text(b, "code", p->faults[i].code);
		member_text(b, "message", p->faults[i].message);
		object_close(b);
	}
	list_close(b);
}

void
problem_write(struct buffer *b, const struct problem *p, bool chinese, const char *instance,
    const char *trace_id)
{
	object_open(b);
	write_type(b, p->code);
	member_text(b, "title", chinese && p->title_zh ? p->title_zh : p->title_en);
	member_integer(b, "status", p->status);
	member_text(b, "code", p->code);
	member_text(b, "detail", p->detail);
	member_text(b, "instance", instance);
	member_text(b, "rule", p->rule ? p->rule->id : NULL);
	member_raw(b, "parameters", p->parameters);
	if (p->fault_count)
		write_faults(b, p);
	member_text(b, "trace_id", trace_id);
	members_raw(b, p->members);
	object_close(b);
}
