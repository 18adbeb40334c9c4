-- Files that were imported: what each entered, so that it can be taken back.
create table import (
  id         uuid        not null constraint import_pk primary key,
  operation  text        not null,
  rows       bigint      not null,
  ids        json        not null, -- of what was entered, in the order of the rows
  undone_at  timestamptz,
  version    bigint      not null default 1,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
