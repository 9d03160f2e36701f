-- Whether somebody may open and export the original photos of enforcement cases.
alter table staff_account add column sees_evidence boolean not null default false;
