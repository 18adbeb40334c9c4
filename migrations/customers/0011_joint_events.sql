-- Gatherings, and what happens at them: attendance, referrals and their points, invitations and the sealed box of joint
-- events, duplicates, pitches, sales, disputes. "Event" in the regulation; here a gathering, since events are the feed's.
--
-- The order of locks: the gathering's row first, whatever is written about it, then a customer's. So of two at the same
-- moment the second sees what the first has done.

-- held_on, session: of starts_at, as the rules see it. department_id: who holds it; null: the company, or two units.
-- first_day and the deadlines: of a joint event, as the parameters were when it was planned; first_day is the first
-- day that counts, eve_deadline_at the deadline of the day before the event.
create table gathering (
  id                  uuid        not null constraint gathering_pk primary key,
  version             bigint      not null default 1,
  number              bigint      not null generated always as identity,
  kind                text        not null constraint gathering_kind check (kind in ('GATHERING', 'JOINT')),
  title               text        not null,
  place               text,
  department_id       uuid        constraint gathering_department references department,
  held_on             date        not null,
  session             text        not null constraint gathering_session check (session in ('MORNING', 'AFTERNOON', 'EVENING')),
  starts_at           timestamptz not null,
  ends_at             timestamptz not null,
  coordinator_id      uuid        constraint gathering_coordinator references employee,
  speaker_deadline_at timestamptz,
  first_day           date,
  eve_deadline_at     timestamptz,
  last_deadline_at    timestamptz,
  state               text        not null default 'PLANNED' constraint gathering_state
    check (state in ('PLANNED', 'HELD', 'SETTLED', 'CANCELLED')),
  settled_at          timestamptz,
  cancel_reason       text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint gathering_time check (ends_at > starts_at),
  constraint gathering_joint check (
    (kind = 'JOINT') = (coordinator_id is not null and speaker_deadline_at is not null and first_day is not null
                        and eve_deadline_at is not null and last_deadline_at is not null))
);
create index gathering_created on gathering (created_at, id);
create index gathering_starts on gathering (starts_at, id);

