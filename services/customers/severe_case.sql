-- name: severe_case_get(id) :one
-- The case as the API shows it, to whoever may read the department's own. A record that became an alias is the survivor.
select s.id, s.department_id, coalesce(c.merged_into_id, c.id) as customer_id, c.name as customer_name, s.type, s.loss_fen,
       s.customer_at_fault, s.known_on, s.facts, s.evidence, s.state, s.reported_by, s.reported_at, s.report_due_at,
       s.reported_at > s.report_due_at as report_late, s.verify_due_at,
       coalesce(s.verified_at, :now) > s.verify_due_at as verification_late, s.verified_by, s.verified_at, s.findings,
       s.decided_by, s.decided_at, s.reason, s.blacklist_entry_id, s.version, s.created_at, s.changed_at
  from severe_case s
  join customer c on c.id = s.customer_id
 where s.id = :id and department_readable(s.department_id, :department, :caller_roles);

-- name: severe_case_page() :page
select s.id, s.department_id, coalesce(c.merged_into_id, c.id) as customer_id, c.name as customer_name, s.type, s.loss_fen,
       s.customer_at_fault, s.known_on, s.facts, s.evidence, s.state, s.reported_by, s.reported_at, s.report_due_at,
       s.reported_at > s.report_due_at as report_late, s.verify_due_at,
       coalesce(s.verified_at, :now) > s.verify_due_at as verification_late, s.verified_by, s.verified_at, s.findings,
       s.decided_by, s.decided_at, s.reason, s.blacklist_entry_id, s.version, s.created_at, s.changed_at
  from severe_case s
  join customer c on c.id = s.customer_id
 where department_readable(s.department_id, :department, :caller_roles);

-- name: severe_case_open_for(customer_id) :one
-- Whether a case of the customer is open already.
select exists (select from severe_case where customer_id = :customer_id and state in ('REPORTED', 'VERIFIED')) as open;

-- name: severe_case_create(id, department_id, customer_id, type, integer? loss_fen, date known_on, facts, evidence,
--       instant report_due_at, instant verify_due_at) :exec
insert into severe_case (id, department_id, customer_id, type, loss_fen, customer_at_fault, known_on, facts, evidence,
                         reported_by, reported_at, report_due_at, verify_due_at,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, :type, :loss_fen, true, :known_on, :facts, :evidence,
        :actor, :now, :report_due_at, :verify_due_at, :now, :actor, :now, :actor, :trace);

-- name: severe_case_whose(id) :one
-- Whose case it is, before anything is locked.
select s.department_id, coalesce(c.merged_into_id, c.id) as customer_id
  from severe_case s
  join customer c on c.id = s.customer_id
 where s.id = :id and department_readable(s.department_id, :department, :caller_roles);

-- name: severe_case_lock(id) :lock
select id, version, state, reported_by, verified_by from severe_case where id = :id for no key update;

-- name: severe_case_save_verification(id, state, findings) :exec
update severe_case
   set state = :state, findings = :findings, verified_by = :actor, verified_at = :now, :touched
 where id = :id;

-- name: severe_case_save_decision(id, state, reason, blacklist_entry_id) :exec
update severe_case
   set state = :state, reason = :reason, blacklist_entry_id = :blacklist_entry_id, decided_by = :actor, decided_at = :now,
       :touched
 where id = :id;
