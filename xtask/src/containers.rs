//! Checks that docker-compose.yml describes the same system as `up`, as far as reading it goes.
use crate::data_dir::DataDir;
use crate::system::System;
use crate::workspace::{self, SERVICES};
use std::collections::BTreeSet;

fn read(path: &str) -> String {
    std::fs::read_to_string(workspace::path(path)).unwrap()
}

/// The block of one service: the lines below `  name:` that are indented further.
fn block<'a>(compose: &'a str, name: &str) -> Vec<&'a str> {
    let head = format!("  {name}:");
    let below = compose.lines().skip_while(|line| *line != head).skip(1);
    below.take_while(|line| line.is_empty() || line.starts_with("    ")).collect()
}

#[test]
fn every_service_in_compose_gets_the_settings_that_up_gives_it() {
    let dir = std::env::temp_dir().join(format!("xtask-compose-{}", std::process::id()));
    let data = DataDir::open(&dir, false).unwrap();
    let system = System::plan(&data, "/bin".into(), 8080, None).unwrap();
    let compose = read("docker-compose.yml");
    let common = compose.split("\nservices:\n").next().unwrap();

    for service in SERVICES {
        // Both run the routing image, with the same settings.
        let own = block(&compose, if service == "routing" { "seed" } else { service }).join("\n");
        for (name, _) in system.service_env(service).unwrap() {
            let name = if name == "MAIL_DIR" { "SMTP_URL" } else { &name };
            let given = own.contains(&format!(" {name}:")) || common.contains(&format!(" {name}:"));
            assert!(given, "docker-compose.yml does not give {name} to {service}");
        }
    }
    for (name, _) in system.provision_env().unwrap() {
        let own = block(&compose, "provision").join("\n");
        assert!(own.contains(&format!(" {name}:")), "provision lacks {name}");
    }
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn every_secret_of_compose_stands_in_the_example() {
    let compose = read("docker-compose.yml");
    let example = read("deploy/.env.example");

    let asked: BTreeSet<&str> = compose
        .split("${")
        .skip(1)
        .filter_map(|rest| rest.split_once(":?"))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect();

    assert!(asked.len() > 10, "{asked:?}");
    for name in asked {
        assert!(example.contains(&format!("\n{name}=")), "deploy/.env.example lacks {name}");
    }
}

#[test]
fn the_bus_in_compose_has_every_variable_of_its_settings() {
    let compose = read("docker-compose.yml");
    let own = block(&compose, "nats").join("\n");
    let settings = read("deploy/nats/nats-server.conf");

    let names = settings
        .split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap())
        .filter(|name| name.starts_with("NATS_"));

    for name in names {
        assert!(own.contains(&format!(" {name}:")), "docker-compose.yml lacks {name}");
    }
}

#[test]
fn the_front_door_in_compose_has_every_variable_of_its_settings() {
    let compose = read("docker-compose.yml");
    let own = block(&compose, "caddy").join("\n");
    let caddyfile = read("deploy/Caddyfile");

    for rest in caddyfile.split("{$").skip(1) {
        let name = rest.split('}').next().unwrap();
        assert!(own.contains(&format!(" {name}:")), "docker-compose.yml lacks {name}");
    }
}
