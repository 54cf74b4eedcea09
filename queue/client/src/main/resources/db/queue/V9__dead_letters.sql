-- Messages that can never run, or that no worker finished, taken from the dead queues so that they can be looked at.
create table dead_letter (
    id uuid primary key,
    queue text not null,
    -- Of the message, as far as they are legible.
    task_id text,
    task text,
    -- dead: waits for an operator; resending: is being sent again; resent: has been, and is kept for its history.
    status text not null check (status in ('dead', 'resending', 'resent')),
    reason text not null,
    detail text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    -- Each time that it died: at, reason, detail.
    history json not null,
    resent_at timestamptz,
    headers json not null,
    body bytea not null,
    content_type text,
    content_encoding text,
    correlation_id text,
    reply_to text,
    priority int not null
);

-- A task that dies again after it was sent again is the same letter.
create unique index dead_letter_task on dead_letter (queue, task_id);
create index dead_letter_list on dead_letter (last_at) where status <> 'resent';
