-- Materials, policies and their resolutions, methods of departments, published channels, oversight (R7.8, R10.1, R10.4, R11.18, R12.2).

-- R10.4: paper at a storage place, or a file with its hash. Only a copy is removed, by who made it. authenticity: R10.9.
create table material (
  id                  uuid        not null constraint material_pk primary key,
  version             bigint      not null default 1,
  complaint_id        uuid        not null constraint material_complaint references complaint,
  kind                text        not null constraint material_kind check (kind in ('CONTRACT', 'RECEIPT', 'LETTER', 'TRANSCRIPT', 'RECORDING', 'PHOTO', 'STATEMENT', 'OTHER')),
  title               text        not null,
  is_original         boolean     not null,
  copy_of_id          uuid        constraint material_copy_of references material,
  storage_place       text,
  media_type          text,
  sha256              text,
  size_bytes          bigint,
  received_from       text        not null,
  received_at         timestamptz not null,
  authenticity        text        constraint material_authenticity check (authenticity in ('GENUINE', 'DOUBTFUL', 'FALSE', 'NOT_VERIFIABLE')),
  authenticity_method text,
  checked_by          text,
  checked_at          timestamptz,
  removed_at          timestamptz,
  removed_by          text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null
);
create index material_of_complaint on material (complaint_id, id);
create trigger audit after insert or update on material for each row execute function audit();

-- The bytes of a material; written once.
create table material_content (
  id      uuid  not null constraint material_content_pk primary key constraint material_content_of references material,
  content bytea not null
);

-- Where an original was moved, inside (R10.4).
create table material_custody (
  id          uuid        not null constraint material_custody_pk primary key,
  version     bigint      not null default 1,
  material_id uuid        not null constraint material_custody_material references material,
  from_place  text,
  to_place    text        not null,
  reason      text        not null,
  moved_at    timestamptz not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index material_custody_of on material_custody (material_id, id);
create trigger audit after insert or update on material_custody for each row execute function audit();

-- What was forwarded to whom: a material, or (null) the registration form. Each is acknowledged.
create table material_forwarding (
  id              uuid        not null constraint material_forwarding_pk primary key,
  version         bigint      not null default 1,
  complaint_id    uuid        not null constraint material_forwarding_complaint references complaint,
  material_id     uuid        constraint material_forwarding_material references material,
  recipient_id    uuid        not null,
  forwarded_at    timestamptz not null,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create unique index material_forwarding_once on material_forwarding (complaint_id, recipient_id, coalesce(material_id, complaint_id));
create trigger audit after insert or update on material_forwarding for each row execute function audit();

-- A meeting of the firm or its partners: on a complaint (R10.8), or on the policy (R10.1; complaint_id null).
create table meeting_resolution (
  id               uuid        not null constraint meeting_resolution_pk primary key,
  version          bigint      not null default 1,
  unit_id          uuid        not null constraint meeting_resolution_unit references complaint_unit,
  complaint_id     uuid        constraint meeting_resolution_complaint references complaint,
  round            bigint,
  type             text        not null constraint meeting_resolution_type check (type in ('FIRM_MEETING', 'PARTNERS_MEETING')),
  held_on          date        not null,
  participants     json        not null,
  recused          json,
  plan             text        not null,
  measures         json,
  notify_authority boolean,
  authority        text,
  content          text,
  notified_at      timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index meeting_resolution_of on meeting_resolution (complaint_id);
create trigger audit after insert or update on meeting_resolution for each row execute function audit();

-- R7.8: what a sales department lays down for complaints about it. types: [{"type", "scope", "responsible_employee_id" or
-- "responsible_department_id", "handling_hours"}]. Of several for one day the last one holds.
create table complaint_method (
  id             uuid        not null constraint complaint_method_pk primary key,
  version        bigint      not null default 1,
  department_id  uuid        not null,
  number         bigint      not null,
  scope          text        not null,
  types          json        not null,
  effective_from date        not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint complaint_method_number unique (department_id, number)
);
create trigger audit after insert or update on complaint_method for each row execute function audit();

-- Where customers and consumers may turn to (R11.18).
create table public_channel (
  id         uuid        not null constraint public_channel_pk primary key,
  version    bigint      not null default 1,
  kind       text        not null constraint public_channel_kind check (kind in ('HOTLINE', 'MAILBOX', 'OTHER')),
  name       text        not null,
  address    text        not null,
  hours      text,
  status     text        not null default 'PUBLISHED' constraint public_channel_status check (status in ('PUBLISHED', 'REMOVED')),
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on public_channel for each row execute function audit();

-- R12.2: what the head office's customer service found in a member company, and its answer.
create table oversight_record (
  id           uuid        not null constraint oversight_record_pk primary key,
  version      bigint      not null default 1,
  unit_id      uuid        not null constraint oversight_record_unit references complaint_unit,
  head_unit_id uuid        not null constraint oversight_record_head_unit references complaint_unit,
  period_from  date        not null,
  period_to    date        not null,
  findings     text        not null,
  guidance     text        not null,
  due_on       date        not null,
  response     text,
  responded_at timestamptz,
  responded_by text,
  late         boolean     not null default false,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint oversight_record_period check (period_to >= period_from)
);
create trigger audit after insert or update on oversight_record for each row execute function audit();

-- What those who act in a complaint, and assistants, note in it. Internal.
create table complaint_note (
  id           uuid        not null constraint complaint_note_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_note_complaint references complaint,
  round        bigint      not null,
  author_id    uuid,
  text         text        not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index complaint_note_of on complaint_note (complaint_id, id);
create trigger audit after insert or update on complaint_note for each row execute function audit();
