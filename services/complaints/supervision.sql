-- name: supervision_conflict(author_id, department_id, date first, date last, instant a_from, instant a_to) :one
select assessment_conflict(:author_id, :department_id, :first, :last, :a_from, :a_to) as why;

-- name: supervision_conflict_anywhere(author_id, unit_id, date first, date last, instant a_from, instant a_to) :one
-- With any executing department of the unit: those with technical service.
select (select assessment_conflict(:author_id, d.id, :first, :last, :a_from, :a_to)
          from (select distinct e.department_id as id from known_employee e
                 where e.status = 'ACTIVE' and 'tech_service' = any (e.roles)
                   and unit_of_department(e.department_id) = :unit_id::uuid) d
         where assessment_conflict(:author_id, d.id, :first, :last, :a_from, :a_to) is not null limit 1) as why;

-- name: executing_department(id) :maybe
-- A department with technical service.
select d.id
  from known_department d
 where d.id = :id
   and exists (select from known_employee e where e.department_id = d.id and e.status = 'ACTIVE' and 'tech_service' = any (e.roles));

-- name: service_assessment_create(id, date month, department_id, author_id, instant a_from, instant a_to, integer checks_required, items, grade, findings) :exec
insert into service_assessment (id, month, department_id, author_id, figures, items, grade, findings,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :month, :department_id, :author_id, supervision_figures(:department_id, null, :a_from, :a_to, :checks_required), :items, :grade, :findings,
        :now, :actor, :now, :actor, :trace);

-- name: service_assessment_get(id) :one
select id, month, department_id, author_id, figures, items, grade, findings, version, created_at from service_assessment where id = :id;

-- name: service_assessment_lock(id) :lock
select id, version from service_assessment where id = :id for no key update;

-- name: service_assessment_page() :page
select id, month, department_id, author_id, figures, items, grade, findings, version, created_at from service_assessment;

-- name: supervision_unit(department_id) :maybe
select unit_of_department(:department_id::uuid) as id where unit_of_department(:department_id::uuid) is not null;

-- name: supervision_report_create(id, unit_id, date month, author_id, findings, recommendations, revision_of_id, revision_reason) :exec
insert into service_supervision_report (id, unit_id, month, state, author_id, findings, recommendations, revision, revision_of_id,
                                        revision_reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :month, 'DRAFT', :author_id, :findings, :recommendations, case when :revision_of_id::uuid is null then 0 else 1 end,
        :revision_of_id, :revision_reason, :now, :actor, :now, :actor, :trace);

-- name: supervision_report_corrected(id, unit_id, date month) :maybe
-- What a revision corrects: a submitted report of the same unit and month.
select id from service_supervision_report where id = :id and unit_id = :unit_id and month = :month and state <> 'DRAFT';

-- name: supervision_unit_lock(id) :one
-- The reports of a unit follow each other: one is submitted after the other.
select id from complaint_unit where id = :id for no key update;

-- name: supervision_report_get(id) :one
select id, unit_id, month, state, revision, revision_of_id, revision_reason, author_id, findings, recommendations, coverage_from, coverage_to,
       figures, grades, submitted_at, late, acknowledged_at, acknowledged_by, version, created_at
  from service_supervision_report
 where id = :id and (state <> 'DRAFT' or created_by = :actor);

-- name: supervision_report_page() :page
-- A draft is its author's; the general manager reads what was submitted.
select r.id, r.unit_id, r.month, r.state, r.revision, r.revision_of_id, r.revision_reason, r.author_id, r.findings, r.recommendations,
       r.coverage_from, r.coverage_to, r.figures, r.grades, r.submitted_at, r.late, r.acknowledged_at, r.acknowledged_by, r.version,
       r.created_at
  from service_supervision_report r
 where r.state <> 'DRAFT' or r.created_by = :actor;

-- name: supervision_report_lock(id) :lock
select id, version, unit_id, month, state, revision, revision_of_id, author_id, created_by from service_supervision_report
 where id = :id and (state <> 'DRAFT' or created_by = :actor)
   for no key update;

-- name: supervision_report_facts(unit_id, date month) :one
-- Of a unit: its executing departments without an assessment; previous: the latest cut-off of a first report, of whatever month (one
-- that comes after that of the next month does not tell its figures again).
select (select count(*) from (select distinct e.department_id as id from known_employee e
                               where e.status = 'ACTIVE' and 'tech_service' = any (e.roles)
                                 and unit_of_department(e.department_id) = :unit_id::uuid) d
         where not exists (select from service_assessment a where a.department_id = d.id and a.month = :month::date)) as unassessed,
       exists (select from service_supervision_report r
                where r.unit_id = :unit_id::uuid and r.month = :month::date and r.state <> 'DRAFT') as another,
       (select max(r.coverage_to) from service_supervision_report r
         where r.unit_id = :unit_id::uuid and r.state <> 'DRAFT' and r.revision = 0) as previous;

-- name: supervision_report_cut(id) :one
-- The cut-offs of the report that a revision corrects.
select coverage_from, coverage_to from service_supervision_report where id = :id and state <> 'DRAFT';

-- name: supervision_report_save_submitted(id, instant coverage_from, instant coverage_to, boolean late, integer checks_required, date month) :exec
update service_supervision_report r
   set state = 'SUBMITTED',
       revision = case when revision_of_id is null then 0
                       else (select max(b.revision) + 1 from service_supervision_report b
                              where b.unit_id = r.unit_id and b.month = r.month and b.state <> 'DRAFT') end,
       coverage_from = :coverage_from, coverage_to = :coverage_to, submitted_at = :now, late = :late,
       figures = supervision_figures(null, unit_id, coalesce(:coverage_from, '-infinity'::timestamptz), :coverage_to, :checks_required),
       grades = (select coalesce(json_agg(json_build_object('department_id', a.department_id, 'grade', a.grade) order by a.department_id), '[]')
                   from service_assessment a where a.month = :month and unit_of_department(a.department_id) = r.unit_id), :touched
 where id = :id;

-- name: supervision_report_save_acknowledged(id) :exec
update service_supervision_report
   set state = 'ACKNOWLEDGED', acknowledged_at = :now, acknowledged_by = :actor, :touched
 where id = :id;

-- name: supervision_units_without_report(date month) :many
-- Units that follow the profile of service, whose people wrote no report of the month before it ended.
select u.id from complaint_unit u
 where u.profile = 'SERVICE' and u.status = 'ACTIVE'
   and exists (select from known_employee e where e.roles && '{quality_supervisor,tech_service}' and e.status = 'ACTIVE'
                  and unit_of_department(e.department_id) = u.id)
   and not exists (select from service_supervision_report r where r.unit_id = u.id and r.month = :month and r.submitted_at < :now)
 order by u.code;

-- name: supervision_alarm(id, subject_id, role, kind, text_) :exec
insert into alarm (id, kind, rule, subject, subject_id, role, text, raised_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, 'R6.3', 'complaint_unit', :subject_id, :role, :text_, :now, :now, :actor, :now, :actor, :trace)
    on conflict (kind, subject_id, role) do nothing;

-- name: return_visit_count(event_id, kind, instant at) :exec
insert into return_visit_figure (event_id, kind, at, counted_at) values (:event_id, :kind, :at, :now) on conflict (event_id) do nothing;
