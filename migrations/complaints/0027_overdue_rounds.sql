-- R10.3. A round that was not replied to in its days: that it was overdue stays, and is counted when its last day ended, whatever rounds
-- follow.
create table complaint_overdue (
  id           uuid        not null constraint complaint_overdue_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_overdue_complaint references complaint,
  round        bigint      not null,
  due_on       date        not null,
  told_at      timestamptz not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint complaint_overdue_once unique (complaint_id, round)
);
create trigger audit after insert or update on complaint_overdue for each row execute function audit();

insert into complaint_overdue (id, complaint_id, round, due_on, told_at, created_at, created_by, changed_at, changed_by, trace_id)
select gen_random_uuid(), id, round, day_zero + overdue_days::int, overdue_at, overdue_at, changed_by, overdue_at, changed_by, trace_id
  from complaint where overdue_at is not null;
alter table complaint drop column overdue_at;

-- As the representation of a complaint shows them; null: none.
create function complaint_overdue_rounds(a_complaint uuid) returns json language sql stable as $$
  select json_agg(json_build_object('round', round, 'due_on', due_on) order by round) from complaint_overdue where complaint_id = a_complaint
$$;

-- R6.2, R6.3. An inspection and a day of a holiday block are counted in the interval in which their day ended; planned later (the service
-- stood still that day), in the one in which they were planned: what comes later changes no figure of an interval that is over.

create function end_of_day(day date) returns timestamptz language sql immutable as $$
  select (day + 1)::timestamp at time zone 'Asia/Shanghai'
$$;

