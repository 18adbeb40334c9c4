-- name: event_cursor_get(source) :maybe
-- How far the events of a source were taken in.
select position from event_cursor where source = :source;

-- name: event_cursor_begin(source, position) :exec
-- The first look at a source.
insert into event_cursor (source, position, changed_at) values (:source, :position, :now)
on conflict on constraint event_cursor_pk do nothing;

-- name: event_cursor_move(source, before, after) :count
-- None: another process was first.
update event_cursor set position = :after, changed_at = :now where source = :source and position = :before;

-- name: event_park(source, event_id, event, error, integer attempts) :exec
-- An event that could not be taken in.
insert into event_parked (source, event_id, event, error, attempts, created_at)
values (:source, :event_id, :event, :error, :attempts, :now)
on conflict on constraint event_parked_pk do nothing;
