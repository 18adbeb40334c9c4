-- name: duplicate_case_get(id) :one
select * from duplicate_case_shown where id = :id and duplicate_case_readable(gathering_id, :actor, :caller_roles);

-- name: duplicate_case_page() :page
select * from duplicate_case_shown where duplicate_case_readable(gathering_id, :actor, :caller_roles);

-- name: duplicate_case_told(id) :one
select * from duplicate_case_shown where id = :id;

-- name: duplicate_case_claims(first_id, second_id) :one
select a.department_id as first_department_id, a.effective_at as first_effective_at,
       b.department_id as second_department_id, b.effective_at as second_effective_at
  from invitation a, invitation b
 where a.id = :first_id and b.id = :second_id;

-- name: duplicate_case_create(id, gathering_id, customer_id, first_invitation_id, second_invitation_id,
--       instant first_effective_at, instant second_effective_at, proposal_department_id, instant decide_by_at) :count
-- None: there is one already.
insert into duplicate_case (id, gathering_id, customer_id, first_invitation_id, second_invitation_id, first_effective_at,
                            second_effective_at, proposal_department_id, decide_by_at,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :first_invitation_id, :second_invitation_id, :first_effective_at,
        :second_effective_at, :proposal_department_id, :decide_by_at, :now, :actor, :now, :actor, :trace)
on conflict do nothing;

-- name: duplicate_case_whose(id) :one
select gathering_id, customer_id from duplicate_case where id = :id;

-- name: duplicate_case_lock(id) :lock
select k.id, k.version, k.state, k.created_at, k.proposal_department_id, a.department_id as first_department_id,
       b.department_id as second_department_id, a.employee_id as first_employee_id, b.employee_id as second_employee_id
  from duplicate_case k
  join invitation a on a.id = k.first_invitation_id
  join invitation b on b.id = k.second_invitation_id
 where k.id = :id
   for no key update of k;

-- name: duplicate_case_save_decision(id, department_id, reason) :exec
update duplicate_case
   set state = 'DECIDED', department_id = :department_id, reason = :reason, decided_by = :actor, decided_at = :now,
       :touched
 where id = :id;

-- name: duplicate_case_save_escalation(id, escalation_reason, first_statement, second_statement, boolean late) :exec
update duplicate_case
   set state = 'ESCALATED', escalated_by = :actor, escalated_at = :now, escalation_reason = :escalation_reason,
       escalated_late = :late, first_statement = :first_statement, second_statement = :second_statement, :touched
 where id = :id;
