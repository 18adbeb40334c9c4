-- name: service_request_get(id) :one
-- For the staff, and who supervises it.
select id, number, state, source, source_id, channel, public_channel_id, external_call_id, received_at, recorded_at, contact_ended_at,
       late_record, customer_id, caller_name, caller_phone, matter_kind, category, service_type, description,
       first_responder_id, owner_id, in_scope, completable_at_once, one_stop_missed,
       case when complaint_shown_to(complaint_id, :actor, :caller_roles) then complaint_id end as complaint_id,
       accepted_at is not null as accepted, accepted_at, accepted_by_id, procedure_version, work_instructions,
       engineer_id, transfers, ping_pong, no_target, forwarded_to_id, forwarded_at, forwarded_late, repeat_contacts,
       repeat_contacts > 0 as second_call, major, major_reason, major_reported_at, major_late, onsite_needed,
       onsite_requested_at, onsite_request_late, wco_owed, hotline_failed_at, remote_failed_at, remote_skipped_reason,
       escalated_at is not null as escalated, escalated_at, resolution, resolved_at, resolved_by_id, closed_at,
       closed_with, expectation_met, reopened, version, created_at, created_by, changed_at
  from service_request
 where id = :id and service_readable(:actor, :caller_roles);

-- name: service_request_page() :page
select id, number, state, source, source_id, channel, public_channel_id, external_call_id, received_at, recorded_at, contact_ended_at,
       late_record, customer_id, caller_name, caller_phone, matter_kind, category, service_type, description,
       first_responder_id, owner_id, in_scope, completable_at_once, one_stop_missed,
       case when complaint_shown_to(complaint_id, :actor, :caller_roles) then complaint_id end as complaint_id,
       accepted_at is not null as accepted, accepted_at, accepted_by_id, procedure_version, work_instructions,
       engineer_id, transfers, ping_pong, no_target, forwarded_to_id, forwarded_at, forwarded_late, repeat_contacts,
       repeat_contacts > 0 as second_call, major, major_reason, major_reported_at, major_late, onsite_needed,
       onsite_requested_at, onsite_request_late, wco_owed, hotline_failed_at, remote_failed_at, remote_skipped_reason,
       escalated_at is not null as escalated, escalated_at, resolution, resolved_at, resolved_by_id, closed_at,
       closed_with, expectation_met, reopened, version, created_at, created_by, changed_at,
       concat_ws(' ', number, caller_name, caller_phone, description) as _search
  from service_request
 where service_readable(:actor, :caller_roles);

-- name: service_request_told(id) :one
-- As whoever has just changed it sees it.
select id, number, state, source, source_id, channel, public_channel_id, external_call_id, received_at, recorded_at, contact_ended_at,
       late_record, customer_id, caller_name, caller_phone, matter_kind, category, service_type, description,
       first_responder_id, owner_id, in_scope, completable_at_once, one_stop_missed,
       case when complaint_shown_to(complaint_id, :actor, :caller_roles) then complaint_id end as complaint_id,
       accepted_at is not null as accepted, accepted_at, accepted_by_id, procedure_version, work_instructions,
       engineer_id, transfers, ping_pong, no_target, forwarded_to_id, forwarded_at, forwarded_late, repeat_contacts,
       repeat_contacts > 0 as second_call, major, major_reason, major_reported_at, major_late, onsite_needed,
       onsite_requested_at, onsite_request_late, wco_owed, hotline_failed_at, remote_failed_at, remote_skipped_reason,
       escalated_at is not null as escalated, escalated_at, resolution, resolved_at, resolved_by_id, closed_at,
       closed_with, expectation_met, reopened, version, created_at, created_by, changed_at
  from service_request
 where id = :id;

-- name: service_request_lock(id) :lock
select id, version, number, state, source, channel, received_at, recorded_at, contact_ended_at, customer_id,
       caller_name, caller_phone, category, service_type, first_responder_id, owner_id, in_scope, completable_at_once,
       complaint_id, accepted_at, accepted_by_id, engineer_id, transfers, cross_department_transfers, repeat_contacts,
       major, onsite_needed, onsite_requested_at, wco_owed, hotline_failed_at, remote_failed_at,
       remote_skipped_reason, resolved_at, forwarded_at
  from service_request
 where id = :id
   for no key update;

