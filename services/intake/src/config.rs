//! All settings of intake.

use std::path::PathBuf;

use platform::config::{Common, Secret, Tables};

use crate::misuse;

/// Takes residents' reports and photos, and shows residents the state of things.
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
    /// Makes a CSV file the whole list of names and addresses that residents can search.
    ImportPlaces {
        /// Columns name, kind (address, street or place), lon and lat; also street, number, postcode.
        file: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
    /// Makes a CSV or `GeoJSON` file the whole register of things on the street.
    ImportAssets {
        /// Columns number, kind (container, bin, bench or `lamp_post`), lon and lat; also owner.
        file: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
    /// Stores the demo's places and things where there are none.
    SeedDemo {
        #[command(flatten)]
        tables: Tables,
    },
}

/// Settings of the service.
#[derive(Clone, Debug, clap::Parser)]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Folder in which the photos are kept.
    #[arg(long, env, default_value = ".opgeruimd/photos")]
    pub photo_dir: PathBuf,

    /// Key that seals contact details for notification, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub contact_key: Secret,

    #[command(flatten)]
    pub misuse: misuse::Settings,

    /// Two letters before every report number.
    #[arg(long, env, default_value = "LD")]
    pub report_number_prefix: String,

    /// Address of PDOK's Locatieserver up to `/suggest`, by way of the front door; without it only
    /// our own list is searched.
    #[arg(long, env = "OPGERUIMD_PDOK_URL")]
    pub pdok_url: Option<String>,

    /// A base map in a `PMTiles` file, vector or raster, for under our own layers of the map. It goes
    /// before PDOK's tiles.
    #[arg(long, env = "OPGERUIMD_BASEMAP_PMTILES")]
    pub basemap_pmtiles: Option<PathBuf>,

    /// Address of PDOK's raster tiles in Web Mercator up to the zoom
    /// (`…/wmts/v2_0/grijs/EPSG:3857`), by way of the front door.
    #[arg(long, env = "OPGERUIMD_PDOK_TILES_URL")]
    pub pdok_tiles_url: Option<String>,

    /// Days after which a closed report stays closed: until then its reporter can call it back.
    #[arg(long, env, default_value_t = 14)]
    pub reopen_days: u16,
}
