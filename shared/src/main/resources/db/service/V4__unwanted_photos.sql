-- Photos that no job leads to any more, until the store has deleted them.
create table unwanted_photo (
    store_key text primary key
);

create index job_stale on job (created_at) where accepted_at is null;
create index job_expired on job (expires_at);
create index photo_newest on photo (tenant_id, created_at desc, id);
