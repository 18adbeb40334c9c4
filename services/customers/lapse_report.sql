-- name: lapse_report_get(id) :one
-- To those who oversee all, and to the units it goes from and to.
select * from lapse_report_shown
 where id = :id
   and (unit_readable(department_id, :department, :caller_roles) or unit_readable(to_department_id, :department, :caller_roles));

-- name: lapse_report_page() :page
select * from lapse_report_shown
 where unit_readable(department_id, :department, :caller_roles) or unit_readable(to_department_id, :department, :caller_roles);

-- name: lapse_report_told(id) :one
select * from lapse_report_shown where id = :id;

-- name: lapse_report_expire(customer_id) :exec
-- What was not reported in time bars nobody, also before its timer has rung.
update lapse_report
   set state = 'EXPIRED', version = version + 1, changed_at = :now, changed_by = 'system', trace_id = :trace
 where customer_id = :customer_id and state = 'TAKEN' and due_at < :now;

-- name: lapse_report_expire_one(id) :exec
update lapse_report
   set state = 'EXPIRED', :touched
 where id = :id and state = 'TAKEN' and due_at < :now;

-- name: lapse_report_own(customer_id, employee_id) :maybe
-- Whether the employee has taken the customer.
select id from lapse_report
 where customer_id = :customer_id and employee_id = :employee_id
   and (state = 'REPORTED' or (state = 'TAKEN' and due_at >= :now));

-- name: lapse_report_create(id, customer_id, department_id, employee_id, to_department_id, date lapsed_from, reasons,
--       instant due_at) :exec
insert into lapse_report (id, customer_id, department_id, employee_id, to_department_id, lapsed_from, reasons, taken_at, due_at,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :employee_id, :to_department_id, :lapsed_from,
        array(select json_array_elements_text(:reasons::json)), :now, :due_at, :now, :actor, :now, :actor, :trace);

-- name: lapse_report_whose(id) :one
select customer_id from lapse_report where id = :id;

-- name: lapse_report_lock(id) :lock
-- The customer is locked.
select l.id, l.version, l.state, l.employee_id, l.taken_at, l.change_id, coalesce(e.subject = :actor, false) as own
  from lapse_report l
  join employee e on e.id = l.employee_id
 where l.id = :id
   for no key update of l;

-- name: lapse_report_save_reported(id, text_, boolean late) :exec
update lapse_report
   set state = 'REPORTED', reported_at = :now, text = :text_, late = :late, :touched
 where id = :id;

-- name: lapse_report_save_directed(id, change_id) :exec
update lapse_report
   set decided_by = :actor, decided_at = :now, change_id = :change_id, :touched
 where id = :id;

-- name: lapse_report_save_undirected(id) :exec
update lapse_report
   set decided_by = null, decided_at = null, change_id = null, :touched
 where id = :id;

-- name: lapse_report_save_rejected(id, reason) :exec
update lapse_report
   set state = 'REJECTED', decided_by = :actor, decided_at = :now, reason = :reason, :touched
 where id = :id;

-- name: lapse_report_save_changed(id) :exec
update lapse_report
   set state = 'CHANGED', :touched
 where id = :id;

-- name: lapse_report_merge(id, survivor_id) :exec
-- Of two open ones the survivor's stays.
update lapse_report l
   set customer_id = :survivor_id,
       state = case when l.state in ('TAKEN', 'REPORTED')
                     and exists (select from lapse_report s where s.customer_id = :survivor_id and s.state in ('TAKEN', 'REPORTED'))
                    then 'EXPIRED' else l.state end, :touched
 where customer_id = :id;
