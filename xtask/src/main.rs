//! `cargo xtask`: up, test, bench, areas, places, assets, streets, seed.
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::{areas, bench, lists, say, seed, test, up, workspace};

/// The developer's commands of Opgeruimd.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what is missing, builds, and runs the whole system until Ctrl-C.
    Up {
        /// The port of the one address; 8080, or a free one when 8080 is busy.
        #[arg(long)]
        port: Option<u16>,
        /// The folder for everything that must be kept; .opgeruimd in the repository if not given.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Runs optimised binaries.
        #[arg(long)]
        release: bool,
        /// Throws the data folder's content away first.
        #[arg(long)]
        fresh: bool,
        /// A `PMTiles` file to draw under our own map, vector or raster; `basemap.pmtiles` in the
        /// data folder if not given.
        #[arg(long, value_name = "FILE")]
        basemap: Option<PathBuf>,
        /// Also opens it to the local network, over TLS, for a real phone; on this machine's
        /// address there, or on the one that is given.
        #[arg(
            long,
            value_name = "ADDRESS",
            num_args = 0..=1,
            require_equals = true,
            default_missing_value = "0.0.0.0",
        )]
        lan: Option<Ipv4Addr>,
    },
    /// Runs the tests, and closes with `N passed, N failed`.
    Test {
        /// Only tests with this in their name.
        filter: Option<String>,
        /// Only these kinds of tests.
        #[arg(long, value_delimiter = ',')]
        only: Vec<test::Kind>,
    },
    /// Measures a release system; figures go to target/bench/NAME.json.
    Bench {
        /// Which benchmark: spine or photos; both if not given.
        name: Option<String>,
    },
    /// Gives the running system a history, for load and demonstration; again adds more.
    Seed {
        /// How many reports, up to 20 million.
        #[arg(
            long,
            allow_negative_numbers = true,
            value_parser = clap::value_parser!(u32).range(1..=20_000_000),
        )]
        reports: u32,
        /// Over how many days until now, up to ten years.
        #[arg(
            long,
            allow_negative_numbers = true,
            default_value_t = 90,
            value_parser = clap::value_parser!(u16).range(1..=3650),
        )]
        days: u16,
        /// The data folder of the running system.
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// Works on the areas of the running system.
    Areas {
        #[command(subcommand)]
        command: Areas,
    },
    /// Works on the names and addresses that residents of the running system can search.
    Places {
        #[command(subcommand)]
        command: Lists,
    },
    /// Works on the register of containers, bins, benches and lamp posts of the running system.
    Assets {
        #[command(subcommand)]
        command: Lists,
    },
    /// Works on the streets that vans of the running system drive through.
    Streets {
        #[command(subcommand)]
        command: Lists,
    },
}

#[derive(Subcommand)]
enum Lists {
    /// Makes a file the whole list: CSV, for assets also `GeoJSON`, and for streets only that.
    Import {
        /// The file.
        file: PathBuf,
        /// The data folder of the running system.
        #[arg(long)]
        data: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Areas {
    /// Loads areas from a `GeoJSON` file.
    Import {
        /// The file.
        file: PathBuf,
        /// The data folder of the running system.
        #[arg(long)]
        data: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say::line(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<bool> {
    let data_dir = |data: Option<PathBuf>| data.unwrap_or_else(|| workspace::path(".opgeruimd"));
    match task {
        Task::Up { port, data, release, fresh, basemap, lan } => {
            let data = data_dir(data);
            up::up(&up::Options { port, data, release, fresh, basemap, lan }).map(|()| true)
        }
        Task::Test { filter, only } => test::test(&test::Options { filter, only }),
        Task::Bench { name } => bench::bench(name.as_deref()).map(|()| true),
        Task::Seed { reports, days, data } => {
            seed::seed(reports, days, &data_dir(data)).map(|()| true)
        }
        Task::Areas { command: Areas::Import { file, data } } => {
            areas::import(&file, &data_dir(data)).map(|()| true)
        }
        Task::Places { command: Lists::Import { file, data } } => {
            lists::import(("intake", "import-places"), &file, &data_dir(data)).map(|()| true)
        }
        Task::Assets { command: Lists::Import { file, data } } => {
            lists::import(("intake", "import-assets"), &file, &data_dir(data)).map(|()| true)
        }
        Task::Streets { command: Lists::Import { file, data } } => {
            lists::import(("work_orders", "import-streets"), &file, &data_dir(data)).map(|()| true)
        }
    }
}
