-- name: tier_change_get(id) :one
select id, relation_id, department_id, customer_id, cause, state, from_tier, to_tier, evaluation_id, stage_review_id,
       reason, proposed_by, proposed_at, decided_by, decided_at, opinion, late, version, created_at, changed_at
  from tier_change
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: tier_change_page() :page
select id, relation_id, department_id, customer_id, cause, state, from_tier, to_tier, evaluation_id, stage_review_id,
       reason, proposed_by, proposed_at, decided_by, decided_at, opinion, late, version, created_at, changed_at
  from tier_change
 where department_readable(department_id, :department, :caller_roles);

-- name: tier_change_whose(id) :maybe
select relation_id from tier_change where id = :id;

-- name: tier_change_create(id, relation_id, department_id, customer_id, cause, state, from_tier, to_tier, evaluation_id, reason) :exec
insert into tier_change (id, relation_id, department_id, customer_id, cause, state, from_tier, to_tier, evaluation_id,
                         reason, proposed_by, proposed_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id, :cause, :state, :from_tier, :to_tier, :evaluation_id, :reason,
        case when :state = 'PROPOSED' then :actor end, case when :state = 'PROPOSED' then :now::timestamptz end,
        :now, :actor, :now, :actor, :trace);

-- name: tier_change_lock(id) :lock
select id, version, cause, state, to_tier, evaluation_id, proposed_by
  from tier_change
 where id = :id
   for no key update;

-- name: tier_change_save(id, state, from_tier, to_tier, evaluation_id, stage_review_id, opinion, boolean? late) :exec
update tier_change
   set state = :state, from_tier = :from_tier, to_tier = :to_tier, evaluation_id = :evaluation_id,
       stage_review_id = :stage_review_id, opinion = :opinion, late = :late, decided_by = :actor, decided_at = :now,
       :touched
 where id = :id;

-- name: tier_change_save_end(id, state, opinion) :exec
-- It comes to nothing.
update tier_change
   set state = :state, opinion = :opinion,
       decided_by = case when :state = 'REFUSED' then :actor end,
       decided_at = case when :state = 'REFUSED' then :now::timestamptz end, :touched
 where id = :id;

-- name: tier_change_use_review(id, used_by) :exec
update stage_review
   set used_by = :used_by, :touched
 where id = :id;

-- name: tier_change_close_problems(relation_id, closed_by) :exec
-- R7.25: one demotion closes all that are open.
update customer_problem
   set state = 'CLOSED', closed_by = :closed_by, closed_at = :now, :touched
 where relation_id = :relation_id and state = 'OPEN';
