-- What the credit service says of customers (document 3), for display beside the tier: one row a customer.
--
-- …_version: of the credit profile when it was told; what is not newer is overtaken (C15). 0: it told none.
create table credit_standing (
  id                         uuid        not null constraint credit_standing_pk primary key,
  version                    bigint      not null default 1,
  customer_id                uuid        not null constraint credit_standing_customer unique references customer,
  grade                      text        constraint credit_standing_grade check (grade in ('UNGRADED', 'D', 'C', 'B', 'A')),
  grade_changed_at           timestamptz,
  grade_version              bigint      not null default 0,
  limit_fen                  bigint      constraint credit_standing_limit check (limit_fen >= 0),
  term_days                  bigint      constraint credit_standing_term check (term_days >= 0),
  line_changed_at            timestamptz,
  line_version               bigint      not null default 0,
  trading_status             text        constraint credit_standing_trading
    check (trading_status in ('NOT_STARTED', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
  trading_changed_at         timestamptz,
  trading_version            bigint      not null default 0,
  adjustment_id              uuid,
  adjusted_at                timestamptz,
  responsible_salesperson_id uuid,
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null
);
create index credit_standing_created on credit_standing (created_at, id);
create trigger audit after insert or update on credit_standing for each row execute function audit();

-- The event of another service that a notice tells of.
alter table notice add column source_event text constraint notice_source_event unique;

-- A notice with whom it is addressed to. _late_from: the first time of those who have not acknowledged it.
create view notice_shown as
select n.id, n.from_department_id, n.to_management, n.title, n.text, coalesce(a.addresses, '[]'::json) as addresses,
       a.addressed, a.acknowledged, a.acknowledged < a.addressed as open, n.sent_by, n.sent_at, n.due_at,
       n.version, n.created_at, n.changed_at, a.late_from as _late_from
  from notice n
 cross join lateral (select count(*) as addressed, count(x.acknowledged_at) as acknowledged,
                            min(x.due_at) filter (where x.acknowledged_at is null) as late_from,
                            json_agg(json_strip_nulls(json_build_object(
                              'department_id', x.department_id,
                              'due_at', to_char(x.due_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'acknowledged_by', x.acknowledged_by,
                              'acknowledged_at', to_char(x.acknowledged_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
                              order by x.department_id) as addresses
                       from notice_address x where x.notice_id = n.id) a;
