-- name: policy_suggestion_get(id) :one
select id, policy_id, kind, ground, text, customer_data_refs, state, due_on, state = 'OPEN' and due_on < :today as late,
       answered_at, answered_by, answer, adopted_in_id, version, created_at, created_by, changed_at
  from policy_suggestion
 where id = :id;

-- name: policy_suggestion_page() :page
select id, policy_id, kind, ground, text, customer_data_refs, state, due_on, state = 'OPEN' and due_on < :today as late,
       answered_at, answered_by, answer, adopted_in_id, version, created_at, created_by, changed_at
  from policy_suggestion;

-- name: policy_suggestion_draft(policy_id) :maybe
-- The version it is about, which stays as it is until the end.
select state from credit_policy where id = :policy_id for share;

-- name: policy_suggestion_create(id, policy_id, kind, ground, text_, customer_data_refs, state, date due_on) :exec
insert into policy_suggestion (id, policy_id, kind, ground, text, customer_data_refs, state, due_on,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :policy_id, :kind, :ground, :text_, coalesce(:customer_data_refs::json, '[]'), :state, :due_on,
        :now, :actor, :now, :actor, :trace);

-- name: policy_suggestion_lock(id) :lock
select id, version, state from policy_suggestion where id = :id for no key update;

-- name: policy_suggestion_save_answer(id, state, answer, adopted_in_id) :exec
update policy_suggestion
   set state = :state, answer = :answer, answered_at = :now, answered_by = :actor, adopted_in_id = :adopted_in_id,
       :touched
 where id = :id;
