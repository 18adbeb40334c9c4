-- name: field_survey_get(id) :one
-- To those who read the customer.
select s.id, s.customer_id, s.investigation_id, s.number, s.replaces_id, s.state, s.visited_on, s.items, s.not_obtainable,
       s.submitted_at, s.version, s.created_at, s.created_by, s.changed_at
  from field_survey s
  join credit_profile p on p.id = s.customer_id
 where s.id = :id and credit_reads(s.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: field_survey_page() :page
select s.id, s.customer_id, s.investigation_id, s.number, s.replaces_id, s.state, s.visited_on, s.items, s.not_obtainable,
       s.submitted_at, s.version, s.created_at, s.created_by, s.changed_at
  from field_survey s
  join credit_profile p on p.id = s.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: field_survey_told(id) :one
select s.id, s.customer_id, s.investigation_id, s.number, s.replaces_id, s.state, s.visited_on, s.items, s.not_obtainable,
       s.submitted_at, s.version, s.created_at, s.created_by, s.changed_at
  from field_survey s
 where s.id = :id;

-- name: field_survey_lock(id) :lock
-- The customer's profile is locked. replaced_stands: what it corrects was not corrected by another meanwhile.
select s.id, s.version, s.state, s.created_by, s.replaces_id, s.investigation_id, s.items, s.visited_on,
       exists (select from field_survey o where o.id = s.replaces_id and o.state = 'SUBMITTED') as replaced_stands,
       coalesce(s.items -> 'impression.persons_met' ->> 'value', s.items -> 'impression.visit_place' ->> 'value',
       s.created_by) as met,
       coalesce(s.items -> 'impression.seen' ->> 'value', s.items -> 'impression.seen' ->> 'reason', s.id::text) as seen
  from field_survey s
 where s.id = :id
   for no key update of s;

-- name: field_survey_of(id, customer_id) :maybe
select id, number, state, items, investigation_id from field_survey where id = :id and customer_id = :customer_id;

-- name: field_survey_items(items) :many
-- members_known: an item has no other members than these, of their types.
select i.key as name, json_typeof(i.value) as json_type, nullif(json_typeof(i.value -> 'value'), 'null') as value_type,
       i.value ->> 'value' as value, i.value ->> 'reason' as reason,
       coalesce(i.value ->> 'not_obtainable' = 'true', false) as not_obtainable,
       coalesce(json_typeof(i.value -> 'not_obtainable'), 'boolean') in ('boolean', 'null')
       and coalesce(json_typeof(i.value -> 'reason'), 'string') in ('string', 'null')
       and case json_typeof(i.value)
           when 'object' then not exists (select from json_object_keys(i.value) k
                                           where k not in ('value', 'not_obtainable', 'reason'))
           else false end as members_known
  from json_each(:items::json) i
 order by i.key;

-- name: field_survey_create(id, customer_id, investigation_id, integer number, replaces_id, date visited_on, items) :exec
insert into field_survey (id, customer_id, investigation_id, number, replaces_id, state, visited_on, items,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :investigation_id, :number, :replaces_id, 'DRAFT', :visited_on, :items,
        :now, :actor, :now, :actor, :trace);

-- name: field_survey_with(id, changes) :one
-- Its items, each that is given in the place of the one so far; null takes one away.
select coalesce(json_object_agg(i.key, i.value) filter (where i.value <> 'null'), '{}') as items
  from field_survey s, jsonb_each(s.items::jsonb || :changes::jsonb) i
 where s.id = :id;

-- name: field_survey_save_items(id, items, date visited_on) :exec
update field_survey
   set items = :items, visited_on = :visited_on, :touched
 where id = :id;

-- name: field_survey_save_investigation(id, investigation_id) :exec
update field_survey
   set investigation_id = :investigation_id, :touched
 where id = :id;

-- name: field_survey_save_submitted(id, integer not_obtainable) :exec
update field_survey
   set state = 'SUBMITTED', submitted_at = :now, not_obtainable = :not_obtainable, :touched
 where id = :id;

-- name: field_survey_save_replaced(id) :exec
update field_survey
   set state = 'REPLACED', :touched
 where id = :id;
