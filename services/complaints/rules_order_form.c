#include "rules_order_form.h"

#include <string.h>

#include "rules.h"
#include "rules_text.h"
#include "text.h"

static bool
among(const char *plate, const char *const *plates, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (same(plate, plates[i]))
			return true;
	return false;
}

/* Those that stand twice. */
static void
twice(const char *const *plates, size_t count, struct words *found)
{
	for (size_t i = 1; i < count; i++)
		if (among(plates[i], plates, i))
			words_add(found, plates[i]);
}

/* Those of the one list that the other one does not have. */
static void
not_among(const char *const *plates, size_t count, const char *const *others, size_t other_count,
    struct words *found)
{
	for (size_t i = 0; i < count; i++)
		if (!among(plates[i], others, other_count))
			words_add(found, plates[i]);
}

static struct decision
refuse_plates(const struct problem *refusal, const char *because, const struct words *plates)
{
	struct decision d = decision_refuse(&R11_4, refusal, "%s: %s.", because, plates->text);

	words_member(&d, "plates", plates);
	return d;
}

struct decision
install_papers(const struct install_papers *p)
{
	struct words missing = { 0 }, doubled = { 0 }, alone = { 0 };
	struct decision d;

	if (!p->vehicle_list)
		words_add(&missing, "install_vehicle_list");
	if (!p->driver_info)
		words_add(&missing, "driver_vehicle_info");
	if (missing.count > 0) {
		d = decision_refuse(
		    &R11_4, &problem_document_missing, "Missing: %s.", missing.text);
		words_member(&d, "documents", &missing);
		return d;
	}
	if (p->plate_count != (size_t)p->vehicle_count)
		return decision_refuse(&R11_4, &problem_vehicle_count_mismatch,
		    "%lld vehicles were requested, %zu are listed.", (long long)p->vehicle_count,
		    p->plate_count);
	twice(p->plates, p->plate_count, &doubled);
	twice(p->driver_plates, p->driver_count, &doubled);
	if (doubled.count > 0)
		return refuse_plates(&problem_duplicate_plate, "Twice", &doubled);
	not_among(p->plates, p->plate_count, p->driver_plates, p->driver_count, &alone);
	not_among(p->driver_plates, p->driver_count, p->plates, p->plate_count, &alone);
	if (alone.count > 0)
		return refuse_plates(
		    &problem_driver_info_missing, "On one of the two papers only", &alone);
	return decision_allow(&R11_4, "CONSISTENT", "The three papers fit together.");
}

static bool
long_enough(const char *text, int64_t min)
{
	return has_text(text) && utf8_count(text, strlen(text)) >= (size_t)min;
}

struct decision
repair_intake(const struct repair_intake *in)
{
	const struct {
		const char *name;
		bool given;
	} fields[] = {
		{ "customer_name", has_text(in->customer_name) },
		{ "address", has_text(in->address) },
		{ "contact", has_text(in->contact) },
		{ "model", has_text(in->model) },
		{ "purchased_on",
		    in->purchased_on != NO_DATE || has_text(in->purchase_unknown_reason) },
		{ "problem", long_enough(in->problem, in->min_text) },
		{ "symptoms", long_enough(in->symptoms, in->min_text) },
		{ "clarified", in->clarified != NULL },
		{ "reported_at", in->reported_at != NO_INSTANT },
		{ "channel", has_text(in->channel) },
	};
	struct words missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < COUNT(fields); i++)
		if (!fields[i].given)
			words_add(&missing, fields[i].name);
	if (missing.count > 0) {
		d = decision_refuse(
		    &R11_5, &problem_form_incomplete, "Missing or too short: %s.", missing.text);
		words_member(&d, "fields", &missing);
		decision_used(&d, "repair.min_text", in->min_text);
		return d;
	}
	if (in->reported_at > in->now)
		return decision_refuse(
		    &R11_5, &problem_time_in_future, "It has not been reported yet.");
	if (!in->model_known)
		return decision_refuse(
		    &R11_5, &problem_unknown_model, "There is no model %s.", in->model);
	if (in->purchased_on != NO_DATE && in->purchased_on > date_of(in->reported_at))
		return decision_refuse(&R11_5, &problem_purchase_in_future,
		    "It would have been bought after the report.");
	d = decision_allow(&R11_5, "COMPLETE", "All that must be noted is.");
	decision_used(&d, "repair.min_text", in->min_text);
	return d;
}
