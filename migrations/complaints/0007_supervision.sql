-- Conduct cases, weekly reports and the December round (R6.10, R6.12, R6.13, R10.13).

-- R6.10. person_id: whose conduct it is; proposed_by_id: null for what the service proposes itself. subject, subject_id: what it
-- is about where that is no complaint (a request, a task, an order).
create table conduct_case (
  id                uuid        not null constraint conduct_case_pk primary key,
  version           bigint      not null default 1,
  code              text        not null,
  person_id         uuid        not null,
  department_id     uuid,
  reason            text        not null,
  other_party_id    uuid,
  complaint_id      uuid        constraint conduct_case_complaint references complaint,
  subject           text,
  subject_id        uuid,
  proposed_by_id    uuid,
  serious           boolean     not null default false,
  serious_reason    text,
  state             text        not null constraint conduct_case_state check (state in ('OPENED', 'HEARD', 'DECIDED', 'EXECUTED', 'DISMISSED')),
  statement         text,
  statement_refused boolean     not null default false,
  heard_at          timestamptz,
  sanctions         text[]      not null default '{}',
  decision          text,
  decided_by_id     uuid,
  decided_at        timestamptz,
  execution_note    text,
  executed_at       timestamptz,
  created_at        timestamptz not null,
  created_by        text        not null,
  changed_at        timestamptz not null,
  changed_by        text        not null,
  trace_id          text        not null
);
create index conduct_case_person on conduct_case (person_id);
create unique index conduct_case_once on conduct_case (code, subject_id, person_id) where subject_id is not null and proposed_by_id is null;
create trigger audit after insert or update on conduct_case for each row execute function audit();

-- R6.13: one of each person and week (week_from is its Monday); until the deadline it may be written again.
create table weekly_report (
  id             uuid        not null constraint weekly_report_pk primary key,
  version        bigint      not null default 1,
  person_id      uuid        not null,
  department_id  uuid        not null,
  week_from      date        not null,
  deadline_at    timestamptz not null,
  covers_from    timestamptz not null,
  situation      text,
  situation_none boolean     not null,
  feedback       text,
  feedback_none  boolean     not null,
  submitted_at   timestamptz not null,
  late           boolean     not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint weekly_report_once unique (person_id, week_from)
);
create trigger audit after insert or update on weekly_report for each row execute function audit();

-- R6.13: classes: the analysis of each class of situation. missing: whose report was not there.
create table weekly_meeting (
  id            uuid        not null constraint weekly_meeting_pk primary key,
  version       bigint      not null default 1,
  department_id uuid        not null,
  week_from     date        not null,
  participants  uuid[]      not null,
  missing       uuid[]      not null,
  excused       uuid[]      not null,
  summary       text        not null,
  classes       json        not null,
  actions       json        not null,
  held_at       timestamptz not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint weekly_meeting_once unique (department_id, week_from)
);
create trigger audit after insert or update on weekly_meeting for each row execute function audit();

-- R6.12: the gifts of the end of a year, and the demand plans for the next one.
create table new_demand_round (
  id         uuid        not null constraint new_demand_round_pk primary key,
  version    bigint      not null default 1,
  year       bigint      not null constraint new_demand_round_year unique,
  closed_at  timestamptz,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on new_demand_round for each row execute function audit();

create table new_demand_item (
  id             uuid        not null constraint new_demand_item_pk primary key,
  version        bigint      not null default 1,
  round_id       uuid        not null constraint new_demand_item_round references new_demand_round,
  customer_id    uuid        not null,
  gift_sent_on   date,
  gift_carrier   text,
  plan_kind      text        constraint new_demand_item_plan_kind check (plan_kind in ('PLAN', 'NO_DEMAND', 'DECLINED')),
  plan_text      text,
  plan_lines     json,
  plan_on        date,
  contact_person text,
  late           boolean     not null default false,
  state          text        not null constraint new_demand_item_state check (state in ('OPEN', 'DONE', 'EXCUSED')),
  excuse         text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint new_demand_item_once unique (round_id, customer_id)
);
create index new_demand_item_open on new_demand_item (round_id) where state = 'OPEN';
create trigger audit after insert or update on new_demand_item for each row execute function audit();

-- The first round opens on the next first of December; each one sets the next.
insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
select 'new_demand_round', 'next', due, due, 'SET', now(), 'system', repeat('0', 32)
  from (select (make_date(extract(year from today)::int + case when to_char(today, 'MM') = '12' then 1 else 0 end, 12, 1)::timestamp
                at time zone 'Asia/Shanghai') as due
          from (select (now() at time zone 'Asia/Shanghai')::date as today) t) d;
