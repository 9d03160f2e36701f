//! Every SQL statement of intake, a file a subject.
//!
//! Functions take a connection: the caller decides what belongs to one
//! transaction.

pub(crate) mod answer;
pub(crate) mod asset;
pub(crate) mod base_tile;
pub(crate) mod device;
pub(crate) mod draft;
pub(crate) mod issue;
pub(crate) mod issue_map;
pub(crate) mod misuse;
pub(crate) mod neighbour;
pub(crate) mod photo;
pub(crate) mod place;
pub(crate) mod public_state;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod tiles;
