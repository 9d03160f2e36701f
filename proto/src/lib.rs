//! The event contracts of Opgeruimd: messages, envelope, streams and consumers. No I/O.

pub mod cloudevent;
mod event;
pub mod header;
pub mod questions;
pub mod topology;
/// The messages of `opgeruimd.v1`, generated from `proto/opgeruimd/v1/events.proto`.
pub mod v1 {
    #![expect(clippy::doc_markdown, reason = "the comments are written for the .proto file")]

    include!(concat!(env!("OUT_DIR"), "/opgeruimd.v1.rs"));
}

pub use cloudevent::{AttributeError, Attributes};
pub use event::Event;
