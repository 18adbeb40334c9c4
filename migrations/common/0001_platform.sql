-- What every service keeps beside its own tables, in its own schema.

-- Who changed what: one row for each version of a row, written by audit().
-- image: the whole row as it was entered; change: of a later version, by column
-- {"from": …, "to": …}. The key is also the order in which it is read.
create table history (
  subject_id uuid        not null,
  version    bigint      not null,
  table_name text        not null,
  image      json,
  change     json,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null,
  constraint history_pk primary key (subject_id, version, table_name)
);

-- Actor, time and request are columns of the row, not settings of the session.
-- What is derived from other columns (its name begins with "_") is no change.
create function audit() returns trigger language plpgsql as $$
declare
  change json;
begin
  if tg_op = 'INSERT' then
    insert into history (subject_id, version, table_name, image, changed_at, changed_by, trace_id)
    values (new.id, new.version, tg_table_name, row_to_json(new), new.changed_at, new.changed_by, new.trace_id);
    return null;
  end if;
  if new.version <= old.version then
    raise exception 'an update of % without a new version', tg_table_name;
  end if;
  select json_object_agg(key, json_strip_nulls(json_build_object('from', before.value, 'to', after.value)))
    into change
    from json_each(row_to_json(old)) before
    join json_each(row_to_json(new)) after using (key)
   where before.value::text <> after.value::text
     and key not in ('version', 'changed_at', 'changed_by', 'trace_id')
     and not starts_with(key, '_');
  insert into history (subject_id, version, table_name, change, changed_at, changed_by, trace_id)
  values (new.id, new.version, tg_table_name, coalesce(change, '{}'), new.changed_at, new.changed_by, new.trace_id);
  return null;
end $$;

-- What a rule decided about a subject, and why. Ids rise with time.
create table decision (
  id         uuid        not null,
  subject    text        not null,
  subject_id uuid        not null,
  rule       text        not null,
  outcome    text        not null,
  because    text        not null,
  parameters json,
  created_at timestamptz not null,
  created_by text        not null,
  trace_id   text        not null,
  constraint decision_pk primary key (subject_id, id)
);

-- Requests that were answered, by the key their client gave them. No record of
-- business: what has expired is deleted.
create table idempotency_key (
  caller       text        not null,
  operation    text        not null,
  key          text        not null,
  request_hash text        not null,
  status       bigint      not null,
  content_type text,
  location     text,
  etag         text,
  answer       text        not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  constraint idempotency_key_pk primary key (caller, operation, key)
);
create index idempotency_key_expiry on idempotency_key using brin (expires_at) with (pages_per_range = 16);

-- A lock of the transaction on a name, among those of this schema; false: somebody else holds it.
create function try_lock(name text) returns boolean language sql volatile as $$
  select pg_try_advisory_xact_lock(hashtextextended(concat_ws(chr(31), current_schema(), name), 0))
$$;

-- First statement of a write that carries a key: fails where a request with
-- this key is under way (KH001) or was answered (KH002).
create function claim_idempotency_key(a_caller text, an_operation text, a_key text, at timestamptz)
  returns void language plpgsql as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(
       concat_ws(chr(31), current_schema(), a_caller, an_operation, a_key), 0)) then
    raise exception 'a request with this key is under way' using errcode = 'KH001';
  end if;
  -- After the lock: sees what its last holder has committed.
  if exists (select from idempotency_key
              where caller = a_caller and operation = an_operation and key = a_key and expires_at > at) then
    raise exception 'a request with this key was answered' using errcode = 'KH002';
  end if;
end $$;

-- Parameters of the rules as the company has set them. A value of null is a
-- blank; of several for one date the one set last is in force.
create table parameter (
  id             uuid        not null constraint parameter_pk primary key,
  name           text        not null,
  value          json,
  effective_from date        not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  trace_id       text        not null
);
create index parameter_in_force on parameter (name, effective_from desc, id desc);

-- Events, emitted in the transaction of what they tell of; numbered after its
-- commit, without gaps, in the order in which they are served.
create table outbox (
  id              uuid        not null constraint outbox_pk primary key,
  type            text        not null,
  subject_id      text        not null,
  subject_version bigint,
  data            json        not null,
  created_at      timestamptz not null,
  created_by      text        not null,
  trace_id        text        not null,
  span_id         text        not null,
  position        bigint      constraint outbox_position unique
);
create index outbox_unnumbered on outbox (id) where position is null;

-- How far this service has read the events of others; moved in the transaction of what an event causes.
create table event_cursor (
  source     text        not null constraint event_cursor_pk primary key,
  position   text        not null,
  changed_at timestamptz not null
);

-- Events of others that could not be taken in; they stay until somebody looks after them.
create table event_parked (
  source     text        not null,
  event_id   text        not null,
  event      json        not null,
  error      text        not null,
  attempts   bigint      not null,
  created_at timestamptz not null,
  constraint event_parked_pk primary key (source, event_id)
);

-- What is due: the one timer of its kind and subject. try_at is due_at, or later after a failure.
create table timer (
  kind       text        not null,
  subject_id text        not null,
  due_at     timestamptz not null,
  try_at     timestamptz not null,
  state      text        not null constraint timer_state check (state in ('SET', 'DONE', 'CANCELLED')),
  attempts   bigint      not null default 0,
  last_error text,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null,
  constraint timer_pk primary key (kind, subject_id)
);
create index timer_due on timer (due_at, kind, subject_id) where state = 'SET';
create index timer_failing on timer (kind) where state = 'SET' and attempts > 0;
