#include "rules_survey.h"

#include "rules.h"
#include "rules_text.h"

static const char *const mandatory[] = { "TECHNICAL_INSTALLATION", "SYSTEM_OPERATION",
	"PROJECT_IMPLEMENTATION", "AFTER_SALES_SERVICE", "CUSTOMER_TRAINING" };

static bool
is_among(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (same(words[i], word))
			return true;
	return false;
}

struct decision
survey_questionnaire(const char *channel, const char *const *dimensions, size_t count)
{
	struct words missing = { 0 };
	struct decision d;

	/* The first name stands for none. */
	if (!is_among(channel, survey_channel_names + 1, SURVEY_CHANNEL_COUNT - 1))
		return decision_refuse(&R6_25, &problem_unknown_channel,
		    "No questionnaire is sent by %.40s.", channel);
	for (size_t i = 0; i < COUNT(mandatory); i++)
		if (!is_among(mandatory[i], dimensions, count))
			words_add(&missing, mandatory[i]);
	if (missing.count == 0)
		return decision_allow(&R6_25, "OPEN", "All dimensions are asked for.");
	d = decision_refuse(&R6_25, &problem_dimension_missing, "Missing: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

struct decision
survey_answer(enum survey_state state, bool answered)
{
	if (state != SURVEY_STATE_OPEN)
		return decision_refuse(
		    &R6_25, &problem_survey_closed, "The survey takes no more answers.");
	if (answered)
		return decision_refuse(
		    &R6_25, &problem_already_answered, "This recipient has answered.");
	return decision_allow(&R6_25, "ANSWERED", "The first response of this recipient.");
}

bool
survey_hundredths(int64_t part, int64_t whole, int64_t *hundredths)
{
	if (whole <= 0)
		return false;
	*hundredths = (part * 200 + whole) / (2 * whole);
	return true;
}

struct decision
survey_finish(enum survey_state state, int64_t issues_open)
{
	if (state != SURVEY_STATE_CLOSED)
		return decision_refuse(
		    &R6_25, &problem_invalid_state, "The survey is %s.", survey_state_names[state]);
	if (issues_open > 0)
		return decision_refuse(
		    &R6_25, &problem_issues_open, "%d issues have no solution.", (int)issues_open);
	return decision_allow(&R6_25, "FINISHED", "Every issue has its solution.");
}
