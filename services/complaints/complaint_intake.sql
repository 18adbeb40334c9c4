-- name: complaint_unit_of(department_id) :maybe
select u.id, u.profile from complaint_unit u where u.id = unit_of_department(:department_id::uuid) and u.status = 'ACTIVE';

-- name: complaint_create(id, unit_id, profile, kind, source, source_id, channel, instant received_at, instant reception_ended_at, received_by_id, customer_id, complainant_kind, complainant_employee_id, boolean anonymous, complainant_name, complainant_phone, complainant_email, complainant_address, object, department_id, course, incident_dates, type, subtypes, subtype_text, waybill_number, addressed_to, referral_body, referral_number, date referral_on, chat_tool, chat_account, practice_area, linked_complaint_id, method_type, public_channel_id, date day_zero, integer overdue_days) :exec
insert into complaint (id, unit_id, profile, kind, state, source, source_id, channel, received_at, reception_ended_at,
                       received_by, received_by_id, customer_id, complainant_kind, complainant_employee_id, anonymous,
                       complainant_name, complainant_phone, complainant_email, complainant_address, object, department_id,
                       course, incident_dates, type, subtypes, subtype_text, waybill_number, addressed_to, referral_body,
                       referral_number, referral_on, chat_tool, chat_account, practice_area, linked_complaint_id, method_type, public_channel_id, day_zero, overdue_days,
                       created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :profile, :kind, 'RECEIVED', :source, :source_id, :channel, :received_at, :reception_ended_at,
        :actor, :received_by_id, :customer_id, :complainant_kind, :complainant_employee_id, :anonymous,
        :complainant_name, :complainant_phone, :complainant_email, :complainant_address, :object, :department_id,
        :course, coalesce(array(select value::date from json_array_elements_text(:incident_dates::json)), '{}'), :type,
        coalesce(array(select value from json_array_elements_text(:subtypes::json)), '{}'), :subtype_text, :waybill_number, :addressed_to,
        :referral_body, :referral_number, :referral_on, :chat_tool, :chat_account, :practice_area, :linked_complaint_id,
        :method_type, :public_channel_id, :day_zero, :overdue_days, :now, :actor, :now, :actor, :trace);

-- name: complaint_of_unit(id, unit_id) :maybe
select id from complaint where id = :id and unit_id = :unit_id;

-- name: complaint_acceptor_left(id, roles) :maybe
-- Is there somebody of its unit with one of the roles who is not recused?
select e.id from complaint c join known_employee e on unit_of_department(e.department_id) = c.unit_id
 where c.id = :id and e.status = 'ACTIVE' and e.roles && array(select json_array_elements_text(:roles::json)) and not is_recused(c.id, e.id)
 limit 1;

-- name: complaint_form(id) :one
-- What is registered.
select method_type, method_id, anonymous, complainant_name, complainant_phone, object, course, referral_body, referral_number, referral_on, chat_tool,
       chat_account, received_at, reception_ended_at, type, to_json(subtypes) as subtypes, subtype_text, to_json(incident_dates) as incident_dates
  from complaint
 where id = :id;

-- name: complaint_texts(list) :many
select value from json_array_elements_text(:list::json);

-- name: complaint_patch(id, changes) :exec
-- Of changes (a merge patch) what the form has; null clears.
update complaint c
   set kind = case when p ? 'kind' then p->>'kind' else kind end,
       reception_ended_at = case when p ? 'reception_ended_at' then (p->>'reception_ended_at')::timestamptz else reception_ended_at end,
       customer_id = case when p ? 'customer_id' then (p->>'customer_id')::uuid else customer_id end,
       complainant_kind = case when p ? 'complainant_kind' then p->>'complainant_kind' else complainant_kind end,
       complainant_employee_id = case when p ? 'complainant_employee_id' then (p->>'complainant_employee_id')::uuid else complainant_employee_id end,
       anonymous = case when p ? 'anonymous' then (p->>'anonymous')::boolean else anonymous end,
       complainant_name = case when p ? 'complainant_name' then p->>'complainant_name' else complainant_name end,
       complainant_phone = case when p ? 'complainant_phone' then p->>'complainant_phone' else complainant_phone end,
       complainant_email = case when p ? 'complainant_email' then p->>'complainant_email' else complainant_email end,
       complainant_address = case when p ? 'complainant_address' then p->>'complainant_address' else complainant_address end,
       object = case when p ? 'object' then p->>'object' else object end,
       department_id = case when p ? 'department_id' then (p->>'department_id')::uuid else department_id end,
       course = case when p ? 'course' then p->>'course' else course end,
       incident_dates = case when p ? 'incident_dates'
                             then array(select value::date from jsonb_array_elements_text(p->'incident_dates')) else incident_dates end,
       type = case when p ? 'type' then p->>'type' else type end,
       subtypes = case when p ? 'subtypes' then array(select value from jsonb_array_elements_text(p->'subtypes')) else subtypes end,
       subtype_text = case when p ? 'subtype_text' then p->>'subtype_text' else subtype_text end,
       waybill_number = case when p ? 'waybill_number' then p->>'waybill_number' else waybill_number end,
       addressed_to = case when p ? 'addressed_to' then p->>'addressed_to' else addressed_to end,
       referral_body = case when p ? 'referral_body' then p->>'referral_body' else referral_body end,
       referral_number = case when p ? 'referral_number' then p->>'referral_number' else referral_number end,
       referral_on = case when p ? 'referral_on' then (p->>'referral_on')::date else referral_on end,
       chat_tool = case when p ? 'chat_tool' then p->>'chat_tool' else chat_tool end,
       chat_account = case when p ? 'chat_account' then p->>'chat_account' else chat_account end,
       practice_area = case when p ? 'practice_area' then p->>'practice_area' else practice_area end,
       method_type = case when p ? 'method_type' then p->>'method_type' else method_type end,
       :touched
  from (select :changes::jsonb as p) patch
 where c.id = :id;

