-- name: notice_get(id) :one
-- The notice as the API shows it: to its sender, those addressed, and those who oversee all.
select n.*, coalesce(_late_from < :now, false) as late
  from notice_shown n
 where id = :id
   and (department_readable(from_department_id, :department, :caller_roles)
        or exists (select from notice_address x
                    where x.notice_id = n.id and department_readable(x.department_id, :department, :caller_roles)));

-- name: notice_page() :page
select n.*, coalesce(_late_from < :now, false) as late
  from notice_shown n
 where department_readable(from_department_id, :department, :caller_roles)
    or exists (select from notice_address x
                where x.notice_id = n.id and department_readable(x.department_id, :department, :caller_roles));

-- name: notice_told(id) :one
-- The same, as it is told.
select n.*, coalesce(_late_from < :now, false) as late from notice_shown n where id = :id;

-- name: notice_create(id, from_department_id, boolean to_management, title, text_, instant due_at, source_event) :count
-- Once of an event.
insert into notice (id, from_department_id, to_management, title, text, sent_by, sent_at, due_at, source_event,
                    created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :from_department_id, :to_management, :title, :text_, :actor, :now, :due_at, :source_event,
        :now, :actor, :now, :actor, :trace)
    on conflict on constraint notice_source_event do nothing;

-- name: notice_division() :maybe
-- In whose name the sales departments are told what concerns them all.
select id from department where kind = 'MARKETING_DIVISION' and status = 'ACTIVE' order by created_at, id limit 1;

-- name: notice_sales_departments() :many
select d.id
  from department d
  join department above on above.id = d.parent_id
 where d.kind = 'SALES' and d.status = 'ACTIVE' and above.kind = 'MARKETING_DIVISION'
 order by d.id;

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
   set acknowledged_by = :actor, acknowledged_at = :now, :touched
 where id = :id;

-- name: notice_touch(id) :exec
-- An acknowledgement is part of the notice.
update notice
   set :touched
 where id = :id;
