-- name: borrow_consent_get(id) :one
select id, gathering_id, customer_id, employee_id, consented_by, consented_at, withdrawn_at, version, created_at, changed_at
  from borrow_consent
 where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: borrow_consent_page() :page
select id, gathering_id, customer_id, employee_id, consented_by, consented_at, withdrawn_at, version, created_at, changed_at
  from borrow_consent
 where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: borrow_consent_of(gathering_id, customer_id, employee_id) :maybe
-- The consent that stands.
select id
  from borrow_consent
 where gathering_id = :gathering_id and customer_id = :customer_id and employee_id = :employee_id and withdrawn_at is null;

-- name: borrow_consent_create(id, gathering_id, customer_id, employee_id, consented_by) :one
insert into borrow_consent (id, gathering_id, customer_id, employee_id, consented_by, consented_at,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :employee_id, :consented_by, :now, :now, :actor, :now, :actor, :trace)
returning id, gathering_id, customer_id, employee_id, consented_by, consented_at, withdrawn_at, version, created_at, changed_at;

-- name: borrow_consent_whose(id) :one
select gathering_id from borrow_consent where id = :id;

-- name: borrow_consent_lock(id) :lock
select b.id, b.version, b.consented_by, b.withdrawn_at, exists (select from pitch p where p.consent_id = b.id) as pitched
  from borrow_consent b
 where b.id = :id
   for no key update;

-- name: borrow_consent_end(gathering_id, customer_id, employee_id) :exec
-- Of who is not the current inviter any more.
update borrow_consent
   set withdrawn_at = :now, :touched
 where gathering_id = :gathering_id and customer_id = :customer_id and consented_by <> :employee_id and withdrawn_at is null;

-- name: borrow_consent_save_withdrawn(id) :one
update borrow_consent
   set withdrawn_at = :now, :touched
 where id = :id
returning id, gathering_id, customer_id, employee_id, consented_by, consented_at, withdrawn_at, version, created_at, changed_at;
