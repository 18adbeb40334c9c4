-- name: archive_document_get(id) :one
-- The paper as the API shows it, to whoever may read the customer.
select a.id, a.customer_id, a.department_id, a.type, a.number, a.issued_by, a.issued_on, a.valid_from, a.valid_until,
       a.file_ref, a.remarks, a.state, a.created_by as registered_by, a.decided_by, a.decided_at, a.rejection_reason,
       a.version, a.created_at, a.changed_at
  from archive_document a
  join customer c on c.id = a.customer_id
 where a.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: archive_document_page() :page
select a.id, a.customer_id, a.department_id, a.type, a.number, a.issued_by, a.issued_on, a.valid_from, a.valid_until,
       a.file_ref, a.remarks, a.state, a.created_by as registered_by, a.decided_by, a.decided_at, a.rejection_reason,
       a.version, a.created_at, a.changed_at
  from archive_document a
  join customer c on c.id = a.customer_id
 where customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: archive_document_create(id, customer_id, type, number, issued_by, date issued_on, date valid_from,
--       date valid_until, file_ref, remarks) :exec
insert into archive_document
       (id, customer_id, department_id, type, number, issued_by, issued_on, valid_from, valid_until, file_ref, remarks,
        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department, :type, :number, :issued_by, :issued_on, :valid_from, :valid_until, :file_ref,
        :remarks, :now, :actor, :now, :actor, :trace);

-- name: archive_document_lock(id) :lock
select a.id, a.version, a.customer_id, a.state, a.valid_from, a.valid_until, a.department_id,
       d.kind as department_kind, above.kind as department_parent_kind
  from archive_document a
  join customer c on c.id = a.customer_id
  join department d on d.id = a.department_id
  left join department above on above.id = d.parent_id
 where a.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
   for update of a;

-- name: archive_document_save(id, patch) :exec
-- Applies a checked merge patch.
update archive_document a
   set number = p.number, issued_by = p.issued_by, issued_on = p.issued_on, valid_from = p.valid_from,
       valid_until = p.valid_until, file_ref = p.file_ref, remarks = p.remarks,
       version = a.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from archive_document old, json_populate_record(old, :patch::json) p
 where a.id = :id and old.id = a.id;

-- name: archive_document_decide(id, state, rejection_reason) :exec
update archive_document
   set state = :state, rejection_reason = :rejection_reason, decided_by = :actor, decided_at = :now,
       :touched
 where id = :id;
