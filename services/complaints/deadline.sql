-- name: deadline_create(id, subject, subject_id, object_id, kind, rule, instant started_at, instant due_at, boolean working_days) :exec
insert into deadline (id, subject, subject_id, object_id, kind, rule, started_at, due_at, working_days, state,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :subject, :subject_id, :object_id, :kind, :rule, :started_at, :due_at, :working_days, 'RUNNING',
        :now, :actor, :now, :actor, :trace);

-- name: deadline_done(subject_id, kind, object_id, instant at) :many
-- The act was done then, whenever it was recorded: in time up to and with due_at. One that stands still ends as what it was
-- when it stopped.
update deadline
   set state = case when coalesce(paused_at, :at) > due_at then 'MISSED' else 'MET' end, ended_at = :at, :touched
 where subject_id = :subject_id and kind = :kind and object_id is not distinct from :object_id
   and state in ('RUNNING', 'PAUSED', 'OVERDUE')
returning state = 'MISSED' as late;

-- name: deadline_cancel(subject_id, kind, object_id) :exec
update deadline
   set state = 'CANCELLED', ended_at = :now, :touched
 where subject_id = :subject_id and (:kind::text is null or kind = :kind and object_id is not distinct from :object_id)
   and state in ('RUNNING', 'PAUSED', 'OVERDUE');

-- name: deadline_pause(subject_id, kind, instant at) :exec
update deadline
   set state = 'PAUSED', paused_at = :at, :touched
 where subject_id = :subject_id and kind = :kind and state = 'RUNNING';

-- name: deadline_resume(subject_id, kind, instant at) :many
update deadline
   set state = 'RUNNING', paused_at = null, due_at = due_at + (:at::timestamptz - paused_at),
       segments = (segments::jsonb || jsonb_build_object('from_at', paused_at, 'until_at', :at::timestamptz))::json,
       :touched
 where subject_id = :subject_id and kind = :kind and state = 'PAUSED'
returning id, due_at;

-- name: deadline_pass(id) :exec
update deadline
   set state = 'OVERDUE', :touched
 where id = :id and state = 'RUNNING' and due_at < :now;

-- name: complaint_deadline_page(id) :page
select id, object_id, kind, rule, started_at, due_at, working_days,
       case when state = 'RUNNING' and due_at < :now then 'OVERDUE' else state end as state, ended_at,
       deadline_segments(started_at, segments, paused_at, ended_at) as segments
  from deadline
 where subject_id = :id;
