-- Assessments of executing departments and the service supervision report (R6.2, R6.3).

-- month: its first day. figures: computed when it was made; nobody overwrites them.
create table service_assessment (
  id            uuid        not null constraint service_assessment_pk primary key,
  version       bigint      not null default 1,
  month         date        not null,
  department_id uuid        not null,
  author_id     uuid        not null,
  figures       json        not null,
  grade         text        not null,
  findings      text        not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint service_assessment_once unique (department_id, month)
);
create trigger audit after insert or update on service_assessment for each row execute function audit();

-- F1. It covers (coverage_from, coverage_to]: from the cut-off of the report before to its own, so that nothing falls between.
-- revision 0 is the first report of a month; a correction is a further one with its reason.
create table service_supervision_report (
  id              uuid        not null constraint service_supervision_report_pk primary key,
  version         bigint      not null default 1,
  unit_id         uuid        not null constraint service_supervision_report_unit references complaint_unit,
  month           date        not null,
  state           text        not null constraint service_supervision_report_state check (state in ('DRAFT', 'SUBMITTED', 'ACKNOWLEDGED')),
  revision        bigint      not null default 0,
  revision_of_id  uuid        constraint service_supervision_report_revision_of references service_supervision_report,
  revision_reason text,
  author_id       uuid        not null,
  findings        text        not null,
  recommendations text        not null,
  coverage_from   timestamptz,
  coverage_to     timestamptz,
  figures         json,
  grades          json,
  submitted_at    timestamptz,
  late            boolean     not null default false,
  acknowledged_at timestamptz,
  acknowledged_by text,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create unique index service_supervision_report_first on service_supervision_report (unit_id, month, revision) where state <> 'DRAFT';
create trigger audit after insert or update on service_supervision_report for each row execute function audit();

-- What the visits service told of return visits (9.3): counted in assessments and reports.
create table return_visit_figure (
  event_id text        not null constraint return_visit_figure_pk primary key,
  kind     text        not null constraint return_visit_figure_kind check (kind in ('DUE', 'COMPLETED', 'OVERDUE')),
  at       timestamptz not null
);
create index return_visit_figure_at on return_visit_figure (at);

-- The figures of (a_from, a_to], of one department or (null) of all (R6.2, R6.3, F1).
create function service_figures(department uuid, a_from timestamptz, a_to timestamptz) returns json language sql stable as $$
  with person as (select id from known_employee where department is null or department_id = department),
  request as (
    select r.* from service_request r
     where r.received_at > a_from and r.received_at <= a_to
       and (department is null or r.owner_id in (select id from person) or r.accepted_by_id in (select id from person))),
  onsite as (
    select a.* from onsite_assignment a
     where a.appointed_at > a_from and a.appointed_at <= a_to and (department is null or a.technician_id in (select id from person)))
  select json_build_object(
    'acceptance', json_build_object(
      'requests_received', (select count(*) from request),
      'requests_accepted', (select count(*) from request where accepted_at is not null),
      'records_late', (select count(*) from request where late_record),
      'one_stop_missed', (select count(*) from request where one_stop_missed),
      'transferred', (select count(*) from request where transfers > 0),
      'second_calls', (select count(*) from request where repeat_contacts > 0),
      'complaints', (select coalesce(json_object_agg(c.kind, c.count), '{}')
                       from (select kind, count(*) from complaint
                              where received_at > a_from and received_at <= a_to
                                and (department is null or unit_of_department(department) = unit_id) group by kind) c)),
    'proactive_maintenance', json_build_object(
      'inspections_due', (select count(*) from quality_inspection i
                           where i.due_on > date(a_from at time zone 'Asia/Shanghai') and i.due_on <= date(a_to at time zone 'Asia/Shanghai')),
      'inspections_done', (select count(*) from quality_inspection i where i.arrived_at > a_from and i.arrived_at <= a_to),
      'surveys', (select count(*) from satisfaction_survey s where s.closed_at > a_from and s.closed_at <= a_to),
      'research', (select count(*) from service_research s
                    where s.held_on > date(a_from at time zone 'Asia/Shanghai') and s.held_on <= date(a_to at time zone 'Asia/Shanghai'))),
    'other_services', json_build_object(
      'hotline', (select count(*) from hotline_attempt h join request r on r.id = h.request_id),
      'hotline_solved', (select count(*) from hotline_attempt h join request r on r.id = h.request_id where h.outcome = 'SOLVED'),
      'remote', (select count(*) from remote_session s join request r on r.id = s.request_id),
      'onsite', (select count(*) from onsite),
      'departures_late', (select count(*) from onsite where depart_late),
      'arrivals_late', (select count(*) from onsite where arrive_late),
      'faults', (select count(*) from fault f where f.known_at > a_from and f.known_at <= a_to),
      'fault_notices_late', (select count(*) from fault f where f.known_at > a_from and f.known_at <= a_to and f.notified_late),
      'fault_reports_late', (select count(*) from fault f where f.known_at > a_from and f.known_at <= a_to and f.report_late),
      'watch_problems', (select count(*) from watch_check w where w.checked_at > a_from and w.checked_at <= a_to and w.result = 'PROBLEM'),
      'weekly_reports_late', (select count(*) from weekly_report w
                               where w.submitted_at > a_from and w.submitted_at <= a_to and w.late
                                 and (department is null or w.department_id = department)),
      'weekly_reports_missing', (select coalesce(sum(cardinality(m.missing)), 0) from weekly_meeting m
                                  where m.held_at > a_from and m.held_at <= a_to and (department is null or m.department_id = department)),
      'conduct_cases', (select count(*) from conduct_case c
                         where c.created_at > a_from and c.created_at <= a_to and (department is null or c.department_id = department)),
      'work_orders_owed', (select count(*) from request where wco_owed),
      'return_visits_due', (select count(*) from return_visit_figure v where v.kind = 'DUE' and v.at > a_from and v.at <= a_to),
      'return_visits_done', (select count(*) from return_visit_figure v where v.kind = 'COMPLETED' and v.at > a_from and v.at <= a_to),
      'return_visits_overdue', (select count(*) from return_visit_figure v where v.kind = 'OVERDUE' and v.at > a_from and v.at <= a_to)))
$$;

-- R6.2: who may not assess a department of a month, and why. Who belonged to it on any day, took part in what is assessed, or is
-- the direct superior of one who did; null: independent.
create function assessment_conflict(author uuid, department uuid, first date, last date, a_from timestamptz, a_to timestamptz)
  returns text language sql stable as $$
  with part (id, why) as (
    select m.employee_id, 'BELONGED' from department_membership m
     where m.department_id = department and coalesce(m.from_on, first) <= last and coalesce(m.until_on, last) >= first
    union all select e.id, 'BELONGED' from known_employee e where e.department_id = department
    union all
    select p.id, 'TOOK_PART'
      from service_request r, lateral (values (r.first_responder_id), (r.owner_id), (r.engineer_id), (r.accepted_by_id)) p (id)
     where r.received_at > a_from and r.received_at <= a_to
    union all
    select f.employee_id, 'TOOK_PART'
      from complaint_function f join complaint c on c.id = f.complaint_id
     where f.function in ('INVESTIGATOR', 'HANDLER') and c.received_at > a_from and c.received_at <= a_to)
  select why from (
    select part.why from part where part.id = author
    union all
    select 'SUPERIOR' from part join known_employee e on e.id = part.id where e.supervisor_id = author) found
   limit 1
$$;

-- The end of each month is watched (R6.3); each timer sets the next.
insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
select 'supervision_overdue', 'next', due, due, 'SET', now(), 'system', repeat('0', 32)
  from (select (date_trunc('month', now() at time zone 'Asia/Shanghai') + interval '1 month') at time zone 'Asia/Shanghai' as due) d;
