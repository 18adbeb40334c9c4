-- name: archive_batch_get(id) :one
select * from archive_batch_shown where id = :id and unit_readable(department_id, :department, :caller_roles);

-- name: archive_batch_page() :page
select * from archive_batch_shown where unit_readable(department_id, :department, :caller_roles);

-- name: archive_batch_told(id) :one
-- The same, to those who act, and as it is told.
select * from archive_batch_shown where id = :id;

-- name: archive_batch_people(outreach_id, ids) :one
-- How many of these are employees at work of the department that held it, and took part.
select count(*) as people
  from outreach o
  join employee e on e.department_id = o.department_id and e.id = any (o.participant_ids) and e.status = 'ACTIVE'
 where o.id = :outreach_id and e.id in (select json_array_elements_text(:ids::json)::uuid);

-- name: archive_batch_create(id, outreach_id, department_id, participant_ids) :exec
insert into archive_batch (id, outreach_id, department_id, participant_ids,
                           created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :outreach_id, :department_id, array(select distinct json_array_elements_text(:participant_ids::json)::uuid),
        :now, :actor, :now, :actor, :trace);

-- name: archive_batch_fill(batch_id, ids, archives) :exec
-- Archives behind those that are there; ids: one for each.
insert into batch_archive (id, batch_id, line, name, phone, address, remarks,
                           created_at, created_by, changed_at, changed_by, trace_id)
select (:ids::json ->> (n - 1)::int)::uuid, :batch_id,
       n + coalesce((select max(line) from batch_archive where batch_id = :batch_id), 0),
       a ->> 'name', a ->> 'phone', a ->> 'address', a ->> 'remarks', :now, :actor, :now, :actor, :trace
  from json_array_elements(:archives::json) with ordinality e (a, n);

-- name: archive_batch_lock(id) :lock
-- Whoever asks: whose it is, is for the rule to say.
select b.id, b.version, b.outreach_id, b.department_id, b.state, to_json(b.participant_ids) as participant_ids, o.source,
       o.held_on, b.handed_over_at, b.returned_at, d.head_id
  from archive_batch b
  join outreach o on o.id = b.outreach_id
  join department d on d.id = b.department_id
 where b.id = :id
   for no key update of b;

-- name: archive_batch_touch(id) :exec
-- Its archives are part of it.
update archive_batch
   set :touched
 where id = :id;

-- name: archive_batch_save_handed_over(id, boolean late) :exec
update archive_batch
   set state = 'WITH_CRM', handed_over_by = :actor, handed_over_at = :now, handed_over_late = :late,
       :touched
 where id = :id;

-- name: archive_batch_save_processed(id, boolean late) :exec
update archive_batch
   set state = 'PROCESSED', processed_by = :actor, processed_at = :now, processed_late = :late,
       :touched
 where id = :id;

-- name: archive_batch_save_returned(id) :exec
update archive_batch
   set state = 'RETURNED', returned_by = :actor, returned_at = :now, :touched
 where id = :id;

-- name: archive_batch_save_allocated(id) :exec
update archive_batch
   set state = 'ALLOCATED', allocated_by = :actor, allocated_at = :now, :touched
 where id = :id;

-- name: archive_batch_save_completed(id, boolean late) :exec
update archive_batch
   set state = 'COMPLETED', completed_by = :actor, completed_at = :now, completed_late = :late,
       :touched
 where id = :id;

-- name: archive_batch_unprocessed(id) :many
select id from batch_archive where batch_id = :id and result is null order by line;

-- name: archive_batch_count(id) :one
select count(*) as archives, count(*) filter (where result is null) as without_result
  from batch_archive
 where batch_id = :id;

-- name: batch_archive_page(id) :page
select a.id, a.batch_id, a.line, a.name, a.phone, a.address, a.remarks, a.result, a.reason, a.customer_id,
       c.number as customer_number, a.entered_by, a.entered_at, a.employee_id, a.version, a.created_at, a.changed_at
  from batch_archive a
  join archive_batch b on b.id = a.batch_id
  left join customer c on c.id = a.customer_id
 where a.batch_id = :id and unit_readable(b.department_id, :department, :caller_roles);

-- name: batch_archive_get(id) :one
select a.id, a.batch_id, a.line, a.name, a.phone, a.address, a.remarks, a.result, a.reason, a.customer_id,
       c.number as customer_number, a.entered_by, a.entered_at, a.employee_id, a.version, a.created_at, a.changed_at
  from batch_archive a
  left join customer c on c.id = a.customer_id
 where a.id = :id;

-- name: batch_archive_find(batch_id, id) :one
-- The batch is locked.
select id, name, phone, address, remarks, result from batch_archive where id = :id and batch_id = :batch_id;

-- name: batch_archive_alone() :one
-- Archives are entered one after the other: of two alike the second sees the first.
select pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), current_schema(), 'batch_archive'), 0)) is null as waited;

-- name: batch_archive_alike(name, phone_key) :many
-- Persons who may be the same: by telephone, or by name with some address. The oldest first.
select id, name, phone, address
  from customer
 where party = 'PERSON' and status in ('PROSPECT', 'ACTIVE', 'INACTIVE') and _phone_key = :phone_key
 union
select id, name, phone, address
  from customer
 where search_tokens(_search) @> search_tokens(:name) and name = :name and party = 'PERSON'
   and status in ('PROSPECT', 'ACTIVE', 'INACTIVE') and address is not null
 order by id;

-- name: batch_archive_known(id) :maybe
-- A customer that the clerk says it is.
select coalesce(merged_into_id, id) as id from customer where id = :id and party = 'PERSON' and status <> 'WITHDRAWN';

-- name: batch_archive_customer(id, department_id, name, phone, address, source, remarks, name_key, phone_key) :maybe
-- A customer whom nobody serves yet; none: somebody entered one like it just now.
insert into customer (id, status, party, customer_class, department_id, unit_id, name, phone, address, source, remarks,
                      _name_key, _phone_key, _city_key, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, 'PROSPECT', 'PERSON', 'RETAIL', :department_id, :department_id, :name, :phone, :address, :source, :remarks,
        :name_key, :phone_key, '', :now, :actor, :now, :actor, :trace)
on conflict do nothing
returning id;

-- name: batch_archive_save(id, name, phone, address, result, reason, customer_id) :exec
update batch_archive
   set name = :name, phone = :phone, address = :address, result = :result, reason = :reason, customer_id = :customer_id,
       entered_by = :actor, entered_at = :now, :touched
 where id = :id;
