-- name: complaint_save_major(id, boolean major, reason) :exec
update complaint
   set major = :major, major_reason = :reason, :touched
 where id = :id;

-- name: complaint_resolution_page(id) :page
select id, unit_id, complaint_id, round, type, held_on, participants, recused, plan, measures, notify_authority, authority,
       content, notified_at, version, created_at, created_by
  from meeting_resolution
 where complaint_id = :id;

-- name: complaint_resolution_find(id, complaint_id, integer round) :maybe
select r.id, r.version, r.notify_authority, r.notified_at from meeting_resolution r
 where r.id = :id and r.complaint_id = :complaint_id and r.round = :round;

-- name: meeting_people(complaint_id, ids) :many
-- Each person once.
select distinct p.value as id, e.id is not null as known, coalesce(e.roles && '{supervising_partner,partner,director}', false) as partner,
       is_recused(:complaint_id::uuid, p.value::uuid) as recused
  from json_array_elements_text(:ids::json) p
  left join known_employee e on e.id = p.value::uuid and e.status = 'ACTIVE';

-- name: meeting_resolution_save_notified(id) :exec
update meeting_resolution
   set notified_at = :now, :touched
 where id = :id;

-- name: complaint_resolution_notifies(id, complaint_id) :maybe
-- Of whichever round: what a meeting decided to tell an authority is told also after a reopening (R10.8).
select r.id, r.version, r.notify_authority, r.notified_at, r.round from meeting_resolution r
 where r.id = :id and r.complaint_id = :complaint_id;
