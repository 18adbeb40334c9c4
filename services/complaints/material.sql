-- name: material_create(id, complaint_id, kind, title, boolean is_original, copy_of_id, storage_place, media_type, content, received_from, instant received_at) :exec
insert into material (id, complaint_id, kind, title, is_original, copy_of_id, storage_place, media_type, sha256, size_bytes,
                      received_from, received_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :kind, :title, :is_original, :copy_of_id, :storage_place, :media_type,
        encode(sha256(decode(:content, 'base64')), 'hex'), octet_length(decode(:content, 'base64')),
        :received_from, :received_at, :now, :actor, :now, :actor, :trace);

-- name: material_content_create(id, content) :exec
insert into material_content (id, content) values (:id, decode(:content, 'base64'));

-- name: material_get(id) :one
select id, complaint_id, kind, title, is_original, copy_of_id, storage_place, media_type, sha256, size_bytes, received_from,
       received_at, authenticity, authenticity_method, made_by_recused(complaint_id, checked_by), version, created_at, created_by
  from material
 where id = :id and removed_at is null;

-- name: material_page(id) :page
select id, complaint_id, kind, title, is_original, copy_of_id, storage_place, media_type, sha256, size_bytes, received_from,
       received_at, authenticity, authenticity_method, made_by_recused(complaint_id, checked_by), version, created_at, created_by
  from material
 where complaint_id = :id and removed_at is null;

-- name: material_content_get(id) :maybe
-- fits: the bytes still are those that were received.
select m.id, m.media_type, m.sha256, encode(c.content, 'base64') as content,
       encode(sha256(c.content), 'hex') = m.sha256 as _fits
  from material m
  join material_content c on c.id = m.id
 where m.id = :id and m.removed_at is null;

-- name: material_lock(id) :lock
select id, version, is_original, storage_place, created_by from material where id = :id and removed_at is null for no key update;

-- name: material_save_removed(id) :exec
update material
   set removed_at = :now, removed_by = :actor, :touched
 where id = :id;

-- name: material_save_place(id, storage_place) :exec
update material
   set storage_place = :storage_place, :touched
 where id = :id;

-- name: material_custody_create(id, material_id, from_place, to_place, reason) :exec
insert into material_custody (id, material_id, from_place, to_place, reason, moved_at,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :material_id, :from_place, :to_place, :reason, :now, :now, :actor, :now, :actor, :trace);

-- name: material_has_transcript(complaint_id) :one
select exists (select from material
                where complaint_id = :complaint_id and kind = 'TRANSCRIPT' and is_original and removed_at is null) as found;

-- name: material_ids(complaint_id) :many
select id from material where complaint_id = :complaint_id and removed_at is null order by id;

-- name: material_forwarding_create(id, complaint_id, material_id, recipient_id) :exec
-- What this recipient has got already is not forwarded again.
insert into material_forwarding (id, complaint_id, material_id, recipient_id, forwarded_at,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :material_id, :recipient_id, :now, :now, :actor, :now, :actor, :trace)
    on conflict do nothing;

-- name: material_forwardings(complaint_id, recipient_id) :many
select id, complaint_id, material_id, recipient_id, forwarded_at, acknowledged_at
  from material_forwarding
 where complaint_id = :complaint_id and recipient_id = :recipient_id
 order by id;

-- name: material_forwarding_page(id) :page
select id, complaint_id, material_id, recipient_id, forwarded_at, acknowledged_at
  from material_forwarding
 where complaint_id = :id;

-- name: material_forwarding_lock(id) :lock
select f.id, f.version, f.complaint_id, f.material_id, f.recipient_id, f.acknowledged_at from material_forwarding f where f.id = :id for no key update;

-- name: material_forwarding_get(id) :one
select id, complaint_id, material_id, recipient_id, forwarded_at, acknowledged_at from material_forwarding where id = :id;

-- name: material_forwarding_save(id) :exec
update material_forwarding
   set acknowledged_at = :now, :touched
 where id = :id;

-- name: material_forwarding_open(complaint_id, recipient_id) :one
select count(*) as open from material_forwarding
 where complaint_id = :complaint_id and recipient_id = :recipient_id and acknowledged_at is null;

-- name: material_may_receive(complaint_id, recipient_id, roles) :one
-- Those who read it, and those of its unit who could handle it.
select exists (select from complaint c, known_employee e
                where c.id = :complaint_id and e.id = :recipient_id
                  and (unit_of_department(e.department_id) = c.unit_id and e.roles && array(select json_array_elements_text(:roles::json))
                       or c.responsible_employee_id = e.id or complaint_readable(c, e.subject, e.roles))) as found;

-- name: complaint_note_create(id, complaint_id, integer round, author_id, text) :exec
insert into complaint_note (id, complaint_id, round, author_id, text, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :author_id, :text, :now, :actor, :now, :actor, :trace);

-- name: complaint_note_get(id) :one
select id, complaint_id, round, author_id, text, is_recused(complaint_id, author_id) as made_by_recused, created_at, created_by
  from complaint_note where id = :id;

-- name: complaint_note_page(id) :page
select id, complaint_id, round, author_id, text, is_recused(complaint_id, author_id) as made_by_recused, created_at, created_by
  from complaint_note where complaint_id = :id;
