//! The system on a real phone: this machine's address on the local network, and how to get there.
use crate::system::System;
use anyhow::{Context as _, Result, bail};
use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};
use std::io::{IsTerminal as _, stdout};
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// For documentation only (RFC 5737), so it is nobody's; no packet is sent there.
const SOMEWHERE_ELSE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Black on bright white, whatever the terminal's own colours are: not every phone reads the reverse.
const INK: (&str, &str) = ("\x1b[30;107m", "\x1b[0m");

/// The address that was asked for; when that is unspecified, the one from which this machine reaches
/// others.
pub fn address(asked: Ipv4Addr) -> Result<Ipv4Addr> {
    if !asked.is_unspecified() {
        return Ok(asked);
    }
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    let advice = "this machine has no network that a phone could be on; \
                  when it has, name its address there: --lan=192.168.1.20";
    socket.connect(SOMEWHERE_ELSE).context(advice)?;
    match socket.local_addr()?.ip() {
        IpAddr::V4(address) if !address.is_unspecified() && !address.is_loopback() => Ok(address),
        _ => bail!(advice),
    }
}

/// What somebody with a phone must know.
pub fn invitation(system: &System, address: Ipv4Addr) -> Result<String> {
    let url = system.public_url();
    let port = system.front_door;
    let root = system.authority().join("root.crt");
    Ok(format!(
        "\nOpen to the local network: whoever reaches {address} port {port} can use this system.\n\
         Scan this with a phone on the same network:\n\n{}\n\n\
         The phone warns once, because no known authority vouches for this address. Open\n  \
         {url}/opgeruimd-ca.crt\nand install it as a certificate authority to stop the warnings \
         and to get the\nservice worker; remove it when you are done. The file is {}.\n\
         On this machine http://127.0.0.1:{port} still works.",
        qr(&url, stdout().is_terminal())?,
        root.display()
    ))
}

/// The text as a QR code, two modules a character.
fn qr(text: &str, in_colour: bool) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L)?;
    // A filled block is ink on paper in colours, and light on a dark screen without them.
    let (dark, light) = if in_colour {
        (Dense1x2::Dark, Dense1x2::Light)
    } else {
        (Dense1x2::Light, Dense1x2::Dark)
    };
    let drawn = code.render().dark_color(dark).light_color(light).build();
    let (before, after) = if in_colour { INK } else { ("", "") };
    let lines: Vec<String> = drawn.lines().map(|line| format!("  {before}{line}{after}")).collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::Color;

    const URL: &str = "https://192.168.178.201:28080";

    /// The modules that were drawn, row by row, with the quiet zone.
    fn modules(drawn: &str, filled: Color) -> Vec<Vec<Color>> {
        let mut rows = Vec::new();
        for line in drawn.lines() {
            let line = line.strip_prefix("  ").unwrap().replace(INK.0, "").replace(INK.1, "");
            let (mut upper, mut lower) = (Vec::new(), Vec::new());
            for character in line.chars() {
                let (above, below) = match character {
                    '█' => (filled, filled),
                    '▀' => (filled, !filled),
                    '▄' => (!filled, filled),
                    ' ' => (!filled, !filled),
                    other => panic!("{other:?} is no half block"),
                };
                upper.push(above);
                lower.push(below);
            }
            rows.extend([upper, lower]);
        }
        rows
    }

    #[test]
    fn the_code_on_the_screen_is_the_address_module_by_module() {
        const QUIET: usize = 4;
        let code = QrCode::with_error_correction_level(URL, EcLevel::L).unwrap();

        for (in_colour, filled) in [(true, Color::Dark), (false, Color::Light)] {
            let rows = modules(&qr(URL, in_colour).unwrap(), filled);

            let width = code.width();
            for (y, row) in rows.iter().take(width + 2 * QUIET).enumerate() {
                assert_eq!(row.len(), width + 2 * QUIET);
                for (x, module) in row.iter().enumerate() {
                    let inside =
                        (QUIET..QUIET + width).contains(&x) && (QUIET..QUIET + width).contains(&y);
                    let expected = if inside { code[(x - QUIET, y - QUIET)] } else { Color::Light };
                    assert_eq!(*module, expected, "column {x} of row {y}");
                }
            }
        }
    }

    #[test]
    fn a_small_terminal_has_room_for_the_code() {
        let drawn = qr(URL, false).unwrap();

        assert!(drawn.lines().count() <= 22, "{} lines", drawn.lines().count());
    }
}
