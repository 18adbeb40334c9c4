-- name: illegality_record_get(id) :one
-- The record as the API shows it, to whoever may read the customer.
select i.id, i.customer_id, i.department_id, i.occurred_on, i.authority, i.facts, i.evidence,
       i.annulled_at is not null as annulled, i.annulled_at, i.annulled_by, i.annulment_reason,
       i.version, i.created_at, i.created_by, i.changed_at
  from illegality_record i
  join customer c on c.id = i.customer_id
 where i.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: illegality_record_page() :page
select i.id, i.customer_id, i.department_id, i.occurred_on, i.authority, i.facts, i.evidence,
       i.annulled_at is not null as annulled, i.annulled_at, i.annulled_by, i.annulment_reason,
       i.version, i.created_at, i.created_by, i.changed_at
  from illegality_record i
  join customer c on c.id = i.customer_id
 where customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: illegality_record_customer(id) :one
-- The customer, if the caller may read it, and what the caller's department is.
select c.id, c.status, c.merged_into_id, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from customer c
  left join department d on d.id = :department
  left join department above on above.id = d.parent_id
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: illegality_record_create(id, customer_id, department_id, date occurred_on, authority, facts, evidence) :exec
insert into illegality_record (id, customer_id, department_id, occurred_on, authority, facts, evidence,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :occurred_on, :authority, :facts, coalesce(:evidence, '[]')::json,
        :now, :actor, :now, :actor, :trace);

-- name: illegality_record_lock(id) :lock
select id, version, annulled_at, created_by from illegality_record where id = :id for no key update;

-- name: illegality_record_save_annulment(id, annulment_reason) :exec
update illegality_record
   set annulled_at = :now, annulled_by = :actor, annulment_reason = :annulment_reason, :touched
 where id = :id;
