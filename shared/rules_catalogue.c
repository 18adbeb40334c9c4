/* What the service says of itself: its rules, its words, its contract. */
#include <inttypes.h>
#include <string.h>

#include "parameter.h"
#include "platform/common_operations.h"
#include "list_query.h"

static bool
is_of_rule(const struct parameter *parameter, const struct rule *rule)
{
	for (const char *const *id = parameter->rules; *id; id++)
		if (strcmp(*id, rule->id) == 0)
			return true;
	return false;
}

static void
write_rule(struct request *req, const struct parameters *parameters, const struct rule *rule)
{
	struct buffer *b = &req->answer;

	object_open(b);
	member_text(b, "id", rule->id);
	member_text(b, "title", req->chinese ? rule->title_zh : rule->title_en);
	member_text(b, "title_en", rule->title_en);
	member_text(b, "title_zh", rule->title_zh);
	member_text(b, "text_en", rule->text_en);
	member_text(b, "text_zh", rule->text_zh);
	list_open(b, "parameters");
	for (const struct parameter *const *each = req->service->tables->parameters; *each; each++)
		if (is_of_rule(*each, rule)) {
			object_open(b);
			parameter_members(b, parameters, *each);
			object_close(b);
		}
	list_close(b);
	object_close(b);
}

MAY_FAIL
rule_list(struct request *req, const struct rule_list_in *in)
{
	const struct parameters *parameters;
	struct buffer *b = &req->answer;

	(void)in;
	TRY(parameters_on(req, req->today, &parameters));
	object_open(b);
	list_open(b, "items");
	for (const struct rule *const *rule = req->service->tables->rules; *rule; rule++)
		write_rule(req, parameters, *rule);
	list_close(b);
	object_close(b);
	return NULL;
}

MAY_FAIL
rule_get(struct request *req, const struct rule_get_in *in)
{
	const struct rule *const *rule = req->service->tables->rules;
	const struct parameters *parameters;

	while (*rule && strcmp((*rule)->id, in->id) != 0)
		rule++;
	if (!*rule)
		return &problem_not_found;
	TRY(parameters_on(req, req->today, &parameters));
	write_rule(req, parameters, *rule);
	req->etag = arena_print(req->arena, "\"%016" PRIx64 "\"",
	    hash_more(HASH_BEGIN, req->answer.text, req->answer.length));
	return NULL;
}

static void
write_enumeration(struct buffer *b, const struct enumeration *enumeration)
{
	object_open(b);
	member_text(b, "name", enumeration->name);
	list_open(b, "values");
	for (size_t i = 0; enumeration->values[i]; i++) {
		object_open(b);
		member_text(b, "value", enumeration->values[i]);
		member_text(b, "en", enumeration->labels_en[i]);
		member_text(b, "zh", enumeration->labels_zh[i]);
		object_close(b);
	}
	list_close(b);
	object_close(b);
}

MAY_FAIL
enum_list(struct request *req, const struct enum_list_in *in)
{
	struct buffer *b = &req->answer;

	(void)in;
	object_open(b);
	list_open(b, "items");
	for (const struct enumeration *each = req->service->tables->enumerations; each->name;
	     each++)
		write_enumeration(b, each);
	list_close(b);
	object_close(b);
	return NULL;
}

MAY_FAIL
openapi_get(struct request *req, const struct openapi_get_in *in)
{
	(void)in;
	buffer_add(
	    &req->answer, req->service->tables->openapi, req->service->tables->openapi_length);
	return NULL;
}
