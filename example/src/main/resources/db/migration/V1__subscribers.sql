-- The application's own tables; those of the queue are made by its library.
create table subscriber (
    address text primary key,
    since timestamptz not null default now()
);
