-- name: blacklist_get(id) :one
-- The entry as the API shows it; the company's to everybody who may ask, a department's to whoever may read its own.
select b.id, b.scope, b.department_id, b.customer_id, c.name as customer_name, c.number as customer_number,
       c.unified_social_credit_code, b.state, b.reason, b.evidence, b.listed_by, b.listed_at, b.published_at, b.severe_case_id,
       b.removal_requested_by, b.removal_requested_at, b.removal_request, b.reviewed_by, b.reviewed_at, b.review_result,
       b.review_opinion, b.removed_by, b.removed_at, b.removal_reason, b.version, b.created_at, b.changed_at
  from blacklist_entry b
  join customer c on c.id = b.customer_id
 where b.id = :id and (b.scope = 'COMPANY' or department_readable(b.department_id, :department, :caller_roles));

-- name: blacklist_page(department_id) :page
select b.id, b.scope, b.department_id, b.customer_id, c.name as customer_name, c.number as customer_number,
       c.unified_social_credit_code, b.state, b.reason, b.evidence, b.listed_by, b.listed_at, b.published_at, b.severe_case_id,
       b.removal_requested_by, b.removal_requested_at, b.removal_request, b.reviewed_by, b.reviewed_at, b.review_result,
       b.review_opinion, b.removed_by, b.removed_at, b.removal_reason, b.version, b.created_at, b.changed_at, c._search
  from blacklist_entry b
  join customer c on c.id = b.customer_id
 where (b.scope = 'COMPANY' or department_readable(b.department_id, :department, :caller_roles))
   and (:department_id::uuid is null or b.department_id = :department_id);

-- name: blacklist_create(id, scope, department_id, customer_id, reason, evidence, severe_case_id, integer listed_in) :exec
-- In force and published at once.
insert into blacklist_entry (id, scope, department_id, customer_id, reason, evidence, listed_by, listed_at, published_at,
                             severe_case_id, listed_in, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :scope, :department_id, :customer_id, :reason, coalesce(:evidence, '[]')::json, :actor, :now, :now,
        :severe_case_id, :listed_in, :now, :actor, :now, :actor, :trace);

-- name: blacklist_whose(id) :one
-- Whose entry it is, before anything is locked.
select customer_id
  from blacklist_entry
 where id = :id and (scope = 'COMPANY' or department_readable(department_id, :department, :caller_roles));

-- name: blacklist_lock(id) :lock
select id, version, scope, department_id, customer_id, state, removal_requested_by, reviewed_by, review_result
  from blacklist_entry
 where id = :id
   for no key update;

-- name: blacklist_save_request(id, removal_request) :exec
-- A new request is to be reviewed anew.
update blacklist_entry
   set removal_request = :removal_request, removal_requested_by = :actor, removal_requested_at = :now,
       reviewed_by = null, reviewed_at = null, review_result = null, review_opinion = null, :touched
 where id = :id;

-- name: blacklist_save_review(id, review_result, review_opinion) :exec
update blacklist_entry
   set review_result = :review_result, review_opinion = :review_opinion, reviewed_by = :actor, reviewed_at = :now,
       :touched
 where id = :id;

-- name: blacklist_save_removal(id, removal_reason, integer removed_in) :exec
update blacklist_entry
   set state = 'REMOVED', removal_reason = :removal_reason, removed_by = :actor, removed_at = :now, removed_in = :removed_in,
       :touched
 where id = :id;

-- name: blacklist_notified() :many
-- Whom a company entry is told: every sales department at work (R7.1).
select d.id
  from department d
  join department above on above.id = d.parent_id
 where d.kind = 'SALES' and above.kind = 'MARKETING_DIVISION' and d.status = 'ACTIVE'
 order by d.id;

-- name: blacklist_notify(id, entry_id, department_id, instant due_at) :exec
insert into blacklist_notice (id, entry_id, department_id, due_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :entry_id, :department_id, :due_at, :now, :actor, :now, :actor, :trace);

-- name: blacklist_notice_get(id) :one
select n.id, n.entry_id, n.department_id, b.customer_id, c.name as customer_name, n.due_at,
       n.acknowledged_at is not null as acknowledged, coalesce(n.acknowledged_at, :now) > n.due_at as late,
       n.acknowledged_by, n.acknowledged_at, n.version, n.created_at, n.changed_at
  from blacklist_notice n
  join blacklist_entry b on b.id = n.entry_id
  join customer c on c.id = b.customer_id
 where n.id = :id and department_readable(n.department_id, :department, :caller_roles);

-- name: blacklist_notice_page() :page
select n.id, n.entry_id, n.department_id, b.customer_id, c.name as customer_name, n.due_at,
       n.acknowledged_at is not null as acknowledged, coalesce(n.acknowledged_at, :now) > n.due_at as late,
       n.acknowledged_by, n.acknowledged_at, n.version, n.created_at, n.changed_at
  from blacklist_notice n
  join blacklist_entry b on b.id = n.entry_id
  join customer c on c.id = b.customer_id
 where department_readable(n.department_id, :department, :caller_roles);

-- name: blacklist_notice_lock(id) :lock
select id, version, department_id, acknowledged_at
  from blacklist_notice
 where id = :id and department_readable(department_id, :department, :caller_roles)
   for no key update;

-- name: blacklist_notice_save(id) :exec
update blacklist_notice
   set acknowledged_by = :actor, acknowledged_at = :now, :touched
 where id = :id;
