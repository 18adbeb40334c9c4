-- R1.25: what cannot be decided is reported to the general manager within dispute.report_to_gm_days; later is marked.
alter table duplicate_case add column escalated_late boolean;
alter table event_dispute add column escalated_late boolean;

create or replace view duplicate_case_shown as
select k.id, k.gathering_id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number,
       c.name as customer_name, a.department_id as first_department_id, k.first_invitation_id, k.first_effective_at,
       b.department_id as second_department_id, k.second_invitation_id, k.second_effective_at, k.proposal_department_id,
       k.decide_by_at, k.state, k.department_id, k.reason, k.decided_by, k.decided_at,
       k.decided_at > k.decide_by_at as decided_late, k.escalated_at, k.escalation_reason, k.first_statement,
       k.second_statement, k.version, k.created_at, k.changed_at, k.escalated_late
  from duplicate_case k
  join customer c on c.id = k.customer_id
  join invitation a on a.id = k.first_invitation_id
  join invitation b on b.id = k.second_invitation_id;

create or replace view event_dispute_shown as
select d.id, d.gathering_id, d.customer_id, to_json(d.involved_employee_ids) as involved_employee_ids, d.facts, d.occurred_at,
       d.reported_by, d.reported_at, d.before_customer, d.findings, d.state, d.fined,
       to_json(d.present_employee_ids) as present_employee_ids, d.outcome, d.settled_at, d.settle_due_at,
       d.settled_at > d.settle_due_at as settled_late, d.refusal_reason, d.refused_at, d.escalated_at, d.escalation_reason,
       d.first_statement, d.second_statement, d.ruling, d.ruled_by, d.ruled_at, d.employee_id, d.version, d.created_at,
       d.changed_at, d.escalated_late
  from event_dispute d;
