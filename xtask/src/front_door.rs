//! Caddy in front of the services: one address.
use crate::account::own_command;
use crate::system::System;
use crate::workspace::{self, SERVICES};
use std::process::Command;

/// The command that starts it.
pub fn command(system: &System) -> Command {
    let mut command = own_command("caddy");
    let settings = if system.lan.is_some() { "deploy/lan.Caddyfile" } else { "deploy/Caddyfile" };
    command.args(["run", "--adapter", "caddyfile", "--config"]);
    command.arg(workspace::path(settings));
    for service in SERVICES {
        command.env(format!("{}_ADDR", service.to_uppercase()), system.address(service));
    }
    command.env("FRONT_DOOR_HOST", "127.0.0.1");
    command.env("FRONT_DOOR_PORT", system.front_door.to_string());
    command.env("PAGES_DIR", workspace::path("deploy/pages"));
    if let Some(address) = system.lan {
        command.env("LAN_ADDR", address.to_string()).env("CA_DIR", system.authority());
    }
    // Caddy keeps its own files under these; the home folder is not ours to write in.
    let own = system.data.join("caddy");
    command.env("XDG_DATA_HOME", &own).env("XDG_CONFIG_HOME", &own);
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_dir::DataDir;
    use crate::{ports, run, wait};
    use std::io::{Read as _, Write as _};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::process::{Child, Stdio};
    use std::thread::JoinHandle;
    use std::time::Duration;

    /// Loopback on Linux, as is all of 127.0.0.0/8, and not the address of the plain front door.
    const NETWORK: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
    const START_WAIT_MAX: Duration = Duration::from_secs(20);

    /// Prints status, a header and the length of the body; fails unless the authority is right.
    const FETCH: &str = r#"
        const [url, ca, header] = process.argv.slice(1);
        const options = { ca: require("fs").readFileSync(ca), timeout: 10000 };
        require("https").get(url, options, (answer) => {
            let body = "";
            answer.on("data", (part) => (body += part));
            answer.on("end", () => console.log(answer.statusCode, answer.headers[header], body));
        });
    "#;

    /// What intake stands for here: it answers once, and insists on TLS as services do.
    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\
        Strict-Transport-Security: max-age=31536000\r\n\r\nhi";

    fn answer_once(address: &str) -> JoinHandle<()> {
        let listener = TcpListener::bind(address).unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            stream.write_all(ANSWER.as_bytes()).unwrap();
        })
    }

    struct Running(Child);

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[test]
    fn on_the_local_network_it_speaks_tls_that_its_own_authority_vouches_for() {
        let dir = std::env::temp_dir().join(format!("xtask-lan-{}", std::process::id()));
        let data = DataDir::open(&dir, true).unwrap();
        let port = ports::choose(1).unwrap()[0];
        let system = System::plan(&data, "/bin".into(), port, Some(NETWORK)).unwrap();
        let mut caddy = command(&system);
        caddy.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let caddy = Running(caddy.spawn().unwrap());
        let listens = || Ok(TcpStream::connect((NETWORK, port)).is_ok());
        assert!(wait::until(START_WAIT_MAX, listens).unwrap(), "Caddy does not start");

        let root = system.authority().join("root.crt");
        let fetch = |path: &str, header: &str| {
            let url = format!("{}{path}", system.public_url());
            let mut node = Command::new("node");
            run::quiet(node.args(["-e", FETCH, &url]).arg(&root).arg(header)).unwrap()
        };

        let intake = answer_once(&system.address("intake"));
        assert_eq!(fetch("/", "strict-transport-security").trim(), "200 undefined hi");
        intake.join().unwrap();
        let offered = fetch("/opgeruimd-ca.crt", "content-type");
        let expected = std::fs::read_to_string(&root).unwrap();
        assert_eq!(offered.trim(), format!("200 application/x-x509-ca-cert {}", expected.trim()));
        assert!(!fetch("/opgeruimd-ca.crt/../root.key", "content-type").contains("PRIVATE KEY"));
        let (status, body) = crate::http::get(port, "/livez").unwrap();
        assert_eq!((status, body.as_str()), (200, "live"));
        drop(caddy);
        std::fs::remove_dir_all(dir).unwrap();
    }
}
