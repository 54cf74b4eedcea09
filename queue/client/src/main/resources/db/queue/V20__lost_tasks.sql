-- Tasks that were sent and have not ended: since when one is known to be on no queue, and how often it was sent again for that.
alter table scheduled_task add column missing_since timestamptz;
alter table scheduled_task add column recovered int not null default 0;

create index scheduled_task_sent on scheduled_task (queue, sent_at, task_id) where sent_at is not null and not cancelled;
