-- name: stage_review_get(id) :one
select id, relation_id, department_id, customer_id, state, period_from, period_to, contract_performance, payment, integrity,
       problems, evaluation_id, result, target_tier, remarks, due_on, late, completed_by, completed_at, completed_on,
       filing_due_at, filing_due_at < coalesce(filed_at, :now) as filing_late, filed_by, filed_at, recorded_by, recorded_at,
       used_by, version, created_at, created_by, changed_at
  from stage_review
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: stage_review_page() :page
select id, relation_id, department_id, customer_id, state, period_from, period_to, contract_performance, payment, integrity,
       problems, evaluation_id, result, target_tier, remarks, due_on, late, completed_by, completed_at, completed_on,
       filing_due_at, filing_due_at < coalesce(filed_at, :now) as filing_late, filed_by, filed_at, recorded_by, recorded_at,
       used_by, version, created_at, created_by, changed_at
  from stage_review
 where department_readable(department_id, :department, :caller_roles);

-- name: stage_review_whose(id) :maybe
select relation_id from stage_review where id = :id;

-- name: stage_review_create(id, relation_id, department_id, customer_id, date period_from, date period_to,
--       contract_performance, payment, integrity, problems, evaluation_id, result, target_tier, remarks) :exec
insert into stage_review (id, relation_id, department_id, customer_id, period_from, period_to, contract_performance,
                          payment, integrity, problems, evaluation_id, result, target_tier, remarks,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id, :period_from, :period_to, :contract_performance,
        :payment, :integrity, coalesce(:problems, '[]')::json, :evaluation_id, :result, :target_tier, :remarks,
        :now, :actor, :now, :actor, :trace);

-- name: stage_review_save(id, date period_from, date period_to, contract_performance, payment, integrity, problems,
--       evaluation_id, result, target_tier, remarks) :exec
update stage_review
   set period_from = :period_from, period_to = :period_to, contract_performance = :contract_performance, payment = :payment,
       integrity = :integrity, problems = coalesce(:problems, '[]')::json, evaluation_id = :evaluation_id, result = :result,
       target_tier = :target_tier, remarks = :remarks, :touched
 where id = :id;

-- name: stage_review_evaluation(id, relation_id) :maybe
-- A completed evaluation of the same customer.
select id, usable_until from evaluation where id = :id and relation_id = :relation_id and state = 'COMPLETED';

-- name: stage_review_lock(id) :lock
select id, version, state, period_from, period_to, contract_performance, payment, integrity, evaluation_id, result,
       target_tier, json_array_length(problems) as problems
  from stage_review
 where id = :id
   for no key update;

-- name: stage_review_problems(id) :many
-- The problems that the review states first.
select p ->> 'type' as type, p ->> 'facts' as facts, p ->> 'evidence' as evidence
  from stage_review v, json_array_elements(v.problems) p
 where v.id = :id;

-- name: stage_review_save_completed(id, date due_on, boolean late, instant filing_due_at) :exec
update stage_review
   set state = 'COMPLETED', due_on = :due_on, late = :late, completed_by = :actor, completed_at = :now,
       completed_on = :today, filing_due_at = :filing_due_at, :touched
 where id = :id;

-- name: stage_review_save_relation(id, date last_review_to, date review_due_on, date data_stale_on) :exec
-- A completed review counts as an update of the data, too (R7.23).
update department_customer
   set last_reviewed_on = :today, last_review_to = :last_review_to, review_due_on = :review_due_on,
       data_updated_on = :today, data_stale_on = :data_stale_on, :touched
 where id = :id;

-- name: stage_review_save_filed(id) :exec
update stage_review
   set state = 'FILED', filed_by = :actor, filed_at = :now, :touched
 where id = :id;

-- name: stage_review_save_recorded(id) :exec
update stage_review
   set state = 'RECORDED', recorded_by = :actor, recorded_at = :now, :touched
 where id = :id;
