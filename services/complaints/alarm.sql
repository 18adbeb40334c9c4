-- name: alarm_create(id, kind, rule, subject, subject_id, role, text_) :exec
insert into alarm (id, kind, rule, subject, subject_id, role, text, raised_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, :rule, :subject, :subject_id, :role, :text_, :now, :now, :actor, :now, :actor, :trace)
    on conflict (kind, subject_id, role) do nothing;

-- name: alarm_get(id) :one
select id, kind, rule, subject, subject_id, role, text, raised_at, acknowledged_at, acknowledged_by, version from alarm where id = :id;

-- name: alarm_page() :page
select id, kind, rule, subject, subject_id, role, text, raised_at, acknowledged_at, acknowledged_by, version
  from alarm
 where role = any (:caller_roles::text[]) or :caller_roles::text[] && '{general_manager,auditor}';

-- name: alarm_lock(id) :lock
-- For others than the holders of its role it does not exist.
select id, version, acknowledged_at from alarm where id = :id and role = any (:caller_roles::text[]) for no key update;

-- name: alarm_save_acknowledged(id) :exec
update alarm
   set acknowledged_at = :now, acknowledged_by = :actor, :touched
 where id = :id;

-- name: alarm_answered(kind, subject_id) :exec
-- What it asked for was done: it waits for nobody any more.
update alarm
   set acknowledged_at = :now, acknowledged_by = :actor, :touched
 where kind = :kind and subject_id = :subject_id and acknowledged_at is null;
