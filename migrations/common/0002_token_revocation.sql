-- Tokens that were taken back before they expire. Each process asks each second what is new.
create table token_revocation (
  jti        text        not null constraint token_revocation_pk primary key,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  created_by text        not null,
  trace_id   text        not null
);

create index token_revocation_created_at on token_revocation (created_at);
