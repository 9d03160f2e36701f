//! Node packages and the built screens: done again only when their sources changed.
use crate::{run, say, workspace};
use anyhow::{Context as _, Result};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository of our size; more means that something else got in.
const FILES_MAX: usize = 10_000;

/// Where the built scripts and styles lie.
pub fn assets_dir() -> PathBuf {
    workspace::path("web/dist")
}

/// Builds web/dist.
pub fn build_screens() -> Result<()> {
    let step = say::step("Build the screens' scripts and styles");
    let web = workspace::path("web");
    let installed = packages(&web)?;
    let stamp = workspace::target().join("stamps/web-dist");
    let hash = sources_hash(&web)?;
    let built = assets_dir().join("manifest.json").exists();
    if !installed && built && std::fs::read_to_string(&stamp).is_ok_and(|text| text == hash) {
        step.done("up to date");
        return Ok(());
    }
    run::quiet(Command::new("npm").args(["run", "--silent", "build"]).current_dir(&web))?;
    std::fs::create_dir_all(stamp.parent().context("a stamp lies in a folder")?)?;
    std::fs::write(&stamp, hash)?;
    step.done("built web/dist");
    Ok(())
}

/// Installs a folder's packages by its lock file; says whether that was needed.
pub fn packages(dir: &Path) -> Result<bool> {
    let lock = dir.join("package-lock.json");
    let hash = format!("{:016x}", file_hash(&lock)?);
    // Inside node_modules, so that it goes when they go.
    let stamp = dir.join("node_modules/.opgeruimd");
    if std::fs::read_to_string(&stamp).is_ok_and(|text| text == hash) {
        return Ok(false);
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(dir);
    run::quiet(&mut npm).with_context(|| format!("in {}", dir.display()))?;
    std::fs::create_dir_all(dir.join("node_modules"))?;
    std::fs::write(&stamp, hash)?;
    Ok(true)
}

/// One hash over the names and contents of everything the build may read.
fn sources_hash(web: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(web, &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        file_hash(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let built = matches!(&*name, "node_modules" | "dist" | "dist.next");
        let rust = Path::new(&*name).extension().is_some_and(|it| it == "rs" || it == "toml");
        if built || rust {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
        anyhow::ensure!(files.len() <= FILES_MAX, "{} has too many files", dir.display());
    }
    Ok(())
}

fn file_hash(path: &Path) -> Result<u64> {
    let content = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    Ok(hasher.finish())
}
