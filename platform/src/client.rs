//! Where a request comes from, as far as our own front door says so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Bits that name one subscriber: an IPv4 address, or the /64 of IPv6 that a home or an office gets.
const SUBSCRIBER_BITS: (u32, u32) = (32, 64);

/// Bits that name a network: whoever can take another address can usually take these.
const NETWORK_BITS: (u32, u32) = (24, 56);

/// The last of the forwarding addresses: the front door added it, and a client may have sent those
/// before it. `None` when the request did not come through the front door: another service asks.
pub fn address(headers: &HeaderMap) -> Option<IpAddr> {
    let hops = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    let address: IpAddr = hops.rsplit(',').next()?.trim().parse().ok()?;
    Some(address.to_canonical())
}

/// The address, without what one subscriber can choose freely.
pub fn subscriber(address: IpAddr) -> IpAddr {
    masked(address, SUBSCRIBER_BITS)
}

/// The network of the address.
pub fn network(address: IpAddr) -> IpAddr {
    masked(address, NETWORK_BITS)
}

fn masked(address: IpAddr, (v4, v6): (u32, u32)) -> IpAddr {
    match address {
        IpAddr::V4(it) => {
            let mask = u32::MAX.checked_shl(u32::BITS - v4).unwrap_or(0);
            Ipv4Addr::from_bits(it.to_bits() & mask).into()
        }
        IpAddr::V6(it) => {
            let mask = u128::MAX.checked_shl(u128::BITS - v6).unwrap_or(0);
            Ipv6Addr::from_bits(it.to_bits() & mask).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        address(&headers).map(|address| address.to_string())
    }

    #[test]
    fn only_the_address_that_our_front_door_added_is_believed() {
        assert_eq!(heard(&["198.51.100.7, 203.0.113.9"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(heard(&["198.51.100.7", "203.0.113.9"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(heard(&["::ffff:203.0.113.9"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(heard(&["203.0.113.9, no address"]), None);
        assert_eq!(heard(&[]), None);
    }

    #[test]
    fn what_somebody_can_choose_freely_does_not_make_another_client() {
        let told = |text: &str| {
            let address = text.parse().unwrap();
            (subscriber(address).to_string(), network(address).to_string())
        };

        assert_eq!(told("203.0.113.9"), ("203.0.113.9".to_owned(), "203.0.113.0".to_owned()));
        let six = ("2001:db8:1:2345::".to_owned(), "2001:db8:1:2300::".to_owned());
        assert_eq!(told("2001:db8:1:2345:6:7:8:9"), six);
    }
}
