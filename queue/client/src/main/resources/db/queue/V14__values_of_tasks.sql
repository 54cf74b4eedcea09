-- What Python writes is not JSON to PostgreSQL: NaN and Infinity.
alter table finished_task alter column result type text;
alter table chord alter column body type text;
alter table chord_part alter column result type text;
alter table periodic_task alter column call type text;
