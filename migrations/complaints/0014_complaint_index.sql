-- What is looked up of one complaint, fault or survey, also what has ended or was replaced.
create index complaint_function_complaint on complaint_function (complaint_id);
create index written_opinion_complaint_of on written_opinion (complaint_id);
create index complaint_decision_complaint_of on complaint_decision (complaint_id);
create index complaint_disclosure_complaint_of on complaint_disclosure (complaint_id);
create index fault_notice_fault_of on fault_notice (fault_id);
create index survey_issue_survey_of on survey_issue (survey_id);
