-- Units, complaints, who is in them, and the ledger (R10.1 to R10.5, R10.15).

-- An organisation that receives complaints under one profile: a department of the directory with all below it (id is the
-- department's). parent_id: of a member company, the unit of the head office (R12.2).
create table complaint_unit (
  id         uuid        not null constraint complaint_unit_pk primary key,
  version    bigint      not null default 1,
  code       text        not null constraint complaint_unit_code unique,
  name       text        not null,
  profile    text        not null constraint complaint_unit_profile check (profile in ('LAW_FIRM', 'LOGISTICS', 'SERVICE')),
  parent_id  uuid        constraint complaint_unit_parent references complaint_unit,
  status     text        not null default 'ACTIVE' constraint complaint_unit_status check (status in ('ACTIVE', 'CLOSED')),
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on complaint_unit for each row execute function audit();

-- F4, the registration form, and what became of it. source_id: the event, visit, survey or request it came from, once.
-- officer_id: who organises it: the complaint officer, or the head of customer service or of the department (table 3.1).
-- round: 0 at first, one more at each reopening (R10.19). method_…, responsible_…: of the department's own method (R7.8). redo_…: made by somebody who was recused later, to be made
-- again (R10.5). day_zero: of the three days of the round (R10.3); overdue_at, settled_at: when they were told.
create table complaint (
  id                      uuid        not null constraint complaint_pk primary key,
  version                 bigint      not null default 1,
  unit_id                 uuid        not null constraint complaint_of_unit references complaint_unit,
  profile                 text        not null,
  kind                    text        not null constraint complaint_kind check (kind in ('COMPLAINT', 'FEEDBACK')),
  state                   text        not null constraint complaint_state
    check (state in ('RECEIVED', 'REGISTERED', 'OPINED', 'INVESTIGATING', 'INVESTIGATED', 'IN_MEETING', 'DECIDED', 'IMPLEMENTING', 'REPLIED', 'CLOSED', 'ARCHIVED')),
  round                   bigint      not null default 0,
  source                  text        not null constraint complaint_source
    check (source in ('DIRECT', 'RETURN_VISIT', 'CUSTOMER_VISIT', 'SALES_FLOOR', 'RESEARCH', 'SERVICE_REQUEST')),
  source_id               text,
  channel                 text        not null constraint complaint_channel
    check (channel in ('PHONE', 'WALK_IN', 'WRITTEN', 'JUDICIAL_AUTHORITY_REFERRAL', 'BAR_ASSOCIATION_REFERRAL', 'CHAT_TOOL', 'MAILBOX', 'LETTER', 'OTHER')),
  received_at             timestamptz not null,
  reception_ended_at      timestamptz,
  received_by             text        not null,
  received_by_id          uuid,
  customer_id             uuid,
  complainant_kind        text        not null default 'CUSTOMER' constraint complaint_complainant_kind check (complainant_kind in ('CUSTOMER', 'CONSUMER', 'EMPLOYEE')),
  complainant_employee_id uuid,
  anonymous               boolean     not null default false,
  complainant_name        text,
  complainant_phone       text,
  complainant_email       text,
  complainant_address     text,
  object                  text,
  department_id           uuid,
  course                  text,
  incident_dates          date[]      not null default '{}',
  waybill_number          text,
  addressed_to            text,
  referral_body           text,
  referral_number         text,
  referral_on             date,
  chat_tool               text,
  chat_account            text,
  practice_area           text,
  linked_complaint_id     uuid        constraint complaint_linked references complaint,
  method_id               uuid,
  method_type             text,
  responsible_employee_id uuid,
  public_channel_id       uuid,
  accepted_by             text,
  accepted_by_id          uuid,
  registered_at           timestamptz,
  registered_on           date,
  late_registration       boolean     not null default false,
  ledger_number           text,
  officer_id              uuid,
  handler_id              uuid,
  handler_assigned_at     timestamptz,
  major                   boolean     not null default false,
  major_reason            text,
  suspected_malignant     boolean     not null default false,
  type                    text        not null default 'UNCLEAR' constraint complaint_type check (type in ('SERVICE', 'BUSINESS', 'UNCLEAR')),
  subtypes                text[]      not null default '{}',
  subtype_text            text,
  validity                text        not null default 'UNDETERMINED' constraint complaint_validity check (validity in ('VALID', 'INVALID', 'UNDETERMINED')),
  invalid_criteria        text[]      not null default '{}',
  severity                text        constraint complaint_severity check (severity in ('MALIGNANT', 'GENERAL')),
  severity_criteria       text[]      not null default '{}',
  motive                  text        constraint complaint_motive check (motive in ('MALICIOUS', 'GENERAL_INVALID')),
  motive_reason           text,
  late_attitude           boolean     not null default false,
  redo_opinion            boolean     not null default false,
  redo_findings           boolean     not null default false,
  redo_decision           boolean     not null default false,
  investigated_at         timestamptz,
  decision_id             uuid,
  decided_at              timestamptz,
  implementing_at         timestamptz,
  replied_at              timestamptz,
  closed_at               timestamptz,
  archived_at             timestamptz,
  day_zero                date        not null,
  overdue_at              timestamptz,
  settled_at              timestamptz,
  created_at              timestamptz not null,
  created_by              text        not null,
  changed_at              timestamptz not null,
  changed_by              text        not null,
  trace_id                text        not null,
  constraint complaint_ledger_number unique (ledger_number)
);
create unique index complaint_source_once on complaint (source, source_id);
create index complaint_of_unit_received on complaint (unit_id, received_at);
create index complaint_of_customer on complaint (customer_id);
create index complaint_of_state on complaint (unit_id, state);
create trigger audit after insert or update on complaint for each row execute function audit();

-- Who is complained about. A whole department recuses its head (R10.5); name: somebody who is no employee.
create table complaint_respondent (
  id            uuid        not null constraint complaint_respondent_pk primary key,
  version       bigint      not null default 1,
  complaint_id  uuid        not null constraint complaint_respondent_complaint references complaint,
  employee_id   uuid,
  department_id uuid,
  name          text,
  listed_at     timestamptz not null,
  reason        text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint complaint_respondent_employee unique (complaint_id, employee_id),
  constraint complaint_respondent_department unique (complaint_id, department_id),
  constraint complaint_respondent_one check (num_nonnulls(employee_id, department_id, name) >= 1)
);
create trigger audit after insert or update on complaint_respondent for each row execute function audit();

-- Who acts in a complaint, or may read it, in which function and since when (R10.15). object_id: the one measure of a
-- MEASURE. What a recusal withdrew has ended, with that reason (R10.5).
create table complaint_function (
  id           uuid        not null constraint complaint_function_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_function_complaint references complaint,
  round        bigint      not null,
  function     text        not null constraint complaint_function_function
    check (function in ('INTAKE', 'OFFICER', 'HANDLER', 'INVESTIGATOR', 'IMPLEMENTER', 'PARTICIPANT', 'MEASURE', 'ASSISTANT', 'GRANTED')),
  employee_id  uuid        not null,
  lead         boolean     not null default false,
  object_id    uuid,
  reason       text,
  given_by     text        not null,
  ended_at     timestamptz,
  end_reason   text,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index complaint_function_standing on complaint_function (complaint_id, employee_id) where ended_at is null;
create index complaint_function_of on complaint_function (employee_id, function) where ended_at is null;
create trigger audit after insert or update on complaint_function for each row execute function audit();

-- The last ledger number drawn in a unit and year. Its row is locked from the drawing to the commit: numbers have no gap.
create table ledger_counter (
  unit_id uuid   not null,
  year    bigint not null,
  last    bigint not null,
  constraint ledger_counter_pk primary key (unit_id, year)
);

-- The ledger (R10.3): line 1 is the registration, each change of state a further line of the same number. Append only.
create table ledger_line (
  id           uuid        not null constraint ledger_line_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint ledger_line_complaint references complaint,
  unit_id      uuid        not null,
  number       text        not null,
  line         bigint      not null,
  entry        text        not null,
  state        text        not null,
  entered_at   timestamptz not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint ledger_line_once unique (number, line)
);
create index ledger_line_of_complaint on ledger_line (complaint_id, line);
create trigger audit after insert or update on ledger_line for each row execute function audit();

-- Who read which complaint (R10.15).
create table complaint_read (
  id           uuid        not null constraint complaint_read_pk primary key,
  complaint_id uuid        not null,
  employee_id  uuid,
  actor        text        not null,
  operation    text        not null,
  read_at      timestamptz not null,
  trace_id     text        not null
);
create index complaint_read_of on complaint_read (complaint_id, id);

-- A clock that runs against somebody: on complaint, request, order or fault (subject, subject_id), of one thing there
-- (object_id) if it names one. due_at: the last instant in time, inclusive; one that counts working days ends with its day.
-- RUNNING, OVERDUE (still open, too late), MET, MISSED (done too late). segments: [{"from", "until"}], the times it stood still.
create table deadline (
  id           uuid        not null constraint deadline_pk primary key,
  version      bigint      not null default 1,
  subject      text        not null,
  subject_id   uuid        not null,
  object_id    uuid,
  kind         text        not null,
  rule         text        not null,
  started_at   timestamptz not null,
  due_at       timestamptz not null,
  working_days boolean     not null default false,
  state        text        not null constraint deadline_state check (state in ('RUNNING', 'PAUSED', 'MET', 'MISSED', 'OVERDUE', 'CANCELLED')),
  ended_at     timestamptz,
  paused_at    timestamptz,
  segments     json        not null default '[]',
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index deadline_of on deadline (subject_id, kind);
create index deadline_open on deadline (kind, due_at) where state in ('RUNNING', 'OVERDUE');
create trigger audit after insert or update on deadline for each row execute function audit();

-- R10.5: may this person not act here? Who is complained about, the head of a department that is, and the complainant.
create function is_recused(complaint uuid, employee uuid) returns boolean language sql stable as $$
  select exists (select from complaint_respondent r
                  where r.complaint_id = complaint
                    and (r.employee_id = employee
                         or exists (select from known_department d where d.id = r.department_id and d.head_id = employee)))
      or exists (select from complaint c where c.id = complaint and c.complainant_employee_id = employee)
$$;

-- The unit a department belongs to: itself, or the nearest one above it.
create function unit_of_department(department uuid) returns uuid language sql stable as $$
  with recursive above (id, parent_id, depth) as (
    select d.id, d.parent_id, 1 from known_department d where d.id = department
     union all
    select d.id, d.parent_id, above.depth + 1 from above join known_department d on d.id = above.parent_id
     where above.depth < 20)
  select above.id from above join complaint_unit u on u.id = above.id and u.status = 'ACTIVE' order by above.depth limit 1
$$;

-- R10.15: who may read a complaint. Its people, until they are recused; those who organise complaints in its unit by
-- their role (table 3.1); who archives, once it is closed. Nobody by rank alone.
create function complaint_readable(c complaint, actor text, roles text[]) returns boolean language sql stable as $$
  select exists (
    select from known_employee e
     where e.subject = actor and not is_recused(c.id, e.id)
       and (exists (select from complaint_function f
                     where f.complaint_id = c.id and f.employee_id = e.id and f.ended_at is null
                       and (f.function <> 'INTAKE' or c.state = 'RECEIVED')
                       and f.function <> 'MEASURE')
            or unit_of_department(e.department_id) = c.unit_id
               and (case c.profile when 'LAW_FIRM' then roles && '{complaint_officer}'
                                   when 'LOGISTICS' then roles && '{customer_service_manager}'
                                   else roles && '{tech_service_supervisor,customer_service_manager,department_manager}' end
                    or c.state = 'RECEIVED'
                       and case c.profile when 'LAW_FIRM' then c.channel = 'WRITTEN' and roles && '{admin_desk}'
                                          when 'LOGISTICS' then roles && '{customer_service}'
                                          else roles && '{tech_service,customer_service}' end
                    or c.state in ('CLOSED', 'ARCHIVED') and roles && '{admin_staff}')))
$$;

-- The respondents of a complaint, as its representation shows them.
create function complaint_respondents(a_complaint uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_strip_nulls(json_build_object(
           'id', id, 'complaint_id', complaint_id, 'employee_id', employee_id, 'department_id', department_id, 'name', name,
           'reason', reason, 'listed_at', to_char(listed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
           order by listed_at, id), '[]')
    from complaint_respondent
   where complaint_id = a_complaint
$$;

-- Versions of the policy of a profile (R10.1, R12.1): the complaint.* parameters it sets, by name.
create table complaint_policy (
  id             uuid        not null constraint complaint_policy_pk primary key,
  version        bigint      not null default 1,
  profile        text        not null constraint complaint_policy_profile check (profile in ('LAW_FIRM', 'LOGISTICS', 'SERVICE')),
  number         bigint      not null,
  state          text        not null constraint complaint_policy_state check (state in ('DRAFT', 'ACTIVE', 'DISCARDED')),
  parameters     json        not null,
  reason         text        not null,
  resolution_id  uuid,
  effective_from date,
  activated_at   timestamptz,
  activated_by   text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint complaint_policy_number unique (profile, number)
);
create trigger audit after insert or update on complaint_policy for each row execute function audit();
