-- name: ownership_change_get(id) :one
-- To those who oversee all, and to the units it goes from and to.
select * from ownership_change_shown
 where id = :id
   and (unit_readable(from_department_id, :department, :caller_roles) or unit_readable(to_department_id, :department, :caller_roles));

-- name: ownership_change_page() :page
select * from ownership_change_shown
 where unit_readable(from_department_id, :department, :caller_roles) or unit_readable(to_department_id, :department, :caller_roles);

-- name: ownership_change_told(id) :one
select * from ownership_change_shown where id = :id;

-- name: ownership_change_whose(id) :one
select customer_id from ownership_change where id = :id;

-- name: ownership_change_lock(id) :lock
-- The customer is locked.
select id, version, state, cause, basis_id, to_employee_id, due_on, directed_by = :actor as own
  from ownership_change
 where id = :id
   for no key update;

-- name: owned_lock(id) :maybe
select c.id, c.department_id, c.responsible_employee_id, c.responsible_since, c.unit_id is not null as unit,
       c.status = 'PROSPECT' as waits
  from customer c
 where c.id = :id and c.status in ('PROSPECT', 'ACTIVE', 'INACTIVE')
   for no key update of c;

-- name: owned_taken(customer_id) :one
-- The customer is locked.
select exists (select from lapse_report l where l.customer_id = :customer_id and l.state in ('TAKEN', 'REPORTED'))
    or exists (select from ownership_change o where o.customer_id = :customer_id and o.state = 'DIRECTED') as taken;

-- name: ownership_change_create(id, customer_id, cause, basis_id, from_employee_id, from_department_id, to_employee_id,
--       to_department_id, reason, date due_on) :exec
insert into ownership_change (id, customer_id, cause, basis_id, from_employee_id, from_department_id, to_employee_id,
                              to_department_id, reason, directed_by, directed_at, due_on,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :cause, :basis_id, :from_employee_id, :from_department_id, :to_employee_id, :to_department_id,
        :reason, :actor, :now, :due_on, :now, :actor, :now, :actor, :trace);

-- name: ownership_change_save_done(id, from_employee_id, from_department_id, boolean late) :exec
update ownership_change
   set state = 'DONE', done_by = :actor, done_at = :now, late = :late,
       from_employee_id = :from_employee_id, from_department_id = :from_department_id, :touched
 where id = :id;

-- name: ownership_change_save_withdrawn(id) :exec
update ownership_change
   set state = 'WITHDRAWN', done_by = :actor, done_at = :now, :touched
 where id = :id;

-- name: ownership_change_move(customer_id, employee_id, department_id, change_reason) :one
-- The customer, of another employee and department from now on.
update customer
   set responsible_employee_id = :employee_id, responsible_since = :now, department_id = :department_id,
       unit_id = :department_id, change_reason = :change_reason, :touched
 where id = :customer_id
returning id, number, status, party, customer_class, kind, department_id, responsible_employee_id, name,
       unified_social_credit_code, phone, province, city, district, address, version;

-- name: ownership_change_merge(id, survivor_id) :exec
-- What the survivor's own stands against is withdrawn.
update ownership_change o
   set customer_id = :survivor_id,
       state = case when o.state = 'DIRECTED'
                     and exists (select from ownership_change s where s.customer_id = :survivor_id and s.state = 'DIRECTED')
                    then 'WITHDRAWN' else o.state end, :touched
 where customer_id = :id;
