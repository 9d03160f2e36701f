//! How we ask the identity provider: over TLS, without following redirects, with limits on time and
//! size.

use std::{path::Path, pin::Pin, sync::Arc, time::Duration};

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{self, Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// For one request, connecting included.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Bytes of an answer. A discovery document and a set of keys are some kilobytes.
const ANSWER_BYTES_MAX: usize = 512 * 1024;

type Connector = HttpsConnector<HttpConnector>;

/// Asks. Cheap to clone.
#[derive(Clone)]
pub(super) struct Http(Client<Connector, Full<axum::body::Bytes>>);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Silent {
    #[error("no answer within {} s", TIMEOUT.as_secs())]
    Late,
    #[error("the provider cannot be asked")]
    Unasked(#[from] legacy::Error),
    #[error("the answer breaks off or is too long: {0}")]
    Answer(Box<dyn std::error::Error + Send + Sync>),
}

impl Http {
    /// Trusts the well-known authorities, and those in `authorities`: certificates in PEM.
    pub(super) fn new(is_tls: bool, authorities: Option<&Path>) -> anyhow::Result<Self> {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots(authorities)?)
            .with_no_client_auth();
        let builder = HttpsConnectorBuilder::new().with_tls_config(tls);
        let builder = if is_tls { builder.https_only() } else { builder.https_or_http() };
        let connector = builder.enable_http1().build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Silent;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Silent>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let answer = async {
            let answer = self.0.request(request.map(|body| Full::new(body.into()))).await?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
            let body = body.map_err(Silent::Answer)?.to_bytes();
            Ok(HttpResponse::from_parts(head, body.into()))
        };
        Box::pin(async { tokio::time::timeout(TIMEOUT, answer).await.map_err(|_| Silent::Late)? })
    }
}

fn roots(authorities: Option<&Path>) -> anyhow::Result<RootCertStore> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let Some(file) = authorities else { return Ok(roots) };
    let path = || file.display().to_string();
    let mut count = 0;
    for certificate in CertificateDer::pem_file_iter(file).with_context(path)? {
        roots.add(certificate.with_context(path)?).with_context(path)?;
        count += 1;
    }
    anyhow::ensure!(count > 0, "{} holds no certificate in PEM", file.display());
    Ok(roots)
}
