-- name: service_order_page() :page
select * from service_order_shown;

-- name: service_order_get(id) :one
select * from service_order_shown where id = :id;

-- name: service_order_lock(id) :lock
select o.id, o.version, o.kind, o.state, o.revision, o.urgent, o.site_class, o.customer_id, o.customer_name, o.address,
       o.model, o.plate, o.terminal_no, o.sim, o.problem, o.symptoms, o.created_by, o.created_by_id, o.reported_at, o.reported_on,
       o.appointment_at, o.purchased_on, o.warranty_end, o.in_warranty, o.parts_fen, o.discount_fen, o.charge_fen,
       o.approved_at, o.ready_at, o.departed_at, o.arrived_at, o.done_at, o.test_passed, o.no_parts_used, o.photos <> '{}' as has_photos,
       o.damage, o.damage_object, o.damage_extent, o.damage_customer_informed, o.signature, o.signature_note
  from service_order o
 where o.id = :id
   for no key update;

-- name: service_order_known(id) :maybe
select o.id from service_order o where o.id = :id;

-- name: service_order_standing(id, employee_id) :one
-- Who leads, and how an employee stands to the order. A vendor's person is nobody of the company: who consented, and so answers
-- for the work, reports the steps (R11.22).
select (select a.technician_id from order_assignment a where a.order_id = o.id and a.lead and a.ended_at is null) as lead_id,
       exists (select from order_assignment a
                where a.order_id = o.id and a.ended_at is null
                  and (a.technician_id = :employee_id or a.kind = 'VENDOR' and o.responsible_id = :employee_id)) as assigned
  from service_order o
 where o.id = :id;

-- name: service_order_create(id, kind, created_by_id, boolean urgent, site_class, customer_id, customer_name, address, contact, install_request_id, instant appointment_at, model, date purchased_on, purchase_unknown_reason, problem, symptoms, boolean? clarified, instant reported_at, date reported_on, channel, plate, terminal_no, sim, date warranty_end, boolean in_warranty) :exec
insert into service_order (id, kind, state, created_by_id, urgent, site_class, customer_id, customer_name, address, contact,
                           install_request_id, appointment_at, model, purchased_on, purchase_unknown_reason, problem, symptoms,
                           symptoms_key, clarified, reported_at, reported_on, channel, plate, terminal_no, sim, warranty_end,
                           in_warranty, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, 'DRAFT', :created_by_id, :urgent, :site_class, :customer_id, :customer_name, :address, :contact,
        :install_request_id, :appointment_at, :model, :purchased_on, :purchase_unknown_reason, :problem, :symptoms,
        lower(regexp_replace(:symptoms, '\s+', '', 'g')), :clarified, :reported_at, :reported_on, :channel, :plate, :terminal_no,
        :sim, :warranty_end, :in_warranty, :now, :actor, :now, :actor, :trace);

-- name: service_order_save_state(id, state) :exec
update service_order
   set state = :state, :touched
 where id = :id;

-- name: service_order_touch(id) :exec
update service_order
   set :touched
 where id = :id;

-- name: service_order_save_led(id) :exec
-- Technicians are sent in the place of others: who consented to those answers no more, and they prepare and depart themselves.
update service_order
   set responsible_id = null, ready_at = null, ready_by_id = null, taken_issues = '{}', departed_at = null, depart_late = false,
       :touched
 where id = :id;

-- name: order_manager_deputy(employee_id) :one
-- Who stands in for a manager who is on leave today.
select exists (select from known_employee m
                where m.deputy_id = :employee_id and 'gps_division_manager' = any (m.roles) and m.status = 'ACTIVE'
                  and :today between m.leave_from and m.leave_until) as stands_in;

-- name: service_order_save_submitted(id) :exec
update service_order
   set submitted_at = :now, :touched
 where id = :id;

-- name: service_order_save_approved(id, approved_by_id, integer approval_minutes) :exec
update service_order
   set approved_at = :now, approved_by_id = :approved_by_id, approval_minutes = :approval_minutes,
       :touched
 where id = :id;

-- name: service_order_save_revised(id) :exec
-- Returned, or its approval withdrawn: a new round, without what followed the approval.
update service_order
   set revision = revision + 1, approved_at = null, approved_by_id = null, approval_minutes = null, ready_at = null,
       ready_by_id = null, taken_issues = '{}', departed_at = null, depart_late = false, responsible_id = null, :touched
 where id = :id;

-- name: service_order_save_change(id, customer_id, customer_name, address, model, problem, symptoms, plate, date warranty_end, boolean in_warranty) :exec
update service_order
   set customer_id = :customer_id, customer_name = :customer_name, address = :address, model = :model, problem = :problem,
       symptoms = :symptoms, symptoms_key = lower(regexp_replace(:symptoms, '\s+', '', 'g')), plate = :plate,
       warranty_end = :warranty_end, in_warranty = :in_warranty, :touched
 where id = :id;

-- name: service_order_save_supplement(id, contact, instant appointment_at, site_class, plate, terminal_no, sim) :exec
update service_order
   set contact = coalesce(:contact, contact), appointment_at = coalesce(:appointment_at, appointment_at),
       site_class = coalesce(:site_class, site_class), plate = coalesce(:plate, plate),
       terminal_no = coalesce(:terminal_no, terminal_no), sim = coalesce(:sim, sim), :touched
 where id = :id;

