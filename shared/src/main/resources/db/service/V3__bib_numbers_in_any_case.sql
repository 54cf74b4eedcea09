-- A runner types her number as she likes.
drop index bib_number;
create index bib_number on bib (tenant_id, upper(number), event_id);
