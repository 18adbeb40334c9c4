-- Every customer under credit management (R3.1), and its credit lines (R3.12).

-- id: the customer's. grade_since: the day the present grade became effective; limit_raised_on: that of the
-- last increase of the limit, or of the first one (R3.9). blacklisted: by the company (R7.27); departments' lists
-- are in known_blacklisting. report_due_on: of the next periodic report; null: none is owed (R3.27).
-- deposit_…: what countermeasures demand, and what was paid (R3.31). merged_into_id: it is another customer's now.
create table credit_profile (
  id                         uuid        not null constraint credit_profile_pk primary key,
  version                    bigint      not null default 1,
  grade                      text        not null default 'UNGRADED' constraint credit_profile_grade
    check (grade in ('UNGRADED', 'A', 'B', 'C', 'D')),
  grade_since                date,
  limit_fen                  bigint      not null default 0 constraint credit_profile_limit check (limit_fen >= 0),
  term_days                  bigint      not null default 0 constraint credit_profile_term check (term_days >= 0),
  limit_raised_on            date,
  trading_status             text        not null default 'NOT_STARTED' constraint credit_profile_trading_status
    check (trading_status in ('NOT_STARTED', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
  terminated_at              timestamptz,
  blacklisted                boolean     not null default false,
  responsible_salesperson_id uuid,
  merged_into_id             uuid,
  deposit_required_fen       bigint      not null default 0,
  deposit_paid_fen           bigint      not null default 0,
  last_report_on             date,
  report_due_on              date,
  verification_due_on        date,
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null
);
create index credit_profile_responsible on credit_profile (responsible_salesperson_id);
create index credit_profile_report_due on credit_profile (report_due_on);
create trigger audit after insert or update on credit_profile for each row execute function audit();

-- The limit and term of a customer from an instant on; the last one is also in the profile.
create table credit_line_version (
  id            uuid        not null constraint credit_line_version_pk primary key,
  version       bigint      not null default 1,
  customer_id   uuid        not null constraint credit_line_version_customer references credit_profile,
  grade         text        not null,
  limit_fen     bigint      not null,
  term_days     bigint      not null,
  valid_from    timestamptz not null,
  cause         text        not null constraint credit_line_version_cause
    check (cause in ('INITIAL', 'ADJUSTMENT', 'GRADE_LOWERED', 'MERGE')),
  adjustment_id uuid,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint credit_line_version_from unique (customer_id, valid_from)
);
create trigger audit after insert or update on credit_line_version for each row execute function audit();

-- May the caller read what belongs to a customer of this salesperson? The roles that read all, the salesperson,
-- and those above (R3.25, R3.29, R3.32).
create function credit_readable(responsible uuid, actor text, roles text[]) returns boolean language sql stable as $$
  select roles && '{finance,sales_manager,marketing_director,president,auditor,service}'
      or exists (select from known_employee e
                  where e.subject = actor
                    and (e.id = responsible or e.id in (select line.id from reporting_line(responsible) line)))
$$;
