-- name: center_opinion_create(id, center_id, recorded_by_id, customer_id, customer_name, contact, text_, instant recorded_at, instant due_at, inbound_item_id) :exec
insert into center_opinion (id, center_id, state, customer_id, customer_name, contact, text, recorded_at, recorded_by_id, forward_due_at,
                            inbound_item_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :center_id, 'RECORDED', :customer_id, :customer_name, :contact, :text_, :recorded_at, :recorded_by_id, :due_at,
        :inbound_item_id, :now, :actor, :now, :actor, :trace);

-- name: center_opinion_get(id) :one
select o.id, o.center_id, o.state, o.customer_id, o.customer_name, o.contact, o.text, o.inbound_item_id, o.recorded_at, o.recorded_by_id, o.forward_due_at,
       o.department_id, o.forwarded_at, o.forwarded_late or o.forwarded_at is null and o.forward_due_at < :now as forwarded_late,
       o.center_answer, o.center_answered_at, o.handling_opinion, o.result, o.handled_by_id, o.handled_at, o.inform_due_at, o.informed_text,
       o.customer_informed_at, o.informed_late or coalesce(o.customer_informed_at is null and o.inform_due_at < :now, false) as informed_late,
       o.closed_at, o.version, o.created_at, o.changed_at
  from center_opinion o
 where o.id = :id and center_opinion_readable(o, :actor, :caller_roles);

-- name: center_opinion_page() :page
select o.id, o.center_id, o.state, o.customer_id, o.customer_name, o.contact, o.text, o.inbound_item_id, o.recorded_at, o.recorded_by_id, o.forward_due_at,
       o.department_id, o.forwarded_at, o.forwarded_late or o.forwarded_at is null and o.forward_due_at < :now as forwarded_late,
       o.center_answer, o.center_answered_at, o.handling_opinion, o.result, o.handled_by_id, o.handled_at, o.inform_due_at, o.informed_text,
       o.customer_informed_at, o.informed_late or coalesce(o.customer_informed_at is null and o.inform_due_at < :now, false) as informed_late,
       o.closed_at, o.version, o.created_at, o.changed_at
  from center_opinion o
 where center_opinion_readable(o, :actor, :caller_roles);

-- name: center_opinion_lock(id) :lock
select o.id, o.version, o.center_id, o.state, o.department_id, o.forward_due_at, o.inform_due_at, o.closed_at
  from center_opinion o
 where o.id = :id and center_opinion_readable(o, :actor, :caller_roles)
   for no key update;

-- name: center_opinion_save_forwarded(id, department_id, boolean late) :exec
update center_opinion
   set state = 'FORWARDED', department_id = :department_id, forwarded_at = :now, forwarded_late = :late,
       :touched
 where id = :id;

-- name: center_opinion_save_answer(id, answer) :exec
update center_opinion
   set center_answer = :answer, center_answered_at = :now, :touched
 where id = :id;

-- name: center_opinion_save_handled(id, opinion, result, handled_by_id, instant due_at) :exec
update center_opinion
   set state = 'HANDLED', handling_opinion = :opinion, result = :result, handled_by_id = :handled_by_id, handled_at = :now,
       inform_due_at = :due_at, :touched
 where id = :id;

-- name: center_opinion_save_informed(id, text_, boolean late) :exec
update center_opinion
   set state = 'INFORMED', informed_text = :text_, customer_informed_at = :now, informed_late = :late,
       :touched
 where id = :id;

-- name: center_opinion_save_closed(id) :exec
update center_opinion
   set closed_at = :now, :touched
 where id = :id;
