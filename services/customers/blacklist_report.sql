-- name: blacklist_report_get(id) :one
-- The report as the API shows it, with the entries of that version of the list.
select r.id, r.scope, r.department_id, r.list_version, r.as_of, r.state, r.due_at,
       coalesce(coalesce(r.filed_at, :now) > r.due_at, false) as late, r.filed_by, r.filed_at, r.recorded_by, r.recorded_at,
       blacklist_entries(r.department_id, r.list_version) as entries, r.version, r.created_at, r.changed_at
  from blacklist_report r
 where r.id = :id and (r.scope = 'COMPANY' or department_readable(r.department_id, :department, :caller_roles));

-- name: blacklist_report_page(department_id) :page
select r.id, r.scope, r.department_id, r.list_version, r.as_of, r.state, r.due_at,
       coalesce(coalesce(r.filed_at, :now) > r.due_at, false) as late, r.filed_by, r.filed_at, r.recorded_by, r.recorded_at,
       r.version, r.created_at, r.changed_at
  from blacklist_report r
 where (r.scope = 'COMPANY' or department_readable(r.department_id, :department, :caller_roles))
   and (:department_id::uuid is null or r.department_id = :department_id);

-- name: blacklist_report_present(department_id) :one
-- The list as it is now; version 0: nothing was ever on it.
select case when :department_id::uuid is null then 'COMPANY' else 'DEPARTMENT' end as scope,
       :department_id::uuid as department_id, coalesce(l.list_version, 0) as list_version,
       coalesce(l.as_of, :now) as as_of,
       blacklist_entries(:department_id, coalesce(l.list_version, 0)) as entries
  from (select max(list_version) as list_version, max(as_of) as as_of
          from blacklist_report
         where department_id = :department_id or (:department_id is null and department_id is null)) l
 where :department_id is null or exists (select from department d where d.id = :department_id);

-- name: blacklist_report_lock_list(department_id) :many
-- Held until the transaction ends: no two make the next version of a list.
select id from department
 where id = :department_id or (:department_id::uuid is null and kind = 'MARKETING_DIVISION')
 order by id
   for no key update;

-- name: blacklist_report_next(id, scope, department_id, state, instant due_at) :one
-- The next version of a list. Nobody files the company's: it is recorded by whoever changes it.
insert into blacklist_report (id, scope, department_id, list_version, as_of, state, due_at, recorded_by, recorded_at,
                              created_at, created_by, changed_at, changed_by, trace_id)
select :id, :scope, :department_id, coalesce(max(list_version), 0) + 1, :now, :state, :due_at,
       case when :scope = 'COMPANY' then :actor end, case when :scope = 'COMPANY' then :now::timestamptz end,
       :now, :actor, :now, :actor, :trace
  from blacklist_report
 where department_id = :department_id or (:department_id is null and department_id is null)
returning list_version;

-- name: blacklist_report_lock(id) :lock
select id, version, scope, department_id, state
  from blacklist_report
 where id = :id and (scope = 'COMPANY' or department_readable(department_id, :department, :caller_roles))
   for no key update;

-- name: blacklist_report_file(id) :exec
update blacklist_report
   set state = 'FILED', filed_by = :actor, filed_at = :now, :touched
 where id = :id;

-- name: blacklist_report_record(id) :exec
update blacklist_report
   set state = 'RECORDED', recorded_by = :actor, recorded_at = :now, :touched
 where id = :id;
