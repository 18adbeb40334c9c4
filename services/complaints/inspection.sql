-- name: inspection_last(project_id) :one
select coalesce(max(number), 0) as number, max(due_on) as due_on from quality_inspection where project_id = :project_id;

-- name: inspections_open(project_id) :many
select id, step, due_on from quality_inspection where project_id = :project_id and state = 'DUE' order by number;

-- name: inspection_awaited(project_id) :maybe
-- The one that is due today or later, and (null: none) when the one before it was.
select i.id, (select max(b.due_on) from quality_inspection b where b.project_id = i.project_id and b.number < i.number) as before
  from quality_inspection i
 where i.project_id = :project_id and i.state = 'DUE' and i.due_on >= :today
 order by i.number desc
 limit 1;

-- name: inspection_create(id, project_id, integer number, integer step, date due_on) :exec
insert into quality_inspection (id, project_id, number, step, due_on, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :project_id, :number, :step, :due_on, 'DUE', :now, :actor, :now, :actor, :trace);

-- name: inspection_save_due(id, integer step, date due_on) :exec
update quality_inspection
   set step = :step, due_on = :due_on, :touched
 where id = :id;

-- name: inspections_cancel(project_id) :exec
update quality_inspection
   set state = 'CANCELLED', :touched
 where project_id = :project_id and state = 'DUE';

-- name: quality_inspection_get(id) :one
select id, project_id, number, due_on, state, inspector_id, arrived_at, left_at, late, closed_at, version, created_at
  from quality_inspection
 where id = :id;

-- name: quality_inspection_page() :page
select id, project_id, number, due_on, state, inspector_id, arrived_at, left_at, late, closed_at, version, created_at
  from quality_inspection;

-- name: quality_inspection_lock(id) :lock
select i.id, i.version, i.state, i.due_on, i.project_id, p.customer_id, p.project_manager_id, cardinality(p.checklist) as checklist,
       (select count(*) from inspection_line l
         where l.inspection_id = i.id and l.hand_over_due_on is not null and l.handed_over_at is null) as open_findings
  from quality_inspection i
  join service_project p on p.id = i.project_id
 where i.id = :id
   for no key update of i;

-- name: quality_inspection_save_recorded(id, inspector_id, instant arrived_at, instant left_at, boolean late) :exec
update quality_inspection
   set state = 'RECORDED', inspector_id = :inspector_id, arrived_at = :arrived_at, left_at = :left_at, late = :late,
       :touched
 where id = :id;

-- name: quality_inspection_save_closed(id) :exec
update quality_inspection
   set state = 'CLOSED', closed_at = :now, :touched
 where id = :id;

-- name: quality_inspection_of_line(line_id) :one
select i.id, i.state, p.customer_id, p.project_manager_id
  from inspection_line l
  join quality_inspection i on i.id = l.inspection_id
  join service_project p on p.id = i.project_id
 where l.id = :line_id;

-- name: inspection_line_create(id, inspection_id, integer number, result, finding, analysis, instant analysed_at, date hand_over_due_on) :exec
-- The item is kept as the checklist has it now.
insert into inspection_line (id, inspection_id, number, item, result, finding, analysis, analysed_at, hand_over_due_on,
                             created_at, created_by, changed_at, changed_by, trace_id)
select :id, i.id, :number::bigint, p.checklist[:number::bigint], :result, :finding, :analysis, :analysed_at, :hand_over_due_on,
       :now, :actor, :now, :actor, :trace
  from quality_inspection i
  join service_project p on p.id = i.project_id
 where i.id = :inspection_id;

-- name: inspection_line_get(id) :one
select id, inspection_id, number, item, result, finding, analysis, analysed_at, hand_over_due_on, handed_over_at, handed_over_late,
       request_id, version
  from inspection_line
 where id = :id;

-- name: inspection_line_page(id) :page
select id, inspection_id, number, item, result, finding, analysis, analysed_at, hand_over_due_on, handed_over_at, handed_over_late,
       request_id, version
  from inspection_line
 where inspection_id = :id;

-- name: inspection_line_lock(id) :lock
select id, version, item, finding, analysis, hand_over_due_on, handed_over_at from inspection_line where id = :id for no key update;

-- name: inspection_request_save_owner(id, inspector_id) :exec
-- Customer service owns what is handed over: its manager, or else one of its people, first of the inspector's own department.
update service_request
   set owner_id = coalesce((select e.id
                              from known_employee e
                             where e.status = 'ACTIVE' and e.roles && '{customer_service,customer_service_manager}'
                             order by e.department_id = (select i.department_id from known_employee i where i.id = :inspector_id) desc,
                                      'customer_service_manager' = any (e.roles) desc, e.id
                             limit 1), owner_id), :touched
 where id = :id;

-- name: inspection_line_save_handed_over(id, request_id, boolean late) :exec
update inspection_line
   set handed_over_at = :now, handed_over_late = :late, request_id = :request_id, :touched
 where id = :id;
