-- Messages, implementation, reply, satisfaction, dissatisfaction, closing and archive (R10.3, R10.10, R10.12, R10.14 to R10.20,
-- R12.18). All of it is of one round.

-- R10.10: the day the complainant may expect the outcome, as the last notice said.
alter table complaint add column expected_on date;

-- R10.12: dropping is proposed by who implements (drop_reason), and approved by the handler.
alter table measure add column reminded_at timestamptz;

-- What was sent to complainant or respondent (R10.14). respondent_id: which one. sent_by_id: null, the service itself.
create table complaint_message (
  id                  uuid        not null constraint complaint_message_pk primary key,
  version             bigint      not null default 1,
  complaint_id        uuid        not null constraint complaint_message_complaint references complaint,
  round               bigint      not null,
  type                text        not null constraint complaint_message_type
    check (type in ('ACKNOWLEDGEMENT', 'ARRANGEMENT', 'INFORMATION_REQUEST', 'WAIT_NOTICE', 'FACT_BRIEFING', 'COMMITMENT', 'REPLY', 'SATISFACTION_INQUIRY')),
  party               text        not null constraint complaint_message_party check (party in ('COMPLAINANT', 'RESPONDENT')),
  respondent_id       uuid        constraint complaint_message_respondent references complaint_respondent,
  outcome             text        not null constraint complaint_message_outcome check (outcome in ('SENT', 'NOT_DELIVERABLE')),
  channel             text        not null constraint complaint_message_channel
    check (channel in ('PHONE', 'LETTER', 'EMAIL', 'FAX', 'CHAT_TEXT', 'IN_PERSON')),
  text                text        not null,
  amount_fen          bigint      constraint complaint_message_amount check (amount_fen >= 0),
  discount            text,
  remedy_promised_on  date,
  contains_commitment boolean     not null default false,
  measure_id          uuid        constraint complaint_message_measure references measure,
  next_step           text,
  expected_on         date,
  handler_id          uuid,
  late                boolean     not null default false,
  sent_by_id          uuid,
  sent_at             timestamptz not null,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint complaint_message_who check ((party = 'RESPONDENT') = (respondent_id is not null))
);
create index complaint_message_of on complaint_message (complaint_id, id);
create trigger audit after insert or update on complaint_message for each row execute function audit();

-- R10.12: what the handler handed over to whom, once a round; material_ids: ["…"].
create table handover (
  id              uuid        not null constraint handover_pk primary key,
  version         bigint      not null default 1,
  complaint_id    uuid        not null constraint handover_complaint references complaint,
  round           bigint      not null,
  handed_by_id    uuid        not null,
  implementer_id  uuid        not null,
  material_ids    json        not null,
  handed_at       timestamptz not null,
  late            boolean     not null default false,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint handover_once unique (complaint_id, round)
);
create trigger audit after insert or update on handover for each row execute function audit();

-- R10.16: the handler lets a reply be oral. exception: why that is possible.
create table oral_reply_approval (
  id             uuid        not null constraint oral_reply_approval_pk primary key,
  version        bigint      not null default 1,
  complaint_id   uuid        not null constraint oral_reply_approval_complaint references complaint,
  round          bigint      not null,
  exception      text        not null constraint oral_reply_approval_exception
    check (exception in ('COMPLAINANT_ASKED', 'NOT_REACHABLE_IN_WRITING', 'ANONYMOUS_WITH_PHONE')),
  reason         text        not null,
  approved_by_id uuid        not null,
  approved_at    timestamptz not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint oral_reply_approval_once unique (complaint_id, round)
);
create trigger audit after insert or update on oral_reply_approval for each row execute function audit();

-- R10.16: the reply, once a round. measures: [{"measure_id", "amount_fen"}], as it states them.
create table complaint_answer (
  id           uuid        not null constraint complaint_answer_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_answer_complaint references complaint,
  round        bigint      not null,
  decision_id  uuid        not null constraint complaint_answer_decision references complaint_decision,
  message_id   uuid        not null constraint complaint_answer_message references complaint_message,
  approval_id  uuid        constraint complaint_answer_approval references oral_reply_approval,
  form         text        not null constraint complaint_answer_form check (form in ('LETTER', 'EMAIL', 'FAX', 'CHAT_TEXT', 'ORAL')),
  outcome      text        not null,
  reasons      text        not null,
  measures     json        not null,
  note         text,
  replied_by_id uuid       not null,
  replied_at   timestamptz not null,
  late         boolean     not null default false,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint complaint_answer_once unique (complaint_id, round)
);
create trigger audit after insert or update on complaint_answer for each row execute function audit();

-- R10.18: who was asked how content he or she is; each person once a round. One that cannot be reached counts as asked.
create table satisfaction_inquiry (
  id            uuid        not null constraint satisfaction_inquiry_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint satisfaction_inquiry_complaint references complaint,
  round         bigint      not null,
  party         text        not null constraint satisfaction_inquiry_party check (party in ('COMPLAINANT', 'RESPONDENT')),
  respondent_id uuid        constraint satisfaction_inquiry_respondent references complaint_respondent,
  message_id    uuid        not null constraint satisfaction_inquiry_message references complaint_message,
  outcome       text        not null constraint satisfaction_inquiry_outcome check (outcome in ('ASKED', 'ANSWERED', 'NOT_DELIVERABLE')),
  asked_by_id   uuid        not null,
  asked_at      timestamptz not null,
  score         bigint      constraint satisfaction_inquiry_score check (score between 1 and 5),
  text          text,
  answered_at   timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint satisfaction_inquiry_who check ((party = 'RESPONDENT') = (respondent_id is not null)),
  constraint satisfaction_inquiry_answer check ((outcome = 'ANSWERED') = (score is not null))
);
create unique index satisfaction_inquiry_once on satisfaction_inquiry (complaint_id, round, coalesce(respondent_id, complaint_id));
create trigger audit after insert or update on satisfaction_inquiry for each row execute function audit();

