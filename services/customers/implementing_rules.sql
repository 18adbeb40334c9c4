-- name: implementing_rules_get(id) :one
-- The version as the API shows it, to whoever may read the department's own. Noted is, too, what nobody spoke of in time.
select r.id, r.department_id, r.number, r.text, r.overrides, r.conditions, r.criteria, r.effective_from, r.effective_on,
       implementing_rules_state(r, :today) as state,
       coalesce(r.opinion, case when r.opinion_due_at < :now then 'NOTED' end) as opinion, r.opinion_reason,
       r.opinion_by, r.opinion_at, r.opinion_due_at, r.submitted_by, r.submitted_at, r.version, r.created_at, r.changed_at
  from implementing_rules r
 where r.id = :id and department_readable(r.department_id, :department, :caller_roles);

-- name: implementing_rules_page() :page
select r.id, r.department_id, r.number, r.text, r.overrides, r.conditions, r.criteria, r.effective_from, r.effective_on,
       implementing_rules_state(r, :today) as state,
       coalesce(r.opinion, case when r.opinion_due_at < :now then 'NOTED' end) as opinion, r.opinion_reason,
       r.opinion_by, r.opinion_at, r.opinion_due_at, r.submitted_by, r.submitted_at, r.version, r.created_at, r.changed_at
  from implementing_rules r
 where department_readable(r.department_id, :department, :caller_roles);

-- name: implementing_rules_missing_page() :page
-- Sales departments under the marketing division for which nothing holds today.
select d.id, d.code, d.name, 'RULES_MISSING' as flag,
       exists (select from implementing_rules r where r.department_id = d.id and r.effective_on > :today) as pending
  from department d
  join department above on above.id = d.parent_id and above.kind = 'MARKETING_DIVISION'
 where d.kind = 'SALES' and d.status = 'ACTIVE' and implementing_rules_in_force(d.id, :today) is null;

-- name: implementing_rules_create(id, department_id, text_, overrides, conditions, criteria, date effective_from,
--       date effective_on, integer opinion_days, instant opinion_due_at) :exec
-- The department's row is locked.
insert into implementing_rules (id, department_id, number, text, overrides, conditions, criteria, effective_from,
                                effective_on, submitted_by, submitted_at, opinion_days, opinion_due_at,
                                created_at, created_by, changed_at, changed_by, trace_id)
select :id, :department_id, coalesce(max(number), 0) + 1, :text_, coalesce(:overrides::json, '[]'),
       coalesce(:conditions::json, '[]'), coalesce(:criteria::json, '[]'), :effective_from, :effective_on,
       :actor, :now, :opinion_days, :opinion_due_at, :now, :actor, :now, :actor, :trace
  from implementing_rules
 where department_id = :department_id;

-- name: implementing_rules_lock(id) :lock
select id, version, department_id, submitted_at, effective_from, opinion, opinion_at, opinion_days
  from implementing_rules
 where id = :id
   for no key update;

-- name: implementing_rules_save_opinion(id, opinion, reason, date effective_on) :exec
update implementing_rules
   set opinion = :opinion, opinion_reason = :reason, opinion_by = :actor, opinion_at = :now, effective_on = :effective_on,
       :touched
 where id = :id;

-- name: implementing_rules_names_once(list) :one
-- Whether each name stands once in a list of conditions or criteria.
select count(*) = count(distinct e ->> 'name') as once, coalesce(bool_or(e ->> 'name' = any ('{a,b,c,d,e,f}')), false) as letter
  from json_array_elements(:list::json) e;

-- name: implementing_rules_effect(department_id, date on_date) :many
-- What the version that holds on a date changes: a parameter's value, or a further condition of admission.
-- The values come first.
select e.parameter, e.value, e.condition
  from (select implementing_rules_in_force(:department_id, :on_date) as id) f
  join implementing_rules r on r.id = f.id
 cross join lateral (select o ->> 'parameter' as parameter, o -> 'value' as value, null as condition, 1 as place
                       from json_array_elements(r.overrides) o
                      union all
                     select null, null, c ->> 'name', 2
                       from json_array_elements(r.conditions) c) e
 order by e.place, e.condition;

-- name: implementing_rules_readable(id) :one
-- For what is a department's without a table of its own.
select id from department where id = :id and department_readable(id, :department, :caller_roles);
