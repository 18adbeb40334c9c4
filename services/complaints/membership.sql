-- name: membership_end(employee_id, date on_) :exec
update department_membership
   set until_on = :on_, :touched
 where employee_id = :employee_id and until_on is null;

-- name: membership_begin(id, employee_id, department_id, date on_) :exec
insert into department_membership (id, employee_id, department_id, from_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :employee_id, :department_id, :on_, :now, :actor, :now, :actor, :trace);
