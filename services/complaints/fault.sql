-- name: fault_get(id) :one
select id, project_id, reporter_id, known_at, occurred_at, location, symptoms, handling_plan, state, notice_problem, notified_at, notified_late,
       registered_at, registered_by_id, relayed_at, to_json(relayed_to_ids) as relayed_to_ids, relayed_late, handling_at, ended_at, end_note,
       tracking_gap, report_due_on, report_late, fed_back_at, closed_at, version, created_at
  from fault
 where id = :id;

-- name: fault_page() :page
select id, project_id, reporter_id, known_at, occurred_at, location, symptoms, handling_plan, state, notice_problem, notified_at, notified_late,
       registered_at, registered_by_id, relayed_at, to_json(relayed_to_ids) as relayed_to_ids, relayed_late, handling_at, ended_at, end_note,
       tracking_gap, report_due_on, report_late, fed_back_at, closed_at, version, created_at
  from fault;

-- name: fault_lock(id) :lock
select id, version, project_id, known_at, occurred_at, location, symptoms, handling_plan, state, notified_at, registered_at, relayed_at, ended_at
  from fault
 where id = :id
   for no key update;

-- name: fault_hold(id) :one
select id, version, project_id, known_at, occurred_at, location, symptoms, handling_plan, state, notified_at, registered_at, relayed_at, ended_at
  from fault
 where id = :id
   for no key update;

-- name: fault_latest(project_id) :maybe
-- One that lasts, or else the one that ended last.
select id, ended_at from fault where project_id = :project_id order by ended_at desc nulls first limit 1;

-- name: fault_create(id, project_id, reporter_id, instant known_at, instant occurred_at, location, symptoms, handling_plan) :exec
insert into fault (id, project_id, reporter_id, known_at, occurred_at, location, symptoms, handling_plan, state,
                   created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :project_id, :reporter_id, :known_at, :occurred_at, :location, :symptoms, :handling_plan, 'REPORTED',
        :now, :actor, :now, :actor, :trace);

-- name: fault_save_known(id, reporter_id, instant known_at) :exec
update fault set reporter_id = :reporter_id, known_at = :known_at, :touched where id = :id;

-- name: fault_save_told_late(id) :exec
update fault set notified_late = true, :touched where id = :id and not notified_late;

-- name: fault_save_plan(id, plan) :exec
update fault set handling_plan = :plan, :touched where id = :id;

-- name: fault_save_problem(id, problem) :exec
update fault set notice_problem = :problem, :touched
 where id = :id and notice_problem is distinct from :problem;

-- name: fault_witness_create(id, fault_id, employee_id, instant known_at, instant occurred_at, location, symptoms) :exec
-- What somebody said first stands.
insert into fault_witness (id, fault_id, employee_id, known_at, occurred_at, location, symptoms, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :fault_id, :employee_id, :known_at, :occurred_at, :location, :symptoms, :now, :actor, :now, :actor, :trace)
    on conflict (fault_id, employee_id) do nothing;

-- name: fault_witness_page(id) :page
select id, fault_id, employee_id, known_at, occurred_at, location, symptoms from fault_witness where fault_id = :id;

-- name: fault_contacts(project_id) :many
select unnest(contact_ids) as employee_id, null::uuid as department_id from service_project where id = :project_id
 union all
select null, unnest(contact_department_ids) from service_project where id = :project_id;

-- name: fault_notice_create(id, fault_id, recipient, employee_id, department_id, role, instant occurred_at, location, symptoms, handling_plan) :exec
insert into fault_notice (id, fault_id, recipient, employee_id, department_id, role, occurred_at, location, symptoms, handling_plan, delivery,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :fault_id, :recipient, :employee_id, :department_id, :role, :occurred_at, :location, :symptoms, :handling_plan, 'PENDING',
        :now, :actor, :now, :actor, :trace)
    on conflict (fault_id, recipient, employee_id, department_id, role) do nothing;

-- name: fault_notice_get(id) :one
select id, fault_id, recipient, employee_id, department_id, role, occurred_at, location, symptoms, handling_plan, delivery, attempts, sent_at,
       acknowledged_at, version, created_at
  from fault_notice
 where id = :id;

-- name: fault_notice_page(id) :page
select id, fault_id, recipient, employee_id, department_id, role, occurred_at, location, symptoms, handling_plan, delivery, attempts, sent_at,
       acknowledged_at, version, created_at
  from fault_notice
 where fault_id = :id;

-- name: fault_notice_lock(id) :lock
select id, version, delivery from fault_notice where id = :id for no key update;

-- name: fault_notice_save_delivery(id, delivery) :exec
update fault_notice
   set delivery = :delivery, attempts = attempts + case when :delivery::text = 'ACKNOWLEDGED' then 0 else 1 end,
       sent_at = case when :delivery::text = 'SENT' then :now else sent_at end,
       acknowledged_at = case when :delivery::text = 'ACKNOWLEDGED' then :now else acknowledged_at end,
       :touched
 where id = :id;

