-- name: event_keep(id, type, subject_id, integer? subject_version, data, span_id) :exec
-- An event, to be numbered after the commit.
insert into outbox (id, type, subject_id, subject_version, data, created_at, created_by, trace_id, span_id)
values (:id, :type, :subject_id, :subject_version, :data, :now, :actor, :trace, :span_id);

-- name: event_page(integer after, types, integer scan, integer at_most) :many
-- The events of these types after a position, looking no further than scan positions. The last row,
-- without id, tells how far that was: positions have no gaps.
with seen as (select least(coalesce(max(position), 0), :after::bigint + :scan::bigint) as until from outbox),
     page as (select *
                from outbox
               where position > :after and position <= (select until from seen) and type = any (:types::text[])
               order by position
               limit :at_most)
select until as position, null::uuid as id, null as type, null as subject_id, null::bigint as subject_version,
       null::json as data, null::timestamptz as created_at, null as trace_id, null as span_id
  from seen
 union all
select position, id, type, subject_id, subject_version, data, created_at, trace_id, span_id
  from page
 order by position, id nulls last;

-- name: event_feed_state() :one
-- How far the feed goes, and since when the oldest event waits to be numbered.
select coalesce((select max(position) from outbox), 0) as position,
       (select created_at from outbox where position is null order by id limit 1) as waiting_since;

-- name: event_sequencer_lock() :one
-- One sequencer at a time; the next statement sees what the last one has committed.
select try_lock('sequencer') as locked;

-- name: event_number(integer at_most) :count
-- Numbers what was committed. Whoever commits later comes later: a reader never passes over it.
update outbox
   set position = numbered.position
  from (select id, (select coalesce(max(position), 0) from outbox) + row_number() over (order by id) as position
          from (select id from outbox where position is null order by id limit :at_most) waiting) numbered
 where outbox.id = numbered.id;
