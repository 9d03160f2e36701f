//! What makes a part of the site an app on a phone: its service worker, and the manifest with which it is
//! installed.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use platform::problem::Problem;
use serde_json::{Value, json};

use crate::Assets;

const SERVICE_WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");

/// A built service worker for the pages whose path begins with `scope`. It has a fixed address, and is
/// asked for again each time, because it leads to the other files of a version.
pub fn worker(assets: &Assets, name: &str, scope: &'static str) -> Result<Response, Problem> {
    let script = assets.body(name);
    let script = script.ok_or_else(|| Problem::not_found("Dit adres bestaat niet."))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (SERVICE_WORKER_ALLOWED, HeaderValue::from_static(scope)),
    ];
    Ok((headers, script).into_response())
}

/// An app that begins at `start`, and holds the pages below it.
pub struct App {
    pub name: &'static str,
    pub description: &'static str,
    pub start: &'static str,
    /// What the phone offers at a long press on the icon: a name and an address.
    pub shortcuts: &'static [(&'static str, &'static str)],
}

/// The manifest of an app, as the W3C's Web Application Manifest has it.
pub fn manifest(assets: &Assets, app: &App) -> Response {
    let icon = |name, sizes, purpose| json!({"src": assets.url(name), "sizes": sizes, "type": "image/png", "purpose": purpose});
    let shortcut = |(name, url): &(&str, &str)| json!({"name": name, "url": url});
    let manifest = json!({
        "id": app.start,
        "name": app.name,
        "short_name": app.name,
        "description": app.description,
        "lang": "nl",
        "dir": "ltr",
        "start_url": app.start,
        "scope": app.start,
        "display": "standalone",
        "background_color": "#f6f3ec",
        "theme_color": "#084a40",
        "icons": [
            icon("app-192.png", "192x192", "any"),
            icon("app-512.png", "512x512", "any"),
            icon("app-mask-512.png", "512x512", "maskable"),
        ],
        "shortcuts": app.shortcuts.iter().map(shortcut).collect::<Vec<Value>>(),
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, Json(manifest)).into_response()
}
