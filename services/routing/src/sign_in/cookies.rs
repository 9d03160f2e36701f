//! The cookies of signing in. Each is for the server alone and is sent along when somebody comes from
//! elsewhere by a link, as from the identity provider.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use chrono::TimeDelta;
use platform::staff;

/// A cookie with its name over plain HTTP and over TLS.
#[derive(Clone, Copy)]
pub(super) struct Cookie {
    plain: &'static str,
    tls: &'static str,
}

/// The session.
pub(super) const SESSION: Cookie = Cookie { plain: staff::COOKIE, tls: staff::COOKIE_TLS };

/// What is remembered on the way to the identity provider.
pub(super) const WAY: Cookie = Cookie { plain: "og_way", tls: "__Host-og_way" };

/// Somebody signed out here: the provider must ask who is next.
pub(super) const SIGNED_OUT: Cookie = Cookie { plain: "og_out", tls: "__Host-og_out" };

impl Cookie {
    pub(super) fn read(self, headers: &HeaderMap, is_tls: bool) -> Option<&str> {
        staff::cookie(headers, if is_tls { self.tls } else { self.plain })
    }

    pub(super) fn set(self, response: &mut Response, value: &str, life: TimeDelta, is_tls: bool) {
        let (name, secure) = if is_tls { (self.tls, "; Secure") } else { (self.plain, "") };
        let seconds = life.num_seconds();
        append(
            response,
            &format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"),
        );
    }

    /// Takes it away, whichever of the two there is.
    pub(super) fn clear(self, response: &mut Response) {
        for (name, secure) in [(self.plain, ""), (self.tls, "; Secure")] {
            append(response, &format!("{name}=; Path=/; Max-Age=0; HttpOnly{secure}"));
        }
    }
}

fn append(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
