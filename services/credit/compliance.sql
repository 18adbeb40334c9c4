-- name: compliance_page(date from, date to, date purchases_after, integer min_entries, integer grace_days, integer stale_months,
--       integer stale_days, integer offset_minutes) :page
-- R3.4: what stands now and has stood since `to` or before; declined checks are counted from `from` to `to`. A sales
-- manager who is nothing else reads the own department.
with declined as (
  select coalesce(c.department_id, e.department_id, k.department_id) as department_id, c.reasons, d.on_day
    from credit_check c
    join credit_profile p on p.id = c.customer_id
    join known_customer k on k.id = c.customer_id
    left join known_employee e on e.id = p.responsible_salesperson_id
   cross join lateral (select date_at(c.created_at, :offset_minutes) as on_day) d
   where c.decision = 'DECLINED' and (:from::date is null or d.on_day >= :from) and (:to::date is null or d.on_day <= :to)
),
finding as (
  select 'REPORT_OVERDUE' as type, p.id as customer_id, null::uuid as department_id, p.id as subject_id, p.report_due_on + 1 as since,
         json_build_object('due_on', p.report_due_on, 'days', :today - p.report_due_on) as detail
    from credit_profile p
   where p.report_due_on < :today and p.trading_status <> 'TERMINATED' and p.merged_into_id is null
   union all
  select 'VERIFICATION_OVERDUE', p.id, null, p.id, p.verification_due_on + 1,
         json_build_object('due_on', p.verification_due_on, 'days', :today - p.verification_due_on)
    from credit_profile p
   where p.verification_due_on < :today and p.trading_status <> 'TERMINATED' and p.merged_into_id is null
   union all
  select 'OVERDUE_RECEIVABLE', v.customer_id, null, v.id, v.due_on + :grace_days::int + 1,
         json_build_object('receivable_id', v.id, 'order_ref', v.order_ref, 'due_on', v.due_on,
                           'outstanding_fen', v.outstanding_fen, 'days', :today - v.due_on)
    from receivable v
   where v.state = 'OPEN' and v.outstanding_fen > 0 and v.due_on + :grace_days::int < :today
   union all
  -- The part of the exposure that the limit covers; what a grant covers was above it from the beginning.
  select 'LIMIT_BELOW_EXPOSURE', p.id, null, p.id, coalesce(l.since, date_at(p.changed_at, :offset_minutes)),
         json_build_object('limit_fen', p.limit_fen, 'exposure_fen', x.reserved_fen + x.committed_fen,
                           'excess_fen', x.used_fen - p.limit_fen)
    from credit_profile p
   cross join lateral credit_exposure(p.id, :now) x
   cross join lateral (select date_at(max(n.valid_from), :offset_minutes) as since
                         from credit_line_version n where n.customer_id = p.id and n.valid_from <= :now) l
   where p.id in (select r.customer_id from reservation r where r.state = 'RESERVED'
                   union select v.customer_id from receivable v where v.state = 'OPEN')
     and x.used_fen > p.limit_fen
   union all
  select 'LIMIT_ABOVE_ONE_PURCHASE', p.id, null, p.id,
         greatest(coalesce(l.since, date_at(p.changed_at, :offset_minutes)), date_at(b.entered_at, :offset_minutes)),
         json_build_object('limit_fen', p.limit_fen, 'one_purchase_fen', b.one_purchase_fen,
                           'excess_fen', p.limit_fen - b.one_purchase_fen)
    from credit_profile p
   cross join lateral (select case when count(*) >= :min_entries then floor(sum(e.amount_fen) / count(*))::bigint
                                   else coalesce((select d.declared_single_purchase_fen
                                                    from credit_report d
                                                   where d.customer_id = p.id and d.state in ('FILED', 'ACKNOWLEDGED')
                                                   order by d.filed_on desc, d.filed_at desc
                                                   limit 1), 0)
                              end as one_purchase_fen,
                              max(e.created_at) as entered_at
                         from purchase_entry e
                        where e.customer_id = p.id and e.cancelled_at is null
                          and e.order_date > :purchases_after and e.order_date <= :today) b
   cross join lateral (select date_at(max(n.valid_from), :offset_minutes) as since
                         from credit_line_version n where n.customer_id = p.id and n.valid_from <= :now) l
   where p.limit_fen > 0 and p.limit_fen > b.one_purchase_fen
   union all
  select 'INFO_CARD_MISSING', p.id, null, p.id,
         coalesce((select date_at(t.activated_at, :offset_minutes) from trading_card t where t.customer_id = p.id and t.state = 'ACTIVE'),
                  date_at(p.changed_at, :offset_minutes)),
         json_build_object('trading_status', p.trading_status)
    from credit_profile p
   where p.trading_status = 'ACTIVE' and p.merged_into_id is null
     and not exists (select from info_card c where c.customer_id = p.id)
   union all
  select 'INFO_CARD_STALE', c.customer_id, null, c.id, d.last_day + 1,
         json_build_object('info_card_id', c.id, 'content_changed_on', c.content_changed_on)
    from info_card c
    join credit_profile p on p.id = c.customer_id and p.trading_status <> 'TERMINATED' and p.merged_into_id is null
   cross join lateral (select (c.content_changed_on + make_interval(months => :stale_months::int, days => :stale_days::int))::date
                              as last_day) d
   where d.last_day < :today
   union all
  select 'CONDITION_LAPSED', c.customer_id, null, c.id, coalesce(c.lapsed_on, c.valid_until + 1),
         json_build_object('condition_id', c.id, 'type', c.type, 'applies_to', c.applies_to)
    from trading_condition c
   where c.state = 'LAPSED' or (c.state = 'SATISFIED' and c.valid_until < :today)
   union all
  select 'SUGGESTION_UNANSWERED', null, e.department_id, s.id, s.due_on + 1,
         json_build_object('suggestion_id', s.id, 'due_on', s.due_on, 'written_by', s.created_by, 'days', :today - s.due_on)
    from policy_suggestion s
    left join known_employee e on e.subject = s.created_by
   where s.state = 'OPEN' and s.due_on < :today
   union all
  select 'EMERGENCY_WITHOUT_INSTRUCTION', r.customer_id, null, r.id, date_at(r.instruction_due_at, :offset_minutes),
         json_build_object('emergency_report_id', r.id, 'category', r.category, 'addressed_to_id', r.addressed_to_id,
                           'instruction_due_at', to_char(r.instruction_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    from emergency_report r
   where r.state = 'REPORTED' and r.instruction_due_at < :now
   union all
  select 'ADJUSTMENT_NOT_ACKNOWLEDGED', a.customer_id, null, a.id, a.ack_due_on + 1,
         json_build_object('adjustment_id', a.id, 'due_on', a.ack_due_on, 'days', :today - a.ack_due_on)
    from credit_adjustment a
   where a.state = 'EFFECTIVE' and a.ack_due_on < :today
   union all
  select 'SUSPENSION_TO_REVIEW', s.customer_id, null, s.id, s.review_on + 1,
         json_build_object('suspension_id', s.id, 'ordered_by', s.ordered_by, 'review_on', s.review_on)
    from suspension s
   where s.ended_at is null and s.review_on < :today
   union all
  select 'BILL_INCIDENT_UNREPORTED', b.customer_id, null, b.id, b.report_due_on + 1,
         json_build_object('bill_incident_id', b.id, 'number', b.number, 'bank', b.bank, 'amount_fen', b.amount_fen,
                           'due_on', b.report_due_on)
    from bill_incident b
   where b.reported_at is null and b.state <> 'CLOSED' and b.report_due_on < :today
   union all
  select 'DECLINED_CHECK', null, d.department_id, d.department_id, d.since,
         json_build_object('count', d.checks,
                           'reasons', (select json_object_agg(r.reason, r.checks order by r.reason)
                                         from (select reason, count(*) as checks
                                                 from declined x, unnest(x.reasons) reason
                                                where x.department_id is not distinct from d.department_id
                                                group by reason) r))
    from (select department_id, min(on_day) as since, count(*) as checks from declined group by department_id) d
)
select * from (
  select md5(f.type || coalesce(f.subject_id::text, ''))::uuid as id, f.type, f.customer_id, k.name as customer_name,
         coalesce(f.department_id, e.department_id, k.department_id) as department_id, d.name as department_name,
         p.responsible_salesperson_id, e.name as responsible_salesperson_name, f.since, f.detail
    from finding f
    left join credit_profile p on p.id = f.customer_id
    left join known_customer k on k.id = f.customer_id
    left join known_employee e on e.id = p.responsible_salesperson_id
    left join known_department d on d.id = coalesce(f.department_id, e.department_id, k.department_id)
   where :to::date is null or f.since <= :to) shown
 where :has_finance or :has_marketing_director or :has_president or :has_auditor or :has_service
    or department_id = coalesce((select m.department_id from known_employee m where m.subject = :actor), :department::uuid);
