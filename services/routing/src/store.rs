//! All SQL of routing.

pub mod account_changes;
pub mod accounts;
pub mod acts;
pub mod areas;
pub mod catalogue;
pub mod clock;
pub mod closing;
pub mod codes;
pub mod frame;
pub mod identities;
pub mod issue_list;
pub mod issues;
pub mod joining;
pub mod nearby;
pub mod notes;
pub mod questions;
pub mod rules;
pub mod saved_lists;
pub mod service_level;
pub mod staff_notes;
pub mod standard_texts;
pub mod tiles;
pub mod works;
