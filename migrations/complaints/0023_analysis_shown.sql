-- A monthly analysis as it is shown, with its number (F10), and the head office of its unit.
create view complaint_analysis_shown as
select r.id, u.code || '-' || to_char(r.month, 'YYYYMM') || '-' || r.revision as number, r.unit_id, r.month, r.revision, r.author_id,
       r.cut_off, r.due_on, r.late, r.figures, r.analysis, r.improvement_measures, r.recognition, r.version, r.created_at, r.created_by,
       u.parent_id as _head_unit_id
  from complaint_analysis_report r
  join complaint_unit u on u.id = r.unit_id;