-- name: service_order_save_warranty(id, date purchased_on, proof, date warranty_end, boolean in_warranty) :exec
update service_order
   set purchased_on = :purchased_on, purchase_proof = coalesce(:proof, purchase_proof), warranty_end = :warranty_end,
       in_warranty = :in_warranty, :touched
 where id = :id;

-- name: service_order_save_charge(id, integer parts_fen, integer charge_fen) :exec
update service_order
   set parts_fen = :parts_fen, charge_fen = :charge_fen, :touched
 where id = :id;

-- name: service_order_save_discount(id, integer discount_fen, reason, by_id) :exec
update service_order
   set discount_fen = :discount_fen, discount_reason = :reason, discount_by_id = :by_id, :touched
 where id = :id;

-- name: service_order_save_ready(id, by_id, issues) :exec
update service_order
   set ready_at = :now, ready_by_id = :by_id,
       taken_issues = array(select distinct value::uuid from json_array_elements_text(coalesce(:issues::json, '[]'))), :touched
 where id = :id;

-- name: service_order_save_departed(id, instant departed_at, boolean late) :exec
update service_order
   set departed_at = :departed_at, depart_late = :late, :touched
 where id = :id;

-- name: service_order_save_arrived(id, instant arrived_at, boolean late, integer waiting_minutes) :exec
update service_order
   set arrived_at = :arrived_at, arrive_late = :late, waiting_minutes = :waiting_minutes, :touched
 where id = :id;

-- name: service_order_save_terminal(id, plate, terminal_no) :exec
update service_order
   set plate = :plate, terminal_no = :terminal_no, :touched
 where id = :id;

-- name: service_order_save_sim(id, sim) :exec
update service_order
   set sim = :sim, :touched
 where id = :id;

-- name: service_order_save_done(id, instant done_at, done_by_id, responsible_id, boolean? test_passed, boolean? no_parts_used, photos, damage, damage_object, damage_extent, boolean? damage_customer_informed, signature, signature_note, integer repair_minutes, repeat_of_id) :exec
update service_order
   set done_at = :done_at, done_by_id = :done_by_id, responsible_id = coalesce(responsible_id, :responsible_id), test_passed = :test_passed,
       no_parts_used = :no_parts_used, photos = array(select value from json_array_elements_text(coalesce(:photos::json, '[]'))),
       damage = :damage, damage_object = :damage_object, damage_extent = :damage_extent,
       damage_customer_informed = :damage_customer_informed, signature = :signature, signature_note = :signature_note,
       repair_minutes = :repair_minutes, repeat_repair = :repeat_of_id::uuid is not null, repeat_of_id = :repeat_of_id,
       :touched
 where id = :id;

-- name: service_order_save_completed(id, by_id) :exec
update service_order
   set completed_at = :now, completed_by_id = :by_id, :touched
 where id = :id;

-- name: service_order_save_closed(id, instant customer_informed_at) :exec
update service_order
   set closed_at = :now, customer_informed_at = :customer_informed_at, :touched
 where id = :id;

-- name: service_order_same_fault(id, terminal_no) :maybe
-- The last repair of the terminal with the same symptoms before this one.
select p.id, p.done_at
  from service_order o
  join service_order p on p.kind = 'REPAIR' and p.terminal_no = :terminal_no and p.symptoms_key = o.symptoms_key
       and p.id <> o.id and p.done_at is not null and p.done_at <= o.reported_at
 where o.id = :id
 order by p.done_at desc
 limit 1;

-- name: service_order_open_plate(id) :maybe
-- Is one of the vehicles in an open repair?
select v.plate
  from order_vehicle v
  join service_order o on o.kind = 'REPAIR' and o.plate = v.plate and o.state not in ('COMPLETED', 'CLOSED')
 where v.order_id = :id and v.open
 order by v.position
 limit 1;

-- name: order_dispatch_time(date on_, site_class) :maybe
-- R11.9: of the terminals, as R6.29 has them.
select d.depart_within, d.arrive_within
  from dispatch_time d
 where d.service_type = 'GPS_TERMINAL' and d.site_class = :site_class and d.effective_from <= :on_
 order by d.effective_from desc
 limit 1;

-- name: order_times_page() :page
-- R11.9: averages are rounded half up.
select md5(t.month || t.kind || t.technician_id)::uuid as id, t.month, t.kind, t.technician_id, e.department_id, t.orders, t.repeat_repairs,
       round(t.approval, 1)::text as approval_average, t.approval_max, round(t.waiting, 1)::text as waiting_average, t.waiting_max,
       round(t.repair, 1)::text as repair_average, t.repair_max
  from (select to_char(o.done_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, o.kind, o.responsible_id as technician_id,
               count(*) as orders, count(*) filter (where exists (select from service_order r where r.repeat_of_id = o.id)) as repeat_repairs,
               avg(o.approval_minutes) as approval, max(o.approval_minutes) as approval_max,
               avg(o.waiting_minutes) as waiting, max(o.waiting_minutes) as waiting_max,
               avg(o.repair_minutes) as repair, max(o.repair_minutes) as repair_max
          from service_order o
         where o.done_at is not null and o.responsible_id is not null
         group by 1, 2, 3) t
  left join known_employee e on e.id = t.technician_id;