-- A business unit of a joint event. Of a change of its head each stands here, so that it is known who it was on a day.
create table gathering_unit (
  id            uuid        not null constraint gathering_unit_pk primary key,
  version       bigint      not null default 1,
  gathering_id  uuid        not null constraint gathering_unit_gathering references gathering,
  sequence      bigint      not null constraint gathering_unit_sequence check (sequence in (1, 2)),
  department_id uuid        not null constraint gathering_unit_department references department,
  head_id       uuid        not null constraint gathering_unit_head references employee,
  deputy_id     uuid        constraint gathering_unit_deputy references employee,
  since         timestamptz not null,
  until         timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index gathering_unit_once on gathering_unit (gathering_id, sequence) where until is null;
create index gathering_unit_of_department on gathering_unit (department_id, gathering_id);

-- The counted days of a joint event: what is confirmed until the deadline, the box and its opening.
create table box_day (
  id            uuid        not null constraint box_day_pk primary key,
  version       bigint      not null default 1,
  gathering_id  uuid        not null constraint box_day_gathering references gathering,
  day           date        not null,
  deadline_at   timestamptz not null,
  open_due_at   timestamptz not null,
  return_due_at timestamptz not null,
  opened_at     timestamptz,
  opened_by     text,
  lists         bigint,
  duplicates    bigint,
  struck        bigint,
  checked_at    timestamptz,
  checked_by    text,
  returned_at   timestamptz,
  returned_by   text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint box_day_once unique (gathering_id, day)
);
create index box_day_created on box_day (created_at, id);

-- SM-C2. invited_day, confirmed_day: the days they belong to; null after the last deadline.
-- effective_at: since when the confirmation counts against the other unit's (R1.15), blocks_from: since when it forbids
-- the other's (R1.19); null while no list in the box has it, or a defect of its line was not corrected in time (R1.13).
create table invitation (
  id            uuid        not null constraint invitation_pk primary key,
  version       bigint      not null default 1,
  gathering_id  uuid        not null constraint invitation_gathering references gathering,
  customer_id   uuid        not null constraint invitation_customer references customer,
  department_id uuid        not null constraint invitation_department references department,
  employee_id   uuid        not null constraint invitation_employee references employee,
  state         text        not null constraint invitation_state
    check (state in ('PLANNED', 'INVITED', 'CONFIRMED', 'ARRIVED', 'NO_SHOW', 'CANCELLED')),
  invited_at    timestamptz,
  invited_day   date,
  unplanned     boolean     not null default false,
  plan_missing  boolean     not null default false,
  lead_missed   boolean     not null default false,
  confirmed_at  timestamptz,
  confirmed_day date,
  listed_at     timestamptz,
  list_late     boolean     not null default false,
  effective_at  timestamptz,
  blocks_from   timestamptz,
  cancelled_at  timestamptz,
  cancel_cause  text        constraint invitation_cancel_cause check (cancel_cause in ('DECLINED', 'LOST', 'EVENT_CANCELLED')),
  cancel_reason text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index invitation_once on invitation (gathering_id, customer_id, department_id) where state <> 'CANCELLED';
create index invitation_of_customer on invitation (customer_id, department_id);
create index invitation_of_day on invitation (gathering_id, department_id, confirmed_day);
create index invitation_created on invitation (created_at, id);

-- SM-C4. day: of CONFIRMED the day of the confirmations, of PLAN the planned one; null of SPEAKER_LEADER.
create table box_list (
  id            uuid        not null constraint box_list_pk primary key,
  version       bigint      not null default 1,
  gathering_id  uuid        not null constraint box_list_gathering references gathering,
  department_id uuid        not null constraint box_list_department references department,
  unit          bigint      not null,
  kind          text        not null constraint box_list_kind check (kind in ('CONFIRMED', 'PLAN', 'SPEAKER_LEADER')),
  day           date,
  due_at        timestamptz not null,
  received_at   timestamptz not null,
  late          boolean     not null,
  submitted_by  uuid        not null constraint box_list_submitted_by references employee,
  state         text        not null default 'SUBMITTED' constraint box_list_state
    check (state in ('SUBMITTED', 'OPENED', 'DEFECTIVE', 'CHECKED', 'RETURNED')),
  opened_on     date,
  opened_at     timestamptz,
  returned_at   timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint box_list_day check ((kind = 'SPEAKER_LEADER') = (day is null))
);
create index box_list_of_day on box_list (gathering_id, kind, day);
create index box_list_created on box_list (created_at, id);

-- The archive as it was handed in.
create table box_line (
  id              uuid        not null constraint box_line_pk primary key,
  version         bigint      not null default 1,
  list_id         uuid        not null constraint box_line_list references box_list,
  gathering_id    uuid        not null constraint box_line_gathering references gathering,
  customer_id     uuid        not null constraint box_line_customer references customer,
  invitation_id   uuid        constraint box_line_invitation references invitation,
  employee_id     uuid        constraint box_line_employee references employee,
  role            text        constraint box_line_role check (role in ('SPEAKER', 'LEADER')),
  customer_number bigint      not null,
  name            text        not null,
  phone           text,
  address         text,
  confirmed_at    timestamptz,
  struck_at       timestamptz,
  defect_reason   text,
  defect_at       timestamptz,
  defect_due_at   timestamptz,
  corrected_at    timestamptz,
  returned_at     timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint box_line_once unique (list_id, customer_id)
);
create index box_line_of_customer on box_line (gathering_id, customer_id);
create index box_line_of_invitation on box_line (invitation_id);
create index box_line_created on box_line (created_at, id);

-- SM-C5. first, second: of unit 1 and unit 2. proposal_department_id is null where the rule has no winner.
create table duplicate_case (
  id                     uuid        not null constraint duplicate_case_pk primary key,
  version                bigint      not null default 1,
  gathering_id           uuid        not null constraint duplicate_case_gathering references gathering,
  customer_id            uuid        not null constraint duplicate_case_customer references customer,
  first_invitation_id    uuid        not null constraint duplicate_case_first references invitation,
  second_invitation_id   uuid        not null constraint duplicate_case_second references invitation,
  first_effective_at     timestamptz,
  second_effective_at    timestamptz,
  proposal_department_id uuid        constraint duplicate_case_proposal references department,
  decide_by_at           timestamptz not null,
  state                  text        not null default 'OPEN' constraint duplicate_case_state
    check (state in ('OPEN', 'ESCALATED', 'DECIDED')),
  department_id          uuid        constraint duplicate_case_department references department,
  reason                 text,
  decided_by             text,
  decided_at             timestamptz,
  escalated_by           text,
  escalated_at           timestamptz,
  escalation_reason      text,
  first_statement        text,
  second_statement       text,
  created_at             timestamptz not null,
  created_by             text        not null,
  changed_at             timestamptz not null,
  changed_by             text        not null,
  trace_id               text        not null,
  constraint duplicate_case_once unique (first_invitation_id, second_invitation_id)
);
create unique index duplicate_case_open on duplicate_case (gathering_id, customer_id) where state <> 'DECIDED';
create index duplicate_case_created on duplicate_case (created_at, id);

-- Who came. invitation_id, employee_id, department_id: whom the arrival is attributed to (R1.15); null: not yet.
-- invitation_id is null too where nobody had invited the customer.
create table attendance (
  id                uuid        not null constraint attendance_pk primary key,
  version           bigint      not null default 1,
  gathering_id      uuid        not null constraint attendance_gathering references gathering,
  customer_id       uuid        not null constraint attendance_customer references customer,
  arrived_at        timestamptz not null,
  recorded_by       text        not null,
  invitation_id     uuid        constraint attendance_invitation references invitation,
  employee_id       uuid        constraint attendance_employee references employee,
  department_id     uuid        constraint attendance_department references department,
  attributed_at     timestamptz,
  attribution_basis text        constraint attendance_basis
    check (attribution_basis in ('ONLY_INVITATION', 'EARLIEST', 'DECISION', 'RULING', 'RESPONSIBLE_EMPLOYEE')),
  annulled_at       timestamptz,
  annulled_by       text,
  annulment_reason  text,
  created_at        timestamptz not null,
  created_by        text        not null,
  changed_at        timestamptz not null,
  changed_by        text        not null,
  trace_id          text        not null
);
create unique index attendance_once on attendance (gathering_id, customer_id) where annulled_at is null;
create index attendance_of_customer on attendance (customer_id, arrived_at);
create index attendance_created on attendance (created_at, id);

-- R1.6. VOID: the new customer did not come; another one may bring him to another gathering.
create table referral (
  id              uuid        not null constraint referral_pk primary key,
  version         bigint      not null default 1,
  gathering_id    uuid        not null constraint referral_gathering references gathering,
  old_customer_id uuid        not null constraint referral_old_customer references customer,
  new_customer_id uuid        not null constraint referral_new_customer references customer,
  state           text        not null default 'REGISTERED' constraint referral_state
    check (state in ('REGISTERED', 'ATTENDED', 'VOID')),
  registered_by   text        not null,
  registered_at   timestamptz not null,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint referral_not_self check (old_customer_id <> new_customer_id)
);
create unique index referral_once on referral (new_customer_id) where state <> 'VOID';
create index referral_of_old_customer on referral (old_customer_id, created_at, id);
create index referral_of_gathering on referral (gathering_id);
create index referral_created on referral (created_at, id);

-- R1.7, R1.23. amount_fen after discounts; returned_fen of it came back.
create table sale (
  id            uuid        not null constraint sale_pk primary key,
  version       bigint      not null default 1,
  gathering_id  uuid        not null constraint sale_gathering references gathering,
  customer_id   uuid        not null constraint sale_customer references customer,
  amount_fen    bigint      not null constraint sale_amount check (amount_fen > 0),
  returned_fen  bigint      not null default 0,
  state         text        not null default 'CONCLUDED' constraint sale_state check (state in ('CONCLUDED', 'CANCELLED')),
  concluded_at  timestamptz not null,
  sold_by       uuid        not null constraint sale_sold_by references employee,
  attributed_to uuid        not null constraint sale_attributed_to references employee,
  department_id uuid        not null constraint sale_department references department,
  remarks       text,
  cancel_reason text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint sale_returned check (returned_fen between 0 and amount_fen)
);
create index sale_of_customer on sale (customer_id, concluded_at);
create index sale_of_gathering on sale (gathering_id, customer_id);
create index sale_created on sale (created_at, id);

-- What counts as whose sales, and when: never changed, only corrected by a further entry.
create table sale_entry (
  id            uuid        not null constraint sale_entry_pk primary key,
  version       bigint      not null default 1,
  sale_id       uuid        not null constraint sale_entry_sale references sale,
  employee_id   uuid        not null constraint sale_entry_employee references employee,
  department_id uuid        not null constraint sale_entry_department references department,
  amount_fen    bigint      not null,
  cause         text        not null constraint sale_entry_cause check (cause in ('SALE', 'RETURN', 'CANCELLATION', 'RULING')),
  booked_on     date        not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index sale_entry_of_employee on sale_entry (employee_id, booked_on);
create index sale_entry_of_sale on sale_entry (sale_id);
create index sale_entry_booked on sale_entry (booked_on);

-- R1.8. The balance is the sum. reverses: what a REVERSAL takes back.
create table points_entry (
  id           uuid        not null constraint points_entry_pk primary key,
  version      bigint      not null default 1,
  customer_id  uuid        not null constraint points_entry_customer references customer,
  points       bigint      not null constraint points_entry_points check (points <> 0),
  kind         text        not null constraint points_entry_kind
    check (kind in ('REFERRAL_ATTENDANCE', 'REFERRAL_SALE', 'REVERSAL')),
  reverses     text        constraint points_entry_reverses check (reverses in ('REFERRAL_ATTENDANCE', 'REFERRAL_SALE')),
  referral_id  uuid        not null constraint points_entry_referral references referral,
  gathering_id uuid        not null constraint points_entry_gathering references gathering,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint points_entry_reversal check ((kind = 'REVERSAL') = (reverses is not null) and (points < 0) = (kind = 'REVERSAL'))
);
create index points_entry_of_customer on points_entry (customer_id, created_at, id);
create index points_entry_of_referral on points_entry (referral_id);

-- R1.21, R1.22.
create table borrow_consent (
  id           uuid        not null constraint borrow_consent_pk primary key,
  version      bigint      not null default 1,
  gathering_id uuid        not null constraint borrow_consent_gathering references gathering,
  customer_id  uuid        not null constraint borrow_consent_customer references customer,
  employee_id  uuid        not null constraint borrow_consent_employee references employee,
  consented_by uuid        not null constraint borrow_consent_by references employee,
  consented_at timestamptz not null,
  withdrawn_at timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create unique index borrow_consent_once on borrow_consent (gathering_id, customer_id, employee_id) where withdrawn_at is null;
create index borrow_consent_created on borrow_consent (created_at, id);

create table pitch (
  id           uuid        not null constraint pitch_pk primary key,
  version      bigint      not null default 1,
  gathering_id uuid        not null constraint pitch_gathering references gathering,
  customer_id  uuid        not null constraint pitch_customer references customer,
  employee_id  uuid        not null constraint pitch_employee references employee,
  consent_id   uuid        constraint pitch_consent references borrow_consent,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create unique index pitch_open on pitch (gathering_id, customer_id) where ended_at is null;
create index pitch_created on pitch (created_at, id);

-- SM-C6. before_customer: null until the coordinator has established it.
create table event_dispute (
  id                    uuid        not null constraint event_dispute_pk primary key,
  version               bigint      not null default 1,
  gathering_id          uuid        not null constraint event_dispute_gathering references gathering,
  customer_id           uuid        constraint event_dispute_customer references customer,
  involved_employee_ids uuid[]      not null,
  facts                 text        not null,
  occurred_at           timestamptz not null,
  reported_by           text        not null,
  reported_at           timestamptz not null,
  settle_due_at         timestamptz not null,
  before_customer       boolean,
  findings              text,
  state                 text        not null default 'REPORTED' constraint event_dispute_state
    check (state in ('REPORTED', 'SETTLED', 'REFUSED', 'ESCALATED', 'RULED')),
  fined                 boolean     not null default false,
  present_employee_ids  uuid[],
  outcome               text,
  settled_at            timestamptz,
  refusal_reason        text,
  refused_at            timestamptz,
  escalated_at          timestamptz,
  escalation_reason     text,
  first_statement       text,
  second_statement      text,
  ruling                text,
  ruled_by              text,
  ruled_at              timestamptz,
  employee_id           uuid        constraint event_dispute_employee references employee,
  created_at            timestamptz not null,
  created_by            text        not null,
  changed_at            timestamptz not null,
  changed_by            text        not null,
  trace_id              text        not null
);
create index event_dispute_of_gathering on event_dispute (gathering_id, state);
create index event_dispute_created on event_dispute (created_at, id);

-- Who oversees all gatherings.
create function gathering_overseer(caller_roles text[]) returns boolean language sql immutable parallel safe as $$
  select caller_roles && '{general_manager,crm_clerk,customer_resource_director,auditor,service}'::text[]
$$;

-- Who takes part in a gathering as staff, and so reads what happens at it: the departments that hold it, the
-- coordinator, who oversees all; of a gathering of the company everybody.
create function gathering_staff(of_gathering_id uuid, caller text, caller_department_id uuid, caller_roles text[])
  returns boolean language sql stable as $$
  select gathering_overseer(caller_roles)
      or exists (select from gathering g
                  where g.id = of_gathering_id
                    and case g.kind
                        when 'JOINT' then exists (select from gathering_unit u
                                                   where u.gathering_id = g.id and u.until is null
                                                     and u.department_id = caller_department_id)
                                       or exists (select from employee e
                                                   where e.id = g.coordinator_id and e.subject = caller)
                        else coalesce(g.department_id = caller_department_id, g.department_id is null) end)
$$;

-- What is in the box is the department's own until it is opened, and then the coordinator's and the overseers' too
-- (R1.11). Of a gathering without a box nothing is sealed.
create function box_readable(of_gathering_id uuid, of_department_id uuid, opened boolean, caller text,
                             caller_department_id uuid, caller_roles text[])
  returns boolean language sql stable as $$
  select coalesce(of_department_id = caller_department_id, false)
      or opened and (gathering_overseer(caller_roles)
                     or exists (select from gathering g join employee e on e.id = g.coordinator_id
                                 where g.id = of_gathering_id and e.subject = caller))
$$;

-- What the opening found is the coordinator's until the line is returned: the unit's own people do not see it before.
create function box_marks_seen(returned boolean, of_department_id uuid, caller_department_id uuid)
  returns boolean language sql immutable parallel safe as $$
  select returned or coalesce(of_department_id <> caller_department_id, true)
$$;

-- Duplicates are handled openly (R1.18): both heads and their deputies, the coordinator, who oversees all.
create function duplicate_case_readable(of_gathering_id uuid, caller text, caller_roles text[])
  returns boolean language sql stable as $$
  select gathering_overseer(caller_roles)
      or exists (select from employee e
                  where e.subject = caller
                    and (exists (select from gathering g where g.id = of_gathering_id and g.coordinator_id = e.id)
                         or exists (select from gathering_unit u
                                     where u.gathering_id = of_gathering_id and u.until is null
                                       and e.id in (u.head_id, u.deputy_id))))
$$;

-- As the API shows them. Columns whose names begin with "_" are for the queries.
create view gathering_shown as
select g.id, g.number, g.kind, g.title, g.place, g.department_id, g.held_on, g.session, g.starts_at, g.ends_at,
       g.coordinator_id, e.name as coordinator_name,
       (select json_agg(json_strip_nulls(json_build_object(
                 'sequence', u.sequence, 'department_id', u.department_id, 'department_name', d.name,
                 'head_id', u.head_id, 'deputy_id', u.deputy_id)) order by u.sequence)
          from gathering_unit u
          join department d on d.id = u.department_id
         where u.gathering_id = g.id and u.until is null) as units,
       g.first_day, g.speaker_deadline_at, g.last_deadline_at, g.state, g.settled_at, g.cancel_reason, g.version,
       g.created_at, g.changed_at, concat_ws(' ', g.title, g.place) as _search
  from gathering g
  left join employee e on e.id = g.coordinator_id;

-- A record that became an alias is the customer that it lives on in.
create view attendance_shown as
select a.id, a.gathering_id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number,
       c.name as customer_name, a.arrived_at, a.recorded_by, a.invitation_id, a.employee_id, a.department_id,
       a.attributed_at, a.attribution_basis, a.annulled_at, a.annulled_by, a.annulment_reason, a.version, a.created_at,
       a.changed_at
  from attendance a
  join customer c on c.id = a.customer_id;

create view referral_shown as
select r.id, r.gathering_id, coalesce(o.merged_into_id, o.id) as old_customer_id, o.name as old_customer_name,
       coalesce(n.merged_into_id, n.id) as new_customer_id, n.name as new_customer_name, r.state, r.registered_by,
       r.registered_at, (select coalesce(sum(p.points), 0)::bigint from points_entry p where p.referral_id = r.id) as points,
       r.version, r.created_at, r.changed_at
  from referral r
  join customer o on o.id = r.old_customer_id
  join customer n on n.id = r.new_customer_id;

create view sale_shown as
select s.id, s.gathering_id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number,
       c.name as customer_name, s.amount_fen, s.returned_fen, s.state, s.concluded_at, s.sold_by, s.attributed_to,
       s.department_id, s.remarks, s.cancel_reason, s.version, s.created_at, s.changed_at
  from sale s
  join customer c on c.id = s.customer_id;

create view points_entry_shown as
select p.id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number, c.name as customer_name,
       p.points, p.kind, p.reverses, p.referral_id, p.gathering_id, p.created_at,
       c.unit_id as _unit_id, c.department_id as _keeper_id
  from points_entry p
  join customer c on c.id = p.customer_id;

create view invitation_shown as
select i.id, i.gathering_id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number,
       c.name as customer_name, i.department_id, i.employee_id, i.state, i.invited_at, i.invited_day, i.unplanned,
       i.plan_missing, i.lead_missed, i.confirmed_at, i.confirmed_day, i.listed_at, i.list_late, i.effective_at,
       i.cancelled_at, i.cancel_cause, i.cancel_reason, i.version, i.created_at, i.changed_at,
       i.confirmed_at is not null and i.confirmed_day is null as after_close,
       -- Of a joint event sealed until a list with it has been opened, or the event is over.
       g.kind <> 'JOINT' or g.state <> 'PLANNED' or i.state in ('ARRIVED', 'NO_SHOW')
         or exists (select from box_line l join box_list b on b.id = l.list_id
                     where l.invitation_id = i.id and b.opened_at is not null) as _opened
  from invitation i
  join gathering g on g.id = i.gathering_id
  join customer c on c.id = i.customer_id;

create view box_day_shown as
select d.id, d.gathering_id, d.day, d.deadline_at, d.opened_at, d.opened_by, d.opened_at > d.open_due_at as opened_late,
       d.lists, d.duplicates, d.struck, d.checked_at, d.checked_by, d.returned_at, d.returned_by,
       d.returned_at > d.return_due_at as returned_late, d.version, d.created_at, d.changed_at
  from box_day d;

create view box_list_shown as
select b.id, b.gathering_id, b.department_id, b.unit, b.kind, b.day, b.due_at, b.received_at, b.late, b.submitted_by,
       b.state, b.opened_on, b.opened_at, b.returned_at,
       (select count(*) from box_line l where l.list_id = b.id) as lines, b.version, b.created_at, b.changed_at
  from box_list b;

create view box_line_shown as
select l.id, l.list_id, l.gathering_id, b.kind, l.customer_id, l.customer_number, l.name, l.phone, l.address, l.employee_id,
       l.confirmed_at, l.role, l.invitation_id, l.defect_reason, l.defect_at, l.defect_due_at, l.corrected_at, l.returned_at,
       l.version, l.created_at, l.changed_at, l.struck_at as _struck_at,
       exists (select from duplicate_case k
                where k.gathering_id = l.gathering_id and k.customer_id = l.customer_id and k.state <> 'DECIDED') as _held,
       b.department_id as _department_id, b.opened_at is not null as _opened
  from box_line l
  join box_list b on b.id = l.list_id;

create view duplicate_case_shown as
select k.id, k.gathering_id, coalesce(c.merged_into_id, c.id) as customer_id, c.number as customer_number,
       c.name as customer_name, a.department_id as first_department_id, k.first_invitation_id, k.first_effective_at,
       b.department_id as second_department_id, k.second_invitation_id, k.second_effective_at, k.proposal_department_id,
       k.decide_by_at, k.state, k.department_id, k.reason, k.decided_by, k.decided_at,
       k.decided_at > k.decide_by_at as decided_late, k.escalated_at, k.escalation_reason, k.first_statement,
       k.second_statement, k.version, k.created_at, k.changed_at
  from duplicate_case k
  join customer c on c.id = k.customer_id
  join invitation a on a.id = k.first_invitation_id
  join invitation b on b.id = k.second_invitation_id;

create view event_dispute_shown as
select d.id, d.gathering_id, d.customer_id, to_json(d.involved_employee_ids) as involved_employee_ids, d.facts, d.occurred_at,
       d.reported_by, d.reported_at, d.before_customer, d.findings, d.state, d.fined,
       to_json(d.present_employee_ids) as present_employee_ids, d.outcome, d.settled_at, d.settle_due_at,
       d.settled_at > d.settle_due_at as settled_late, d.refusal_reason, d.refused_at, d.escalated_at, d.escalation_reason,
       d.first_statement, d.second_statement, d.ruling, d.ruled_by, d.ruled_at, d.employee_id, d.version, d.created_at,
       d.changed_at
  from event_dispute d;

create trigger audit after insert or update on gathering for each row execute function audit();
create trigger audit after insert or update on gathering_unit for each row execute function audit();
create trigger audit after insert or update on box_day for each row execute function audit();
create trigger audit after insert or update on invitation for each row execute function audit();
create trigger audit after insert or update on box_list for each row execute function audit();
create trigger audit after insert or update on box_line for each row execute function audit();
create trigger audit after insert or update on duplicate_case for each row execute function audit();
create trigger audit after insert or update on attendance for each row execute function audit();
create trigger audit after insert or update on referral for each row execute function audit();
create trigger audit after insert or update on sale for each row execute function audit();
create trigger audit after insert or update on sale_entry for each row execute function audit();
create trigger audit after insert or update on points_entry for each row execute function audit();
create trigger audit after insert or update on borrow_consent for each row execute function audit();
create trigger audit after insert or update on pitch for each row execute function audit();
create trigger audit after insert or update on event_dispute for each row execute function audit();
