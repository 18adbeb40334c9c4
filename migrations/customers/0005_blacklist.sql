-- Severe cases, and the two blacklists with their notices, reports and removals. The entries themselves stand in
-- 0002_admission.sql.
--
-- The order of locks: the customer's row, then the list's: the row of the department whose list it is, or those of
-- the marketing division for the company's. So the versions of a list follow each other.

-- SM-C11. known_on: when the department learned of it; the deadlines are flags.
create table severe_case (
  id                 uuid        not null constraint severe_case_pk primary key,
  version            bigint      not null default 1,
  department_id      uuid        not null constraint severe_case_department references department,
  customer_id        uuid        not null constraint severe_case_customer references customer,
  type               text        not null constraint severe_case_type check (type in ('MAJOR_LOSS', 'REPUTATION_DAMAGE')),
  loss_fen           bigint,
  customer_at_fault  boolean     not null,
  known_on           date        not null,
  facts              text        not null,
  evidence           json        not null,
  state              text        not null default 'REPORTED' constraint severe_case_state
    check (state in ('REPORTED', 'VERIFIED', 'NOT_CONFIRMED', 'LISTED', 'NOT_LISTED')),
  reported_by        text        not null,
  reported_at        timestamptz not null,
  report_due_at      timestamptz not null,
  verify_due_at      timestamptz not null,
  verified_by        text,
  verified_at        timestamptz,
  findings           text,
  decided_by         text,
  decided_at         timestamptz,
  reason             text,
  blacklist_entry_id uuid        constraint severe_case_entry references blacklist_entry,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create unique index severe_case_open on severe_case (customer_id) where state in ('REPORTED', 'VERIFIED');
create index severe_case_of_department on severe_case (department_id, created_at, id);
create index severe_case_created on severe_case (created_at, id);

-- Which versions of its list have an entry: from listed_in until before removed_in (null: still).
alter table blacklist_entry add column listed_in bigint;
alter table blacklist_entry add column removed_in bigint;
-- R7.31: somebody of the division asks for the removal of a company entry, another one reviews it, the head removes.
alter table blacklist_entry add column removal_requested_by text;
alter table blacklist_entry add column removal_requested_at timestamptz;
alter table blacklist_entry add column removal_request text;
alter table blacklist_entry add column reviewed_at timestamptz;
alter table blacklist_entry add column review_result text;
alter table blacklist_entry add column review_opinion text;
alter table blacklist_entry add constraint blacklist_entry_review_result check (review_result in ('AGREED', 'OBJECTED'));
create index blacklist_entry_of_list on blacklist_entry (department_id, listed_in);

-- R7.27: each sales department learns of a company entry, and says so.
create table blacklist_notice (
  id              uuid        not null constraint blacklist_notice_pk primary key,
  version         bigint      not null default 1,
  entry_id        uuid        not null constraint blacklist_notice_entry references blacklist_entry,
  department_id   uuid        not null constraint blacklist_notice_department references department,
  due_at          timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint blacklist_notice_once unique (entry_id, department_id)
);
create index blacklist_notice_of_department on blacklist_notice (department_id, created_at, id);
create index blacklist_notice_created on blacklist_notice (created_at, id);

-- R7.29: a version of a list, made by each change of it; department_id is null for the company's, which nobody
-- has to file. Its entries are those that listed_in and removed_in say.
create table blacklist_report (
  id            uuid        not null constraint blacklist_report_pk primary key,
  version       bigint      not null default 1,
  scope         text        not null constraint blacklist_report_scope check (scope in ('COMPANY', 'DEPARTMENT')),
  department_id uuid        constraint blacklist_report_department references department,
  list_version  bigint      not null,
  as_of         timestamptz not null,
  state         text        not null constraint blacklist_report_state check (state in ('OPEN', 'FILED', 'RECORDED')),
  due_at        timestamptz,
  filed_by      text,
  filed_at      timestamptz,
  recorded_by   text,
  recorded_at   timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint blacklist_report_of_department check ((scope = 'DEPARTMENT') = (department_id is not null)),
  constraint blacklist_report_version unique nulls not distinct (department_id, list_version)
);
create index blacklist_report_created on blacklist_report (created_at, id);

-- The entries of a version of a list.
create function blacklist_entries(of_department_id uuid, of_version bigint) returns json language sql stable as $$
  select coalesce(json_agg(json_strip_nulls(json_build_object(
           'entry_id', b.id, 'customer_id', b.customer_id, 'customer_number', c.number, 'customer_name', c.name,
           'unified_social_credit_code', c.unified_social_credit_code, 'reason', b.reason, 'listed_by', b.listed_by,
           'listed_at', to_char(b.listed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'severe_case_id', b.severe_case_id))
         order by b.listed_in), '[]')
    from blacklist_entry b
    join customer c on c.id = b.customer_id
   where (b.department_id = of_department_id or (of_department_id is null and b.department_id is null))
     and b.listed_in <= of_version and (b.removed_in is null or b.removed_in > of_version)
$$;

create trigger audit after insert or update on severe_case for each row execute function audit();
create trigger audit after insert or update on blacklist_notice for each row execute function audit();
create trigger audit after insert or update on blacklist_report for each row execute function audit();
