//! The one integration test binary: a second one would only link everything again.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod faults;
mod flow;
mod tidy;
