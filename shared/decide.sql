-- name: decision_keep(id, subject, subject_id, rule, outcome, because, parameters) :exec
-- What a rule decided about a subject.
insert into decision (id, subject, subject_id, rule, outcome, because, parameters, created_at, created_by, trace_id)
values (:id, :subject, :subject_id, :rule, :outcome, :because, :parameters, :now, :actor, :trace);

-- name: decision_list(subject, subject_id, before, integer at_most) :many
-- The decisions about a subject, the latest first, as the API shows them.
select id, rule, outcome, because, parameters, created_at as decided_at, created_by as decided_by, trace_id
  from decision
 where subject = :subject and subject_id = :subject_id and (:before::uuid is null or id < :before::uuid)
 order by id desc
 limit :at_most;