create or replace function supervision_figures(department uuid, unit uuid, a_from timestamptz, a_to timestamptz, checks_required bigint)
  returns json language sql stable as $$
  with dep (id) as (select supervised_departments(department, unit)),
  person as (select e.id, e.roles, e.status, e.leave_from, e.leave_until, e.department_id
               from known_employee e where e.department_id in (select id from dep)),
  request as (select r.* from service_request r where r.id in (select supervised_requests(department, unit))),
  received as (select * from request where recorded_at > a_from and recorded_at <= a_to),
  complained as (
    select c.* from complaint c where c.unit_id = coalesce(unit, unit_of_department(department))),
  -- Each round whose days are over, also where its timer has not rung yet.
  overdue (at) as (
    select greatest(o.at, c.registered_at)
      from complained c
     cross join lateral (select end_of_day(d.due_on) as at from complaint_overdue d where d.complaint_id = c.id
                          union
                         select t.due_at from timer t
                          where t.kind = 'complaint_overdue' and t.subject_id = c.id::text and t.state = 'SET'
                            and c.kind = 'COMPLAINT' and c.customer_id is not null) o),
  activity as (
    select a.* from service_activity a
     where a.created_at > a_from and a.created_at <= a_to
       and (a.activity_class = 'PROACTIVE' or a.employee_id in (select id from person))),
  due_inspection (at) as (
    select greatest(end_of_day(i.due_on), i.created_at) from quality_inspection i
     where i.state <> 'CANCELLED' or i.changed_at > a_to),
  known_fault as (select * from fault where created_at > a_from and created_at <= a_to),
  -- Clocks that ran out: counted when they did, or (known later) when they were set.
  missed as (
    select d.subject, d.kind from deadline d
     where d.subject = 'fault' and d.kind in ('NOTIFY', 'RELAY', 'ANALYSIS_REPORT') and d.state <> 'CANCELLED'
       and greatest(d.due_at + interval '1 microsecond', d.created_at) > a_from
       and greatest(d.due_at + interval '1 microsecond', d.created_at) <= a_to
       and (d.ended_at is null or d.ended_at > d.due_at)),
  gap as (
    select p.id, d.day
      from holiday_watch w
     cross join generate_series(w.block_from, w.block_until, interval '1 day') d (day)
     cross join lateral (select greatest(end_of_day(d.day::date), w.created_at) as at) ended
      join service_project p on p.kind = 'WEBSITE' and p.delivered_on <= d.day and (p.retired_on is null or p.retired_on > d.day)
      left join watch_check c on c.watch_id = w.id and c.project_id = p.id and c.on_day = d.day::date and c.created_at <= a_to
     where ended.at > a_from and ended.at <= a_to
     group by p.id, d.day
    having count(c.id) < checks_required),
  notice as (
    select floor(extract(epoch from f.notified_at - f.known_at) / 60)::bigint as minutes
      from fault f where f.notified_at > a_from and f.notified_at <= a_to),
  -- Deadlines are those of all: whoever reported tells of the week.
  week as (select distinct week_from, deadline_at from weekly_report where deadline_at > a_from and deadline_at <= a_to),
  unreported as (
    select p.id, w.week_from from week w
     cross join person p
     where p.status = 'ACTIVE' and 'tech_service' = any (p.roles)
       and exists (select from department_membership m
                    where m.employee_id = p.id and m.department_id = p.department_id
                      and coalesce(m.from_on, w.week_from) <= w.week_from)
       and not (coalesce(p.leave_from <= w.week_from and p.leave_until >= w.week_from + 4, false))
       and not exists (select from weekly_report r where r.person_id = p.id and r.week_from = w.week_from and r.created_at <= a_to))
  select json_build_object(
    'acceptance', json_build_object(
      'requests_received', (select count(*) from received),
      'requests_accepted', (select count(*) from request where accepted_at > a_from and accepted_at <= a_to),
      'records_in_time', (select count(*) from received where not late_record),
      'records_late', (select count(*) from received where late_record),
      'one_stop_missed', (select count(*) from request where one_stop_missed_at > a_from and one_stop_missed_at <= a_to),
      'transferred', (select count(distinct t.request_id) from request_transfer t
                       where t.kind = 'TRANSFER' and t.created_at > a_from and t.created_at <= a_to
                         and t.request_id in (select id from request)),
      'second_calls', (select count(distinct c.request_id) from request_contact c
                        where c.repeats and c.created_at > a_from and c.created_at <= a_to
                          and c.request_id in (select id from request)),
      'complaints', (select coalesce(json_object_agg(c.kind, c.count), '{}')
                       from (select kind, count(*) from complained
                              where created_at > a_from and created_at <= a_to group by kind) c),
      'complaints_accepted', (select count(*) from complained where registered_at > a_from and registered_at <= a_to),
      'complaints_registered_late', (select count(*) from complained
                                      where registered_at > a_from and registered_at <= a_to and late_registration),
      'complaints_overdue', (select count(*) from overdue where at > a_from and at <= a_to)),
    'proactive_maintenance', json_build_object(
      'inspections_due', (select count(*) from due_inspection where at > a_from and at <= a_to),
      'inspections_done', (select count(*) from activity where subclass = 'INSPECTION' and subject is not null),
      'surveys', (select count(*) from activity where subclass = 'SURVEY' and subject is not null),
      'research', (select count(*) from activity where subclass = 'RESEARCH' and subject is not null)),
    'other_services', json_build_object(
      'hotline', (select count(*) from activity where subclass = 'HOTLINE' and subject is not null),
      'hotline_solved', (select count(*) from activity a join hotline_attempt h on h.id = a.subject_id
                          where a.subject = 'hotline_attempt' and h.outcome = 'SOLVED'),
      'remote', (select count(*) from activity where subclass = 'REMOTE' and subject is not null),
      'onsite', (select count(*) from activity where subclass = 'ONSITE' and subject is not null),
      'departures_late', (select count(*) from onsite_assignment o
                           where o.depart_late and o.departure_recorded_at > a_from and o.departure_recorded_at <= a_to
                             and o.technician_id in (select id from person)),
      'arrivals_late', (select count(*) from onsite_assignment o
                         where o.arrive_late and o.arrival_recorded_at > a_from and o.arrival_recorded_at <= a_to
                           and o.technician_id in (select id from person)),
      'faults', (select count(*) from known_fault),
      'fault_notices_late', (select count(*) from missed where kind = 'NOTIFY'),
      'fault_relays_late', (select count(*) from missed where kind = 'RELAY'),
      'fault_reports_late', (select count(*) from missed where kind = 'ANALYSIS_REPORT'),
      'fault_notice_minutes_average', (select average_tenths(sum(minutes)::bigint, count(*))::text from notice),
      'fault_notice_minutes_maximum', (select max(minutes) from notice),
      'watch_problems', (select count(*) from watch_check w where w.created_at > a_from and w.created_at <= a_to and w.result = 'PROBLEM'),
      'holiday_gaps', (select count(*) from gap),
      'weekly_reports_late', (select count(*) from weekly_report w
                               where w.created_at > a_from and w.created_at <= a_to and w.late and w.department_id in (select id from dep)),
      'weekly_reports_missing', (select count(*) from unreported),
      'conduct_cases', (select count(*) from conduct_case c
                         where c.created_at > a_from and c.created_at <= a_to
                           and (c.department_id in (select id from dep) or c.department_id is null and department is null)),
      'work_orders_owed', (select count(distinct w.request_id) from request_work w
                             left join work_contact_order o on o.id = w.order_id
                            where w.due_at is not null and w.created_at <= a_to and (o.id is null or o.submitted_at > a_to)
                              and w.request_id in (select id from request)),
      'work_orders_late', (select count(*) from work_contact_order o
                            where o.late and o.submitted_at > a_from and o.submitted_at <= a_to
                              and o.from_department_id in (select id from dep)),
      'return_visits_due', (select count(*) from return_visit_figure v where v.kind = 'DUE' and v.counted_at > a_from and v.counted_at <= a_to),
      'return_visits_done', (select count(*) from return_visit_figure v
                              where v.kind = 'COMPLETED' and v.counted_at > a_from and v.counted_at <= a_to),
      'return_visits_overdue', (select count(*) from return_visit_figure v
                                 where v.kind = 'OVERDUE' and v.counted_at > a_from and v.counted_at <= a_to)),
    -- All of it by class and sub-class, whatever recorded it (R6.23).
    'activities', json_build_object(
      'PROACTIVE', (select json_object_agg(s.name, (select count(*) from activity a where a.subclass = s.name))
                      from unnest(array['INSPECTION', 'SURVEY', 'RESEARCH']) s (name)),
      'REACTIVE', (select json_object_agg(s.name, (select count(*) from activity a where a.subclass = s.name))
                     from unnest(array['HOTLINE', 'REMOTE', 'ONSITE']) s (name))))
$$;
