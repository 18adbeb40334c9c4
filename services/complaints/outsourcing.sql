-- name: outsourcing_vendor_create(id, code, name, contact) :exec
insert into outsourcing_vendor (id, code, name, contact, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :contact, :now, :actor, :now, :actor, :trace);

-- name: outsourcing_vendor_get(id) :one
select id, code, name, contact, status, version, created_at, changed_at from outsourcing_vendor where id = :id;

-- name: outsourcing_vendor_page() :page
select id, code, name, contact, status, version, created_at, changed_at from outsourcing_vendor;

-- name: outsourcing_vendor_lock(id) :lock
select id, version, status from outsourcing_vendor where id = :id for no key update;

-- name: outsourcing_vendor_save_ended(id) :exec
update outsourcing_vendor
   set status = 'ENDED', :touched
 where id = :id;

-- name: outsourcing_vendor_known(id) :maybe
select id, name from outsourcing_vendor where id = :id and status = 'ACTIVE';

-- name: outsourcing_technicians() :one
-- How many there are, and how many of them are in the company at this moment.
select count(*) as technicians, count(*) filter (where is_present(e.id, :now, :today)) as present
  from known_employee e
 where e.status = 'ACTIVE' and 'field_technician' = any (e.roles);

-- name: outsourcing_consent_create(id, order_id, manager_id, vendor_id, employee_id, reason) :exec
insert into outsourcing_consent (id, order_id, manager_id, vendor_id, employee_id, reason, consented_at,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :manager_id, :vendor_id, :employee_id, :reason, :now, :now, :actor, :now, :actor, :trace);

-- name: outsourcing_consent_get(id) :one
select id, order_id, manager_id, vendor_id, employee_id, reason, consented_at, assignment_id, version from outsourcing_consent where id = :id;

-- name: outsourcing_consent_page(id) :page
select id, order_id, manager_id, vendor_id, employee_id, reason, consented_at, assignment_id, version from outsourcing_consent where order_id = :id;

-- name: outsourcing_consent_of(order_id, vendor_id, employee_id) :maybe
-- The first that nobody was sent by yet.
select id, manager_id
  from outsourcing_consent
 where order_id = :order_id and vendor_id is not distinct from :vendor_id and employee_id is not distinct from :employee_id
   and assignment_id is null
 order by id
 limit 1;

-- name: outsourcing_assign(id, order_id, kind, technician_id, vendor_id, name, instant from_at, instant until_at) :exec
insert into order_assignment (id, order_id, kind, technician_id, vendor_id, name, lead, from_at, until_at,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :kind, :technician_id, :vendor_id, :name, true, :from_at, :until_at, :now, :actor, :now, :actor, :trace);

-- name: outsourcing_consent_save_used(id, assignment_id) :exec
update outsourcing_consent
   set assignment_id = :assignment_id, :touched
 where id = :id;

-- name: outsourcing_save_responsible(order_id, manager_id) :exec
-- Who consented answers for quality and papers.
update service_order
   set responsible_id = :manager_id, :touched
 where id = :order_id;

-- name: outsourcing_of_order(order_id) :one
select exists (select from order_assignment where order_id = :order_id and kind <> 'TECHNICIAN' and ended_at is null) as outsourced;
