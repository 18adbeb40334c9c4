-- name: policy_interpretation_get(id) :one
select i.id, i.clause, i.question, i.asked_by, i.ruling is not null as ruled, i.ruling, i.policy_id, p.number as policy_number,
       i.issued_by, i.issued_at, i.version, i.created_at, i.changed_at
  from policy_interpretation i
  left join credit_policy p on p.id = i.policy_id
 where i.id = :id;

-- name: policy_interpretation_page() :page
select i.id, i.clause, i.question, i.asked_by, i.ruling is not null as ruled, i.ruling, i.policy_id, p.number as policy_number,
       i.issued_by, i.issued_at, i.version, i.created_at, i.changed_at
  from policy_interpretation i
  left join credit_policy p on p.id = i.policy_id;

-- name: policy_clause_ruling(clause) :maybe
-- The latest one is how the clause is understood.
select i.id, i.clause, i.question, i.asked_by, i.ruling is not null as ruled, i.ruling, i.policy_id, p.number as policy_number,
       i.issued_by, i.issued_at, i.version, i.created_at, i.changed_at
  from policy_interpretation i
  left join credit_policy p on p.id = i.policy_id
 where i.clause = :clause and i.issued_at is not null
 order by i.issued_at desc, i.id desc
 limit 1;

-- name: policy_interpretation_create(id, clause, question) :exec
insert into policy_interpretation (id, clause, question, asked_by, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :clause, :question, :actor, :now, :actor, :now, :actor, :trace);

-- name: policy_interpretation_version(policy_id) :maybe
select id, promulgated_at from credit_policy where id = :policy_id;

-- name: policy_interpretation_lock(id) :lock
select id, version, ruling is not null as ruled from policy_interpretation where id = :id for no key update;

-- name: policy_interpretation_save_ruling(id, ruling, policy_id) :exec
update policy_interpretation
   set ruling = :ruling, policy_id = :policy_id, issued_by = :actor, issued_at = :now, :touched
 where id = :id;
