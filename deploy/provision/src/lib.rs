//! Prepares database and bus for the services, with an administrator's rights.
//!
//! Everything here can be done again at any time: it brings what is there to
//! what should be there. The services themselves may create nothing; that is
//! why this is a program of its own, run before them and after an upgrade.

pub mod bus;
pub mod database;
pub mod replay;
