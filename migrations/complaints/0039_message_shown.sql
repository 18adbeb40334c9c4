-- Who sees what the customer is told: of a complaint those who read it, and customer service of its unit, who calls whom nothing
-- reaches; nobody by rank (R6.22, R10.15).
create function message_shown(subject text, subject_id uuid, actor text, roles text[]) returns boolean language sql stable as $$
  select subject <> 'complaint'
      or complaint_shown_to(subject_id, actor, roles)
      or roles && '{customer_service,customer_service_manager}' and information_shown(subject, subject_id, actor)
$$;
