-- name: default_record_get(id) :one
-- To whoever may read the customer: it counts in every department.
select d.id, d.customer_id, d.department_id, d.type, d.occurred_on, d.facts, d.amount_fen, d.evidence, d.source, d.source_ref,
       d.problem_id, d.annulled_at is not null as annulled, d.annulled_at, d.annulment_asked_by, d.annulment_asked_at,
       d.annulment_reason, d.annulment_decided_by, d.annulment_decided_at, d.annulment_opinion, d.version, d.created_at,
       d.created_by, d.changed_at
  from default_record d
  join customer c on c.id = d.customer_id
 where d.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: default_record_page() :page
select d.id, d.customer_id, d.department_id, d.type, d.occurred_on, d.facts, d.amount_fen, d.evidence, d.source, d.source_ref,
       d.problem_id, d.annulled_at is not null as annulled, d.annulled_at, d.annulment_asked_by, d.annulment_asked_at,
       d.annulment_reason, d.annulment_decided_by, d.annulment_decided_at, d.annulment_opinion, d.version, d.created_at,
       d.created_by, d.changed_at
  from default_record d
  join customer c on c.id = d.customer_id
 where customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: default_record_create(id, customer_id, department_id, type, date occurred_on, facts, integer? amount_fen, evidence,
--       source, source_ref, problem_id) :count
-- Once for a receivable and a department.
insert into default_record (id, customer_id, department_id, type, occurred_on, facts, amount_fen, evidence, source,
                            source_ref, problem_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :type, :occurred_on, :facts, :amount_fen, coalesce(:evidence, '[]')::json,
        :source, :source_ref, :problem_id, :now, :actor, :now, :actor, :trace)
on conflict on constraint default_record_source_once do nothing;

-- name: default_record_lock(id) :lock
select r.id, r.version, r.customer_id, r.annulled_at, r.annulment_asked_by, d.id as department_id,
       d.kind as department_kind, above.kind as department_parent_kind
  from default_record r
  join department d on d.id = r.department_id
  left join department above on above.id = d.parent_id
 where r.id = :id
   for no key update of r;

-- name: default_record_save_asked(id, annulment_reason) :exec
update default_record
   set annulment_asked_by = :actor, annulment_asked_at = :now, annulment_reason = :annulment_reason,
       annulment_decided_by = null, annulment_decided_at = null, annulment_opinion = null, :touched
 where id = :id;

-- name: default_record_save_annulment(id, boolean consents, annulment_opinion) :exec
-- Without consent it may be asked for anew.
update default_record
   set annulled_at = case when :consents then :now::timestamptz end,
       annulment_asked_by = case when :consents then annulment_asked_by end,
       annulment_asked_at = case when :consents then annulment_asked_at end,
       annulment_decided_by = :actor, annulment_decided_at = :now, annulment_opinion = :annulment_opinion,
       :touched
 where id = :id;

-- name: default_record_annul_of_problem(problem_id, annulment_reason) :exec
-- Those that an unfounded problem made.
update default_record
   set annulled_at = :now, annulment_decided_by = :actor, annulment_decided_at = :now, annulment_reason = :annulment_reason,
       :touched
 where problem_id = :problem_id and annulled_at is null;

-- name: default_record_holders(customer_id) :many
-- The relations of a customer, or of whom its record became an alias, that were ever admitted.
select r.id, r.department_id, r.customer_id, r.state, r.tier
  from customer c
  join department_customer r on r.customer_id = coalesce(c.merged_into_id, c.id)
 where c.id = :customer_id and r.admitted_at is not null
 order by r.id;