-- name: complaint_save_registration(id, accepted_by_id, officer_id, ledger_number, boolean late) :exec
update complaint
   set accepted_by = :actor, accepted_by_id = :accepted_by_id, registered_at = :now, registered_on = :today,
       officer_id = :officer_id, ledger_number = :ledger_number, late_registration = :late, :touched
 where id = :id;

-- name: complaint_registered_event(id) :one
select c.id as complaint_id, c.customer_id, c.profile, c.kind, c.source, c.channel, c.received_at, c.addressed_to, c.department_id,
       (select coalesce(json_agg(r.employee_id), '[]') from complaint_respondent r
         where r.complaint_id = c.id and r.employee_id is not null) as respondent_person_ids
  from complaint c
 where c.id = :id;

-- name: complaint_overdue_row(id) :one
select id as complaint_id, customer_id, received_at, day_zero + overdue_days::int as due_on, round,
       exists (select from complaint_overdue o where o.complaint_id = complaint.id and o.round = complaint.round) as _told
  from complaint
 where id = :id;

-- name: complaint_overdue_create(id, complaint_id, integer round, date due_on) :exec
insert into complaint_overdue (id, complaint_id, round, due_on, told_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :due_on, :now, :now, :actor, :now, :actor, :trace);

-- name: complaint_touch(id) :exec
-- It is another one as it is shown: a round of it is overdue.
update complaint
   set :touched
 where id = :id;

-- name: complaint_respondent_create(id, complaint_id, employee_id, department_id, name, customer_id, credit_code, reason) :exec
insert into complaint_respondent (id, complaint_id, employee_id, department_id, name, customer_id, unified_social_credit_code, reason,
                                  listed_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :employee_id, :department_id, :name, :customer_id, :credit_code, :reason,
        :now, :now, :actor, :now, :actor, :trace);

-- name: complaint_respondent_get(id) :one
select id, complaint_id, employee_id, department_id, name, customer_id, unified_social_credit_code, listed_at, reason
  from complaint_respondent where id = :id;

-- name: complaint_respondent_page(id) :page
select id, complaint_id, employee_id, department_id, name, customer_id, unified_social_credit_code, listed_at, reason
  from complaint_respondent where complaint_id = :id;

-- name: complaint_recuse(complaint_id) :exec
-- Standing functions of who is recused now end (R10.5); in logistics nor does a respondent's direct supervisor investigate (R12.13).
update complaint_function f
   set ended_at = :now, end_reason = 'RECUSED', :touched
 where f.complaint_id = :complaint_id and f.ended_at is null and f.function <> 'MEASURE'
   and (is_recused(f.complaint_id, f.employee_id)
        or f.function = 'INVESTIGATOR'
           and exists (select from complaint_respondent r
                         join known_employee e on e.id = r.employee_id
                         join complaint c on c.id = r.complaint_id and c.profile = 'LOGISTICS'
                        where r.complaint_id = f.complaint_id and e.supervisor_id = f.employee_id));

-- name: complaint_flag_redo(id) :exec
-- What somebody wrote who is recused now must be made again: the opinion, findings, the decision of the round.
update complaint c
   set redo_opinion = redo_opinion or exists (
         select from written_opinion o where o.complaint_id = c.id and o.round = c.round and o.state = 'VALID' and is_recused(c.id, o.author_id)),
       redo_findings = redo_findings or exists (
         select from finding f where f.complaint_id = c.id and f.round = c.round and is_recused(c.id, f.author_id)) or exists (
         select from material m where m.complaint_id = c.id and m.removed_at is null and made_by_recused(c.id, m.checked_by)),
       redo_decision = redo_decision or exists (
         select from complaint_decision d where d.complaint_id = c.id and d.round = c.round and d.state = 'VALID' and is_recused(c.id, d.signed_by_id)),
       officer_id = case when is_recused(c.id, c.officer_id) then null else c.officer_id end,
       handler_id = case when is_recused(c.id, c.handler_id) then null else c.handler_id end,
       :touched
 where c.id = :id;

-- name: complaint_opening_unit(department_id) :maybe
-- Of what comes by an event: the unit of the department concerned, else the first that serves customers (R10.3).
select u.id, u.profile from complaint_unit u
 where u.status = 'ACTIVE' and (u.id = unit_of_department(:department_id::uuid) or u.profile = 'SERVICE')
 order by u.id = unit_of_department(:department_id::uuid) desc nulls last, u.code
 limit 1;

-- name: complaint_opened_by(source, source_id) :maybe
select id from complaint where source = :source and source_id = :source_id;
