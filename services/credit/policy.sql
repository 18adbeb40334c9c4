-- name: credit_policy_number() :one
-- Of the version in force; the built-in one is, where no other has come into effect.
select coalesce((select number from credit_policy where id = credit_policy_in_force(:now, :today)), 1) as number;

-- name: credit_policy_turn() :one
-- What becomes of versions is decided one after the other: this row, which is always there, is held until the end, before
-- any other version's.
select id from credit_policy where number = 1 for no key update;

-- name: credit_policy_read(id) :one
select id, state from credit_policy where id = :id;

-- name: credit_policy_due() :one
-- The version that is to be in force.
select id, effective_from, promulgated_at from credit_policy where id = credit_policy_in_force(:now, :today);

-- name: credit_policy_save_superseded(in_force_id, instant ended_at) :exec
update credit_policy
   set state = 'SUPERSEDED', ended_at = :ended_at,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id <> :in_force_id and state in ('EFFECTIVE', 'PROMULGATED') and effective_from <= :today;

-- name: credit_policy_save_effective(id) :exec
update credit_policy
   set state = 'EFFECTIVE', version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id = :id and state = 'PROMULGATED';
