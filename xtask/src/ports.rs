//! Free ports on the loopback address.
use anyhow::{Context as _, Result, bail};
use rand::RngExt as _;
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;

/// Below the range from which Linux takes the ports of outgoing connections: a service that restarts
/// must find its port as it left it.
const RANGE: Range<u16> = 20_000..32_000;
const TRIES_MAX: usize = 1_000;
/// Where the front door stands when nothing else is asked.
pub const FRONT_DOOR_DEFAULT: u16 = 8080;

/// Chooses so many different free ports.
pub fn choose(count: usize) -> Result<Vec<u16>> {
    let mut held = Vec::new();
    for _ in 0..TRIES_MAX {
        if held.len() == count {
            break;
        }
        held.extend(hold(rand::rng().random_range(RANGE)));
    }
    if held.len() < count {
        bail!("no {count} free ports between {} and {}", RANGE.start, RANGE.end);
    }
    held.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

/// The front door's port: the one asked for or an error; else the default one, or a free one.
pub fn front_door(asked: Option<u16>) -> Result<u16> {
    match asked {
        Some(port) if hold(port).is_some() => Ok(port),
        Some(port) => bail!(
            "port {port} is in use: end the program that listens there, or choose another with --port"
        ),
        None if hold(FRONT_DOOR_DEFAULT).is_some() => Ok(FRONT_DOOR_DEFAULT),
        None => Ok(choose(1)?[0]),
    }
}

/// An error unless the port is free on this address of the machine too.
pub fn free_at(address: Ipv4Addr, port: u16) -> Result<()> {
    TcpListener::bind((address, port)).with_context(|| {
        format!("{address} port {port} cannot be used: is it this machine's, and the port free?")
    })?;
    Ok(())
}

fn hold(port: u16) -> Option<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_ports_are_different_and_free() {
        let mut ports = choose(8).unwrap();

        assert!(ports.iter().all(|port| hold(*port).is_some()));
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 8);
    }

    #[test]
    fn a_busy_port_that_was_asked_for_is_an_error() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();

        let error = front_door(Some(port)).unwrap_err().to_string();

        assert!(error.contains("--port"), "{error}");
    }
}
