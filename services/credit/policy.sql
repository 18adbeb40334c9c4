-- name: credit_policy_turn() :one
-- What becomes of versions is decided one after the other: this row, which is always there, is held until the end, before
-- any other version's.
select id from credit_policy where number = 1 for no key update;

-- name: credit_policy_read(id) :one
select id, state from credit_policy where id = :id;

-- name: credit_policy_due() :one
-- The version that is to be in force, and the day that has been reached. Who came later may have been first: what was
-- promulgated meanwhile counts as well.
select p.id, p.effective_from, p.promulgated_at, d.on_date
  from (select greatest(:today, max(effective_from) filter (where state = 'EFFECTIVE')) as on_date from credit_policy) d
  join credit_policy p on p.id = credit_policy_in_force('infinity', d.on_date);

-- name: credit_policy_save_superseded(in_force_id, date on_date, instant ended_at) :exec
update credit_policy
   set state = 'SUPERSEDED', ended_at = :ended_at, :touched
 where id <> :in_force_id and state in ('EFFECTIVE', 'PROMULGATED') and effective_from <= :on_date;

-- name: credit_policy_save_effective(id) :exec
update credit_policy
   set state = 'EFFECTIVE', :touched
 where id = :id and state = 'PROMULGATED';

-- name: credit_policy_in_force(instant at, date on_date) :one
select id from credit_policy where id = credit_policy_in_force(:at, :on_date);

-- name: credit_policy_get(id) :one
select p.id, p.number, credit_policy_state(p, :now, :today) as state, p.text, p.parameters, p.changes,
       p.approvers, approval_acts(p.id) as approvals, p.submitted_at, p.submitted_by, p.approved_at, p.effective_from,
       p.promulgated_at, p.promulgated_by, p.ended_at, p.version, p.created_at, p.created_by, p.changed_at
  from credit_policy p
 where p.id = :id;

-- name: credit_policy_page() :page
select p.id, p.number, credit_policy_state(p, :now, :today) as state, p.text, p.changes, p.approvers, p.submitted_at,
       p.submitted_by, p.approved_at, p.effective_from, p.promulgated_at, p.promulgated_by, p.ended_at, p.version,
       p.created_at, p.created_by, p.changed_at
  from credit_policy p;

-- name: credit_policy_create(id, text_, parameters, in_force) :exec
-- in_force: the values that it was drafted from. Versions are numbered one after the other.
insert into credit_policy (id, number, state, text, parameters, changes, written_by,
                           created_at, created_by, changed_at, changed_by, trace_id)
select :id, max(number) + 1, 'DRAFT', :text_, :parameters, credit_policy_changes(:in_force, :parameters), array[:actor],
       :now, :actor, :now, :actor, :trace
  from credit_policy;

-- name: credit_policy_lock(id) :lock
-- wrote: whether the caller drafted, edited or submitted it.
select id, version, number, state, text, parameters, approvers, approval_step, created_by,
       :actor = any (written_by) or submitted_by is not distinct from :actor as wrote
  from credit_policy
 where id = :id
   for no key update;

-- name: credit_policy_save_draft(id, text_, parameters, in_force) :exec
update credit_policy
   set text = :text_, parameters = :parameters, changes = credit_policy_changes(:in_force, :parameters),
       written_by = case when :actor = any (written_by) then written_by else written_by || :actor::text end,
       :touched
 where id = :id;

-- name: credit_policy_save_discarded(id) :exec
update credit_policy
   set state = 'DISCARDED', ended_at = :now, :touched
 where id = :id;

-- name: credit_policy_inputs(id) :one
-- What sales said of a draft since it was opened: attached to it when it was filed, or adopted in it.
select count(*) as inputs
  from policy_suggestion s
  join credit_policy p on p.id = :id
 where (s.policy_id = p.id or s.adopted_in_id = p.id) and s.created_at > p.created_at;

-- name: credit_policy_save_submitted(id, approvers) :exec
update credit_policy
   set state = 'SUBMITTED', submitted_at = :now, submitted_by = :actor, approvers = :approvers,
       :touched
 where id = :id;

-- name: credit_policy_approvers(approvers) :many
select role from json_array_elements_text(:approvers::json) with ordinality as a (role, place) order by place;

-- name: credit_policy_save_step(id, state, integer approval_step) :exec
update credit_policy
   set state = :state, approval_step = :approval_step, approved_at = case when :state = 'APPROVED' then :now::timestamptz end,
       ended_at = case when :state = 'REJECTED' then :now::timestamptz end, :touched
 where id = :id;

-- name: credit_policy_save_promulgated(id, date effective_from) :exec
update credit_policy
   set state = 'PROMULGATED', effective_from = :effective_from, promulgated_at = :now, promulgated_by = :actor,
       :touched
 where id = :id;

-- name: credit_policy_save_displaced(id, date effective_from) :exec
-- Of two that wait for one date the later promulgated wins.
update credit_policy
   set state = 'SUPERSEDED', ended_at = :now, :touched
 where id <> :id and state = 'PROMULGATED' and effective_from = :effective_from;