-- name: fault_notices_open(id) :one
-- in_person: the signing salesperson and the manager in charge.
select count(*) filter (where delivery in ('PENDING', 'FAILED')) as open, count(*) filter (where recipient <> 'RELATED') as in_person
  from fault_notice
 where fault_id = :id;

-- name: fault_save_notified(id, boolean late) :exec
update fault set state = 'NOTIFIED', notified_at = :now, notified_late = :late, :touched where id = :id;

-- name: fault_save_registered(id, state, employee_id) :exec
update fault set state = :state, registered_at = :now, registered_by_id = :employee_id, :touched where id = :id;

-- name: fault_save_relayed(id, state, recipients, boolean late) :exec
update fault
   set state = :state, relayed_at = :now, relayed_to_ids = array(select value::uuid from json_array_elements_text(:recipients::json)),
       relayed_late = :late, :touched
 where id = :id;

-- name: fault_save_handling(id) :exec
update fault set state = 'IN_HANDLING', handling_at = :now, :touched where id = :id;

-- name: fault_save_ended(id, instant ended_at, note, date report_due_on) :exec
update fault
   set state = 'ENDED', ended_at = :ended_at, end_note = :note, report_due_on = :report_due_on, :touched
 where id = :id;

-- name: fault_save_gap(id, boolean gap) :exec
update fault set tracking_gap = :gap, :touched where id = :id;

-- name: fault_save_state(id, state) :exec
update fault set state = :state, :touched where id = :id;

-- name: fault_save_fed_back(id, boolean late) :exec
update fault set state = 'FED_BACK', fed_back_at = :now, report_late = :late, :touched where id = :id;

-- name: fault_save_closed(id) :exec
update fault set state = 'CLOSED', closed_at = :now, :touched where id = :id;

-- name: fault_tracking_create(id, fault_id, employee_id, entry, boolean final) :exec
insert into fault_tracking (id, fault_id, employee_id, entry, at, final, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :fault_id, :employee_id, :entry, :now, :final, :now, :actor, :now, :actor, :trace);

-- name: fault_tracking_get(id) :one
select id, fault_id, employee_id, entry, at, final, version from fault_tracking where id = :id;

-- name: fault_tracking_page(id) :page
select id, fault_id, employee_id, entry, at, final, version from fault_tracking where fault_id = :id;

-- name: fault_tracking_count(id) :one
select count(*) filter (where not final) as entries, coalesce(bool_or(final), false) as final from fault_tracking where fault_id = :id;

-- name: fault_analysis_report_put(id, fault_id, author_ids) :exec
insert into fault_analysis_report (id, fault_id, author_ids, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :fault_id, array(select value::uuid from json_array_elements_text(:author_ids::json)), :now, :actor, :now, :actor, :trace)
    on conflict (fault_id) do update
   set author_ids = excluded.author_ids, version = fault_analysis_report.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace;

-- name: fault_analysis_report_get(fault_id) :one
select id, fault_id, to_json(author_ids) as author_ids, impact, handling, cause, corrective, preventive, released_at, released_by_id,
       sent_to_customer_at, customer_evidence, sent_to_business_at, business_evidence, version, created_at
  from fault_analysis_report
 where fault_id = :fault_id;

-- name: fault_analysis_report_texts(fault_id) :maybe
select impact, handling, cause, corrective, preventive from fault_analysis_report where fault_id = :fault_id;

-- name: fault_analysis_report_hold(fault_id, employee_id) :one
select id, version, coalesce(:employee_id::uuid = any (author_ids), false) as is_author, sent_to_customer_at, sent_to_business_at
  from fault_analysis_report
 where fault_id = :fault_id
   for no key update;

-- name: fault_analysis_report_save(fault_id, impact, handling, cause, corrective, preventive) :exec
-- What is not said again stays.
update fault_analysis_report
   set impact = coalesce(:impact, impact), handling = coalesce(:handling, handling), cause = coalesce(:cause, cause),
       corrective = coalesce(:corrective, corrective), preventive = coalesce(:preventive, preventive),
       :touched
 where fault_id = :fault_id;

-- name: fault_analysis_report_save_released(fault_id, employee_id) :exec
update fault_analysis_report set released_at = :now, released_by_id = :employee_id, :touched where fault_id = :fault_id;

-- name: fault_analysis_report_save_sent(fault_id, boolean to_customer, evidence) :exec
update fault_analysis_report
   set sent_to_customer_at = case when :to_customer then :now else sent_to_customer_at end,
       customer_evidence = case when :to_customer then :evidence else customer_evidence end,
       sent_to_business_at = case when :to_customer then sent_to_business_at else :now end,
       business_evidence = case when :to_customer then business_evidence else :evidence end,
       :touched
 where fault_id = :fault_id;
