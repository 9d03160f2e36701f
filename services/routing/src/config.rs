//! Settings of routing, and what its program can do.

use std::path::PathBuf;

use platform::config::{Common, Secret, Tables};

/// Decides where an issue is and whose it is.
#[derive(Debug, clap::Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Runs the service; what happens without a subcommand.
    Serve(Box<Config>),
    /// Stores buurten from a `GeoJSON` file (RD or WGS 84) and announces what changed.
    ImportAreas {
        /// `FeatureCollection` with the properties buurtcode, buurtnaam, wijkcode and wijknaam.
        file: PathBuf,
        #[command(flatten)]
        announced: Announced,
    },
    /// Stores the demo of Liendert; again and again it changes nothing.
    SeedDemo {
        /// JSON file with the passwords; made, mode 600, when it is not there.
        #[arg(long)]
        logins: PathBuf,
        #[command(flatten)]
        announced: Announced,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Seed of the Ed25519 key that signs staff tokens, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub session_private_key: Secret,

    #[command(flatten)]
    pub oidc: Oidc,
}

/// The identity provider of the municipality. Without an issuer there is none, and everybody has a
/// password here. An empty value is as none.
#[derive(Clone, Debug, clap::Args)]
pub struct Oidc {
    /// Issuer of the municipality's identity provider (`OpenID` Connect), without
    /// `/.well-known/openid-configuration`.
    #[arg(long, env)]
    pub oidc_issuer: Option<String>,

    /// Who we are to the provider. The address to return to is `PUBLIC_URL` with
    /// `/inloggen/gemeente/terug`.
    #[arg(long, env, default_value = "opgeruimd")]
    pub oidc_client_id: String,

    /// What proves that we are; without it only PKCE does.
    #[arg(long, env, hide_env_values = true)]
    pub oidc_client_secret: Option<Secret>,

    /// How the button names it: "Log in via …".
    #[arg(long, env, default_value = "de gemeente")]
    pub oidc_name: String,

    /// Scopes to ask besides `openid`, with spaces between them.
    #[arg(long, env, default_value = "email profile")]
    pub oidc_scopes: String,

    /// Who has which role by their groups: lines `group=role` or `group=role/team`, or with `;`
    /// between them. The first that somebody has counts. Without it administrators make accounts, and
    /// people are known by their address.
    #[arg(long, env)]
    pub oidc_groups: Option<String>,

    /// The claim with the groups; dots lead into it.
    #[arg(long, env, default_value = "groups")]
    pub oidc_groups_claim: String,

    /// Takes every address of the provider for certain, also without `email_verified`: for a directory
    /// in which nobody can choose their own.
    #[arg(long, env, default_value_t = false, action = clap::ArgAction::Set)]
    pub oidc_trust_email: bool,

    /// Certificates in PEM of authorities that the provider's TLS may have besides the well-known ones.
    #[arg(long, env)]
    pub oidc_ca_file: Option<PathBuf>,
}

/// All that a subcommand needs that writes tables and what is to be announced; the running service
/// publishes.
#[derive(Clone, Debug, clap::Args)]
pub struct Announced {
    #[command(flatten)]
    pub tables: Tables,

    /// OIN of the municipality, part of each event's source.
    #[arg(long, env, default_value = "00000001001234567000")]
    pub event_source_oin: String,
}