-- name: service_request_opened_by(source, source_id) :maybe
select id from service_request where source = :source and source_id = :source_id;

-- name: service_request_create(id, source, source_id, channel, public_channel_id, external_call_id, instant received_at, instant contact_ended_at, boolean late_record, customer_id, caller_name, caller_phone, matter_kind, category, service_type, description, first_responder_id, boolean in_scope, boolean completable_at_once, boolean onsite_needed) :exec
insert into service_request (id, state, source, source_id, channel, public_channel_id, external_call_id, received_at, recorded_at,
                             contact_ended_at, late_record, customer_id, caller_name, caller_phone, matter_kind,
                             category, service_type, description, first_responder_id, owner_id, in_scope,
                             completable_at_once, onsite_needed, created_at, created_by, changed_at, changed_by,
                             trace_id)
values (:id, 'RECORDED', :source, :source_id, :channel, :public_channel_id, :external_call_id, :received_at, :now, :contact_ended_at,
        :late_record, :customer_id, :caller_name, :caller_phone, :matter_kind, :category, :service_type, :description,
        :first_responder_id, :first_responder_id, :in_scope, :completable_at_once, :onsite_needed, :now, :actor, :now,
        :actor, :trace);

-- name: service_requests_open_of(customer_id, id) :many
-- Proposed to who records: it may be one of these.
select id from service_request
 where customer_id = :customer_id and id <> :id and state <> 'CLOSED'
 order by id;

-- name: first_contact_take(external_call_id, request_id, instant received_at) :count
-- 0: somebody else has it. Who comes second waits for the first to commit.
insert into first_contact (external_call_id, request_id, received_at) values (:external_call_id, :request_id, :received_at)
    on conflict (external_call_id) do nothing;

-- name: first_contact_lock(external_call_id) :one
select c.request_id, c.received_at, r.state, r.in_scope, r.owner_id = r.first_responder_id and r.accepted_at is null and r.transfers = 0 as untouched
  from first_contact c
  join service_request r on r.id = c.request_id
 where c.external_call_id = :external_call_id
   for no key update of r;

-- name: first_contact_move(external_call_id, instant received_at) :exec
update first_contact set received_at = :received_at where external_call_id = :external_call_id;

-- name: service_request_save_first(id, first_responder_id, instant received_at, boolean in_scope, boolean late_record) :exec
update service_request
   set first_responder_id = :first_responder_id, owner_id = :first_responder_id, received_at = :received_at,
       in_scope = :in_scope, late_record = :late_record, :touched
 where id = :id;

-- name: service_request_patch(id, changes) :exec
update service_request
   set customer_id = case when p ? 'customer_id' then (p->>'customer_id')::uuid else customer_id end,
       caller_name = case when p ? 'caller_name' then p->>'caller_name' else caller_name end,
       caller_phone = case when p ? 'caller_phone' then p->>'caller_phone' else caller_phone end,
       category = case when p ? 'category' then p->>'category' else category end,
       service_type = case when p ? 'service_type' then p->>'service_type' else service_type end,
       contact_ended_at = case when p ? 'contact_ended_at' then (p->>'contact_ended_at')::timestamptz else contact_ended_at end,
       onsite_needed = case when p ? 'onsite_needed' then (p->>'onsite_needed')::boolean else onsite_needed end,
       :touched
  from (select :changes::jsonb as p) patch
 where id = :id;

-- name: service_request_save_scope(id, boolean in_scope, service_type) :exec
update service_request
   set in_scope = :in_scope, service_type = :service_type, :touched
 where id = :id;

-- name: service_request_save_state(id, state) :exec
update service_request
   set state = :state, :touched
 where id = :id;

-- name: service_request_save_complaint(id, complaint_id) :exec
update service_request
   set complaint_id = :complaint_id, :touched
 where id = :id;

