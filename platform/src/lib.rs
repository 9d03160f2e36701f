//! Mechanism that every service needs and that knows nothing of reports.
//!
//! A module belongs here when two services use it and someone who has never
//! heard of litter could understand it. Read in this order: [`service`] (how a
//! process is put together), [`outbox`] and [`relay`] (facts out),
//! [`consumer`] (facts in), [`reconciler`] (what if the stream forgets), then
//! the edges: [`http`], [`problem`], [`staff`], [`live`].

pub mod bbox;
pub mod bus;
pub mod client;
pub mod clock;
pub mod config;
pub mod consumer;
pub mod cursor;
pub mod dead_letter;
pub mod drain;
pub mod health;
pub mod hex;
pub mod holidays;
pub mod housekeeping;
pub mod http;
pub mod ids;
pub mod import_file;
pub mod live;
pub mod municipality;
pub mod needle;
pub mod outbox;
mod panics;
pub mod percent;
pub mod problem;
pub mod rate;
pub mod reach;
pub mod reconciler;
pub mod redrive;
pub mod relay;
pub mod rewind;
pub mod rights;
pub mod same_origin;
pub mod seal;
pub mod service;
pub mod sessions;
pub mod setup;
pub mod shutdown;
pub mod staff;
pub mod subscription;
pub mod telemetry;
pub mod tile;
pub mod token;
pub mod trace;
pub mod visit;
pub mod work_order;
