-- Service projects and what is done for them: cooperation and arbitration, major faults, the holiday watch, quality inspections,
-- surveys and service research (R6.14, R6.16-R6.21, R6.24-R6.26).

-- What an office or a manager has to be told where a rule finds something missing. role: whose holders it is for.
create table alarm (
  id              uuid        not null constraint alarm_pk primary key,
  version         bigint      not null default 1,
  kind            text        not null,
  rule            text        not null,
  subject         text        not null,
  subject_id      uuid        not null,
  role            text        not null,
  text            text        not null,
  raised_at       timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint alarm_once unique (kind, subject_id, role)
);
create trigger audit after insert or update on alarm for each row execute function audit();

-- To which department an employee belonged when (R6.17). from_on null: since before this was kept; until_on null: still.
create table department_membership (
  id            uuid        not null constraint department_membership_pk primary key,
  version       bigint      not null default 1,
  employee_id   uuid        not null,
  department_id uuid        not null,
  from_on       date,
  until_on      date,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index department_membership_present on department_membership (employee_id) where until_on is null;
create index department_membership_of on department_membership (employee_id, until_on);
create trigger audit after insert or update on department_membership for each row execute function audit();

-- R6.14: a project that was, or will be, handed over to a customer. What is null of its people is master data that is missing;
-- inspection_interval null: as the company has set it.
create table service_project (
  id                     uuid        not null constraint service_project_pk primary key,
  version                bigint      not null default 1,
  customer_id            uuid        not null,
  name                   text        not null,
  contract               text        not null,
  kind                   text        not null constraint service_project_kind check (kind in ('WEBSITE', 'GPS_TERMINAL', 'SOFTWARE', 'NETWORK', 'OTHER')),
  signing_salesperson_id uuid,
  division_manager_id    uuid,
  division_substitute_id uuid,
  project_manager_id     uuid,
  contact_ids            uuid[]      not null default '{}',
  contact_department_ids uuid[]      not null default '{}',
  phone                  text        not null,
  checklist              text[]      not null default '{}',
  inspection_interval    text,
  state                  text        not null constraint service_project_state check (state in ('PREPARING', 'DELIVERED', 'RETIRED')),
  delivered_on           date,
  retired_on             date,
  retire_reason          text,
  created_at             timestamptz not null,
  created_by             text        not null,
  changed_at             timestamptz not null,
  changed_by             text        not null,
  trace_id               text        not null
);
create index service_project_customer on service_project (customer_id);
create unique index service_project_contract on service_project (contract, name);
create trigger audit after insert or update on service_project for each row execute function audit();

-- R6.16: work that needs several departments. demand_department_id null: no department leads it yet.
create table service_process (
  id                   uuid        not null constraint service_process_pk primary key,
  version              bigint      not null default 1,
  title                text        not null,
  description          text        not null,
  project_id           uuid        constraint service_process_project references service_project,
  demand_department_id uuid,
  led_at               timestamptz,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create trigger audit after insert or update on service_process for each row execute function audit();

-- R6.17. office_is_party: the general manager rules.
create table arbitration (
  id                   uuid        not null constraint arbitration_pk primary key,
  version              bigint      not null default 1,
  process_id           uuid        not null constraint arbitration_process references service_process,
  blocked_reason       text        not null,
  new_facts            text,
  state                text        not null constraint arbitration_state check (state in ('SUBMITTED', 'OPINIONS_COMPLETE', 'RULED', 'IN_EXECUTION', 'COMPLETED')),
  office_is_party      boolean     not null,
  submitted_at         timestamptz not null,
  opinions_due_on      date        not null,
  opinions_complete_at timestamptz,
  ruling               text,
  ruled_at             timestamptz,
  ruled_by_id          uuid,
  ruling_late          boolean     not null default false,
  execution_from       timestamptz,
  supervised_by_id     uuid,
  completion_note      text,
  completed_at         timestamptz,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create index arbitration_of on arbitration (process_id);
create trigger audit after insert or update on arbitration for each row execute function audit();

create table arbitration_party (
  id             uuid        not null constraint arbitration_party_pk primary key,
  version        bigint      not null default 1,
  arbitration_id uuid        not null constraint arbitration_party_case references arbitration,
  department_id  uuid        not null,
  opinion        text,
  filed_by_id    uuid,
  filed_at       timestamptz,
  none_filed     boolean     not null default false,
  late           boolean     not null default false,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint arbitration_party_once unique (arbitration_id, department_id)
);
create trigger audit after insert or update on arbitration_party for each row execute function audit();

-- disputed_in: the case that it is a matter of; ruled_in: the case whose ruling imposed it.
create table cooperation_task (
  id             uuid        not null constraint cooperation_task_pk primary key,
  version        bigint      not null default 1,
  process_id     uuid        not null constraint cooperation_task_process references service_process,
  department_id  uuid        not null,
  content        text        not null,
  due_on         date        not null,
  state          text        not null constraint cooperation_task_state check (state in ('REQUESTED', 'ACCEPTED', 'DELIVERED', 'CONFIRMED', 'DISPUTED')),
  opinion        text,
  accepted_at    timestamptz,
  accepted_by_id uuid,
  delivery       text,
  delivered_at   timestamptz,
  late           boolean     not null default false,
  confirmed_at   timestamptz,
  disputed_at    timestamptz,
  disputed_in    uuid        constraint cooperation_task_case references arbitration,
  ruled_in       uuid        constraint cooperation_task_ruling references arbitration,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index cooperation_task_of on cooperation_task (process_id);
create index cooperation_task_ruled on cooperation_task (ruled_in) where ruled_in is not null;
create trigger audit after insert or update on cooperation_task for each row execute function audit();

-- R6.18 to R6.20. handling_plan null: being prepared. notice_problem: the master data without which not everybody can be told.
create table fault (
  id               uuid        not null constraint fault_pk primary key,
  version          bigint      not null default 1,
  project_id       uuid        not null constraint fault_project references service_project,
  reporter_id      uuid        not null,
  known_at         timestamptz not null,
  occurred_at      timestamptz not null,
  location         text        not null,
  symptoms         text        not null,
  handling_plan    text,
  state            text        not null constraint fault_state check (state in ('REPORTED', 'NOTIFIED', 'REGISTERED', 'RELAYED', 'IN_HANDLING', 'ENDED', 'REPORT_WRITTEN', 'FED_BACK', 'CLOSED')),
  notice_problem   text,
  notified_at      timestamptz,
  notified_late    boolean     not null default false,
  registered_at    timestamptz,
  registered_by_id uuid,
  relayed_at       timestamptz,
  relayed_to_ids   uuid[]      not null default '{}',
  relayed_late     boolean     not null default false,
  handling_at      timestamptz,
  ended_at         timestamptz,
  end_note         text,
  tracking_gap     boolean,
  report_due_on    date,
  report_late      boolean     not null default false,
  fed_back_at      timestamptz,
  closed_at        timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index fault_of on fault (project_id, occurred_at);
create trigger audit after insert or update on fault for each row execute function audit();

-- Who knew of a fault, and when; the first of them is its reporter.
create table fault_witness (
  id          uuid        not null constraint fault_witness_pk primary key,
  version     bigint      not null default 1,
  fault_id    uuid        not null constraint fault_witness_fault references fault,
  employee_id uuid        not null,
  known_at    timestamptz not null,
  occurred_at timestamptz not null,
  location    text        not null,
  symptoms    text        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint fault_witness_once unique (fault_id, employee_id)
);
create trigger audit after insert or update on fault_witness for each row execute function audit();

-- One of everybody who is told, with the four data as he is told them. Of employee_id, department_id and role one is given.
create table fault_notice (
  id              uuid        not null constraint fault_notice_pk primary key,
  version         bigint      not null default 1,
  fault_id        uuid        not null constraint fault_notice_fault references fault,
  recipient       text        not null constraint fault_notice_recipient check (recipient in ('RELATED', 'SIGNING_SALESPERSON', 'DIVISION_MANAGER')),
  employee_id     uuid,
  department_id   uuid,
  role            text,
  occurred_at     timestamptz not null,
  location        text        not null,
  symptoms        text        not null,
  handling_plan   text,
  delivery        text        not null constraint fault_notice_delivery check (delivery in ('PENDING', 'SENT', 'FAILED', 'ACKNOWLEDGED')),
  attempts        bigint      not null default 0,
  sent_at         timestamptz,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint fault_notice_once unique nulls not distinct (fault_id, recipient, employee_id, department_id, role)
);
create trigger audit after insert or update on fault_notice for each row execute function audit();

create table fault_tracking (
  id          uuid        not null constraint fault_tracking_pk primary key,
  version     bigint      not null default 1,
  fault_id    uuid        not null constraint fault_tracking_fault references fault,
  employee_id uuid        not null,
  entry       text        not null,
  at          timestamptz not null,
  final       boolean     not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index fault_tracking_of on fault_tracking (fault_id, at);
create trigger audit after insert or update on fault_tracking for each row execute function audit();

create table fault_analysis_report (
  id                  uuid        not null constraint fault_analysis_report_pk primary key,
  version             bigint      not null default 1,
  fault_id            uuid        not null,
  author_ids          uuid[]      not null,
  impact              text,
  handling            text,
  cause               text,
  corrective          text,
  preventive          text,
  released_at         timestamptz,
  released_by_id      uuid,
  sent_to_customer_at timestamptz,
  customer_evidence   text,
  sent_to_business_at timestamptz,
  business_evidence   text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint fault_analysis_report_fault foreign key (fault_id) references fault,
  constraint fault_analysis_report_once unique (fault_id)
);
create trigger audit after insert or update on fault_analysis_report for each row execute function audit();

-- R6.21: the watch of one block of days off.
create table holiday_watch (
  id          uuid        not null constraint holiday_watch_pk primary key,
  version     bigint      not null default 1,
  block_from  date        not null constraint holiday_watch_block unique,
  block_until date        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create trigger audit after insert or update on holiday_watch for each row execute function audit();

create table holiday_duty (
  id          uuid        not null constraint holiday_duty_pk primary key,
  version     bigint      not null default 1,
  watch_id    uuid        not null constraint holiday_duty_watch references holiday_watch,
  on_day      date        not null,
  employee_id uuid        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint holiday_duty_once unique (watch_id, on_day, employee_id)
);
create trigger audit after insert or update on holiday_duty for each row execute function audit();

create table holiday_site (
  id             uuid        not null constraint holiday_site_pk primary key,
  version        bigint      not null default 1,
  watch_id       uuid        not null constraint holiday_site_watch references holiday_watch,
  project_id     uuid        not null constraint holiday_site_project references service_project,
  responsible_id uuid        not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint holiday_site_once unique (watch_id, project_id)
);
create trigger audit after insert or update on holiday_site for each row execute function audit();

create table watch_check (
  id             uuid        not null constraint watch_check_pk primary key,
  version        bigint      not null default 1,
  watch_id       uuid        not null constraint watch_check_watch references holiday_watch,
  project_id     uuid        not null constraint watch_check_project references service_project,
  employee_id    uuid        not null,
  checked_at     timestamptz not null,
  on_day         date        not null,
  result         text        not null constraint watch_check_result check (result in ('OK', 'PROBLEM')),
  note           text,
  contact_due_at timestamptz,
  contacted_at   timestamptz,
  contacted_id   uuid,
  contact_late   boolean     not null default false,
  request_id     uuid,
  fault_id       uuid        constraint watch_check_fault references fault,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index watch_check_of on watch_check (watch_id, project_id, on_day);
create trigger audit after insert or update on watch_check for each row execute function audit();

-- R6.24: the k-th inspection of a project.
create table quality_inspection (
  id           uuid        not null constraint quality_inspection_pk primary key,
  version      bigint      not null default 1,
  project_id   uuid        not null constraint quality_inspection_project references service_project,
  number       bigint      not null,
  due_on       date        not null,
  state        text        not null constraint quality_inspection_state check (state in ('DUE', 'RECORDED', 'CLOSED', 'CANCELLED')),
  inspector_id uuid,
  arrived_at   timestamptz,
  left_at      timestamptz,
  late         boolean     not null default false,
  closed_at    timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint quality_inspection_once unique (project_id, number)
);
create trigger audit after insert or update on quality_inspection for each row execute function audit();

create table inspection_line (
  id               uuid        not null constraint inspection_line_pk primary key,
  version          bigint      not null default 1,
  inspection_id    uuid        not null constraint inspection_line_inspection references quality_inspection,
  number           bigint      not null,
  item             text        not null,
  result           text        not null constraint inspection_line_result check (result in ('OK', 'PROBLEM', 'HIDDEN_RISK')),
  finding          text,
  analysis         text,
  analysed_at      timestamptz,
  hand_over_due_on date,
  handed_over_at   timestamptz,
  handed_over_late boolean     not null default false,
  request_id       uuid,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint inspection_line_once unique (inspection_id, number)
);
create trigger audit after insert or update on inspection_line for each row execute function audit();

-- R6.25. Means and rates in hundredths; null: of nothing there is none.
create table satisfaction_survey (
  id            uuid        not null constraint satisfaction_survey_pk primary key,
  version       bigint      not null default 1,
  title         text        not null,
  channel       text        not null constraint satisfaction_survey_channel check (channel in ('PHONE', 'LETTER', 'ONSITE', 'FAX', 'EMAIL', 'OTHER')),
  questions     json        not null,
  state         text        not null constraint satisfaction_survey_state check (state in ('OPEN', 'CLOSED', 'FINISHED')),
  closed_at     timestamptz,
  sent          bigint,
  responses     bigint,
  response_rate bigint,
  finished_at   timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create trigger audit after insert or update on satisfaction_survey for each row execute function audit();

create table survey_recipient (
  id          uuid        not null constraint survey_recipient_pk primary key,
  version     bigint      not null default 1,
  survey_id   uuid        not null constraint survey_recipient_survey references satisfaction_survey,
  customer_id uuid        not null,
  name        text        not null,
  address     text,
  sent_at     timestamptz not null,
  answered_at timestamptz,
  comment     text,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index survey_recipient_of on survey_recipient (survey_id);
create trigger audit after insert or update on survey_recipient for each row execute function audit();

-- score null: not applicable.
create table survey_answer (
  id           uuid        not null constraint survey_answer_pk primary key,
  version      bigint      not null default 1,
  recipient_id uuid        not null constraint survey_answer_recipient references survey_recipient,
  dimension    text        not null,
  score        bigint,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint survey_answer_once unique (recipient_id, dimension)
);
create trigger audit after insert or update on survey_answer for each row execute function audit();

create table survey_statistic (
  id         uuid        not null constraint survey_statistic_pk primary key,
  version    bigint      not null default 1,
  survey_id  uuid        not null constraint survey_statistic_survey references satisfaction_survey,
  dimension  text        not null,
  n          bigint      not null,
  mean       bigint,
  counts     json        not null,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null,
  constraint survey_statistic_once unique (survey_id, dimension)
);
create trigger audit after insert or update on survey_statistic for each row execute function audit();

-- recipient_id null: the mean of the dimension; else a single answer.
create table survey_issue (
  id           uuid        not null constraint survey_issue_pk primary key,
  version      bigint      not null default 1,
  survey_id    uuid        not null constraint survey_issue_survey references satisfaction_survey,
  dimension    text        not null,
  recipient_id uuid        constraint survey_issue_recipient references survey_recipient,
  value        bigint      not null,
  owner_id     uuid,
  solution     text,
  due_on       date,
  solved_at    timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint survey_issue_once unique nulls not distinct (survey_id, dimension, recipient_id)
);
create trigger audit after insert or update on survey_issue for each row execute function audit();

-- R6.26
create table service_research (
  id             uuid        not null constraint service_research_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null,
  leader_id      uuid        not null,
  engineer_ids   uuid[]      not null,
  place          text        not null,
  planned_on     date        not null,
  state          text        not null constraint service_research_state check (state in ('PLANNED', 'HELD', 'SUMMARISED', 'PLAN_APPROVED', 'IMPLEMENTED')),
  held_on        date,
  next_due_on    date,
  summary_due_on date,
  summary        text,
  summarised_at  timestamptz,
  summary_late   boolean     not null default false,
  approved_by_id uuid,
  approved_at    timestamptz,
  implemented_at timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create trigger audit after insert or update on service_research for each row execute function audit();

create table research_item (
  id           uuid        not null constraint research_item_pk primary key,
  version      bigint      not null default 1,
  research_id  uuid        not null constraint research_item_research references service_research,
  kind         text        not null constraint research_item_kind check (kind in ('OPINION', 'SUGGESTION', 'CRITICISM', 'COMPLAINT')),
  text         text        not null,
  complaint_id uuid        constraint research_item_complaint references complaint,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index research_item_of on research_item (research_id);
create trigger audit after insert or update on research_item for each row execute function audit();

-- One of an item: a measure, or why there is none.
create table research_measure (
  id             uuid        not null constraint research_measure_pk primary key,
  version        bigint      not null default 1,
  item_id        uuid        not null constraint research_measure_item references research_item,
  text           text,
  none_because   text,
  responsible_id uuid,
  due_on         date,
  done_note      text,
  done_at        timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint research_measure_once unique (item_id),
  constraint research_measure_either check ((text is null) <> (none_because is null))
);
create trigger audit after insert or update on research_measure for each row execute function audit();

-- Who is where when this begins.
insert into department_membership (id, employee_id, department_id, created_at, created_by, changed_at, changed_by, trace_id)
select gen_random_uuid(), id, department_id, now(), 'system', now(), 'system', repeat('0', 32) from known_employee;

-- Looks for the last working day before a block of days off, and sets itself to it.
insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
values ('holiday_watch', 'next', now(), now(), 'SET', now(), 'system', repeat('0', 32));

-- Is it the office: do most of those at work in it hold that role (R6.17)?
create function is_office(department uuid) returns boolean language sql stable as $$
  select coalesce(count(*) filter (where 'office' = any (roles)) * 2 > count(*), false)
    from known_employee where department_id = department and status = 'ACTIVE'
$$;
