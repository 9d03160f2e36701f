//! The built files of `web/dist`: read once at start, served from memory under names that never change meaning.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::Path as UrlPath;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Everything together is some 2.5 MB; more means that something else lies in the folder.
const ASSETS_BYTES_MAX: usize = 32 * 1024 * 1024;
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The built style sheets, scripts and icons, by logical name (`resident.css`) and by address.
#[derive(Debug, Default)]
pub struct Assets {
    urls: HashMap<String, String>,
    files: HashMap<String, File>,
}

#[derive(Debug)]
struct File {
    content_type: HeaderValue,
    body: Bytes,
}

impl Assets {
    /// Reads `manifest.json` and every file beside it. Fails when the build has not been run.
    pub fn load(dir: impl AsRef<Path>) -> anyhow::Result<Self> {
        let dir = dir.as_ref();
        let manifest = dir.join("manifest.json");
        let text = std::fs::read(&manifest).with_context(|| {
            format!("{} is missing: run `npm ci && npm run build` in web/", manifest.display())
        })?;
        let names: HashMap<String, String> = serde_json::from_slice(&text)
            .with_context(|| format!("{} is no map of names", manifest.display()))?;

        let urls: HashMap<_, _> =
            names.into_iter().map(|(name, file)| (name, format!("/static/{file}"))).collect();
        let mut files = HashMap::new();
        let mut bytes = 0;
        for entry in std::fs::read_dir(dir)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Chunks that a script imports are not in the manifest, so the folder decides.
            if name == "manifest.json" || !path.is_file() {
                continue;
            }
            let body = Bytes::from(std::fs::read(&path)?);
            bytes += body.len();
            ensure!(bytes <= ASSETS_BYTES_MAX, "{} holds too much to serve", dir.display());
            files.insert(name, File { content_type: content_type(&path), body });
        }
        Ok(Self { urls, files })
    }

    /// The address of a built file by its logical name. An unknown name gives an address that answers 404.
    pub fn url(&self, name: &str) -> &str {
        self.urls.get(name).map_or("/static/unknown", String::as_str)
    }

    /// The content of a built file by its logical name, to serve it under an address of one's own.
    pub fn body(&self, name: &str) -> Option<Bytes> {
        let file = self.urls.get(name)?.strip_prefix("/static/")?;
        self.files.get(file).map(|file| file.body.clone())
    }
}

/// The route `/static/{file}`. Names carry a hash of the content, so a browser may keep them for ever.
pub fn static_files<S: Clone + Send + Sync + 'static>(assets: Arc<Assets>) -> Router<S> {
    Router::new().route(
        "/static/{file}",
        get(move |UrlPath(file): UrlPath<String>| async move { serve(&assets, &file) }),
    )
}

fn serve(assets: &Assets, name: &str) -> Response {
    // A look-up in a map made at start: a path with dots or slashes in it is simply not there.
    let Some(file) = assets.files.get(name) else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "not found\n")
            .into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.content_type.clone()),
        (header::CACHE_CONTROL, FOREVER),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, file.body.clone()).into_response()
}

fn content_type(path: &Path) -> HeaderValue {
    HeaderValue::from_static(match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Assets {
        // A folder for each test: they run at the same time.
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("manifest.json"), r#"{"resident.css":"resident-1.css"}"#)
            .unwrap();
        std::fs::write(dir.path().join("resident-1.css"), "a{}").unwrap();
        Assets::load(dir.path()).unwrap()
    }

    #[test]
    fn a_logical_name_leads_to_a_file_that_may_be_kept_for_ever() {
        let assets = sample();

        assert_eq!(assets.url("resident.css"), "/static/resident-1.css");
        assert_eq!(assets.body("resident.css").unwrap(), "a{}");
        let answer = serve(&assets, "resident-1.css");
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], FOREVER);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let assets = sample();

        for name in ["manifest.json", "../Cargo.toml", "..%2fCargo.toml", "/etc/passwd", ""] {
            assert_eq!(serve(&assets, name).status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn a_missing_build_says_what_to_run() {
        let error = Assets::load("/nowhere").unwrap_err();

        assert!(format!("{error:#}").contains("npm run build"), "{error:#}");
    }
}