-- R10.19: OPEN, REPORTED to the handler, ESCALATED by him (to a supervisor, or in a law firm to a meeting), ANSWERED.
-- reopened_round: the round it led to.
create table dissatisfaction (
  id              uuid        not null constraint dissatisfaction_pk primary key,
  version         bigint      not null default 1,
  complaint_id    uuid        not null constraint dissatisfaction_complaint references complaint,
  round           bigint      not null,
  party           text        not null constraint dissatisfaction_party check (party in ('COMPLAINANT', 'RESPONDENT')),
  respondent_id   uuid        constraint dissatisfaction_respondent references complaint_respondent,
  text            text        not null,
  new_facts       boolean     not null,
  stated_at       timestamptz not null,
  state           text        not null constraint dissatisfaction_state check (state in ('OPEN', 'REPORTED', 'ESCALATED', 'ANSWERED')),
  reported_to_id  uuid,
  reported_at     timestamptz,
  report_late     boolean     not null default false,
  escalated_to_id uuid,
  escalation_text text,
  escalated_at    timestamptz,
  answer          text        constraint dissatisfaction_answer check (answer in ('REOPEN', 'EXPLAIN')),
  answer_text     text,
  resolution_id   uuid        constraint dissatisfaction_resolution references meeting_resolution,
  answered_by_id  uuid,
  answered_at     timestamptz,
  answer_late     boolean     not null default false,
  reopened_round  bigint,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint dissatisfaction_who check ((party = 'RESPONDENT') = (respondent_id is not null)),
  constraint dissatisfaction_answered check ((state = 'ANSWERED') = (answer is not null))
);
create index dissatisfaction_of on dissatisfaction (complaint_id, state);
create trigger audit after insert or update on dissatisfaction for each row execute function audit();

-- R10.20: the outcome as it was fed back, once a round. content: decision, measures with results, satisfaction, dissatisfactions.
create table outcome_feedback (
  id                 uuid        not null constraint outcome_feedback_pk primary key,
  version            bigint      not null default 1,
  complaint_id       uuid        not null constraint outcome_feedback_complaint references complaint,
  round              bigint      not null,
  content            json        not null,
  acknowledged_by_id uuid        not null,
  acknowledged_at    timestamptz not null,
  late               boolean     not null default false,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null,
  constraint outcome_feedback_once unique (complaint_id, round)
);
create trigger audit after insert or update on outcome_feedback for each row execute function audit();

-- R10.17: the file of a unit and the year in which its complaints were closed. last: the last volume.
create table annual_case_file (
  id         uuid        not null constraint annual_case_file_pk primary key,
  version    bigint      not null default 1,
  unit_id    uuid        not null constraint annual_case_file_unit references complaint_unit,
  year       bigint      not null,
  last       bigint      not null,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null,
  constraint annual_case_file_once unique (unit_id, year)
);
create trigger audit after insert or update on annual_case_file for each row execute function audit();

-- A complaint in the file. supplement_to_id: of a later round, the volume of the first one. checklist: {"MATERIALS": 5, …}.
create table case_volume (
  id               uuid        not null constraint case_volume_pk primary key,
  version          bigint      not null default 1,
  file_id          uuid        not null constraint case_volume_file references annual_case_file,
  number           bigint      not null,
  complaint_id     uuid        not null constraint case_volume_complaint references complaint,
  round            bigint      not null,
  closed_at        timestamptz not null,
  supplement_to_id uuid        constraint case_volume_supplement references case_volume,
  checklist        json        not null,
  archived_by_id   uuid        not null,
  archived_at      timestamptz not null,
  late             boolean     not null default false,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint case_volume_number unique (file_id, number),
  constraint case_volume_once unique (complaint_id, round)
);
create trigger audit after insert or update on case_volume for each row execute function audit();

-- R10.15: what was exported from a complaint, or mailed, to one of its readers.
create table complaint_disclosure (
  id           uuid        not null constraint complaint_disclosure_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_disclosure_complaint references complaint,
  kind         text        not null constraint complaint_disclosure_kind check (kind in ('EXPORT', 'MAIL')),
  recipient_id uuid        not null,
  reason       text        not null,
  disclosed_by_id uuid     not null,
  disclosed_at timestamptz not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create trigger audit after insert or update on complaint_disclosure for each row execute function audit();

-- What customers told of the grievance of a complaint (R1.30 to R1.33): a fine, or the transfer of the customer. id: the event's.
create table complaint_grievance (
  id            uuid        not null constraint complaint_grievance_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint complaint_grievance_complaint references complaint,
  grievance_id  uuid        not null,
  kind          text        not null constraint complaint_grievance_kind check (kind in ('FINED', 'TRANSFERRED')),
  penalty_type  text,
  amount_fen    bigint,
  employee_id   uuid,
  department_id uuid,
  happened_at   timestamptz not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index complaint_grievance_of on complaint_grievance (complaint_id, id);
create trigger audit after insert or update on complaint_grievance for each row execute function audit();
