-- name: complaint_lock(id) :lock
select c.id, c.version, c.unit_id, c.profile, c.kind, c.state, c.channel, c.source, c.round, c.anonymous, c.customer_id,
       c.complainant_employee_id, c.department_id, c.practice_area, c.received_at, c.registered_at, c.decided_at, c.replied_at,
       c.closed_at, c.ledger_number, c.officer_id, c.handler_id, c.major, c.suspected_malignant, c.type, c.validity,
       c.redo_opinion, c.redo_findings, c.redo_decision, c.day_zero, c.overdue_days
  from complaint c
 where c.id = :id
   for no key update;

-- name: complaint_row(id) :one
select c.id, c.version, c.unit_id, c.profile, c.kind, c.state, c.channel, c.source, c.round, c.anonymous, c.customer_id,
       c.complainant_employee_id, c.department_id, c.practice_area, c.received_at, c.registered_at, c.decided_at, c.replied_at,
       c.closed_at, c.ledger_number, c.officer_id, c.handler_id, c.major, c.suspected_malignant, c.type, c.validity,
       c.redo_opinion, c.redo_findings, c.redo_decision, c.day_zero, c.overdue_days
  from complaint c
 where c.id = :id;

-- name: complaint_standing(id, unit_id, employee_id, department_id) :one
-- How an employee stands to a complaint.
select coalesce(unit_of_department(:department_id::uuid) = :unit_id::uuid, false) as in_unit,
       coalesce(unit_of_department(:department_id::uuid) = (select parent_id from complaint_unit where id = :unit_id::uuid), false) as in_head_unit,
       is_recused(:id::uuid, :employee_id::uuid) as recused,
       coalesce((select complaint_intake_open(c, :employee_id::uuid) from complaint c where c.id = :id::uuid), false) as intake,
       (select coalesce(array_agg(distinct f.function), '{}') from complaint_function f
         where f.complaint_id = :id::uuid and f.employee_id = :employee_id::uuid and f.ended_at is null)::text as functions;

-- name: complaint_get(id) :one
select c.id, c.ledger_number, c.unit_id, c.profile, c.state, c.round, c.source, c.kind, c.channel, c.received_at,
       c.reception_ended_at, c.customer_id, c.complainant_kind, c.complainant_employee_id, c.anonymous, c.complainant_name,
       c.complainant_phone, c.complainant_email, c.complainant_address, c.object, c.department_id, c.course,
       to_json(c.incident_dates) as incident_dates, c.type, to_json(c.subtypes) as subtypes, c.subtype_text, c.waybill_number, c.no_shipment, c.incident_unknown,
       c.addressed_to, c.referral_body, c.referral_number, c.referral_on, c.chat_tool, c.chat_account, c.practice_area,
       c.linked_complaint_id, c.method_id, c.method_type, c.responsible_employee_id, c.public_channel_id,
       complaint_respondents(c.id) as respondents, c.received_by, c.accepted_by, c.registered_at,
       c.late_registration, c.officer_id, c.handler_id, c.major, c.major_reason, c.suspected_malignant, c.validity,
       to_json(c.invalid_criteria) as invalid_criteria, c.severity, to_json(c.severity_criteria) as severity_criteria,
       c.motive, c.motive_reason, c.late_attitude, c.redo_opinion, c.redo_findings, c.redo_decision, c.investigated_at,
       c.decided_at, c.implementing_at, c.replied_at, c.closed_at, c.archived_at, c.day_zero + c.overdue_days::int as due_on, complaint_overdue_rounds(c.id) as overdue_rounds, c.expected_on, c.version,
       c.created_at, c.changed_at
  from complaint c
 where c.id = :id;

-- name: complaint_shown(id) :maybe
select c.id, c.version from complaint c where c.id = :id and complaint_readable(c, :actor, :caller_roles);

