-- name: idempotency_claim(operation, key) :exec
-- Fails where a request with this key is under way, or was answered.
select claim_idempotency_key(:actor, :operation, :key, :now);

-- name: idempotency_keep(operation, key, request_hash, integer status, content_type, location, etag, answer,
--       instant expires_at) :exec
-- The answer, for whoever asks again with this key. The claim saw to it that what is in the way has expired.
insert into idempotency_key
       (caller, operation, key, request_hash, status, content_type, location, etag, answer, created_at, expires_at)
values (:actor, :operation, :key, :request_hash, :status, :content_type, :location, :etag, :answer, :now, :expires_at)
on conflict on constraint idempotency_key_pk do update
   set request_hash = excluded.request_hash, status = excluded.status, content_type = excluded.content_type,
       location = excluded.location, etag = excluded.etag, answer = excluded.answer,
       created_at = excluded.created_at, expires_at = excluded.expires_at;

-- name: idempotency_kept(operation, key) :maybe
-- What was answered to this key.
select request_hash, status, content_type, location, etag, answer
  from idempotency_key
 where caller = :actor and operation = :operation and key = :key and expires_at > :now;

-- name: idempotency_forget(integer at_most) :count
-- Keys are no record of business: expired ones go.
delete from idempotency_key
 where (caller, operation, key) in
       (select caller, operation, key from idempotency_key where expires_at <= :now limit :at_most);
