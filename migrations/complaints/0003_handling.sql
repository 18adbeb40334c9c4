-- Opinion, investigation, meeting and decision (R10.5 to R10.9, R10.11, R12.3, R12.13 to R12.16). All of it is of one round.

-- R10.7: which partner is in charge of which practice area.
create table partner_area (
  id            uuid        not null constraint partner_area_pk primary key,
  version       bigint      not null default 1,
  unit_id       uuid        not null constraint partner_area_unit references complaint_unit,
  practice_area text        not null,
  employee_id   uuid        not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint partner_area_once unique (unit_id, practice_area)
);
create trigger audit after insert or update on partner_area for each row execute function audit();

-- R10.6: the officer's written opinion. measures: ["…"], what it proposes; [] proposes none. One is valid in a round; who wrote
-- it and is recused now made it as a recused person (R10.5).
create table written_opinion (
  id             uuid        not null constraint written_opinion_pk primary key,
  version        bigint      not null default 1,
  complaint_id   uuid        not null constraint written_opinion_complaint references complaint,
  round          bigint      not null,
  text           text        not null,
  major          boolean     not null,
  major_reason   text,
  measures       json        not null,
  author_id      uuid        not null,
  signed_at      timestamptz not null,
  state          text        not null constraint written_opinion_state check (state in ('VALID', 'REPLACED')),
  replaces_id    uuid        constraint written_opinion_replaces references written_opinion,
  replace_reason text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create unique index written_opinion_valid on written_opinion (complaint_id, round) where state = 'VALID';
create trigger audit after insert or update on written_opinion for each row execute function audit();

-- R10.9: what was asserted, and whether it is so. evidence: [{"material_id", "text"}]. NO_ASSERTION: a feedback without facts.
create table finding (
  id           uuid        not null constraint finding_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint finding_complaint references complaint,
  round        bigint      not null,
  assertion    text        not null,
  result       text        not null constraint finding_result check (result in ('CONFIRMED', 'REFUTED', 'NOT_PROVABLE', 'NO_ASSERTION')),
  evidence     json        not null,
  author_id    uuid        not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index finding_of on finding (complaint_id, round);
create trigger audit after insert or update on finding for each row execute function audit();

-- R12.14: a side that was heard, or an attempt to reach it. respondent_id: which respondent; employee_id: which witness.
create table party_statement (
  id            uuid        not null constraint party_statement_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint party_statement_complaint references complaint,
  round         bigint      not null,
  kind          text        not null constraint party_statement_kind check (kind in ('STATEMENT', 'ATTEMPT')),
  party         text        not null constraint party_statement_party check (party in ('COMPLAINANT', 'RESPONDENT', 'WITNESS')),
  respondent_id uuid        constraint party_statement_respondent references complaint_respondent,
  employee_id   uuid,
  channel       text        not null,
  text          text,
  happened_at   timestamptz not null,
  happened_on   date        not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint party_statement_who check ((party = 'RESPONDENT') = (respondent_id is not null))
);
create index party_statement_of on party_statement (complaint_id, round);
create trigger audit after insert or update on party_statement for each row execute function audit();

-- R12.15: the facts told to the complainant, and to each respondent or his direct supervisor (supervisor_id).
create table fact_briefing (
  id            uuid        not null constraint fact_briefing_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint fact_briefing_complaint references complaint,
  round         bigint      not null,
  party         text        not null constraint fact_briefing_party check (party in ('COMPLAINANT', 'RESPONDENT')),
  respondent_id uuid        constraint fact_briefing_respondent references complaint_respondent,
  supervisor_id uuid,
  outcome       text        not null constraint fact_briefing_outcome check (outcome in ('DELIVERED', 'NOT_DELIVERABLE')),
  channel       text,
  content       text,
  briefed_at    timestamptz not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint fact_briefing_who check ((party = 'RESPONDENT') = (respondent_id is not null))
);
create index fact_briefing_of on fact_briefing (complaint_id, round);
create trigger audit after insert or update on fact_briefing for each row execute function audit();

-- T5: an investigation that was completed. none_found: no gap of management was found (R12.16).
create table investigation (
  id             uuid        not null constraint investigation_pk primary key,
  version        bigint      not null default 1,
  complaint_id   uuid        not null constraint investigation_complaint references complaint,
  round          bigint      not null,
  none_found     boolean     not null,
  completed_by_id uuid        not null,
  completed_at   timestamptz not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index investigation_of on investigation (complaint_id, round);
create trigger audit after insert or update on investigation for each row execute function audit();

-- R12.16: a gap of management and what is done about it.
create table improvement (
  id               uuid        not null constraint improvement_pk primary key,
  version          bigint      not null default 1,
  complaint_id     uuid        not null constraint improvement_complaint references complaint,
  investigation_id uuid        not null constraint improvement_investigation references investigation,
  unit_id          uuid        not null,
  round            bigint      not null,
  process          text        not null,
  description      text        not null,
  department_id    uuid        not null,
  proposal         text        not null,
  owner_id         uuid        not null,
  due_on           date        not null,
  state            text        not null default 'OPEN' constraint improvement_state check (state in ('OPEN', 'DONE')),
  done_note        text,
  done_at          timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index improvement_open on improvement (unit_id, due_on) where state = 'OPEN';
create index improvement_of on improvement (complaint_id);
create trigger audit after insert or update on improvement for each row execute function audit();

-- R12.3: an investigator asks a person or a department. reminded_at, reminded_id: it was not answered in time, and who stands
-- above the addressee was told.
create table assistance_request (
  id            uuid        not null constraint assistance_request_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint assistance_request_complaint references complaint,
  round         bigint      not null,
  kind          text        not null constraint assistance_request_kind check (kind in ('STATEMENT', 'RESEARCH')),
  employee_id   uuid,
  department_id uuid,
  question      text        not null,
  requested_by_id uuid      not null,
  due_on        date        not null,
  state         text        not null default 'OPEN' constraint assistance_request_state check (state in ('OPEN', 'PROVIDED', 'NOTHING_KNOWN')),
  answer        text,
  answered_by_id uuid,
  answered_at   timestamptz,
  late          boolean     not null default false,
  reminded_at   timestamptz,
  reminded_id   uuid,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint assistance_request_addressee check (num_nonnulls(employee_id, department_id) = 1)
);
create index assistance_request_of on assistance_request (complaint_id);
create index assistance_request_employee on assistance_request (employee_id);
create trigger audit after insert or update on assistance_request for each row execute function audit();

-- R10.11: the signed decision. content: what is signed, in the words it was signed in; sha256 over it. evidence: ids of the
-- materials it relies on. One is valid in a round.
create table complaint_decision (
  id               uuid        not null constraint complaint_decision_pk primary key,
  version          bigint      not null default 1,
  complaint_id     uuid        not null constraint complaint_decision_complaint references complaint,
  round            bigint      not null,
  number           bigint      not null,
  outcome          text        not null constraint complaint_decision_outcome
    check (outcome in ('UPHELD', 'PARTLY_UPHELD', 'REJECTED', 'NO_ACTION', 'WITHDRAWN_BY_COMPLAINANT')),
  reasons          text        not null,
  no_measures      boolean     not null,
  evidence         json        not null,
  resolution_id    uuid        constraint complaint_decision_resolution references meeting_resolution,
  deviation_reason text,
  type             text,
  validity         text,
  severity         text,
  motive           text,
  signed_by_id     uuid        not null,
  signed_at        timestamptz not null,
  content          text        not null,
  sha256           text        not null,
  state            text        not null constraint complaint_decision_state check (state in ('VALID', 'REPLACED')),
  replaces_id      uuid        constraint complaint_decision_replaces references complaint_decision,
  replace_reason   text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create unique index complaint_decision_valid on complaint_decision (complaint_id, round) where state = 'VALID';
create trigger audit after insert or update on complaint_decision for each row execute function audit();

-- What was decided to do. REPLACED: the decision was signed anew before the reply, without this measure.
create table measure (
  id                      uuid        not null constraint measure_pk primary key,
  version                 bigint      not null default 1,
  complaint_id            uuid        not null constraint measure_complaint references complaint,
  decision_id             uuid        not null constraint measure_decision references complaint_decision,
  round                   bigint      not null,
  position                bigint      not null,
  text                    text        not null,
  responsible_employee_id uuid        not null,
  due_on                  date        not null,
  amount_fen              bigint      constraint measure_amount check (amount_fen >= 0),
  state                   text        not null default 'OPEN' constraint measure_state check (state in ('OPEN', 'DONE', 'DROPPED', 'REPLACED')),
  evidence                text,
  done_at                 timestamptz,
  done_by_id              uuid,
  drop_reason             text,
  dropped_at              timestamptz,
  drop_approved_by_id     uuid,
  created_at              timestamptz not null,
  created_by              text        not null,
  changed_at              timestamptz not null,
  changed_by              text        not null,
  trace_id                text        not null,
  constraint measure_position unique (decision_id, position)
);
create index measure_of on measure (complaint_id, round);
create trigger audit after insert or update on measure for each row execute function audit();

-- The measures of a decision, as its representation shows them.
create function measures_of(a_decision uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_strip_nulls(json_build_object(
           'id', id, 'complaint_id', complaint_id, 'decision_id', decision_id, 'round', round, 'position', position, 'text', text,
           'responsible_employee_id', responsible_employee_id, 'due_on', due_on, 'amount_fen', amount_fen, 'state', state))
           order by position), '[]')
    from measure
   where decision_id = a_decision
$$;
