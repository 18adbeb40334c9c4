-- name: evaluation_get(id) :one
select e.id, e.relation_id, e.department_id, e.customer_id, e.product_id, e.standard_level, e.review_standard_id,
       s.number as standard_number, e.state, e.ratings, e.risk, e.risk_evidence, e.extra, e.statement,
       e.statement_signed_on, e.statement_reference, e.remarks, e.evaluator, e.completed_at, e.completed_on,
       e.usable_until, e.version, e.created_at, e.changed_at
  from evaluation e
  left join review_standard s on s.id = e.review_standard_id
 where e.id = :id and department_readable(e.department_id, :department, :caller_roles);

-- name: evaluation_page() :page
select e.id, e.relation_id, e.department_id, e.customer_id, e.product_id, e.standard_level, e.review_standard_id,
       s.number as standard_number, e.state, e.ratings, e.risk, e.risk_evidence, e.extra, e.statement,
       e.statement_signed_on, e.statement_reference, e.remarks, e.evaluator, e.completed_at, e.completed_on,
       e.usable_until, e.version, e.created_at, e.changed_at
  from evaluation e
  left join review_standard s on s.id = e.review_standard_id
 where department_readable(e.department_id, :department, :caller_roles);

-- name: evaluation_whose(id) :maybe
select relation_id from evaluation where id = :id;

-- name: evaluation_names_once(ratings, extra) :one
-- Whether nothing is rated twice.
select (select count(*) = count(distinct r ->> 'subject') from json_array_elements(coalesce(:ratings, '[]')::json) r)
   and (select count(*) = count(distinct x ->> 'name') from json_array_elements(coalesce(:extra, '[]')::json) x) as once;

-- name: evaluation_create(id, relation_id, department_id, customer_id, product_id, standard_level, review_standard_id,
--       ratings, risk, risk_evidence, extra, statement, date statement_signed_on, statement_reference, remarks) :exec
insert into evaluation (id, relation_id, department_id, customer_id, product_id, standard_level, review_standard_id,
                        ratings, risk, risk_evidence, extra, statement, statement_signed_on, statement_reference, remarks,
                        evaluator, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id, :product_id, :standard_level, :review_standard_id,
        coalesce(:ratings, '[]')::json, :risk, coalesce(:risk_evidence, '[]')::json, coalesce(:extra, '[]')::json,
        :statement, :statement_signed_on, :statement_reference, :remarks,
        :actor, :now, :actor, :now, :actor, :trace);

-- name: evaluation_lock(id) :lock
select id, version, state, risk, json_array_length(risk_evidence) as risk_evidence
  from evaluation
 where id = :id
   for no key update;

-- name: evaluation_save(id, ratings, risk, risk_evidence, extra, statement, date statement_signed_on, statement_reference,
--       remarks) :exec
update evaluation
   set ratings = coalesce(:ratings, '[]')::json, risk = :risk, risk_evidence = coalesce(:risk_evidence, '[]')::json,
       extra = coalesce(:extra, '[]')::json, statement = :statement, statement_signed_on = :statement_signed_on,
       statement_reference = :statement_reference, remarks = :remarks, evaluator = :actor, :touched
 where id = :id;

-- name: evaluation_save_completed(id, date usable_until) :exec
update evaluation
   set state = 'COMPLETED', completed_at = :now, completed_on = :today, usable_until = :usable_until, evaluator = :actor,
       :touched
 where id = :id;
