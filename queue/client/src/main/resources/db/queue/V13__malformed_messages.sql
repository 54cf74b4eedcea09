-- Different messages may bear the same id where they are malformed: this tells them apart. Empty for tasks.
alter table dead_letter add column variant text not null default '';
drop index dead_letter_task;
create unique index dead_letter_task on dead_letter (queue, task_id, variant);
