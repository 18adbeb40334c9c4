-- name: approval_acts(subject_id, integer round) :many
select step, actor, action from approval_act where subject_id = :subject_id and round = :round order by acted_at, id;

-- name: approval_keep(id, subject, subject_id, integer round, integer step, step_name, role, action, opinion, actor_name) :exec
insert into approval_act (id, subject, subject_id, round, step, step_name, role, action, opinion, actor, actor_name,
                          acted_at, trace_id)
values (:id, :subject, :subject_id, :round, :step, :step_name, :role, :action, :opinion, :actor, :actor_name,
        :now, :trace);
