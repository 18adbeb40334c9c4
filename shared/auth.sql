-- name: revocation_recent(instant since) :many
-- What was revoked since then and would otherwise still be valid.
select jti, expires_at
  from token_revocation
 where created_at >= :since
   and expires_at > :now::timestamptz - interval '1 minute';

-- name: revocation_keep(jti, instant expires_at) :exec
-- Revokes a token; a second time changes nothing.
insert into token_revocation (jti, expires_at, created_at, created_by, trace_id)
values (:jti, :expires_at, :now, :actor, :trace)
on conflict on constraint token_revocation_pk do nothing;
