-- name: grievance_get(id) :one
-- To its department's head, to those who oversee all, and to whom it concerns.
select g.*, g.state = 'OPEN' and (g.complaint_id is not null or g.resolution_at is not null) and g.due_on < :today as judgement_pending
  from grievance_shown g
 where g.id = :id
   and (:has_general_manager or :has_crm_clerk or :has_customer_resource_director or :has_auditor or :has_service
        or g.created_by = :actor or (:has_department_head and g.department_id = :department)
        or exists (select from employee e join grievance r on r.id = g.id
                    where e.subject = :actor and (e.id = r.manager_id or e.id = any (r.involved_employee_ids))));

-- name: grievance_page() :page
select g.*, g.state = 'OPEN' and (g.complaint_id is not null or g.resolution_at is not null) and g.due_on < :today as judgement_pending
  from grievance_shown g
 where :has_general_manager or :has_crm_clerk or :has_customer_resource_director or :has_auditor or :has_service
       or g.created_by = :actor or (:has_department_head and g.department_id = :department)
       or exists (select from employee e join grievance r on r.id = g.id
                   where e.subject = :actor and (e.id = r.manager_id or e.id = any (r.involved_employee_ids)));

-- name: grievance_told(id) :one
select g.*, g.state = 'OPEN' and (g.complaint_id is not null or g.resolution_at is not null) and g.due_on < :today as judgement_pending
  from grievance_shown g
 where g.id = :id;

-- name: grievance_month_page() :page
-- How many became known, by department, cause and month, and what became of them.
select md5(department_id || cause || to_char(day_zero, 'YYYY-MM'))::uuid as id, department_id, cause,
       to_char(day_zero, 'YYYY-MM') as month, count(*) as grievances,
       count(*) filter (where source <> 'DISCOVERED') as complaints,
       count(*) filter (where overdue_on is null and resolved_at is not null) as in_time,
       count(*) filter (where overdue_on is not null) as overdue
  from grievance
 where :has_general_manager or :has_customer_resource_director or :has_crm_clerk or :has_auditor
       or (:has_department_head and department_id = :department)
 group by department_id, cause, to_char(day_zero, 'YYYY-MM');

-- name: grievance_customer(customer_id, instant at) :maybe
-- The direct-selling unit that held the customer at that time, and its head.
select d.id as department_id, d.head_id as manager_id
  from customer c
  left join lateral (select o.from_department_id from ownership_change o
                      where o.customer_id = c.id and o.state = 'DONE' and o.done_at > :at
                      order by o.done_at limit 1) before on true
  join department d on d.id = coalesce(before.from_department_id, c.unit_id) and d.kind = 'DIRECT_SALES'
 where c.id = :customer_id;

-- name: grievance_customer_lock(id) :maybe
-- The customer, or the one it lives on in.
select c.id
  from customer alias
  join customer c on c.id = coalesce(alias.merged_into_id, alias.id)
 where alias.id::text = :id
   for no key update of c;

-- name: grievance_people(ids) :one
-- Those of a list who are employees, each once.
select coalesce(json_agg(distinct e.id), '[]') as ids, count(distinct e.id) as people
  from employee e
 where e.id::text in (select json_array_elements_text(:ids::json));

-- name: grievance_named(ids) :one
select count(distinct n) as people from json_array_elements_text(:ids::json) n;

-- name: grievance_create(id, customer_id, department_id, manager_id, cause, text_, source, instant known_at, involved,
--       complaint_id, date day_zero, date due_on) :exec
insert into grievance (id, customer_id, department_id, manager_id, cause, text, source, known_at, involved_employee_ids,
                       complaint_id, day_zero, due_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :manager_id, :cause, :text_, :source, :known_at,
        array(select json_array_elements_text(:involved::json)::uuid), :complaint_id, :day_zero, :due_on,
        :now, :actor, :now, :actor, :trace);

-- name: grievance_whose(id) :one
select customer_id from grievance where id = :id;

-- name: grievance_whose_complaint(complaint_id) :maybe
select g.id, g.customer_id from grievance g where g.complaint_id = :complaint_id;

-- name: grievance_lock(id) :lock
-- The customer is locked.
select g.id, g.version, g.customer_id, g.department_id, g.manager_id, g.complaint_id, g.source, g.state, g.known_at, g.day_zero,
       g.resolution_at, g.resolved_at, g.overdue_on,
       g.resolution_by = :actor
         or exists (select from employee e
                     where e.subject = :actor and (e.id = g.manager_id or e.id = any (g.involved_employee_ids))) as concerned
  from grievance g
 where g.id = :id
   for no key update of g;

-- name: grievance_persons(id) :many
-- The manager and who was involved, and under which letters each has been fined already.
select e.id, coalesce(e.id = g.manager_id, false) as manager, e.id = any (g.involved_employee_ids) as involved,
       exists (select from penalty p where p.basis_id = g.id and p.person_id = e.id and p.type = 'GRIEVANCE_A') as fined_a,
       exists (select from penalty p where p.basis_id = g.id and p.person_id = e.id and p.type = 'GRIEVANCE_B') as fined_b
  from grievance g
  join employee e on e.id = g.manager_id or e.id = any (g.involved_employee_ids)
 where g.id = :id
 order by e.number;

-- name: grievance_save_involved(id, involved) :exec
update grievance
   set involved_employee_ids = array(select unnest(involved_employee_ids) union
                                     select json_array_elements_text(:involved::json)::uuid),
       :touched
 where id = :id;

-- name: grievance_save_text(id, cause, text_) :exec
update grievance
   set cause = :cause, text = :text_, :touched
 where id = :id;

-- name: grievance_save_source(id, source) :exec
update grievance
   set source = :source, :touched
 where id = :id;

-- name: grievance_save_overdue(id, date overdue_on) :exec
update grievance
   set state = 'OVERDUE', overdue_on = :overdue_on, :touched
 where id = :id;

-- name: grievance_save_resolution(id, statement) :exec
update grievance
   set resolution_at = :now, resolution_by = :actor, statement = :statement, confirmed_by = null, confirmed_at = null,
       confirmation = null, :touched
 where id = :id;

-- name: grievance_save_confirmation(id, state, boolean confirmed, confirmation) :exec
-- Confirmed, it was resolved when the head recorded it.
update grievance
   set state = :state, confirmed_by = :actor, confirmed_at = :now, confirmation = :confirmation,
       resolved_at = case when :confirmed then resolution_at end, resolution_at = null, :touched
 where id = :id;

-- name: grievance_save_settled(id, state, instant settled_at) :exec
update grievance
   set state = :state, resolved_at = :settled_at, resolution_at = null, :touched
 where id = :id;

-- name: grievance_save_reopened(id, date day_zero, date due_on) :exec
update grievance
   set state = 'OPEN', resolved_at = null, reopened_at = :now, day_zero = :day_zero, due_on = :due_on,
       :touched
 where id = :id;

-- name: grievance_save_linked(id, complaint_id, source, date day_zero, date due_on) :exec
update grievance
   set complaint_id = :complaint_id, source = :source, day_zero = :day_zero, due_on = :due_on, resolution_at = null,
       :touched
 where id = :id;

-- name: grievance_save_transferred(id) :exec
update grievance
   set state = 'TRANSFERRED', transferred_at = :now, :touched
 where id = :id;

-- name: grievance_merge(id, survivor_id) :exec
update grievance
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
