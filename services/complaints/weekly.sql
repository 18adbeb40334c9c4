-- name: weekly_report_put(id, person_id, department_id, date week_from, instant deadline_at, instant covers_from, situation, boolean situation_none, feedback, boolean feedback_none, boolean late) :maybe
-- Until the deadline it is written again; later the first one stands.
insert into weekly_report (id, person_id, department_id, week_from, deadline_at, covers_from, situation, situation_none, feedback,
                           feedback_none, submitted_at, late, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :person_id, :department_id, :week_from, :deadline_at, :covers_from, :situation, :situation_none, :feedback,
        :feedback_none, :now, :late, :now, :actor, :now, :actor, :trace)
    on conflict (person_id, week_from) do update
   set situation = excluded.situation, situation_none = excluded.situation_none, feedback = excluded.feedback,
       feedback_none = excluded.feedback_none, submitted_at = excluded.submitted_at,
       version = weekly_report.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where excluded.submitted_at <= weekly_report.deadline_at
returning id, person_id, department_id, week_from, deadline_at, covers_from, situation, situation_none, feedback, feedback_none,
          submitted_at, late, version;

-- name: weekly_report_shown(id) :one
select r.id, r.person_id, r.department_id, r.week_from, r.deadline_at, r.covers_from, r.situation, r.situation_none, r.feedback,
       r.feedback_none, r.submitted_at, r.late, r.version
  from weekly_report r
 where r.id = :id
   and (:caller_roles::text[] && '{quality_supervisor,customer_service_manager,general_manager,auditor}'
        or r.department_id = (select e.department_id from known_employee e where e.subject = :actor));

-- name: weekly_report_page() :page
select r.id, r.person_id, r.department_id, r.week_from, r.deadline_at, r.covers_from, r.situation, r.situation_none, r.feedback,
       r.feedback_none, r.submitted_at, r.late, r.version
  from weekly_report r
 where :caller_roles::text[] && '{quality_supervisor,customer_service_manager,general_manager,auditor}'
    or r.department_id = (select e.department_id from known_employee e where e.subject = :actor);

-- name: weekly_missing(department_id, date week_from, boolean due) :one
-- Of the department's technical service: who did not report, and who was on leave the whole week.
select coalesce(json_agg(e.id) filter (where not leave), '[]')::text as missing,
       coalesce(json_agg(e.id) filter (where leave), '[]')::text as excused
  from (select e.id, coalesce(e.leave_from <= :week_from::date and e.leave_until >= :week_from::date + 4, false) as leave
          from known_employee e
         where :due and e.department_id = :department_id and e.status = 'ACTIVE' and 'tech_service' = any (e.roles)
           and not exists (select from weekly_report r where r.person_id = e.id and r.week_from = :week_from::date)) e;

-- name: weekly_meeting_create(id, department_id, date week_from, participants, missing, excused, summary, classes, actions) :exec
insert into weekly_meeting (id, department_id, week_from, participants, missing, excused, summary, classes, actions, held_at,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :week_from, array(select value::uuid from json_array_elements_text(:participants::json)),
        array(select value::uuid from json_array_elements_text(:missing::json)),
        array(select value::uuid from json_array_elements_text(:excused::json)), :summary, :classes, :actions, :now,
        :now, :actor, :now, :actor, :trace);

-- name: weekly_meeting_get(id) :one
select id, department_id, week_from, to_json(participants) as participants, to_json(missing) as missing, to_json(excused) as excused,
       summary, classes, actions, held_at, version
  from weekly_meeting
 where id = :id;

-- name: weekly_meeting_page() :page
select m.id, m.department_id, m.week_from, to_json(m.participants) as participants, to_json(m.missing) as missing,
       to_json(m.excused) as excused, m.summary, m.classes, m.actions, m.held_at, m.version
  from weekly_meeting m
 where :caller_roles::text[] && '{quality_supervisor,customer_service_manager,general_manager,auditor}'
    or m.department_id = (select e.department_id from known_employee e where e.subject = :actor);
