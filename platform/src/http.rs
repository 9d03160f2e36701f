//! What every answer over HTTP has: headers, a trace, a log line, a limit.

use std::{
    any::Any,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{Instrument as _, info, info_span};

use crate::{
    drain, panics, problem::Problem, rights, same_origin, staff::Gate, trace, trace::TraceContext,
};

/// Version of the JSON API, in every answer and in its published description.
pub const API_VERSION: &str = "1.0.0";

/// Bytes of a request body, except where an endpoint sets its own.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// Until an answer begins. A slow phone may take two minutes for a photo; what takes longer hangs
/// on a part that is away. Streams of events begin at once, and then may last.
const ANSWER_TIME_MAX: Duration = Duration::from_mins(3);

/// Everything comes from our own address; nothing runs or styles inline.
/// Photos that are still on the phone are shown from `blob:`, as is the map's worker.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Draws a problem as a page, for the address that was asked for.
pub type DrawProblem = dyn Fn(&Problem, &str, &HeaderMap) -> Response + Send + Sync;

/// Where a service with pages hangs up how problems look to people.
pub type ProblemPages = Arc<OnceLock<Box<DrawProblem>>>;

/// Puts the common layers around the routes of a service.
pub fn layered(routes: Router, gate: Gate, pages: ProblemPages) -> Router {
    routes
        .fallback(|| async { Problem::not_found("Dit adres bestaat niet.") })
        .method_not_allowed_fallback(|| async { method_not_allowed() })
        .layer(middleware::from_fn_with_state(gate, rights::require))
        .layer(middleware::from_fn(same_origin::require))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(pages, draw_problems))
        .layer(middleware::from_fn(drain::drained))
        .layer(middleware::from_fn(observe))
        .layer(middleware::from_fn(secure))
}

/// Serves until `stop` is cancelled, then lets requests in flight finish.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    stop: CancellationToken,
) -> std::io::Result<()> {
    axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned()).await
}

/// Outside the API a problem is for people, so it becomes a page, unless a script asks for the problem.
async fn draw_problems(
    State(pages): State<ProblemPages>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/api/") || takes_problems(request.headers()) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let response = next.run(request).await;
    match (response.extensions().get::<Problem>(), pages.get()) {
        (Some(problem), Some(draw)) => draw(problem, &path, &headers),
        _ => response,
    }
}

/// Whether whoever asks reads a problem itself: browsers that open a page never say so.
fn takes_problems(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("application/problem+json"))
}

/// Gives up on an answer that does not come, and with it on what it holds: a connection, a seat.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(ANSWER_TIME_MAX, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::unavailable().into_response(),
    }
}

/// 405: the address is there, for other methods.
pub(crate) fn method_not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "Dit kan hier niet",
        "Dit adres kent deze methode niet; zie de kop Allow.",
    )
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands over the payload")]
fn after_panic(payload: Box<dyn Any + Send>) -> Response {
    let text = panics::text(&*payload);
    Problem::internal(&anyhow::anyhow!("a handler panicked: {text}")).into_response()
}

/// Runs the request in its trace, and logs and counts it. The route's pattern
/// stands for the path, because a path may hold an id that opens a report.
async fn observe(request: Request, next: Next) -> Response {
    let parent = request.headers().get(trace::HEADER).and_then(|value| value.to_str().ok());
    let parent = parent.and_then(|text| text.parse().ok());
    let context = parent.map_or_else(TraceContext::start, TraceContext::child);
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let is_probe = matches!(route.as_str(), "/livez" | "/readyz" | "/metrics");
    let span = info_span!("request", trace_id = context.trace_id());

    let started = Instant::now();
    let mut response = context.scope(next.run(request).instrument(span.clone())).await;
    let took = started.elapsed();

    if let Ok(value) = HeaderValue::try_from(context.to_string()) {
        response.headers_mut().insert(trace::HEADER, value);
    }
    if !is_probe {
        let status = response.status().as_u16();
        record(&method, &route, status, took);
        span.in_scope(|| {
            info!(duration_ms = took.as_secs_f64() * 1e3, "{method} {route} answered {status}");
        });
    }
    response
}

fn record(method: &Method, route: &str, status: u16, took: Duration) {
    metrics::histogram!(
        "http_request_duration_seconds",
        "method" => label_of(method), "route" => route.to_owned(), "status" => status.to_string()
    )
    .record(took.as_secs_f64());
}

/// A name from a fixed set: a client may invent methods, and each would be a series for ever.
fn label_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Sets the security headers, and those that the API Design Rules ask for.
async fn secure(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if is_api {
        headers.insert("api-version", HeaderValue::from_static(API_VERSION));
    }
    response
}
