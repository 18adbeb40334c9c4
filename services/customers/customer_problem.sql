-- name: customer_problem_get(id) :one
select id, relation_id, department_id, customer_id, type, state, established_on, facts, evidence, source, source_ref,
       stage_review_id, tier, demotion_due_on, coalesce(state = 'OPEN' and demotion_due_on < :today, false) as demotion_overdue,
       closed_by, closed_at, resolution, annulment_asked_by, annulment_asked_at, annulment_reason, annulment_decided_by,
       annulment_decided_at, annulment_opinion, version, created_at, created_by, changed_at
  from customer_problem
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: customer_problem_page() :page
select id, relation_id, department_id, customer_id, type, state, established_on, facts, evidence, source, source_ref,
       stage_review_id, tier, demotion_due_on, coalesce(state = 'OPEN' and demotion_due_on < :today, false) as demotion_overdue,
       closed_by, closed_at, resolution, annulment_asked_by, annulment_asked_at, annulment_reason, annulment_decided_by,
       annulment_decided_at, annulment_opinion, version, created_at, created_by, changed_at
  from customer_problem
 where department_readable(department_id, :department, :caller_roles);

-- name: customer_problem_told(id) :one
-- What other services are told of it.
select id, relation_id, department_id, customer_id, type, state, established_on, facts, source, source_ref, tier, demotion_due_on
  from customer_problem
 where id = :id;

-- name: customer_problem_whose(id) :maybe
select relation_id from customer_problem where id = :id;

-- name: customer_problem_create(id, relation_id, department_id, customer_id, type, date established_on, facts, evidence,
--       source, source_ref, stage_review_id, tier, date demotion_due_on) :count
-- Once for a receivable and a department.
insert into customer_problem (id, relation_id, department_id, customer_id, type, established_on, facts, evidence, source,
                              source_ref, stage_review_id, tier, demotion_due_on,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id, :type, :established_on, :facts, coalesce(:evidence, '[]')::json,
        :source, :source_ref, :stage_review_id, :tier, :demotion_due_on, :now, :actor, :now, :actor, :trace)
on conflict on constraint customer_problem_source_once do nothing;

-- name: customer_problem_lock(id) :lock
select id, version, state, annulment_asked_by, annulment_reason from customer_problem where id = :id for no key update;

-- name: customer_problem_save_resolution(id, resolution) :exec
update customer_problem
   set state = 'RESOLVED', resolution = :resolution, closed_at = :now, :touched
 where id = :id;

-- name: customer_problem_save_asked(id, annulment_reason) :exec
update customer_problem
   set annulment_asked_by = :actor, annulment_asked_at = :now, annulment_reason = :annulment_reason,
       annulment_decided_by = null, annulment_decided_at = null, annulment_opinion = null, :touched
 where id = :id;

-- name: customer_problem_save_annulment(id, boolean consents, annulment_opinion) :exec
-- Without consent it may be asked for anew.
update customer_problem
   set state = case when :consents then 'ANNULLED' else state end,
       closed_at = case when :consents then :now::timestamptz end,
       annulment_asked_by = case when :consents then annulment_asked_by end,
       annulment_asked_at = case when :consents then annulment_asked_at end,
       annulment_decided_by = :actor, annulment_decided_at = :now, annulment_opinion = :annulment_opinion,
       :touched
 where id = :id;
