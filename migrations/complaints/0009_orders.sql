-- Orders to install and to repair terminals: papers, approval, technicians, stock, prices and product records
-- (R11.1, R11.3-R11.12).

-- A model of terminal. warranty_period: an ISO 8601 duration; null: the company's (warranty.period).
create table product_model (
  id              uuid        not null constraint product_model_pk primary key,
  version         bigint      not null default 1,
  code            text        not null constraint product_model_code unique,
  name            text        not null,
  warranty_period text,
  status          text        not null default 'ACTIVE' constraint product_model_status check (status in ('ACTIVE', 'ENDED')),
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create trigger audit after insert or update on product_model for each row execute function audit();

-- The prices of parts from a day on, until the next list. prices: [{part_code, name, unit_price_fen}].
create table part_price_list (
  id         uuid        not null constraint part_price_list_pk primary key,
  version    bigint      not null default 1,
  valid_from date        not null constraint part_price_list_from unique,
  prices     json        not null,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on part_price_list for each row execute function audit();

-- Who can install or repair a model. Who is appointed is locked by these rows; one that ended is kept.
create table order_skill (
  id            uuid        not null constraint order_skill_pk primary key,
  version       bigint      not null default 1,
  technician_id uuid        not null,
  kind          text        not null constraint order_skill_kind check (kind in ('INSTALL', 'REPAIR')),
  model         text        not null constraint order_skill_model references product_model (code),
  from_on       date        not null,
  ended_at      timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index order_skill_standing on order_skill (technician_id, kind, model) where ended_at is null;
create trigger audit after insert or update on order_skill for each row execute function audit();

-- F5, and the two papers that come with it: F6 in vehicles, F7 in drivers; null: has not come yet.
-- vehicles: [{plate, vehicle_type, model, remarks}]; drivers: [{plate, driver_name, driver_phone, make_model, vin, voltage}].
create table install_request (
  id               uuid        not null constraint install_request_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null,
  contact          text        not null,
  place            text        not null,
  vehicle_count    bigint      not null,
  models           text[]      not null,
  desired_on       date,
  special_requests text,
  vehicles         json,
  drivers          json,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index install_request_of_customer on install_request (customer_id);
create trigger audit after insert or update on install_request for each row execute function audit();

-- F8 and F9 (3.3). revision: 1 at first, one more when a rejection returns the order or a change withdraws the approval: the
-- round of its approval. reported_on: the day of reported_at, that of the warranty. purchased_on null: unknown, for the reason.
-- symptoms_key: the symptoms as they are compared. charge_fen: what the customer pays, after the discount. ready_at … done_at: the
-- technician's times. responsible_id: the lead, or who consented to others being sent. urgent, damage_…: R11.22, R11.12.
-- …_minutes: whole ones, of R11.9.
create table service_order (
  id                       uuid        not null constraint service_order_pk primary key,
  version                  bigint      not null default 1,
  number                   bigint      generated always as identity,
  kind                     text        not null constraint service_order_kind check (kind in ('INSTALL', 'REPAIR')),
  state                    text        not null constraint service_order_state
    check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'ASSIGNED', 'READY', 'DEPARTED', 'IN_PROGRESS', 'AWAITING_PARTS',
                     'RETURNED_FOR_REPAIR', 'WORK_DONE', 'FEE_DUE', 'FEE_COLLECTED', 'FEE_HANDED_IN', 'COMPLETED', 'CLOSED')),
  revision                 bigint      not null default 1,
  urgent                   boolean     not null default false,
  site_class               text        not null,
  customer_id              uuid,
  customer_name            text        not null,
  address                  text        not null,
  contact                  text        not null,
  install_request_id       uuid        constraint service_order_install_request references install_request,
  appointment_at           timestamptz,
  model                    text        constraint service_order_model references product_model (code),
  purchased_on             date,
  purchase_unknown_reason  text,
  purchase_proof           text,
  problem                  text,
  symptoms                 text,
  symptoms_key             text,
  clarified                boolean,
  reported_at              timestamptz not null,
  reported_on              date        not null,
  channel                  text        constraint service_order_channel check (channel in ('PHONE', 'LETTER', 'OTHER')),
  plate                    text,
  terminal_no              text,
  sim                      text,
  warranty_end             date,
  in_warranty              boolean     not null,
  parts_fen                bigint      not null default 0,
  discount_fen             bigint      not null default 0,
  discount_reason          text,
  discount_by_id           uuid,
  charge_fen               bigint      not null default 0,
  created_by_id            uuid,
  submitted_at             timestamptz,
  approved_at              timestamptz,
  approved_by_id           uuid,
  ready_at                 timestamptz,
  ready_by_id              uuid,
  departed_at              timestamptz,
  depart_late              boolean     not null default false,
  arrived_at               timestamptz,
  arrive_late              boolean     not null default false,
  done_at                  timestamptz,
  done_by_id               uuid,
  responsible_id           uuid,
  test_passed              boolean,
  no_parts_used            boolean,
  photos                   text[]      not null default '{}',
  damage                   text        constraint service_order_damage check (damage in ('NO_DAMAGE', 'DAMAGE_REPORT')),
  damage_object            text,
  damage_extent            text,
  damage_customer_informed boolean,
  signature                text        constraint service_order_signature check (signature in ('SIGNED', 'REFUSED')),
  signature_note           text,
  approval_minutes         bigint,
  waiting_minutes          bigint,
  repair_minutes           bigint,
  repeat_repair            boolean     not null default false,
  repeat_of_id             uuid        constraint service_order_repeat_of references service_order,
  completed_at             timestamptz,
  completed_by_id          uuid,
  closed_at                timestamptz,
  customer_informed_at     timestamptz,
  created_at               timestamptz not null,
  created_by               text        not null,
  changed_at               timestamptz not null,
  changed_by               text        not null,
  trace_id                 text        not null
);
create unique index service_order_of_request on service_order (install_request_id);
create index service_order_of_customer on service_order (customer_id);
create index service_order_of_state on service_order (state, kind);
create index service_order_of_terminal on service_order (terminal_no, done_at) where kind = 'REPAIR';
create index service_order_open_plate on service_order (plate) where kind = 'REPAIR' and state not in ('COMPLETED', 'CLOSED');
create trigger audit after insert or update on service_order for each row execute function audit();

-- A vehicle of an installation order. open: the order is, and has it: a plate stands in one open order. replaced: it has others. advised_location: where the
-- technician would rather have it; agreed_location: where the customer wants it.
create table order_vehicle (
  id                 uuid        not null constraint order_vehicle_pk primary key,
  version            bigint      not null default 1,
  order_id           uuid        not null constraint order_vehicle_order references service_order,
  position           bigint      not null,
  plate              text        not null,
  vehicle_type       text,
  model              text        not null constraint order_vehicle_model references product_model (code),
  remarks            text,
  driver_name        text        not null,
  driver_phone       text        not null,
  make_model         text,
  vin                text,
  voltage            text,
  requested_location text,
  advised_location   text,
  advice_reason      text,
  agreed_location    text,
  agreed_photo       text,
  customer_agreed_by text,
  agreed_at          timestamptz,
  started_at         timestamptz,
  terminal_no        text,
  sim                text,
  test_passed        boolean,
  tested_at          timestamptz,
  open               boolean     not null default true,
  replaced           boolean     not null default false,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create unique index order_vehicle_open_plate on order_vehicle (plate) where open;
create index order_vehicle_of_order on order_vehicle (order_id, position);
create trigger audit after insert or update on order_vehicle for each row execute function audit();

-- Who is sent, busy in [from_at, until_at). kind: what he is (R11.7, R11.22); name: of a vendor's person, who is no employee.
create table order_assignment (
  id            uuid        not null constraint order_assignment_pk primary key,
  version       bigint      not null default 1,
  order_id      uuid        not null constraint order_assignment_order references service_order,
  kind          text        not null default 'TECHNICIAN' constraint order_assignment_kind check (kind in ('TECHNICIAN', 'VENDOR', 'BORROWED_STAFF')),
  technician_id uuid,
  vendor_id     uuid,
  name          text,
  lead          boolean     not null,
  from_at       timestamptz not null,
  until_at      timestamptz not null,
  ended_at      timestamptz,
  end_reason    text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint order_assignment_slot check (from_at < until_at),
  constraint order_assignment_who check (num_nonnulls(technician_id, vendor_id, name) >= 1)
);
create unique index order_assignment_lead on order_assignment (order_id) where lead and ended_at is null;
create unique index order_assignment_once on order_assignment (order_id, technician_id) where ended_at is null;
create index order_assignment_of on order_assignment (technician_id, from_at) where ended_at is null;
create trigger audit after insert or update on order_assignment for each row execute function audit();

-- The work stood still for want of parts, [from_at, until_at); until_at null: it still does.
create table order_wait (
  id         uuid        not null constraint order_wait_pk primary key,
  version    bigint      not null default 1,
  order_id   uuid        not null constraint order_wait_order references service_order,
  reason     text        not null,
  from_at    timestamptz not null,
  until_at   timestamptz,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create unique index order_wait_standing on order_wait (order_id) where until_at is null;
create trigger audit after insert or update on order_wait for each row execute function audit();

-- Parts used. unit_price_fen: of the list in force on reported_on; 0 within the warranty. Append only.
create table order_part (
  id             uuid        not null constraint order_part_pk primary key,
  version        bigint      not null default 1,
  order_id       uuid        not null constraint order_part_order references service_order,
  part_code      text        not null,
  quantity       bigint      not null,
  unit_price_fen bigint      not null,
  amount_fen     bigint      not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index order_part_of_order on order_part (order_id, id);
create trigger audit after insert or update on order_part for each row execute function audit();

-- The stock of terminals and what became of each. plate: of the one vehicle it is in; order_id: that took it back.
create table terminal (
  id          uuid        not null constraint terminal_pk primary key,
  version     bigint      not null default 1,
  terminal_no text        not null constraint terminal_no unique,
  model       text        not null constraint terminal_model references product_model (code),
  status      text        not null constraint terminal_status check (status in ('IN_STOCK', 'INSTALLED', 'IN_RETURN')),
  plate       text,
  order_id    uuid,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create trigger audit after insert or update on terminal for each row execute function audit();

-- SIM cards by ICCID or number. terminal_no: of the one terminal it is active in; null: in none.
create table sim_card (
  id          uuid        not null constraint sim_card_pk primary key,
  version     bigint      not null default 1,
  number      text        not null constraint sim_card_number unique,
  terminal_no text,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index sim_card_of_terminal on sim_card (terminal_no) where terminal_no is not null;
create trigger audit after insert or update on sim_card for each row execute function audit();

-- A sold terminal (R11.2), from its installation or first repair on; never closed by time. terminal_no null: its terminal went back
-- and none replaces it yet (the vehicle is without). terminals: all numbers it has had, oldest first.
create table product_record (
  id            uuid        not null constraint product_record_pk primary key,
  version       bigint      not null default 1,
  terminal_no   text,
  terminals     text[]      not null,
  model         text        not null constraint product_record_model references product_model (code),
  sim           text,
  customer_id   uuid,
  customer_name text        not null,
  plate         text,
  purchased_on  date,
  installed_on  date,
  warranty_end  date,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index product_record_terminal on product_record (terminal_no);
create index product_record_of_customer on product_record (customer_id);
create index product_record_terminals on product_record using gin (terminals);
create trigger audit after insert or update on product_record for each row execute function audit();

-- A terminal that went back (R11.10). new_terminal_no null: none replaces it, for the reason. Append only.
create table terminal_return (
  id                  uuid        not null constraint terminal_return_pk primary key,
  version             bigint      not null default 1,
  order_id            uuid        not null constraint terminal_return_order references service_order,
  record_id           uuid        not null constraint terminal_return_record references product_record,
  plate               text        not null,
  symptoms_on_label   text        not null,
  label_photo         text        not null,
  old_terminal_no     text        not null,
  new_terminal_no     text,
  none_reason         text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint terminal_return_new check (num_nonnulls(new_terminal_no, none_reason) = 1)
);
create index terminal_return_of_order on terminal_return (order_id, id);
create trigger audit after insert or update on terminal_return for each row execute function audit();

-- A SIM that was changed (R11.11). Append only.
create table sim_change (
  id          uuid        not null constraint sim_change_pk primary key,
  version     bigint      not null default 1,
  order_id    uuid        not null constraint sim_change_order references service_order,
  record_id   uuid        not null constraint sim_change_record references product_record,
  terminal_no text        not null,
  old_sim     text        not null,
  new_sim     text        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index sim_change_of_order on sim_change (order_id, id);
create trigger audit after insert or update on sim_change for each row execute function audit();

-- R11.7: does a complaint of the customer about the employee stand open?
create function is_recused_for_customer(customer uuid, employee uuid) returns boolean language sql stable as $$
  select exists (select from complaint c
                   join complaint_respondent r on r.complaint_id = c.id
                  where c.customer_id = customer and c.kind = 'COMPLAINT' and c.state not in ('CLOSED', 'ARCHIVED')
                    and r.employee_id = employee)
$$;

create view order_vehicle_shown as
select v.id, v.order_id, v.position, v.plate, v.vehicle_type, v.model, v.remarks, v.driver_name, v.driver_phone, v.make_model,
       v.vin, v.voltage, v.requested_location, v.advised_location, v.advice_reason, v.agreed_location, v.agreed_photo,
       v.customer_agreed_by, v.agreed_at, v.started_at, v.terminal_no, v.sim, v.test_passed, v.tested_at, v.version
  from order_vehicle v
 where not v.replaced;

-- An order as it is shown: with its vehicles, parts, waits, returns and SIMs, and who leads.
create view service_order_shown as
select o.id, o.number, o.kind, o.state, o.revision, o.urgent, o.site_class, o.customer_id, o.customer_name, o.address, o.contact,
       o.install_request_id, o.appointment_at,
       (select json_agg(json_strip_nulls(row_to_json(v)) order by v.position)
          from order_vehicle_shown v where v.order_id = o.id) as vehicles,
       o.model, o.purchased_on, o.purchase_unknown_reason, o.purchase_proof, o.problem, o.symptoms, o.clarified, o.reported_at,
       o.reported_on, o.channel, o.plate, o.terminal_no, o.sim, o.warranty_end,
       case when o.kind = 'REPAIR' then o.in_warranty end as in_warranty,
       (select json_agg(json_build_object('id', p.id, 'part_code', p.part_code, 'quantity', p.quantity,
                                          'unit_price_fen', p.unit_price_fen, 'amount_fen', p.amount_fen,
                                          'created_at', p.created_at) order by p.id)
          from order_part p where p.order_id = o.id) as parts,
       o.parts_fen, o.discount_fen, o.discount_reason, o.charge_fen, approval_acts(o.id) as approvals, o.submitted_at,
       o.approved_at, o.approved_by_id,
       (select a.technician_id from order_assignment a where a.order_id = o.id and a.lead and a.ended_at is null) as lead_id,
       o.ready_at, o.departed_at, o.depart_late, o.arrived_at, o.arrive_late,
       (select json_agg(json_strip_nulls(json_build_object('reason', w.reason, 'from_at', w.from_at, 'until_at', w.until_at)) order by w.from_at)
          from order_wait w where w.order_id = o.id) as waits,
       (select json_agg(json_strip_nulls(json_build_object('plate', r.plate, 'symptoms_on_label', r.symptoms_on_label,
                                                           'label_photo', r.label_photo, 'old_terminal_no', r.old_terminal_no,
                                                           'new_terminal_no', r.new_terminal_no, 'none_reason', r.none_reason,
                                                           'product_record_id', r.record_id)) order by r.id)
          from terminal_return r where r.order_id = o.id) as returns,
       (select json_agg(json_build_object('terminal_no', s.terminal_no, 'old_sim', s.old_sim, 'new_sim', s.new_sim) order by s.id)
          from sim_change s where s.order_id = o.id) as sim_changes,
       o.done_at, o.responsible_id, o.test_passed, o.no_parts_used, to_json(o.photos) as photos, o.damage, o.damage_object,
       o.damage_extent, o.damage_customer_informed, o.signature, o.signature_note, o.approval_minutes, o.waiting_minutes,
       o.repair_minutes, o.repeat_repair, o.repeat_of_id,
       (select e.responsible_id from service_order e where e.id = o.repeat_of_id) as repeat_counts_for_id,
       o.completed_at, o.customer_informed_at, o.closed_at, o.version, o.created_at, o.created_by, o.changed_at
  from service_order o;

create view product_record_shown as
select r.id, r.terminal_no, to_json(r.terminals) as terminals, r.model, r.sim, r.customer_id, r.customer_name, r.plate,
       r.purchased_on, r.installed_on, r.warranty_end, r.terminal_no is null as without_terminal,
       (select json_agg(json_build_object('order_id', o.id, 'number', o.number, 'kind', o.kind, 'state', o.state,
                                          'terminal_no', o.terminal_no, 'reported_on', o.reported_on) order by o.number)
          from service_order o where o.kind = 'REPAIR' and o.terminal_no = any (r.terminals)) as orders,
       r.version, r.created_at, r.created_by
  from product_record r;
