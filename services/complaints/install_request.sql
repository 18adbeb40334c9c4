-- name: install_request_page() :page
select r.id, r.customer_id, r.contact, r.place, r.vehicle_count, to_json(r.models) as models, r.desired_on, r.special_requests,
       r.vehicles, r.drivers, exists (select from service_order o where o.install_request_id = r.id) as ordered,
       r.version, r.created_at, r.created_by
  from install_request r;

-- name: install_request_get(id) :one
select r.id, r.customer_id, r.contact, r.place, r.vehicle_count, to_json(r.models) as models, r.desired_on, r.special_requests,
       r.vehicles, r.drivers, exists (select from service_order o where o.install_request_id = r.id) as ordered,
       r.version, r.created_at, r.created_by
  from install_request r
 where r.id = :id;

-- name: install_request_create(id, customer_id, contact, place, integer vehicle_count, models, date desired_on, special_requests) :exec
insert into install_request (id, customer_id, contact, place, vehicle_count, models, desired_on, special_requests,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :contact, :place, :vehicle_count, array(select value from json_array_elements_text(:models::json)),
        :desired_on, :special_requests, :now, :actor, :now, :actor, :trace);

-- name: install_request_lock(id) :lock
select r.id, r.version, r.customer_id, r.contact, r.place, r.vehicle_count, r.vehicles, r.drivers, r.created_at,
       exists (select from service_order o where o.install_request_id = r.id) as ordered
  from install_request r
 where r.id = :id
   for no key update;

-- name: install_request_save_vehicles(id, vehicles) :exec
update install_request
   set vehicles = :vehicles, :touched
 where id = :id;

-- name: install_request_save_drivers(id, drivers) :exec
update install_request
   set drivers = :drivers, :touched
 where id = :id;

-- name: install_request_plates(id) :many
-- Of both papers: from_drivers tells which.
select v.value ->> 'plate' as plate, false as from_drivers
  from install_request r, json_array_elements(r.vehicles) v where r.id = :id
 union all
select d.value ->> 'plate', true
  from install_request r, json_array_elements(r.drivers) d where r.id = :id;

-- name: install_request_models(id) :many
-- Those of the list that are no active model.
select distinct v.value ->> 'model' as code
  from install_request r, json_array_elements(r.vehicles) v
 where r.id = :id and not exists (select from product_model m where m.code = v.value ->> 'model' and m.status = 'ACTIVE');