-- name: service_request_save_accepted(id, accepted_by_id, procedure_version, work_instructions, engineer_id) :exec
update service_request
   set accepted_at = :now, accepted_by_id = :accepted_by_id, procedure_version = :procedure_version,
       work_instructions = :work_instructions, engineer_id = :engineer_id, :touched
 where id = :id;

-- name: service_request_save_forwarded(id, department_id, boolean late) :exec
update service_request
   set forwarded_to_id = :department_id, forwarded_at = coalesce(forwarded_at, :now),
       forwarded_late = forwarded_late or :late, :touched
 where id = :id;

-- name: service_request_save_repeated(id) :exec
update service_request
   set repeat_contacts = repeat_contacts + 1, :touched
 where id = :id;

-- name: service_request_save_major(id, reason, boolean late) :exec
update service_request
   set major = true, major_reason = :reason, major_reported_at = :now, major_late = :late, :touched
 where id = :id;

-- name: service_request_save_not_major(id) :exec
update service_request
   set major = false, :touched
 where id = :id;

-- name: service_request_save_onsite_requested(id, boolean late) :exec
update service_request
   set onsite_needed = true, onsite_requested_at = :now, onsite_request_late = :late, :touched
 where id = :id;

-- name: service_request_save_transferring(id, boolean cross_department) :exec
update service_request
   set state = 'TRANSFERRED_PENDING', no_target = false, transfers = transfers + 1,
       cross_department_transfers = cross_department_transfers + :cross_department::boolean::int,
       ping_pong = cross_department_transfers + :cross_department::boolean::int > 1, :touched
 where id = :id;

-- name: service_request_save_transferred(id, owner_id) :exec
update service_request
   set state = 'RECORDED', owner_id = :owner_id, :touched
 where id = :id;

-- name: service_request_save_owner(id, owner_id) :exec
update service_request
   set owner_id = :owner_id, :touched
 where id = :id;

-- name: service_request_save_no_target(id) :exec
update service_request
   set no_target = true, :touched
 where id = :id;

-- name: service_request_save_owed(id, boolean owed) :exec
update service_request
   set wco_owed = :owed, :touched
 where id = :id;

-- name: service_request_save_resolved(id, resolution, instant resolved_at, resolved_by_id, instant contact_ended_at, boolean one_stop_missed) :exec
update service_request
   set state = 'RESOLVED', resolution = :resolution, resolved_at = :resolved_at, resolved_by_id = :resolved_by_id,
       contact_ended_at = :contact_ended_at, one_stop_missed = :one_stop_missed,
       one_stop_missed_at = case when :one_stop_missed then coalesce(one_stop_missed_at, :now) end, :touched
 where id = :id;

-- name: service_request_save_reopened(id) :exec
update service_request
   set state = 'HOTLINE', resolved_at = null, resolved_by_id = null, resolution = null, hotline_failed_at = null,
       remote_failed_at = null, remote_skipped_reason = null, escalated_at = null, reopened = reopened + 1,
       :touched
 where id = :id;

-- name: service_request_save_closed(id, closed_with, boolean? expectation_met) :exec
update service_request
   set state = 'CLOSED', closed_at = :now, closed_with = :closed_with, expectation_met = :expectation_met,
       :touched
 where id = :id;

-- name: service_request_save_hotline(id, boolean failed) :exec
update service_request
   set state = case when state = 'RECORDED' then 'HOTLINE' else state end,
       hotline_failed_at = case when :failed then coalesce(hotline_failed_at, :now) else hotline_failed_at end,
       :touched
 where id = :id;

-- name: service_request_save_remote_failed(id, skipped_reason) :exec
update service_request
   set remote_failed_at = :now, remote_skipped_reason = :skipped_reason, :touched
 where id = :id;

-- name: service_request_save_escalated(id) :exec
update service_request
   set escalated_at = :now, :touched
 where id = :id;

-- name: service_request_save_engineer(id, engineer_id) :exec
update service_request
   set state = 'ONSITE_ASSIGNED', engineer_id = :engineer_id, :touched
 where id = :id;
