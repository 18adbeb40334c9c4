-- name: order_vehicle_create_of(order_id, install_request_id) :many
-- Copies the lines of both papers, in the order of the list.
insert into order_vehicle (id, order_id, position, plate, vehicle_type, model, remarks, driver_name, driver_phone, make_model, vin,
                           voltage, created_at, created_by, changed_at, changed_by, trace_id)
select gen_random_uuid(), :order_id, v.position, v.value ->> 'plate', v.value ->> 'vehicle_type', v.value ->> 'model',
       v.value ->> 'remarks', d.value ->> 'driver_name', d.value ->> 'driver_phone', d.value ->> 'make_model', d.value ->> 'vin',
       d.value ->> 'voltage', :now, :actor, :now, :actor, :trace
  from install_request r
 cross join json_array_elements(r.vehicles) with ordinality v (value, position)
  join lateral (select x.value from json_array_elements(r.drivers) x where x.value ->> 'plate' = v.value ->> 'plate' limit 1) d on true
 where r.id = :install_request_id
 order by v.value ->> 'plate'
returning id;

-- name: order_vehicle_drop(order_id) :exec
-- Replaced by others.
update order_vehicle
   set open = false, replaced = true, :touched
 where order_id = :order_id and open;

-- name: order_vehicle_create_all(order_id, vehicles) :many
insert into order_vehicle (id, order_id, position, plate, vehicle_type, model, remarks, driver_name, driver_phone, make_model, vin,
                           voltage, created_at, created_by, changed_at, changed_by, trace_id)
select gen_random_uuid(), :order_id, v.position, v.value ->> 'plate', v.value ->> 'vehicle_type', v.value ->> 'model',
       v.value ->> 'remarks', v.value ->> 'driver_name', v.value ->> 'driver_phone', v.value ->> 'make_model', v.value ->> 'vin',
       v.value ->> 'voltage', :now, :actor, :now, :actor, :trace
  from json_array_elements(:vehicles::json) with ordinality v (value, position)
 order by v.value ->> 'plate'
returning id;

-- name: order_vehicle_page(id) :page
select * from order_vehicle_shown where order_id = :id;

-- name: order_vehicle_get(id) :one
select * from order_vehicle_shown where id = :id;

-- name: order_vehicle_order(id) :one
select v.order_id from order_vehicle v where v.id = :id and not v.replaced;

-- name: order_vehicle_lock(id) :lock
select v.id, v.version, v.plate, v.model, v.requested_location, v.agreed_location, v.agreed_photo, v.started_at, v.terminal_no
  from order_vehicle v
 where v.id = :id and not v.replaced
   for no key update;

-- name: order_vehicle_save_agreed(id, requested_location, advised_location, advice_reason, agreed_location, agreed_photo, customer_agreed_by) :exec
update order_vehicle
   set requested_location = :requested_location, advised_location = :advised_location, advice_reason = :advice_reason,
       agreed_location = :agreed_location, agreed_photo = :agreed_photo, customer_agreed_by = :customer_agreed_by, agreed_at = :now,
       :touched
 where id = :id;

-- name: order_vehicle_save_started(id) :exec
update order_vehicle
   set started_at = :now, :touched
 where id = :id;

-- name: order_vehicle_save_installed(id, terminal_no, sim) :exec
update order_vehicle
   set terminal_no = :terminal_no, sim = :sim, test_passed = null, tested_at = null, :touched
 where id = :id;

-- name: order_vehicle_save_tested(id, boolean passed) :exec
update order_vehicle
   set test_passed = :passed, tested_at = :now, :touched
 where id = :id;

-- name: order_vehicle_of(order_id) :many
select v.plate, v.model, v.terminal_no, v.sim, coalesce(v.test_passed, false) as test_passed
  from order_vehicle v where v.order_id = :order_id and not v.replaced order by v.position;

-- name: order_vehicle_save_closed(order_id) :exec
-- The order is completed: its plates may stand in another one.
update order_vehicle
   set open = false, :touched
 where order_id = :order_id and open;
