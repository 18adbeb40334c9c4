-- name: complaint_policy_page() :page
select id, profile, number, state, parameters, reason, resolution_id, effective_from, activated_at, version, created_at,
       created_by, changed_at
  from complaint_policy;

-- name: complaint_policy_get(id) :one
select id, profile, number, state, parameters, reason, resolution_id, effective_from, activated_at, version, created_at,
       created_by, changed_at
  from complaint_policy
 where id = :id;

-- name: complaint_policy_lock(id) :lock
select id, version, profile, state from complaint_policy where id = :id for no key update;

-- name: complaint_policy_editor(department_id) :one
-- Is the department of a logistics company, and of no member company (R12.2)?
select exists (select from complaint_unit u
                where u.id = unit_of_department(:department_id::uuid) and u.profile = 'LOGISTICS' and u.parent_id is null) as of_company;

-- name: complaint_policy_create(id, profile, parameters, reason) :exec
insert into complaint_policy (id, profile, number, state, parameters, reason, created_at, created_by, changed_at, changed_by, trace_id)
select :id, :profile::text, coalesce(max(number), 0) + 1, 'DRAFT', :parameters, :reason, :now, :actor, :now, :actor, :trace
  from complaint_policy
 where profile = :profile::text;

-- name: complaint_policy_save_active(id, date effective_from, resolution_id) :exec
update complaint_policy
   set state = 'ACTIVE', effective_from = :effective_from, resolution_id = :resolution_id, activated_at = :now, activated_by = :actor,
       :touched
 where id = :id;

-- name: complaint_policy_save_discarded(id) :exec
update complaint_policy
   set state = 'DISCARDED', :touched
 where id = :id;

-- name: complaint_policy_resolution(id) :maybe
select r.type, u.profile from meeting_resolution r join complaint_unit u on u.id = r.unit_id
 where r.id = :id and r.complaint_id is null;

-- name: meeting_resolution_create(id, unit_id, complaint_id, integer? round, type, date held_on, participants, recused, plan, measures, boolean? notify_authority, authority, content) :exec
insert into meeting_resolution (id, unit_id, complaint_id, round, type, held_on, participants, recused, plan, measures,
                                notify_authority, authority, content, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :complaint_id, :round, :type, :held_on, :participants, :recused, :plan, :measures,
        :notify_authority, :authority, :content, :now, :actor, :now, :actor, :trace);

-- name: meeting_resolution_get(id) :one
select id, unit_id, complaint_id, round, type, held_on, participants, recused, plan, measures, notify_authority, authority,
       content, notified_at, met_with_recused(complaint_id, participants) as made_by_recused, version, created_at, created_by
  from meeting_resolution
 where id = :id;

-- name: meeting_resolution_page() :page
-- Those on a complaint are read where the complaint is.
select id, unit_id, complaint_id, round, type, held_on, participants, recused, plan, measures, notify_authority, authority,
       content, notified_at, version, created_at, created_by
  from meeting_resolution
 where complaint_id is null;

-- name: complaint_method_get(id) :one
select id, department_id, number, scope, types, effective_from, version, created_at, created_by from complaint_method where id = :id;

-- name: complaint_method_page() :page
select id, department_id, number, scope, types, effective_from, version, created_at, created_by from complaint_method;

-- name: complaint_method_create(id, department_id, scope, types, date effective_from) :exec
insert into complaint_method (id, department_id, number, scope, types, effective_from, created_at, created_by, changed_at, changed_by, trace_id)
select :id, :department_id::uuid, coalesce(max(number), 0) + 1, :scope, :types, :effective_from, :now, :actor, :now, :actor, :trace
  from complaint_method
 where department_id = :department_id::uuid;

-- name: complaint_method_of(department_id, date on, instant received_at, type) :maybe
-- The method in force on a day, and what it says of a type; one that was laid down later that day does not reach back.
select m.id, t.type as method_type, t.responsible_employee_id, t.responsible_department_id, t.handling_hours
  from (select id, types from complaint_method
         where department_id = :department_id and effective_from <= :on and created_at <= :received_at
         order by effective_from desc, number desc limit 1) m
 cross join json_to_recordset(m.types) as t (type text, responsible_employee_id uuid, responsible_department_id uuid, handling_hours bigint)
 where t.type = :type;

-- name: complaint_save_method(id, method_id, method_type, responsible_employee_id) :exec
update complaint
   set method_id = :method_id, method_type = :method_type, responsible_employee_id = :responsible_employee_id,
       :touched
 where id = :id;

-- name: complaint_department_kind(id) :maybe
select kind, head_id from known_department where id = :id;

-- name: public_channels() :many
select id, kind, name, address, hours, version from public_channel where status = 'PUBLISHED' order by kind, name, id;

-- name: public_channel_get(id) :one
select id, kind, name, address, hours, version from public_channel where id = :id and status = 'PUBLISHED';

-- name: public_channel_find(id) :maybe
select id from public_channel where id = :id and status = 'PUBLISHED';

-- name: public_channel_create(id, kind, name, address, hours) :exec
insert into public_channel (id, kind, name, address, hours, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, :name, :address, :hours, :now, :actor, :now, :actor, :trace);

-- name: public_channel_lock(id) :lock
-- All of its kind: of two who take the last two back one is refused.
select c.id, c.version, c.kind from public_channel c where c.id = :id and c.status = 'PUBLISHED' for no key update;

-- name: public_channel_lock_kind(kind) :many
select id from public_channel where kind = :kind and status = 'PUBLISHED' order by id for no key update;

-- name: public_channel_save_removed(id) :exec
update public_channel
   set status = 'REMOVED', :touched
 where id = :id;
