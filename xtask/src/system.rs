//! One running system on paper: its ports, secrets and the settings of each process.
use crate::secrets::Secrets;
use crate::workspace::SERVICES;
use crate::{data_dir::DataDir, node, ports, postgres};
use anyhow::Result;
use serde_json::json;
use std::net::Ipv4Addr;
use std::path::PathBuf;

/// Settings of one process, by environment variable.
pub type Env = Vec<(String, String)>;

/// Everything that the processes must agree on.
pub struct System {
    /// Where the service binaries lie.
    pub bin_dir: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// Passwords and keys.
    pub secrets: Secrets,
    /// The port of the one address.
    pub front_door: u16,
    /// This machine's address on the local network, when phones there may use the system.
    pub lan: Option<Ipv4Addr>,
    /// The base map, when there is one.
    pub basemap: Option<PathBuf>,
    /// PostgreSQL's port.
    pub postgres: u16,
    /// The event bus's port.
    pub nats: u16,
    /// The event bus's monitoring port.
    pub nats_monitor: u16,
    /// The services' ports, in the order of [`SERVICES`].
    pub services: [u16; SERVICES.len()],
}

impl System {
    /// Chooses ports, and makes the secrets at the first start.
    pub fn plan(
        data: &DataDir,
        bin_dir: PathBuf,
        front_door: u16,
        lan: Option<Ipv4Addr>,
    ) -> Result<Self> {
        const PORTS: usize = 3 + SERVICES.len();
        // Nobody listens at the front door yet, so it may be among those that are free.
        let mut ports = ports::choose(PORTS + 1)?;
        ports.retain(|port| *port != front_door);
        ports.truncate(PORTS);
        let [postgres, nats, nats_monitor, services @ ..] = <[u16; PORTS]>::try_from(ports)
            .map_err(|_| anyhow::anyhow!("there are too few free ports"))?;
        Ok(Self {
            bin_dir,
            data: data.root().to_path_buf(),
            basemap: Some(data.path("basemap.pmtiles")).filter(|file| file.exists()),
            secrets: Secrets::load(&data.path("secrets.json"))?,
            front_door,
            lan,
            postgres,
            nats,
            nats_monitor,
            services,
        })
    }

    /// The one address.
    pub fn public_url(&self) -> String {
        match self.lan {
            Some(address) => format!("https://{address}:{}", self.front_door),
            None => format!("http://127.0.0.1:{}", self.front_door),
        }
    }

    /// The folder of the front door's own authority: its certificate, and its key.
    pub fn authority(&self) -> PathBuf {
        self.data.join("caddy/caddy/pki/authorities/local")
    }

    /// A service's port.
    pub fn port(&self, service: &str) -> u16 {
        let ports = SERVICES.iter().zip(self.services);
        ports.into_iter().find(|(name, _)| **name == service).map_or(0, |(_, port)| port)
    }

    /// A service's address and port.
    pub fn address(&self, service: &str) -> String {
        format!("127.0.0.1:{}", self.port(service))
    }

    /// The superuser's address of the database server.
    pub fn admin_database_url(&self) -> Result<String> {
        let password = self.secrets.database(postgres::SUPERUSER)?;
        let user = postgres::SUPERUSER;
        Ok(format!("postgres://{user}:{password}@127.0.0.1:{}/postgres", self.postgres))
    }

    /// The settings of a service.
    pub fn service_env(&self, service: &str) -> Result<Env> {
        let password = self.secrets.database(service)?;
        let database = format!(
            "postgres://{service}:{password}@127.0.0.1:{}/opgeruimd?application_name={service}",
            self.postgres
        );
        let mut env = vec![
            ("DATABASE_URL", database),
            ("NATS_URL", self.nats_url()),
            ("NATS_USER", service.to_owned()),
            ("NATS_PASSWORD", self.secrets.nats(service)?.to_owned()),
            ("LISTEN_ADDR", self.address(service)),
            ("PUBLIC_URL", self.public_url()),
            ("ASSETS_DIR", node::assets_dir().display().to_string()),
            ("SESSION_PUBLIC_KEY", self.secrets.session_public_key()?),
        ];
        let folder = |name: &str| self.data.join(name).display().to_string();
        match service {
            "intake" => {
                env.extend([
                    ("PHOTO_DIR", folder("photos")),
                    // Nobody but the developer and their scripts can reach loopback.
                    ("GUARD", self.lan.is_some().to_string()),
                    ("CONTACT_KEY", self.secrets.contact_key()?.to_owned()),
                ]);
                let basemap = self.basemap.iter().map(|file| file.display().to_string());
                env.extend(basemap.map(|file| ("OPGERUIMD_BASEMAP_PMTILES", file)));
            }
            "routing" => {
                env.extend([("SESSION_PRIVATE_KEY", self.secrets.session_seed()?.to_owned())]);
            }
            "work_orders" => {
                env.extend([
                    ("INTAKE_URL", format!("http://{}", self.address("intake"))),
                    ("EVIDENCE_DIR", folder("evidence")),
                    ("EVIDENCE_KEY", self.secrets.evidence_key()?.to_owned()),
                ]);
            }
            "notification" => env.extend([
                ("CONTACT_KEY", self.secrets.contact_key()?.to_owned()),
                ("INTAKE_URL", format!("http://{}", self.address("intake"))),
                ("MAIL_DIR", folder("mail")),
            ]),
            _ => {}
        }
        Ok(owned(env))
    }

