-- Tasks that are due and that the broker will not take, such as those for a queue that is not there: since when it has said so each time,
-- when last, and what it said.
alter table scheduled_task add column stuck_since timestamptz;
alter table scheduled_task add column stuck_at timestamptz;
alter table scheduled_task add column stuck_why text;

create index scheduled_task_stuck on scheduled_task (stuck_since) where stuck_since is not null and sent_at is null;