-- name: complaint_page() :page
select c.id, c.ledger_number, c.unit_id, c.profile, c.state, c.round, c.source, c.kind, c.channel, c.received_at,
       c.reception_ended_at, c.customer_id, c.complainant_kind, c.complainant_employee_id, c.anonymous, c.complainant_name,
       c.complainant_phone, c.complainant_email, c.complainant_address, c.object, c.department_id, c.course,
       to_json(c.incident_dates) as incident_dates, c.type, to_json(c.subtypes) as subtypes, c.subtype_text, c.waybill_number, c.no_shipment, c.incident_unknown,
       c.addressed_to, c.referral_body, c.referral_number, c.referral_on, c.chat_tool, c.chat_account, c.practice_area,
       c.linked_complaint_id, c.method_id, c.method_type, c.responsible_employee_id, c.public_channel_id,
       complaint_respondents(c.id) as respondents, c.received_by, c.accepted_by, c.registered_at,
       c.late_registration, c.officer_id, c.handler_id, c.major, c.major_reason, c.suspected_malignant, c.validity,
       to_json(c.invalid_criteria) as invalid_criteria, c.severity, to_json(c.severity_criteria) as severity_criteria,
       c.motive, c.motive_reason, c.late_attitude, c.redo_opinion, c.redo_findings, c.redo_decision, c.investigated_at,
       c.decided_at, c.implementing_at, c.replied_at, c.closed_at, c.archived_at, c.day_zero + c.overdue_days::int as due_on, complaint_overdue_rounds(c.id) as overdue_rounds, c.expected_on, c.version,
       c.created_at, c.changed_at,
       concat_ws(' ', c.ledger_number, c.complainant_name, c.complainant_phone, c.object, c.waybill_number) as _search
  from complaint c
 where complaint_readable(c, :actor, :caller_roles);

-- name: complaint_keep_reading(id, complaint_id, employee_id, operation) :exec
insert into complaint_read (id, complaint_id, employee_id, actor, operation, read_at, trace_id)
values (:id, :complaint_id, :employee_id, :actor, :operation, :now, :trace);

-- name: complaint_save_state(id, state) :exec
-- The time of the step is kept with it; a reopening (T13) takes back what comes after.
update complaint
   set state = :state,
       investigated_at = case :state::text when 'INVESTIGATED' then :now when 'INVESTIGATING' then null else investigated_at end,
       decided_at = case :state::text when 'DECIDED' then :now when 'INVESTIGATING' then null else decided_at end,
       implementing_at = case :state::text when 'IMPLEMENTING' then :now when 'INVESTIGATING' then null else implementing_at end,
       replied_at = case :state::text when 'REPLIED' then :now when 'INVESTIGATING' then null else replied_at end,
       closed_at = case :state::text when 'CLOSED' then :now when 'INVESTIGATING' then null else closed_at end,
       archived_at = case :state::text when 'ARCHIVED' then :now when 'INVESTIGATING' then null else archived_at end,
       :touched
 where id = :id;

-- name: complaint_function_create(id, complaint_id, integer round, function, employee_id, boolean lead, object_id, reason) :exec
insert into complaint_function (id, complaint_id, round, function, employee_id, lead, object_id, reason, given_by,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :function, :employee_id, :lead, :object_id, :reason, :actor,
        :now, :actor, :now, :actor, :trace);

-- name: complaint_function_end(complaint_id, function, employee_id, reason) :exec
-- function, employee_id: null for all.
update complaint_function
   set ended_at = :now, end_reason = :reason, :touched
 where complaint_id = :complaint_id and ended_at is null
   and (:function::text is null or function = :function) and (:employee_id::uuid is null or employee_id = :employee_id);

-- name: complaint_recused(complaint_id, employee_id) :one
select is_recused(:complaint_id::uuid, :employee_id::uuid) as recused;

-- name: complaint_policy_values(profile, date on) :many
-- The policies of a profile that are in force, in order: of each parameter the last one holds, of one day the one put into
-- force last.
select parameters from complaint_policy
 where profile = :profile and effective_from <= :on and state = 'ACTIVE'
 order by effective_from, activated_at, number;