    /// The settings of the job that makes roles, schemas, streams and consumers.
    pub fn provision_env(&self) -> Result<Env> {
        let mut env = owned(vec![
            ("ADMIN_DATABASE_URL", self.admin_database_url()?),
            ("NATS_URL", self.nats_url()),
            ("NATS_ADMIN_USER", "admin".to_owned()),
            ("NATS_ADMIN_PASSWORD", self.secrets.nats("admin")?.to_owned()),
            ("NATS_SYS_PASSWORD", self.secrets.nats("sys")?.to_owned()),
        ]);
        for service in SERVICES {
            let name = format!("{}_DB_PASSWORD", service.to_uppercase());
            env.push((name, self.secrets.database(service)?.to_owned()));
        }
        Ok(env)
    }

    /// The facts for commands and tests that work on the running system: DATA/run/env.json.
    pub fn facts(&self) -> Result<String> {
        let mut services = serde_json::Map::new();
        for service in SERVICES {
            let env: serde_json::Map<_, _> =
                self.service_env(service)?.into_iter().map(|(k, v)| (k, v.into())).collect();
            services.insert(service.to_owned(), env.into());
        }
        let facts = json!({
            "publicUrl": self.public_url(),
            "binDir": self.bin_dir,
            "adminDatabaseUrl": self.admin_database_url()?,
            "natsUrl": self.nats_url(),
            "natsMonitorUrl": format!("http://127.0.0.1:{}", self.nats_monitor),
            "natsAdminUser": "admin",
            "natsAdminPassword": self.secrets.nats("admin")?,
            "services": services,
        });
        Ok(serde_json::to_string_pretty(&facts)?)
    }

    fn nats_url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.nats)
    }
}

fn owned(env: Vec<(&str, String)>) -> Env {
    env.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn system() -> (PathBuf, System) {
        let dir = std::env::temp_dir().join(format!(
            "xtask-system-{}-{:?}",
            std::process::id(),
            std::thread::current().id()
        ));
        let data = DataDir::open(&dir, false).unwrap();
        let system = System::plan(&data, PathBuf::from("/bin"), 8080, None).unwrap();
        (dir, system)
    }

    fn value(env: &Env, name: &str) -> Option<String> {
        env.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    #[test]
    fn a_service_gets_its_own_role_and_user_and_no_other_secret() {
        let (dir, system) = system();

        let env = system.service_env("statistics").unwrap();

        let database = value(&env, "DATABASE_URL").unwrap();
        assert!(database.starts_with("postgres://statistics:p"), "{database}");
        assert_eq!(value(&env, "NATS_USER").as_deref(), Some("statistics"));
        assert_eq!(value(&env, "CONTACT_KEY"), None);
        assert_eq!(value(&env, "SESSION_PRIVATE_KEY"), None);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn notification_reads_what_intake_encrypts() {
        let (dir, system) = system();

        let intake = system.service_env("intake").unwrap();
        let notification = system.service_env("notification").unwrap();

        assert_eq!(value(&intake, "CONTACT_KEY"), value(&notification, "CONTACT_KEY"));
        let key = value(&intake, "CONTACT_KEY").unwrap();
        assert_eq!(URL_SAFE_NO_PAD.decode(key).unwrap().len(), 32);
        assert_eq!(
            value(&notification, "INTAKE_URL").unwrap(),
            format!("http://{}", value(&intake, "LISTEN_ADDR").unwrap())
        );
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn the_provision_job_knows_every_role() {
        let (dir, system) = system();

        let env = system.provision_env().unwrap();

        for service in SERVICES {
            let name = format!("{}_DB_PASSWORD", service.to_uppercase());
            assert_eq!(value(&env, &name).as_deref(), system.secrets.database(service).ok());
        }
        std::fs::remove_dir_all(dir).unwrap();
    }
}
