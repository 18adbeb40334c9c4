-- Document 1, chapter four: service, its lapse, other employees for customers,
-- and grievances.
--
-- The order of locks: the customer's row, then what hangs on it.

-- R1.26. department_id: of the employee, at that time. served_on: the business date. source_event: the event
-- of the visits service that it comes from.
create table service_record (
  id            uuid        not null constraint service_record_pk primary key,
  version       bigint      not null default 1,
  customer_id   uuid        not null constraint service_record_customer references customer,
  kind          text        not null constraint service_record_kind
    check (kind in ('PRE_SALE', 'IN_SALE', 'AFTER_SALE', 'REGULAR')),
  act           text        not null,
  employee_id   uuid        not null constraint service_record_employee references employee,
  department_id uuid        not null constraint service_record_department references department,
  at            timestamptz not null,
  served_on     date        not null,
  at_home       boolean     not null default false,
  charge_fen    bigint      not null default 0 constraint service_record_charge check (charge_fen >= 0),
  note          text,
  source_event  text        constraint service_record_source_event unique,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index service_record_created on service_record (created_at, id);
create index service_record_of_customer on service_record (customer_id, at, id);
create index service_record_of_employee on service_record (employee_id, at);

-- SM-C7. due_at: the last instant for the report. lapsed_from, reasons: as it
-- was when the customer was taken. The change that the director directs is an
-- ownership_change.
create table lapse_report (
  id              uuid        not null constraint lapse_report_pk primary key,
  version         bigint      not null default 1,
  customer_id     uuid        not null constraint lapse_report_customer references customer,
  department_id   uuid        not null constraint lapse_report_department references department,
  employee_id     uuid        not null constraint lapse_report_employee references employee,
  to_department_id uuid       not null constraint lapse_report_to_department references department,
  lapsed_from     date        not null,
  reasons         text[]      not null,
  state           text        not null default 'TAKEN' constraint lapse_report_state
    check (state in ('TAKEN', 'REPORTED', 'CHANGED', 'REJECTED', 'EXPIRED')),
  taken_at        timestamptz not null,
  due_at          timestamptz not null,
  reported_at     timestamptz,
  late            boolean,
  text            text,
  decided_by      text,
  decided_at      timestamptz,
  reason          text,
  change_id       uuid,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create unique index lapse_report_open on lapse_report (customer_id) where state in ('TAKEN', 'REPORTED');
create index lapse_report_created on lapse_report (created_at, id);
create index lapse_report_of_customer on lapse_report (customer_id, taken_at);

-- R1.28, R1.29, R1.32: another employee for a customer, directed by one person
-- and carried out by another. basis_id: the lapse report or grievance.
create table ownership_change (
  id                 uuid        not null constraint ownership_change_pk primary key,
  version            bigint      not null default 1,
  customer_id        uuid        not null constraint ownership_change_customer references customer,
  cause              text        not null constraint ownership_change_cause
    check (cause in ('LAPSE', 'REASSIGNED', 'GRIEVANCE_OVERDUE')),
  basis_id           uuid,
  from_employee_id   uuid,
  from_department_id uuid        not null,
  to_employee_id     uuid        not null constraint ownership_change_to_employee references employee,
  to_department_id   uuid        not null constraint ownership_change_to_department references department,
  reason             text,
  state              text        not null default 'DIRECTED' constraint ownership_change_state
    check (state in ('DIRECTED', 'DONE', 'WITHDRAWN')),
  directed_by        text        not null,
  directed_at        timestamptz not null,
  due_on             date        not null,
  done_by            text,
  done_at            timestamptz,
  late               boolean,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create unique index ownership_change_open on ownership_change (customer_id) where state = 'DIRECTED';
create index ownership_change_created on ownership_change (created_at, id);
create index ownership_change_of_customer on ownership_change (customer_id, done_at);

-- SM-C8. day_zero, due_on: of the present period; after a reopening it is
-- another one. resolution_at: when the head recorded that it was resolved, which
-- a clerk has not confirmed yet.
create table grievance (
  id                    uuid        not null constraint grievance_pk primary key,
  version               bigint      not null default 1,
  customer_id           uuid        not null constraint grievance_customer references customer,
  department_id         uuid        not null constraint grievance_department references department,
  manager_id            uuid        constraint grievance_manager references employee,
  cause                 text        not null,
  text                  text,
  source                text        not null constraint grievance_source
    check (source in ('DISCOVERED', 'COMPLAINT_TO_GM', 'COMPLAINT_OTHER')),
  known_at              timestamptz not null,
  involved_employee_ids uuid[]      not null default '{}',
  complaint_id          text        constraint grievance_of_complaint unique,
  day_zero              date        not null,
  due_on                date        not null,
  state                 text        not null default 'OPEN' constraint grievance_state
    check (state in ('OPEN', 'RESOLVED', 'OVERDUE', 'RESOLVED_LATE', 'TRANSFERRED')),
  resolution_at         timestamptz,
  resolution_by         text,
  statement             text,
  confirmed_by          text,
  confirmed_at          timestamptz,
  confirmation          text,
  resolved_at           timestamptz,
  overdue_on            date,
  transferred_at        timestamptz,
  reopened_at           timestamptz,
  created_at            timestamptz not null,
  created_by            text        not null,
  changed_at            timestamptz not null,
  changed_by            text        not null,
  trace_id              text        not null
);
create index grievance_created on grievance (created_at, id);
create index grievance_of_customer on grievance (customer_id, known_at);
create index grievance_of_department on grievance (department_id, known_at);

-- Complaints that the complaints service has registered, as far as grievances
-- need to know. grievance_id is null while a clerk has to say which open
-- grievance of the customer it belongs to.
create table grievance_complaint (
  id            uuid        not null constraint grievance_complaint_pk primary key,
  version       bigint      not null default 1,
  complaint_id  text        not null constraint grievance_complaint_once unique,
  customer_id   uuid        not null constraint grievance_complaint_customer references customer,
  grievance_id  uuid        constraint grievance_complaint_grievance references grievance,
  kind          text,
  addressed_to  text,
  received_at   timestamptz not null,
  respondent_ids uuid[]     not null default '{}',
  round         bigint      not null default 0,
  settled_at    timestamptz,
  overdue_at    timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index grievance_complaint_created on grievance_complaint (created_at, id);
create index grievance_complaint_waiting on grievance_complaint (customer_id) where grievance_id is null;

-- R1.27: the last of each kind of service, of those customers of direct-selling
-- units whom somebody answers for. What hangs on an alias counts.
create view service_history as
select c.id as customer_id, c.number as customer_number, c.name as customer_name, c.department_id, c.responsible_employee_id,
       c.responsible_since, attended.at as attended_at, invited.at as invited_at, visited.at as visited_at
  from customer c
  left join lateral (
    select max(a.arrived_at) as at
      from attendance a
     where a.customer_id in (select c.id union all select m.id from customer m where m.merged_into_id = c.id)
       and a.department_id = c.department_id and a.invitation_id is not null and a.annulled_at is null) attended on true
  left join lateral (
    select max(i.invited_at) as at
      from invitation i
     where i.customer_id in (select c.id union all select m.id from customer m where m.merged_into_id = c.id)
       and i.department_id = c.department_id) invited on true
  left join lateral (
    select max(s.at) as at
      from service_record s
     where s.customer_id = c.id and s.department_id = c.department_id and s.at_home) visited on true
 where c.unit_id is not null and c.responsible_employee_id is not null and c.status in ('ACTIVE', 'INACTIVE');

-- As the API shows them.
create view service_record_shown as
select s.id, s.customer_id, c.number as customer_number, c.name as customer_name, s.kind, s.act, s.employee_id,
       e.name as employee_name, s.department_id, s.at, s.served_on, s.at_home, s.charge_fen, s.note, s.source_event is not null as reported,
       s.version, s.created_at, s.created_by, s.changed_at,
       c.unit_id as _unit_id, c.department_id as _keeper_id, c.status as _status, e.subject as _subject
  from service_record s
  join customer c on c.id = s.customer_id
  join employee e on e.id = s.employee_id;

create view lapse_report_shown as
select l.id, l.customer_id, c.number as customer_number, c.name as customer_name, l.department_id, l.employee_id,
       e.name as employee_name, l.to_department_id, l.lapsed_from, to_json(l.reasons) as reasons, l.state, l.taken_at, l.due_at,
       l.reported_at, l.late, l.text, l.decided_by, l.decided_at, l.reason, l.change_id, l.version, l.created_at, l.changed_at
  from lapse_report l
  join customer c on c.id = l.customer_id
  join employee e on e.id = l.employee_id;

create view ownership_change_shown as
select o.id, o.customer_id, c.number as customer_number, c.name as customer_name, o.cause, o.basis_id, o.from_employee_id,
       o.from_department_id, o.to_employee_id, e.name as to_employee_name, o.to_department_id, o.reason, o.state, o.directed_by,
       o.directed_at, o.due_on, o.done_by, o.done_at, o.late, o.version, o.created_at, o.changed_at
  from ownership_change o
  join customer c on c.id = o.customer_id
  join employee e on e.id = o.to_employee_id;

create view grievance_shown as
select g.id, g.customer_id, c.number as customer_number, c.name as customer_name, g.department_id, g.manager_id, g.cause,
       g.text, g.source, g.known_at, to_json(g.involved_employee_ids) as involved_employee_ids, g.complaint_id, g.day_zero,
       g.due_on, g.state, g.resolution_at, g.resolution_by, g.statement, g.confirmed_by, g.confirmed_at, g.confirmation,
       g.resolved_at, g.overdue_on, g.transferred_at, g.reopened_at, g.version, g.created_at, g.created_by, g.changed_at
  from grievance g
  join customer c on c.id = g.customer_id;

create trigger audit after insert or update on service_record for each row execute function audit();
create trigger audit after insert or update on lapse_report for each row execute function audit();
create trigger audit after insert or update on ownership_change for each row execute function audit();
create trigger audit after insert or update on grievance for each row execute function audit();
create trigger audit after insert or update on grievance_complaint for each row execute function audit();
