-- What residents are asked about a category: a list in the shape of proto::questions.
alter table category add column questions text not null default '';
