//! What a running system survives: each part of it is killed, frozen or emptied while reports come in.
#![expect(clippy::print_stdout, reason = "a fault test tells what it did")]

mod audit;
mod books;
mod checker;
mod frozen;
mod kills;
mod lost_bus;
mod parts_away;
mod reporter;
mod system;
