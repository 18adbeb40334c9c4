-- name: notice_get(id) :one
-- The notice as the API shows it: to its sender, those addressed, and those who oversee all.
select n.id, n.from_department_id, n.to_management, n.title, n.text,
       coalesce(a.addresses, '[]'::json) as addresses, a.addressed, a.acknowledged, a.acknowledged < a.addressed as open,
       a.late, n.sent_by, n.sent_at, n.due_at,
       n.version, n.created_at, n.changed_at
  from notice n
 cross join lateral (select count(*) as addressed, count(x.acknowledged_at) as acknowledged,
                            coalesce(bool_or(x.acknowledged_at is null and x.due_at < :now), false) as late,
                            json_agg(json_strip_nulls(json_build_object(
                              'department_id', x.department_id,
                              'due_at', to_char(x.due_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'acknowledged_by', x.acknowledged_by,
                              'acknowledged_at', to_char(x.acknowledged_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
                              order by x.department_id) as addresses
                       from notice_address x where x.notice_id = n.id) a
 where n.id = :id
   and (department_readable(n.from_department_id, :department, :caller_roles)
        or exists (select from notice_address x
                    where x.notice_id = n.id and department_readable(x.department_id, :department, :caller_roles)));

-- name: notice_page() :page
select n.id, n.from_department_id, n.to_management, n.title, n.text,
       coalesce(a.addresses, '[]'::json) as addresses, a.addressed, a.acknowledged, a.acknowledged < a.addressed as open,
       a.late, n.sent_by, n.sent_at, n.due_at,
       n.version, n.created_at, n.changed_at
  from notice n
 cross join lateral (select count(*) as addressed, count(x.acknowledged_at) as acknowledged,
                            coalesce(bool_or(x.acknowledged_at is null and x.due_at < :now), false) as late,
                            json_agg(json_strip_nulls(json_build_object(
                              'department_id', x.department_id,
                              'due_at', to_char(x.due_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'acknowledged_by', x.acknowledged_by,
                              'acknowledged_at', to_char(x.acknowledged_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
                              order by x.department_id) as addresses
                       from notice_address x where x.notice_id = n.id) a
 where department_readable(n.from_department_id, :department, :caller_roles)
    or exists (select from notice_address x
                where x.notice_id = n.id and department_readable(x.department_id, :department, :caller_roles));

-- name: notice_create(id, from_department_id, boolean to_management, title, text_, instant due_at) :exec
insert into notice (id, from_department_id, to_management, title, text, sent_by, sent_at, due_at,
                    created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :from_department_id, :to_management, :title, :text_, :actor, :now, :due_at, :now, :actor, :now, :actor, :trace);

-- name: notice_address(id, notice_id, department_id, instant due_at) :exec
insert into notice_address (id, notice_id, department_id, due_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :notice_id, :department_id, :due_at, :now, :actor, :now, :actor, :trace);

-- name: notice_lock(id) :lock
-- To be acknowledged by a department that may read it.
select n.id, n.version
  from notice n
 where n.id = :id
   and (department_readable(n.from_department_id, :department, :caller_roles)
        or exists (select from notice_address x
                    where x.notice_id = n.id and department_readable(x.department_id, :department, :caller_roles)))
   for no key update of n;

-- name: notice_addressed(notice_id) :maybe
-- The caller's department among those addressed.
select id, acknowledged_at is not null as acknowledged
  from notice_address
 where notice_id = :notice_id and department_id = :department;

-- name: notice_save_acknowledgement(id) :exec
update notice_address
   set acknowledged_by = :actor, acknowledged_at = :now,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id = :id;

-- name: notice_touch(id) :exec
-- An acknowledgement is part of the notice.
update notice
   set version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id = :id;
