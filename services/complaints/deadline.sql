-- name: deadline_create(id, subject, subject_id, object_id, kind, rule, instant started_at, instant due_at, boolean working_days) :exec
insert into deadline (id, subject, subject_id, object_id, kind, rule, started_at, due_at, working_days, state,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :subject, :subject_id, :object_id, :kind, :rule, :started_at, :due_at, :working_days, 'RUNNING',
        :now, :actor, :now, :actor, :trace);

-- name: deadline_done(subject_id, kind, object_id) :many
-- In time up to and with due_at. One that stands still ends as what it was when it stopped.
update deadline
   set state = case when coalesce(paused_at, :now) <= due_at then 'MET' else 'MISSED' end, ended_at = :now,
       :touched
 where subject_id = :subject_id and kind = :kind and object_id is not distinct from :object_id
   and state in ('RUNNING', 'PAUSED', 'OVERDUE')
returning state = 'MISSED' as late;

-- name: deadline_cancel(subject_id, kind, object_id) :exec
update deadline
   set state = 'CANCELLED', ended_at = :now, :touched
 where subject_id = :subject_id and (:kind::text is null or kind = :kind and object_id is not distinct from :object_id)
   and state in ('RUNNING', 'PAUSED', 'OVERDUE');

-- name: deadline_pause(subject_id, kind) :exec
update deadline
   set state = 'PAUSED', paused_at = :now, :touched
 where subject_id = :subject_id and kind = :kind and state = 'RUNNING';

-- name: deadline_resume(subject_id, kind) :many
update deadline
   set state = 'RUNNING', paused_at = null, due_at = due_at + (:now - paused_at),
       segments = (segments::jsonb || jsonb_build_object('paused_from', paused_at, 'paused_until', :now::timestamptz))::json,
       :touched
 where subject_id = :subject_id and kind = :kind and state = 'PAUSED'
returning id, due_at;

-- name: deadline_pass(id) :exec
update deadline
   set state = 'OVERDUE', :touched
 where id = :id and state = 'RUNNING' and due_at < :now;

-- name: complaint_deadline_page(id) :page
select id, object_id, kind, rule, started_at, due_at, working_days,
       case when state = 'RUNNING' and due_at < :now then 'OVERDUE' else state end as state, ended_at, segments
  from deadline
 where subject_id = :id;
