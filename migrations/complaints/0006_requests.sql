-- Service requests from the first contact to the closing, and what is configured for them (R6.1, R6.4 to R6.9, R6.11, R6.22, R6.23,
-- R6.27 to R6.30).

-- What is serviced: websites, terminals. code is what others name it by.
create table service_type (
  id         uuid        not null constraint service_type_pk primary key,
  version    bigint      not null default 1,
  code       text        not null constraint service_type_code unique,
  name       text        not null,
  status     text        not null constraint service_type_status check (status in ('ACTIVE', 'ENDED')) default 'ACTIVE',
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on service_type for each row execute function audit();

-- A version of the one control procedure of a service type, or of a work instruction (R6.1); in force from its date until the
-- next of the same code.
create table service_document (
  id               uuid        not null constraint service_document_pk primary key,
  version          bigint      not null default 1,
  service_type     text        not null constraint service_document_type references service_type (code),
  kind             text        not null constraint service_document_kind check (kind in ('PROCEDURE', 'WORK_INSTRUCTION')),
  code             text        not null,
  document_version text        not null,
  title            text        not null,
  effective_from   date        not null,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint service_document_version unique (service_type, kind, code, document_version),
  constraint service_document_from unique (service_type, kind, code, effective_from),
  constraint service_document_one_procedure check (kind <> 'PROCEDURE' or code = 'PROCEDURE')
);
create trigger audit after insert or update on service_document for each row execute function audit();

-- What requests are about, and who leads it: the leader, or a deputy while he is absent (R6.7).
create table service_category (
  id           uuid        not null constraint service_category_pk primary key,
  version      bigint      not null default 1,
  code         text        not null constraint service_category_code unique,
  name         text        not null,
  service_type text        constraint service_category_type references service_type (code),
  leader_id    uuid,
  deputy_ids   uuid[]      not null default '{}',
  status       text        not null constraint service_category_status check (status in ('ACTIVE', 'ENDED')) default 'ACTIVE',
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create trigger audit after insert or update on service_category for each row execute function audit();

-- What an employee is responsible for, from a day to a day, both included; until null: until further notice (R6.6).
create table service_responsibility (
  id          uuid        not null constraint service_responsibility_pk primary key,
  version     bigint      not null default 1,
  employee_id uuid        not null,
  category    text        not null constraint service_responsibility_category references service_category (code),
  from_on     date        not null,
  until_on    date,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint service_responsibility_days check (until_on >= from_on)
);
create index service_responsibility_of on service_responsibility (employee_id, category);
create trigger audit after insert or update on service_responsibility for each row execute function audit();

-- How long departure and arrival may take from the appointment (R6.29); ISO 8601 durations.
create table dispatch_time (
  id             uuid        not null constraint dispatch_time_pk primary key,
  version        bigint      not null default 1,
  service_type   text        not null constraint dispatch_time_type references service_type (code),
  site_class     text        not null,
  depart_within  text        not null,
  arrive_within  text        not null,
  effective_from date        not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint dispatch_time_from unique (service_type, site_class, effective_from)
);
create trigger audit after insert or update on dispatch_time for each row execute function audit();

-- Who is qualified for a service type (R6.29); one that ended is kept.
create table technician_skill (
  id           uuid        not null constraint technician_skill_pk primary key,
  version      bigint      not null default 1,
  employee_id  uuid        not null,
  service_type text        not null constraint technician_skill_type references service_type (code),
  ended_at     timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create unique index technician_skill_once on technician_skill (employee_id, service_type) where ended_at is null;
create trigger audit after insert or update on technician_skill for each row execute function audit();

-- The presence register: when an employee is away, [from_at, until_at), beside the leave days of the directory (R6.7).
create table absence (
  id          uuid        not null constraint absence_pk primary key,
  version     bigint      not null default 1,
  employee_id uuid        not null,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  reason      text        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint absence_times check (until_at >= from_at)
);
create index absence_of on absence (employee_id, until_at);
create trigger audit after insert or update on absence for each row execute function audit();

-- How a customer wants to be contacted (R6.30); id is the customer's. Contact times are [from, until) of each day.
create table customer_preference (
  id             uuid        not null constraint customer_preference_pk primary key,
  version        bigint      not null default 1,
  contact_from   text,
  contact_until  text,
  language       text,
  contact_person text,
  taboos         text,
  habits         text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint customer_preference_window check ((contact_from is null) = (contact_until is null) and contact_from < contact_until)
);
create trigger audit after insert or update on customer_preference for each row execute function audit();

-- A request (3.2). The first responder is set once; the owner changes by transfer and assignment. engineer_id: of technical service,
-- who executes it. procedure_version, work_instructions: those in force at received_at, stored with the acceptance. repeat_contacts: how
-- often the customer had to ask again. wco_owed: work that no order covers yet. escalated_at: not solved on site.
create table service_request (
  id                         uuid        not null constraint service_request_pk primary key,
  version                    bigint      not null default 1,
  number                     bigint      generated always as identity,
  state                      text        not null constraint service_request_state check (state in ('RECORDED', 'TRANSFERRED_PENDING', 'HOTLINE', 'REMOTE', 'ONSITE_ASSIGNED', 'ONSITE_DEPARTED', 'ONSITE_ARRIVED', 'RESOLVED', 'CLOSED')),
  source                     text        not null constraint service_request_source check (source in ('DIRECT', 'VISIT', 'INSPECTION', 'HOLIDAY_WATCH', 'SURVEY', 'RESEARCH', 'FAULT', 'COMPLAINT')),
  source_id                  text,
  channel                    text        not null constraint service_request_channel check (channel in ('PHONE', 'EMAIL', 'CHAT', 'WALK_IN', 'LETTER', 'FAX', 'MAILBOX', 'VISIT', 'OTHER')),
  external_call_id           text,
  received_at                timestamptz not null,
  recorded_at                timestamptz not null,
  contact_ended_at           timestamptz,
  late_record                boolean     not null default false,
  customer_id                uuid,
  caller_name                text,
  caller_phone               text,
  matter_kind                text        not null constraint service_request_matter_kind check (matter_kind in ('SERVICE', 'PROBLEM', 'DEMAND', 'INQUIRY')),
  category                   text        constraint service_request_category references service_category (code),
  service_type               text        constraint service_request_type references service_type (code),
  description                text        not null,
  first_responder_id         uuid        not null,
  owner_id                   uuid        not null,
  in_scope                   boolean     not null,
  completable_at_once        boolean     not null default false,
  one_stop_missed            boolean     not null default false,
  complaint_id               uuid        constraint service_request_complaint references complaint,
  accepted_at                timestamptz,
  accepted_by_id             uuid,
  procedure_version          text,
  work_instructions          json,
  engineer_id                uuid,
  transfers                  bigint      not null default 0,
  cross_department_transfers bigint      not null default 0,
  ping_pong                  boolean     not null default false,
  no_target                  boolean     not null default false,
  forwarded_to_id            uuid,
  forwarded_at               timestamptz,
  forwarded_late             boolean     not null default false,
  repeat_contacts            bigint      not null default 0,
  major                      boolean     not null default false,
  major_reason               text,
  major_reported_at          timestamptz,
  major_late                 boolean     not null default false,
  onsite_needed              boolean     not null default false,
  onsite_requested_at        timestamptz,
  onsite_request_late        boolean     not null default false,
  wco_owed                   boolean     not null default false,
  hotline_failed_at          timestamptz,
  remote_failed_at           timestamptz,
  remote_skipped_reason      text        constraint service_request_remote_skipped_reason check (remote_skipped_reason in ('AUTHORISATION_REFUSED', 'NOT_POSSIBLE')),
  escalated_at               timestamptz,
  resolution                 text,
  resolved_at                timestamptz,
  resolved_by_id             uuid,
  closed_at                  timestamptz,
  closed_with                text        constraint service_request_closed_with check (closed_with in ('CUSTOMER_CONFIRMED', 'TIME_ELAPSED')),
  expectation_met            boolean,
  reopened                   bigint      not null default 0,
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null
);
create unique index service_request_source_once on service_request (source, source_id);
create index service_request_of_customer on service_request (customer_id, id);
create index service_request_of_owner on service_request (owner_id, state);
create index service_request_received on service_request (received_at);
create trigger audit after insert or update on service_request for each row execute function audit();

-- Who recorded a call of the telephone system first (R6.4).
create table first_contact (
  external_call_id text        not null constraint first_contact_pk primary key,
  request_id       uuid        not null,
  received_at      timestamptz not null
);

-- A contact about a request: of the customer (INBOUND; solicited: the company had asked for it), or with him. reason: why outside his
-- window (R6.30).
create table request_contact (
  id             uuid        not null constraint request_contact_pk primary key,
  version        bigint      not null default 1,
  request_id     uuid        not null constraint request_contact_request references service_request,
  direction      text        not null constraint request_contact_direction check (direction in ('INBOUND', 'OUTBOUND')),
  channel        text        not null constraint request_contact_channel check (channel in ('PHONE', 'EMAIL', 'CHAT', 'WALK_IN', 'LETTER', 'FAX', 'MAILBOX', 'VISIT', 'OTHER')),
  solicited      boolean     not null default false,
  employee_id    uuid,
  contacted_at   timestamptz not null,
  note           text,
  repeats        boolean     not null default false,
  outside_window boolean     not null default false,
  reason         text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index request_contact_of on request_contact (request_id, contacted_at);
create trigger audit after insert or update on request_contact for each row execute function audit();

-- The chain of owners (R6.7): append only, but for what became of a transfer. ASSIGNMENT: within a department, accepted at once.
create table request_transfer (
  id               uuid        not null constraint request_transfer_pk primary key,
  version          bigint      not null default 1,
  request_id       uuid        not null constraint request_transfer_request references service_request,
  kind             text        not null constraint request_transfer_kind check (kind in ('TRANSFER', 'ASSIGNMENT')),
  state            text        not null constraint request_transfer_state check (state in ('PENDING', 'ACCEPTED', 'DECLINED')),
  from_id          uuid        not null,
  to_id            uuid        not null,
  cross_department boolean     not null,
  reason           text        not null,
  transferred_at   timestamptz not null,
  late             boolean     not null default false,
  answered_at      timestamptz,
  answer           text,
  reminded_at      timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create unique index request_transfer_pending on request_transfer (request_id) where state = 'PENDING';
create index request_transfer_of on request_transfer (request_id, transferred_at);
create trigger audit after insert or update on request_transfer for each row execute function audit();

-- The record told to a department that may execute it (R6.11).
create table request_forwarding (
  id            uuid        not null constraint request_forwarding_pk primary key,
  version       bigint      not null default 1,
  request_id    uuid        not null constraint request_forwarding_request references service_request,
  department_id uuid        not null,
  employee_id   uuid        not null,
  forwarded_at  timestamptz not null,
  late          boolean     not null default false,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index request_forwarding_of on request_forwarding (request_id);
create trigger audit after insert or update on request_forwarding for each row execute function audit();

-- The inbox of the general manager: requests that are major (R6.8).
create table major_report (
  id             uuid        not null constraint major_report_pk primary key,
  version        bigint      not null default 1,
  request_id     uuid        not null constraint major_report_request references service_request,
  state          text        not null constraint major_report_state check (state in ('OPEN', 'CLEARED')),
  reason         text        not null,
  known_at       timestamptz not null,
  reported_at    timestamptz not null,
  reported_by_id uuid,
  late           boolean     not null,
  cleared_at     timestamptz,
  cleared_by     text,
  cleared_reason text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create unique index major_report_open on major_report (request_id) where state = 'OPEN';
create trigger audit after insert or update on major_report for each row execute function audit();

-- F2, the work contact order (R6.9).
create table work_contact_order (
  id                 uuid        not null constraint work_contact_order_pk primary key,
  version            bigint      not null default 1,
  request_id         uuid        not null constraint work_contact_order_request references service_request,
  number             bigint      generated always as identity,
  state              text        not null constraint work_contact_order_state check (state in ('ISSUED', 'ACCEPTED', 'DONE')),
  from_department_id uuid        not null,
  to_department_id   uuid        not null,
  task               text        not null,
  due_on             date,
  after_the_fact     boolean     not null default false,
  late               boolean     not null default false,
  emergency          boolean     not null default false,
  emergency_reason   text,
  work_start         timestamptz,
  work_end           timestamptz,
  done_text          text,
  issued_by_id       uuid        not null,
  submitted_at       timestamptz not null,
  accepted_at        timestamptz,
  accepted_by_id     uuid,
  done_at            timestamptz,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null,
  constraint work_contact_order_times check (work_end >= work_start)
);
create index work_contact_order_of on work_contact_order (request_id);
create trigger audit after insert or update on work_contact_order for each row execute function audit();

-- Work that one department did for another's request. order_id: the order it was done by, or (after the fact) that followed;
-- null: owed until due_at.
create table request_work (
  id               uuid        not null constraint request_work_pk primary key,
  version          bigint      not null default 1,
  request_id       uuid        not null constraint request_work_request references service_request,
  employee_id      uuid        not null,
  department_id    uuid        not null,
  cross_department boolean     not null,
  work_start       timestamptz not null,
  work_end         timestamptz not null,
  done_text        text        not null,
  emergency        boolean     not null default false,
  emergency_reason text,
  due_at           timestamptz,
  order_id         uuid        constraint request_work_order references work_contact_order,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint request_work_times check (work_end >= work_start)
);
create index request_work_of on request_work (request_id);
create trigger audit after insert or update on request_work for each row execute function audit();

-- Tier 1 (R6.27).
create table hotline_attempt (
  id             uuid        not null constraint hotline_attempt_pk primary key,
  version        bigint      not null default 1,
  request_id     uuid        not null constraint hotline_attempt_request references service_request,
  employee_id    uuid        not null,
  started_at     timestamptz not null,
  ended_at       timestamptz not null,
  guidance       text        not null,
  outcome        text        not null constraint hotline_attempt_outcome check (outcome in ('SOLVED', 'NOT_SOLVED')),
  late_callback  boolean     not null default false,
  outside_window boolean     not null default false,
  reason         text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint hotline_attempt_times check (ended_at >= started_at)
);
create index hotline_attempt_of on hotline_attempt (request_id);
create trigger audit after insert or update on hotline_attempt for each row execute function audit();

-- The customer's permission to reach his systems: [valid_from, valid_to), of a scope (R6.28). ended_at: withdrawn.
create table remote_authorisation (
  id                  uuid        not null constraint remote_authorisation_pk primary key,
  version             bigint      not null default 1,
  request_id          uuid        not null constraint remote_authorisation_request references service_request,
  authorised_by       text        not null,
  authorised_function text        not null,
  channel             text        not null constraint remote_authorisation_channel check (channel in ('PHONE', 'EMAIL', 'CHAT', 'WALK_IN', 'LETTER', 'FAX', 'MAILBOX', 'VISIT', 'OTHER')),
  evidence_kind       text        not null constraint remote_authorisation_evidence_kind check (evidence_kind in ('RECORDING', 'MAIL', 'SIGNATURE')),
  evidence            text        not null,
  systems             text[]      not null,
  engineer_may_act    boolean     not null default false,
  valid_from          timestamptz not null,
  valid_to            timestamptz not null,
  symptoms            text        not null,
  fault_description   text        not null,
  withdrawn_at        timestamptz,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint remote_authorisation_times check (valid_to > valid_from)
);
create index remote_authorisation_of on remote_authorisation (request_id);
create trigger audit after insert or update on remote_authorisation for each row execute function audit();

-- Tier 2 (R6.28): whom the engineer guides, or (engineer_acts) what he does himself. What runs when the authorisation ends is ended.
create table remote_session (
  id                  uuid        not null constraint remote_session_pk primary key,
  version             bigint      not null default 1,
  request_id          uuid        not null constraint remote_session_request references service_request,
  authorisation_id    uuid        not null constraint remote_session_authorisation references remote_authorisation,
  employee_id         uuid        not null,
  customer_technician text        not null,
  system              text        not null,
  engineer_acts       boolean     not null default false,
  started_at          timestamptz not null,
  ended_at            timestamptz,
  end_reason          text        constraint remote_session_end_reason check (end_reason in ('FINISHED', 'EXPIRED', 'WITHDRAWN')),
  outcome             text        constraint remote_session_outcome check (outcome in ('SOLVED', 'NOT_SOLVED')),
  result              text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint remote_session_times check (ended_at >= started_at)
);
create index remote_session_of on remote_session (request_id);
create index remote_session_running on remote_session (authorisation_id) where ended_at is null;
create trigger audit after insert or update on remote_session for each row execute function audit();

-- Tier 3 (R6.29): the technician customer service appointed; busy in [appointed_at, busy_until), or (null) until it is finished.
create table onsite_assignment (
  id                  uuid        not null constraint onsite_assignment_pk primary key,
  version             bigint      not null default 1,
  request_id          uuid        not null constraint onsite_assignment_request references service_request,
  technician_id       uuid        not null,
  site_class          text        not null,
  depart_within       text        not null,
  arrive_within       text        not null,
  appointed_at        timestamptz not null,
  depart_due_at       timestamptz not null,
  arrive_due_at       timestamptz not null,
  expected_arrival_at timestamptz not null,
  busy_until          timestamptz,
  reason              text,
  departed_at         timestamptz,
  depart_late         boolean     not null default false,
  arrived_at          timestamptz,
  arrive_late         boolean     not null default false,
  finished_at         timestamptz,
  outcome             text        constraint onsite_assignment_outcome check (outcome in ('SOLVED', 'NOT_SOLVED')),
  result              text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null
);
create unique index onsite_assignment_once on onsite_assignment (request_id) where finished_at is null;
create index onsite_assignment_technician on onsite_assignment (technician_id, busy_until);
create trigger audit after insert or update on onsite_assignment for each row execute function audit();

-- What did not meet a customer's expectation: closed with all four parts (R6.30).
create table expectation_gap (
  id            uuid        not null constraint expectation_gap_pk primary key,
  version       bigint      not null default 1,
  customer_id   uuid,
  request_id    uuid        constraint expectation_gap_request references service_request,
  source        text        not null constraint expectation_gap_source check (source in ('CLOSING_QUESTION', 'SURVEY', 'RETURN_VISIT')),
  source_id     text,
  stated_at     timestamptz not null,
  statement     text,
  due_on        date        not null,
  state         text        not null constraint expectation_gap_state check (state in ('OPEN', 'CLOSED')),
  cause         text,
  improved_plan text,
  measures      text,
  reply         text,
  replied_at    timestamptz,
  late          boolean     not null default false,
  closed_at     timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index expectation_gap_once on expectation_gap (source, source_id);
create trigger audit after insert or update on expectation_gap for each row execute function audit();

-- Main information and whom it goes to (R6.22): messages to the customer, notifications inside. subject: service_request, complaint, fault.
-- CALL_TASK: it failed too often, and customer service calls.
create table service_information (
  id              uuid        not null constraint service_information_pk primary key,
  version         bigint      not null default 1,
  subject         text        not null,
  subject_id      uuid        not null,
  kind            text        not null constraint service_information_kind check (kind in ('ACCEPTED', 'TRANSFERRED', 'TIER_CHANGED', 'ENGINEER_ASSIGNED', 'ARRIVED', 'RESOLVED', 'REOPENED', 'DECISION', 'CLOSED', 'MAJOR', 'NO_TARGET', 'TRANSFER_REMINDER', 'FORWARDED', 'PING_PONG', 'CALL_CUSTOMER', 'OTHER')),
  audience        text        not null constraint service_information_audience check (audience in ('CUSTOMER', 'EMPLOYEE', 'DEPARTMENT', 'ROLE')),
  customer_id     uuid,
  employee_id     uuid,
  department_id   uuid,
  role            text,
  phone           text,
  text            text        not null,
  state           text        not null constraint service_information_state check (state in ('PENDING', 'SENT', 'FAILED', 'ACKNOWLEDGED', 'CALL_TASK', 'DONE')),
  failures        bigint      not null default 0,
  send_by         timestamptz not null,
  sent_at         timestamptz,
  late            boolean     not null default false,
  acknowledged_at timestamptz,
  done_at         timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create index service_information_of on service_information (subject_id, id);
create index service_information_employee on service_information (employee_id, id);
create index service_information_open on service_information (state, audience) where state in ('PENDING', 'CALL_TASK');
create trigger audit after insert or update on service_information for each row execute function audit();

-- Every activity of service has one class and sub-class (R6.23). subject, subject_id: the record of it.
create table service_activity (
  id             uuid        not null constraint service_activity_pk primary key,
  version        bigint      not null default 1,
  activity_class text        not null constraint service_activity_activity_class check (activity_class in ('PROACTIVE', 'REACTIVE')),
  subclass       text        not null constraint service_activity_subclass check (subclass in ('INSPECTION', 'SURVEY', 'RESEARCH', 'HOTLINE', 'REMOTE', 'ONSITE')),
  subject        text,
  subject_id     uuid,
  customer_id    uuid,
  employee_id    uuid,
  acted_at       timestamptz not null,
  note           text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint service_activity_pair check ((activity_class = 'REACTIVE') = (subclass in ('HOTLINE', 'REMOTE', 'ONSITE'))),
  constraint service_activity_once unique (subject, subject_id)
);
create index service_activity_at on service_activity (acted_at);
create trigger audit after insert or update on service_activity for each row execute function audit();

-- Is an employee at work and not away at an instant? Leave days of the directory, and the presence register (R6.7).
create function is_present(employee uuid, at timestamptz, today date) returns boolean language sql stable as $$
  select exists (select from known_employee e
                  where e.id = employee and e.status = 'ACTIVE' and not coalesce(today between e.leave_from and e.leave_until, false))
     and not exists (select from absence a where a.employee_id = employee and a.from_at <= at and at < a.until_at)
$$;

-- Requests are read by the staff, and by who supervises it; not by others who have a token.
create function service_readable(actor text, roles text[]) returns boolean language sql stable as $$
  select roles && '{service,auditor,general_manager,administrator}' or exists (select from known_employee where subject = actor)
$$;
