-- R11.8. The tools and parts that are confirmed before departure: what was issued to those who are sent.
alter table service_order add column taken_issues uuid[] not null default '{}';

create or replace view service_order_shown as
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
       o.completed_at, o.customer_informed_at, o.closed_at, o.version, o.created_at, o.created_by, o.changed_at,
       (select json_agg(json_build_object('custody_issue_id', c.id, 'kind', i.kind, 'code', i.code, 'name', i.name) order by i.code, c.id)
          from custody_issue c
          join custody_item i on i.id = c.item_id
         where c.id = any (o.taken_issues)) as taken_along
  from service_order o;
