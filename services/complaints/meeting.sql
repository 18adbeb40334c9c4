-- name: complaint_save_major(id, boolean major, reason) :exec
update complaint
   set major = :major, major_reason = :reason, :touched
 where id = :id;

-- name: complaint_resolution_page(id) :page
select id, unit_id, complaint_id, round, type, held_on, participants, recused, plan, measures, notify_authority, authority,
       content, notified_at, met_with_recused(complaint_id, participants) as made_by_recused, version, created_at, created_by
  from meeting_resolution
 where complaint_id = :id;

-- name: complaint_resolution_find(id, complaint_id, integer round) :maybe
-- Where somebody took part who is recused by now, the meeting is held again (R10.5).
select r.id, r.version, r.notify_authority, r.notified_at from meeting_resolution r
 where r.id = :id and r.complaint_id = :complaint_id and r.round = :round and not met_with_recused(r.complaint_id, r.participants);

-- name: meeting_people(complaint_id, ids) :many
-- Each person once; known: of the unit.
select distinct p.value as id, coalesce(unit_of_department(e.department_id) = (select unit_id from complaint where id = :complaint_id::uuid), false) as known, coalesce(e.roles && '{supervising_partner,partner,director}', false) as partner,
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
