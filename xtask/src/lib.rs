//! The developer's commands: up, test, bench, areas. Few dependencies, so that they start at once.
pub mod account;
pub mod areas;
pub mod backoff;
pub mod bench;
#[cfg(test)]
mod containers;
pub mod counts;
pub mod data_dir;
pub mod front_door;
pub mod http;
pub mod install;
pub mod nats;
pub mod node;
pub mod ports;
pub mod postgres;
pub mod process;
pub mod run;
pub mod say;
pub mod secrets;
pub mod stop;
pub mod supervise;
pub mod system;
pub mod test;
pub mod up;
pub mod version;
pub mod wait;
pub mod workspace;
