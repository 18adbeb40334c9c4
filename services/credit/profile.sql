-- name: credit_profile_lock(id) :maybe
-- The profile of a customer, or the one it lives on in; held until the end: what is decided about a customer is
-- decided one after the other (R3.13). merged_into_id: it was merged while it was waited for.
select id, version, grade, grade_since, limit_fen, term_days, limit_raised_on, trading_status, terminated_at, blacklisted,
       responsible_salesperson_id, deposit_required_fen, deposit_paid_fen, last_report_on, report_due_on,
       verification_due_on, merged_into_id
  from credit_profile
 where id = coalesce((select merged_into_id from credit_profile where id = :id), :id)
   for no key update;

-- name: credit_profile_read(id) :maybe
select id, version, grade, grade_since, limit_fen, term_days, limit_raised_on, trading_status, terminated_at, blacklisted,
       responsible_salesperson_id, deposit_required_fen, deposit_paid_fen, last_report_on, report_due_on, verification_due_on
  from credit_profile
 where id = coalesce((select merged_into_id from credit_profile where id = :id), :id);

-- name: credit_profile_get(id) :one
-- While trade is discontinued no report is owed (R3.27).
select p.id, c.name as customer_name, c.number as customer_number, p.grade, p.grade_since, p.limit_fen, p.term_days,
       p.trading_status, p.blacklisted, p.responsible_salesperson_id, x.reserved_fen, x.committed_fen,
       x.reserved_fen + x.committed_fen as exposure_fen, x.used_fen, greatest(p.limit_fen - x.used_fen, 0) as available_fen,
       p.deposit_required_fen, p.deposit_paid_fen, p.last_report_on,
       case when p.trading_status <> 'TERMINATED' then p.report_due_on end as report_due_on,
       case when p.trading_status <> 'TERMINATED' then p.verification_due_on end as verification_due_on, p.terminated_at, p.version, p.created_at, p.changed_at
  from credit_profile p
  join known_customer c on c.id = p.id, credit_exposure(p.id, :now) x
 where p.id = :id;

-- name: credit_profile_shown(id) :maybe
-- To those who may read it.
select p.id, p.version
  from credit_profile p
 where p.id = :id and credit_reads(p.id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_profile_page() :page
select p.id, c.name as customer_name, c.number as customer_number, p.grade, p.grade_since, p.limit_fen, p.term_days,
       p.trading_status, p.blacklisted, p.responsible_salesperson_id, x.reserved_fen, x.committed_fen,
       x.reserved_fen + x.committed_fen as exposure_fen, x.used_fen, greatest(p.limit_fen - x.used_fen, 0) as available_fen,
       p.deposit_required_fen, p.deposit_paid_fen, p.last_report_on,
       case when p.trading_status <> 'TERMINATED' then p.report_due_on end as report_due_on,
       case when p.trading_status <> 'TERMINATED' then p.verification_due_on end as verification_due_on, p.terminated_at, p.version, p.created_at, p.changed_at
  from credit_profile p
  join known_customer c on c.id = p.id, credit_exposure(p.id, :now) x
 where p.merged_into_id is null and credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_profile_create(id, grade, boolean blacklisted, responsible_salesperson_id) :exec
insert into credit_profile (id, grade, blacklisted, responsible_salesperson_id,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :grade, :blacklisted, :responsible_salesperson_id, :now, :actor, :now, :actor, :trace);

-- name: credit_profile_open(id, grade, boolean blacklisted, responsible_salesperson_id) :exec
-- By an event: one that came twice, or was overtaken, changes nothing.
insert into credit_profile (id, grade, blacklisted, responsible_salesperson_id,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :grade, :blacklisted, :responsible_salesperson_id, :now, :actor, :now, :actor, :trace)
    on conflict (id) do nothing;

-- name: credit_profile_save_responsible(id, responsible_salesperson_id) :exec
-- With all that was merged into it.
update credit_profile
   set responsible_salesperson_id = :responsible_salesperson_id, :touched
 where (id = :id or merged_into_id = :id) and responsible_salesperson_id is distinct from :responsible_salesperson_id;

-- name: credit_profile_save_blacklisted(id, boolean blacklisted) :exec
update credit_profile
   set blacklisted = :blacklisted, :touched
 where id = :id and blacklisted <> :blacklisted;

-- name: credit_profile_save_trading(id, trading_status, instant terminated_at) :exec
update credit_profile
   set trading_status = :trading_status, terminated_at = :terminated_at, :touched
 where id = :id;

-- name: credit_profile_save_line(id, grade, date grade_since, integer limit_fen, integer term_days, date limit_raised_on) :exec
update credit_profile
   set grade = :grade, grade_since = :grade_since, limit_fen = :limit_fen, term_days = :term_days,
       limit_raised_on = :limit_raised_on, :touched
 where id = :id;

-- name: credit_profile_save_report(id, date last_report_on, date report_due_on, date verification_due_on) :exec
update credit_profile
   set last_report_on = :last_report_on, report_due_on = :report_due_on, verification_due_on = :verification_due_on,
       :touched
 where id = :id;

-- name: credit_profile_save_deposit(id, integer required_fen, integer paid_fen) :exec
update credit_profile
   set deposit_required_fen = :required_fen, deposit_paid_fen = :paid_fen, :touched
 where id = :id;

-- name: credit_profile_blacklisted(customer_id) :one
-- Does the company's list have this customer (or who was merged into it)?
select exists (select from known_blacklisting b
                where b.department_id is null
                  and b.customer_id in (select :customer_id::uuid
                                         union all select id from known_customer where merged_into_id = :customer_id::uuid)) as blacklisted;

-- name: credit_line_create(id, customer_id, grade, integer limit_fen, integer term_days, instant valid_from, cause, adjustment_id) :exec
insert into credit_line_version (id, customer_id, grade, limit_fen, term_days, valid_from, cause, adjustment_id,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :grade, :limit_fen, :term_days, :valid_from, :cause, :adjustment_id,
        :now, :actor, :now, :actor, :trace);

-- name: credit_line_page(id) :page
select id, customer_id, grade, limit_fen, term_days, valid_from, cause, adjustment_id, created_at
  from credit_line_version
 where customer_id = :id;
