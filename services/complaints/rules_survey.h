/* R6.25: satisfaction surveys. Means and rates in hundredths, rounded half up. */
#ifndef COMPLAINTS_RULES_SURVEY_H
#define COMPLAINTS_RULES_SURVEY_H

#include "complaints/enums.h"
#include "decision.h"

/* 422 UNKNOWN_CHANNEL, DIMENSION_MISSING with the names. Outcome OPEN. */
struct decision
survey_questionnaire(const char *channel, const char *const *dimensions, size_t count);
/* 409 SURVEY_CLOSED, ALREADY_ANSWERED. Outcome ANSWERED. */
struct decision survey_answer(enum survey_state state, bool answered);
/* part / whole in hundredths; false: of nothing there is none. */
bool survey_hundredths(int64_t part, int64_t whole, int64_t *hundredths);
/* 409 INVALID_STATE, ISSUES_OPEN. Outcome FINISHED. */
struct decision survey_finish(enum survey_state state, int64_t issues_open);

#endif
