/* What an investigation found: findings, channels without result, its completion and scores
 * (R3.22, R3.24). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "investigation.h"
#include "rules.h"
#include "rules_investigation.h"
#include "rules_text.h"
#include "standing.h"

/* Who was asked within the company is said of INTERNAL, and of no other channel. */
static MAY_FAIL
know_sub_source(struct request *req, enum investigation_channel channel, const char *sub_source)
{
	if (channel == INVESTIGATION_CHANNEL_INTERNAL && !sub_source)
		return problem_fault(
		    req, "/sub_source", "REQUIRED", "An internal finding says where it is from.");
	if (channel != INVESTIGATION_CHANNEL_INTERNAL && sub_source)
		return problem_fault(
		    req, "/sub_source", "NOT_ALLOWED", "Only internal findings have one.");
	return NULL;
}

MAY_FAIL
finding_list_guard(struct request *req, const struct finding_list_in *in)
{
	struct row row;

	return sql_investigation_get(req, in->id, &row);
}

MAY_FAIL
finding_create(struct request *req, const struct finding_create_in *in)
{
	const char *id = new_id(req);
	enum investigation_channel channel =
	    enum_index(investigation_channel_names, INVESTIGATION_CHANNEL_COUNT, in->channel);
	const char *kind =
	    in->finding_kind ? in->finding_kind : finding_kind_names[FINDING_KIND_ORDINARY];
	struct finding_facts facts;
	struct standing standing;
	struct investigation i;
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(know_sub_source(req, channel, in->sub_source));
	TRY(investigation_begin(req, in->id, &R3_22, &profile, &i));
	TRY(standing_of(req, &profile, &standing));
	facts = (struct finding_facts) {
		.state = i.state,
		.channel = channel,
		.finance = caller_is(&req->caller, "finance"),
		.responsible = standing.responsible,
		.obtained_on = in->obtained_on,
		.today = req->today,
	};
	d = finding_decide(&facts);
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_finding_create(req, id, i.id, in->channel, in->sub_source, in->source,
	    in->obtained_on, in->fact, in->evidence_ref, kind, NULL));
	if (same(kind, finding_kind_names[FINDING_KIND_INSOLVENCY_OR_ENFORCEMENT]))
		TRY(sql_investigation_save_insolvency(req, i.id));
	TRY(sql_finding_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
investigation_no_result(struct request *req, const struct investigation_no_result_in *in)
{
	struct investigation i;
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(investigation_begin(req, in->id, &R3_22, &profile, &i));
	d = investigation_no_result_decide(i.state);
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_investigation_has_channel(req, i.id, in->channel, &row));
	if (!row_boolean(&row, "chosen"))
		return problem_fault(
		    req, "/channel", "NOT_CHOSEN", "It is not among the channels chosen.");
	TRY(sql_investigation_save_no_result(req, i.id, in->channel, in->reason));
	return investigation_reply(req, i.id);
}

MAY_FAIL
investigation_complete(struct request *req, const struct investigation_complete_in *in)
{
	struct channels channels = { 0 };
	struct investigation i;
	struct profile profile;
	struct decision d;
	struct rows rows;

	TRY(investigation_begin(req, in->id, &R3_22, &profile, &i));
	TRY(sql_investigation_channels(req, i.id, &rows));
	for (int at = 0; at < rows.count; at++) {
		struct row row = rows_at(&rows, at);
		int channel = row_enum(
		    &row, "channel", investigation_channel_names, INVESTIGATION_CHANNEL_COUNT);

		channels.chosen[channel] = true;
		channels.answered[channel] = row_boolean(&row, "answered");
	}
	d = investigation_complete_decide(i.state, &channels);
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_investigation_save_completed(req, i.id));
	return investigation_reply(req, i.id);
}

/* Each criterion once, within its maximum; 400. */
static MAY_FAIL
read_scores(struct request *req, const struct investigation_score_in *in, struct score_facts *facts)
{
	bool given[SCORE_CRITERION_COUNT] = { false };

	for (size_t i = 0; i < in->scores_count; i++) {
		const struct investigation_score_scores *score = &in->scores[i];
		enum score_criterion criterion =
		    enum_index(score_criterion_names, SCORE_CRITERION_COUNT, score->criterion);

		if (given[criterion])
			return problem_fault(req,
			    arena_print(req->arena, "/scores/%zu/criterion", i), "DUPLICATE",
			    "Each criterion is scored once.");
		if (score->points > score_maximum(criterion))
			return problem_fault(req, arena_print(req->arena, "/scores/%zu/points", i),
			    "OUT_OF_RANGE", "At most %lld.", (long long)score_maximum(criterion));
		given[criterion] = true;
		facts->points[criterion] = score->points;
		facts->evidence[criterion] = (int64_t)score->evidence_count;
	}
	for (int criterion = 1; criterion < SCORE_CRITERION_COUNT; criterion++)
		if (!given[criterion])
			return problem_fault(req, "/scores", "REQUIRED",
			    "Each criterion is scored; %s is missing.",
			    score_criterion_names[criterion]);
	return NULL;
}

MAY_FAIL
investigation_score(struct request *req, const struct investigation_score_in *in)
{
	struct score_facts facts = { 0 };
	struct investigation i;
	struct profile profile;
	struct decision d;
	struct row row;
	int64_t total;

	TRY(read_scores(req, in, &facts));
	TRY(investigation_begin(req, in->id, &R3_24, &profile, &i));
	TRY(sql_investigation_score_facts(req, i.id, profile.id, in->scores_json, &row));
	facts.state = i.state;
	facts.collected_survey = row_boolean(&row, "collected_survey");
	facts.foreign = row_boolean(&row, "foreign_evidence");
	d = investigation_score_decide(&facts, &total);
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_investigation_save_scores(req, i.id, in->scores_json, total));
	return investigation_reply(req, i.id);
}
