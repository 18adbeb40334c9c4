-- What the forms of documents 6 to 12 have besides.

-- Who recorded the plan of the next year (R6.12).
alter table new_demand_item add column recorded_by text;

-- F1 in full: the figures, with work contact orders that came late, what a holiday watch did not check as often as it should, and how
-- long it took from a fault to its notice. checks_required: of a site and day (R6.21).
create function supervision_figures(department uuid, a_from timestamptz, a_to timestamptz, checks_required bigint)
  returns json language sql stable as $$
  with counted (figures) as (select service_figures(department, a_from, a_to)::jsonb),
  gap as (
    select p.id, d.day
      from holiday_watch w
     cross join generate_series(w.block_from, w.block_until, interval '1 day') d (day)
      join service_project p on p.kind = 'WEBSITE' and p.state = 'DELIVERED' and p.delivered_on <= d.day
      left join watch_check c on c.watch_id = w.id and c.project_id = p.id and c.on_day = d.day::date
     where (d.day::date + 1)::timestamp at time zone 'Asia/Shanghai' > a_from
       and (d.day::date + 1)::timestamp at time zone 'Asia/Shanghai' <= a_to
     group by p.id, d.day
    having count(c.id) < checks_required),
  notice as (
    select floor(extract(epoch from f.notified_at - f.known_at) / 60)::bigint as minutes
      from fault f where f.known_at > a_from and f.known_at <= a_to and f.notified_at is not null)
  select jsonb_set(counted.figures, '{other_services}', counted.figures->'other_services' || jsonb_build_object(
    'work_orders_late', (select count(*) from work_contact_order o
                          where o.late and o.submitted_at > a_from and o.submitted_at <= a_to
                            and (department is null or o.from_department_id = department)),
    'holiday_gaps', (select count(*) from gap),
    'fault_notice_minutes_average', (select average_tenths(sum(minutes)::bigint, count(*))::text from notice),
    'fault_notice_minutes_maximum', (select max(minutes) from notice)))::json
    from counted
$$;
