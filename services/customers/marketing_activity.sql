-- name: marketing_activity_get(id) :one
-- The activity as the API shows it; of invitations and needs a department sees its own.
select a.id, a.type, a.title, to_json(a.department_ids) as department_ids, a.held_on, a.place, a.state, a.cancel_reason,
       (select count(*) from activity_invitation i where i.activity_id = a.id) as invited_count,
       a.version, a.created_at, a.created_by, a.changed_at,
       coalesce((select json_agg(json_build_object(
                          'customer_id', i.customer_id, 'customer_name', c.name, 'department_id', i.department_id,
                          'blacklisted', exists (select from blacklist_entry b
                                                  where b.customer_id = i.customer_id and b.state = 'ACTIVE'
                                                    and (b.scope = 'COMPANY' or b.department_id = i.department_id)))
                        order by i.id)
                   from activity_invitation i
                   join customer c on c.id = i.customer_id
                  where i.activity_id = a.id and department_readable(i.department_id, :department, :caller_roles)), '[]'::json) as invited,
       coalesce((select json_agg(json_strip_nulls(json_build_object(
                          'customer_id', n.customer_id, 'text', n.text, 'department_id', n.department_id,
                          'recorded_by', n.created_by)) order by n.id)
                   from activity_need n
                  where n.activity_id = a.id and department_readable(n.department_id, :department, :caller_roles)), '[]'::json) as needs_recorded
  from marketing_activity a
 where a.id = :id;

-- name: marketing_activity_page(department_id) :page
select a.id, a.type, a.title, to_json(a.department_ids) as department_ids, a.held_on, a.place, a.state, a.cancel_reason,
       (select count(*) from activity_invitation i where i.activity_id = a.id) as invited_count,
       a.version, a.created_at, a.created_by, a.changed_at
  from marketing_activity a
 where :department_id::uuid is null or :department_id = any (a.department_ids);

-- name: marketing_activity_annual(id, integer year) :one
-- Whether another annual thanks event is planned in the year.
select exists (select from marketing_activity where year = :year and id <> :id) as exists;

-- name: marketing_activity_create(id, type, title, department_ids, date held_on, place) :exec
insert into marketing_activity (id, type, title, department_ids, held_on, place, year,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :type, :title, array(select json_array_elements_text(coalesce(:department_ids, '[]')::json)::uuid),
        :held_on, :place, case when :type = 'ANNUAL_THANKS' then date_part('year', :held_on::date)::bigint end,
        :now, :actor, :now, :actor, :trace);

-- name: marketing_activity_lock(id) :lock
-- takes_part: the caller's department is one of those named.
select id, version, type, state, held_on, coalesce(:department::uuid = any (department_ids), false) as takes_part
  from marketing_activity
 where id = :id
   for no key update;

-- name: marketing_activity_save(id, patch) :exec
-- Applies a checked merge patch.
update marketing_activity a
   set title = p.title, department_ids = p.department_ids, held_on = p.held_on, place = p.place,
       year = case when a.type = 'ANNUAL_THANKS' then date_part('year', p.held_on)::bigint end,
       version = a.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from marketing_activity old, json_populate_record(old, :patch::json) p
 where a.id = :id and old.id = a.id;

-- name: marketing_activity_save_cancel(id, reason) :exec
update marketing_activity
   set state = 'CANCELLED', year = null, cancel_reason = :reason, :touched
 where id = :id;

-- name: marketing_activity_touch(id) :exec
-- Invitations and needs are part of the activity.
update marketing_activity
   set :touched
 where id = :id;

-- name: marketing_activity_invited(ids) :many
-- Each customer once, in the order in which they are locked.
select distinct json_array_elements_text(:ids::json)::uuid as id order by id;

-- name: marketing_activity_invite(id, activity_id, customer_id, department_id) :exec
insert into activity_invitation (id, activity_id, customer_id, department_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :activity_id, :customer_id, :department_id, :now, :actor, :now, :actor, :trace)
on conflict on constraint activity_invitation_once do nothing;

-- name: marketing_activity_need(id, activity_id, customer_id, department_id, text_) :exec
insert into activity_need (id, activity_id, customer_id, department_id, text, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :activity_id, :customer_id, :department_id, :text_, :now, :actor, :now, :actor, :trace);

-- name: marketing_activity_merge_invitations(id, survivor_id) :exec
-- The record of a customer became an alias of another.
update activity_invitation i
   set customer_id = :survivor_id, :touched
 where customer_id = :id
   and not exists (select from activity_invitation o where o.activity_id = i.activity_id and o.customer_id = :survivor_id);

-- name: marketing_activity_merge_needs(id, survivor_id) :exec
update activity_need
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
