//! The whole city in one process: real PostgreSQL, real NATS, the real services.
//!
//! Each test gets a [`City`] of its own: a database made from a template, a
//! nats-server with an empty store, and the five services with their real
//! consumers and relays, each on its own port. A test never sleeps:
//! [`City::settle`] returns when every event was published and handled.

mod bus;
mod city;
pub mod clock;
pub mod crowd;
mod database;
mod mailbox;
mod provider;
pub mod seed;
mod until;

pub use bus::Bus;
pub use city::{City, List};
pub use mailbox::Mailbox;
pub use provider::Provider;
pub use until::until;

/// A setting that `cargo xtask test` gives.
pub(crate) fn given(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// Who the services say they are in events.
pub(crate) const OIN: &str = "00000001001234567000";

/// Password of every role and user in the tests. It starts with a letter,
/// because nats-server would read digits as a number.
pub(crate) const PASSWORD: &str = "password";
