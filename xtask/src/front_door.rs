//! Caddy in front of the services: one address.
use crate::account::own_command;
use crate::system::System;
use crate::workspace::{self, SERVICES};
use std::process::Command;

/// The command that starts it.
pub fn command(system: &System) -> Command {
    let mut command = own_command("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]);
    command.arg(workspace::path("deploy/Caddyfile"));
    for service in SERVICES {
        command.env(format!("{}_ADDR", service.to_uppercase()), system.address(service));
    }
    command.env("FRONT_DOOR_HOST", "127.0.0.1");
    command.env("FRONT_DOOR_PORT", system.front_door.to_string());
    command.env("PAGES_DIR", workspace::path("deploy/pages"));
    // Caddy keeps its own files under these; the home folder is not ours to write in.
    let own = system.data.join("caddy");
    command.env("XDG_DATA_HOME", &own).env("XDG_CONFIG_HOME", &own);
    command
}
