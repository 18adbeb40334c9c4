-- name: service_type_get(id) :one
select id, code, name, status, version, created_at, created_by, changed_at
  from service_type
 where id = :id;

-- name: service_type_page() :page
select id, code, name, status, version, created_at, created_by, changed_at
  from service_type;

-- name: service_type_create(id, code, name) :exec
insert into service_type (id, code, name, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :now, :actor, :now, :actor, :trace);

-- name: service_type_find(code) :maybe
select id from service_type where code = :code and status = 'ACTIVE';

-- name: service_document_page(id) :page
select id, service_type, kind, code, document_version, title, effective_from, version, created_at, created_by,
       changed_at
  from service_document
 where service_type = (select code from service_type where id = :id);

-- name: service_document_get(id) :one
select id, service_type, kind, code, document_version, title, effective_from, version, created_at, created_by,
       changed_at
  from service_document
 where id = :id;

-- name: service_document_create(id, service_type, kind, code, document_version, title, date effective_from) :exec
insert into service_document (id, service_type, kind, code, document_version, title, effective_from, created_at,
                              created_by, changed_at, changed_by, trace_id)
values (:id, :service_type, :kind, :code, :document_version, :title, :effective_from, :now, :actor, :now, :actor,
        :trace);

-- name: service_documents_in_force(service_type, date on) :many
-- What a request received on that day is executed by.
select distinct on (kind, code) kind, code, document_version, effective_from
  from service_document
 where service_type = :service_type and effective_from <= :on
 order by kind, code, effective_from desc;

-- name: service_category_get(id) :one
select id, code, name, service_type, leader_id, to_json(deputy_ids) as deputy_ids, status, version, created_at,
       created_by, changed_at
  from service_category
 where id = :id;

-- name: service_category_page() :page
select id, code, name, service_type, leader_id, to_json(deputy_ids) as deputy_ids, status, version, created_at,
       created_by, changed_at
  from service_category;

-- name: service_category_create(id, code, name, service_type, leader_id, deputy_ids) :exec
insert into service_category (id, code, name, service_type, leader_id, deputy_ids, created_at, created_by, changed_at,
                              changed_by, trace_id)
values (:id, :code, :name, :service_type, :leader_id,
        coalesce(array(select value::uuid from json_array_elements_text(:deputy_ids::json)), '{}'), :now, :actor,
        :now, :actor, :trace);

-- name: service_category_lock(id) :lock
select id, version
  from service_category
 where id = :id
   for no key update;

-- name: service_category_patch(id, changes) :exec
update service_category
   set name = case when p ? 'name' then p->>'name' else name end,
       service_type = case when p ? 'service_type' then p->>'service_type' else service_type end,
       leader_id = case when p ? 'leader_id' then (p->>'leader_id')::uuid else leader_id end,
       deputy_ids = case when p ? 'deputy_ids' then array(select value::uuid from jsonb_array_elements_text(p->'deputy_ids')) else deputy_ids end,
       status = case when p ? 'status' then p->>'status' else status end, :touched
  from (select :changes::jsonb as p) patch
 where id = :id;

-- name: service_category_find(code) :maybe
select id, code, name, service_type, leader_id from service_category where code = :code and status = 'ACTIVE';

-- name: service_category_in_charge(code) :many
-- The leader, then the deputies; who is in the directory.
select p.employee_id, p.leads, is_present(p.employee_id, :now, :today) as present, e.department_id, e.name
  from service_category c
 cross join lateral (select c.leader_id as employee_id, true as leads, 0 as place
                      union all
                     select deputy, false, place::int from unnest(c.deputy_ids) with ordinality as d (deputy, place)) p
  join known_employee e on e.id = p.employee_id
 where c.code = :code
 order by p.place;

-- name: dispatch_time_get(id) :one
select id, service_type, site_class, depart_within, arrive_within, effective_from, version, created_at, created_by,
       changed_at
  from dispatch_time
 where id = :id;

-- name: dispatch_time_page() :page
select id, service_type, site_class, depart_within, arrive_within, effective_from, version, created_at, created_by,
       changed_at
  from dispatch_time;

-- name: dispatch_time_create(id, service_type, site_class, depart_within, arrive_within, date effective_from) :exec
insert into dispatch_time (id, service_type, site_class, depart_within, arrive_within, effective_from, created_at,
                           created_by, changed_at, changed_by, trace_id)
values (:id, :service_type, :site_class, :depart_within, :arrive_within, :effective_from, :now, :actor, :now, :actor,
        :trace);

-- name: dispatch_time_in_force(service_type, site_class) :maybe
select depart_within, arrive_within
  from dispatch_time
 where service_type = :service_type and site_class = :site_class and effective_from <= :today
 order by effective_from desc
 limit 1;
