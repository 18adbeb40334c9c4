-- name: timer_put(kind, subject_id, instant due) :exec
-- Sets a timer, or sets it anew.
insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
values (:kind, :subject_id, :due, :due, 'SET', :now, :actor, :trace)
on conflict on constraint timer_pk do update
   set due_at = excluded.due_at, try_at = excluded.try_at, state = 'SET', attempts = 0, last_error = null,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by, trace_id = excluded.trace_id;

-- name: timer_withdraw(kind, subject_id) :exec
-- A timer that is not set stays as it is.
update timer set state = 'CANCELLED', changed_at = :now, changed_by = :actor, trace_id = :trace
 where kind = :kind and subject_id = :subject_id and state = 'SET';

-- name: timer_take(kinds, instant present) :maybe
-- The one that came due first, of those nobody else is at. Its row is not locked: see timer.h.
select kind, subject_id, due_at, attempts
  from (select kind, subject_id, due_at, attempts
          from timer
         where state = 'SET' and kind = any (:kinds::text[]) and due_at <= :present and try_at <= :present
         order by due_at, kind, subject_id
         limit 100) due
 where try_lock('timer ' || kind || ' ' || subject_id)
 limit 1;

-- name: timer_finish(kind, subject_id, instant due) :one
-- After its handler has run, which may have set it anew. Not so where another transaction did meanwhile, or is about to:
-- nobody is waited for.
with held as (
  select state, due_at, trace_id = :trace as anew
    from timer
   where kind = :kind and subject_id = :subject_id
     for update skip locked
), done as (
  update timer set state = 'DONE', last_error = null, changed_at = :now, changed_by = :actor, trace_id = :trace
   where kind = :kind and subject_id = :subject_id
     and exists (select from held where not anew and state = 'SET' and due_at = :due)
)
select coalesce((select anew or (state = 'SET' and due_at = :due) from held), false) as finished;

-- name: timer_postpone(kind, subject_id, instant due, error, instant try_at) :exec
-- After a failure; unless it was set anew meanwhile.
update timer set attempts = attempts + 1, last_error = :error, try_at = :try_at
 where kind = :kind and subject_id = :subject_id and due_at = :due and state = 'SET';

-- name: timer_state() :one
-- For the metrics.
select (select due_at from timer where state = 'SET' order by due_at limit 1) as first_due_at,
       (select count(*) from timer where state = 'SET' and attempts > 0) as failing;
