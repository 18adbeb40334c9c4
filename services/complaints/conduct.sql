-- name: conduct_case_get(id) :one
-- To the person, who proposed it, and the management.
select c.id, c.code, c.person_id, c.department_id, c.reason, c.other_party_id,
       case when complaint_shown_to(c.complaint_id, :actor, :caller_roles) then c.complaint_id end as complaint_id, c.subject, c.subject_id,
       c.proposed_by_id, c.serious, c.serious_reason, c.state, c.statement, c.statement_refused, c.heard_at,
       to_json(c.sanctions) as sanctions, c.decision, c.decided_by_id, c.decided_at, c.execution_note, c.executed_at, c.version,
       c.created_at, c.created_by
  from conduct_case c
 where c.id = :id
   and (:caller_roles::text[] && '{general_manager,office,customer_service_manager,auditor}'
        or exists (select from known_employee e
                    where e.subject = :actor
                      and (e.id in (c.person_id, c.proposed_by_id, c.decided_by_id)
                           or e.department_id = c.department_id
                              and :caller_roles::text[] && '{department_head,department_manager,tech_service_supervisor}')));

-- name: conduct_case_page() :page
select c.id, c.code, c.person_id, c.department_id, c.reason, c.other_party_id,
       case when complaint_shown_to(c.complaint_id, :actor, :caller_roles) then c.complaint_id end as complaint_id, c.subject, c.subject_id,
       c.proposed_by_id, c.serious, c.serious_reason, c.state, c.statement, c.statement_refused, c.heard_at,
       to_json(c.sanctions) as sanctions, c.decision, c.decided_by_id, c.decided_at, c.execution_note, c.executed_at, c.version,
       c.created_at, c.created_by
  from conduct_case c
 where :caller_roles::text[] && '{general_manager,office,customer_service_manager,auditor}'
    or exists (select from known_employee e
                where e.subject = :actor
                  and (e.id in (c.person_id, c.proposed_by_id, c.decided_by_id)
                       or e.department_id = c.department_id
                          and :caller_roles::text[] && '{department_head,department_manager,tech_service_supervisor}'));

-- name: conduct_case_create(id, code, person_id, department_id, reason, other_party_id, complaint_id, subject, subject_id, proposed_by_id, boolean serious, serious_reason) :exec
insert into conduct_case (id, code, person_id, department_id, reason, other_party_id, complaint_id, subject, subject_id,
                          proposed_by_id, serious, serious_reason, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :person_id, :department_id, :reason, :other_party_id, :complaint_id, :subject, :subject_id,
        :proposed_by_id, :serious, :serious_reason, 'OPENED', :now, :actor, :now, :actor, :trace)
    on conflict (code, subject_id, person_id) where subject_id is not null and proposed_by_id is null do nothing;

-- name: conduct_case_lock(id) :lock
select id, version, code, person_id, proposed_by_id, other_party_id, serious, serious_reason, state
  from conduct_case where id = :id for no key update;

-- name: conduct_case_save_heard(id, statement, boolean refused) :exec
update conduct_case
   set state = 'HEARD', statement = :statement, statement_refused = :refused, heard_at = :now,
       :touched
 where id = :id;

-- name: conduct_case_save_decided(id, state, sanctions, decision, decided_by_id, boolean serious, serious_reason) :exec
update conduct_case
   set state = :state, sanctions = coalesce(array(select value from json_array_elements_text(:sanctions::json)), '{}'),
       decision = :decision, decided_by_id = :decided_by_id, decided_at = :now, serious = :serious, serious_reason = :serious_reason,
       :touched
 where id = :id;

-- name: conduct_case_save_executed(id, note) :exec
update conduct_case
   set state = 'EXECUTED', execution_note = :note, executed_at = :now, :touched
 where id = :id;
