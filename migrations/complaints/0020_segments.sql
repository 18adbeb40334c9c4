-- R11.9. A clock without due_at only measures: how long the work on site took, without the time that parts were missing.
alter table deadline alter column due_at drop not null;

-- The times a clock ran and stood still, in order. stood: [{"from_at", "until_at"}]; since: it stands still since then.
create function deadline_segments(started timestamptz, stood json, since timestamptz, ended timestamptz)
returns json language sql stable as $$
  with pause as (
    select (p ->> 'from_at')::timestamptz as from_at, (p ->> 'until_at')::timestamptz as until_at
      from json_array_elements(stood) p
     union all
    select since, ended where since is not null
  ), part as (
    select 'PAUSED' as state, from_at, until_at from pause
     union all
    select 'RUNNING', lag(until_at, 1, started) over (order by from_at), from_at from pause
     union all
    select 'RUNNING', coalesce((select max(until_at) from pause), started), ended where since is null
  )
  select json_agg(json_strip_nulls(json_build_object('state', state, 'from_at', from_at, 'until_at', until_at))
                  order by from_at, until_at)
    from part
   where until_at is null or until_at > from_at or from_at = started
$$;
