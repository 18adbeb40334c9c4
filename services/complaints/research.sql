-- name: service_research_get(id) :one
select id, customer_id, leader_id, to_json(engineer_ids) as engineer_ids, place, planned_on, state, held_on, next_due_on, summary_due_on, summary,
       summarised_at, summary_late, approved_by_id, approved_at, implemented_at, version, created_at
  from service_research
 where id = :id;

-- name: service_research_page() :page
select id, customer_id, leader_id, to_json(engineer_ids) as engineer_ids, place, planned_on, state, held_on, next_due_on, summary_due_on, summary,
       summarised_at, summary_late, approved_by_id, approved_at, implemented_at, version, created_at
  from service_research;

-- name: service_research_lock(id) :lock
select id, version, state from service_research where id = :id for no key update;

-- name: research_awaiting_next(customer_id) :many
select r.id
  from service_research r
  join deadline d on d.subject_id = r.id and d.kind = 'NEXT_RESEARCH' and d.state in ('RUNNING', 'OVERDUE')
 where r.customer_id = :customer_id
 order by r.id;

-- name: service_research_create(id, customer_id, leader_id, engineer_ids, place, date planned_on) :exec
insert into service_research (id, customer_id, leader_id, engineer_ids, place, planned_on, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :leader_id, array(select value::uuid from json_array_elements_text(:engineer_ids::json)), :place, :planned_on,
        'PLANNED', :now, :actor, :now, :actor, :trace);

-- name: service_research_save_held(id, date held_on, date next_due_on, date summary_due_on) :exec
update service_research
   set state = 'HELD', held_on = :held_on, next_due_on = :next_due_on, summary_due_on = :summary_due_on, :touched
 where id = :id;

-- name: service_research_save_summary(id, summary, boolean late) :exec
update service_research
   set state = 'SUMMARISED', summary = :summary, summarised_at = :now, summary_late = :late, :touched
 where id = :id;

-- name: service_research_save_approved(id, employee_id) :exec
update service_research set state = 'PLAN_APPROVED', approved_by_id = :employee_id, approved_at = :now, :touched where id = :id;

-- name: service_research_save_implemented(id) :exec
update service_research set state = 'IMPLEMENTED', implemented_at = :now, :touched where id = :id;

-- name: research_counts(id) :one
select count(*) filter (where i.kind = 'COMPLAINT' and i.complaint_id is null) as complaints_unregistered,
       count(*) filter (where i.kind <> 'COMPLAINT') as items,
       count(*) filter (where i.kind <> 'COMPLAINT' and m.id is not null) as measured,
       count(*) filter (where m.text is not null and m.done_at is null) as measures_open
  from research_item i
  left join research_measure m on m.item_id = i.id
 where i.research_id = :id;

-- name: research_item_create(id, research_id, kind, text_) :exec
insert into research_item (id, research_id, kind, text, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :research_id, :kind, :text_, :now, :actor, :now, :actor, :trace);

-- name: research_item_get(id) :one
select i.id, i.research_id, i.kind, i.text, i.complaint_id, m.text as measure, m.none_because, m.responsible_id, m.due_on, m.done_note, m.done_at,
       i.version, i.created_at
  from research_item i
  left join research_measure m on m.item_id = i.id
 where i.id = :id;

-- name: research_item_page(id) :page
select i.id, i.research_id, i.kind, i.text, i.complaint_id, m.text as measure, m.none_because, m.responsible_id, m.due_on, m.done_note, m.done_at,
       i.version, i.created_at
  from research_item i
  left join research_measure m on m.item_id = i.id
 where i.research_id = :id;

-- name: research_item_lock(id) :lock
-- The research does not go on meanwhile.
select i.id, i.version, i.kind, i.text, i.complaint_id, r.state, r.customer_id, r.leader_id, r.place
  from research_item i
  join service_research r on r.id = i.research_id
 where i.id = :id
   for no key update of i for share of r;

-- name: research_item_save_complaint(id, complaint_id) :exec
update research_item set complaint_id = :complaint_id, :touched where id = :id;

-- name: research_measure_put(id, item_id, text_, none_because, responsible_id, date due_on) :exec
insert into research_measure (id, item_id, text, none_because, responsible_id, due_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :item_id, :text_, :none_because, :responsible_id, :due_on, :now, :actor, :now, :actor, :trace)
    on conflict (item_id) do update
   set text = excluded.text, none_because = excluded.none_because, responsible_id = excluded.responsible_id, due_on = excluded.due_on,
       version = research_measure.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace;

-- name: research_measure_save_done(item_id, note) :count
update research_measure
   set done_note = :note, done_at = :now, :touched
 where item_id = :item_id and text is not null and done_at is null;
