-- Tasks that wait for their time, here and not in a worker's memory: those with an eta, and those to be tried again. A row
-- stays after its message was sent, so that an older attempt that is delivered once more is known to be superseded.
create table scheduled_task (
    task_id text not null,
    -- How many times the task was tried before, as in its message.
    attempt int not null,
    task text not null,
    queue text not null,
    due_at timestamptz not null,
    sent_at timestamptz,
    -- The message: json, since jsonb refuses some texts.
    headers json not null,
    body bytea not null,
    content_type text,
    content_encoding text,
    reply_to text,
    priority int not null,
    primary key (task_id, attempt)
);

create index scheduled_task_due on scheduled_task (due_at) where sent_at is null;
