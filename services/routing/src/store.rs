//! All SQL of routing.

pub mod accounts;
pub mod areas;
pub mod catalogue;
pub mod issue_list;
pub mod issues;
pub mod joining;
pub mod notes;
