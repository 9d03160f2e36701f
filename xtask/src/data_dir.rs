//! The data folder: ours alone, one `up` at a time.
use crate::postgres;
use anyhow::{Context as _, Result, bail};
use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

const MARKER: &str = "opgeruimd.json";
const LOCK: &str = "lock";
/// Folders inside it; made at each start.
const FOLDERS: [&str; 6] = ["run", "log", "nats", "photos", "mail", "caddy"];

/// A locked data folder. The lock ends with the process, however it ends.
pub struct DataDir {
    root: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Takes the folder for this process; with `fresh` it is emptied first.
    pub fn open(root: &Path, fresh: bool) -> Result<Self> {
        std::fs::create_dir_all(root)
            .with_context(|| format!("the data folder {} could not be made", root.display()))?;
        let root = root.canonicalize()?;
        refuse_a_stranger(&root)?;
        let lock = lock(&root)?;
        if fresh {
            postgres::stop_leftovers(&root.join("postgres"))?;
            empty(&root)?;
        }
        // What an earlier, killed `up` told about itself is true no more.
        match std::fs::remove_dir_all(root.join("run")) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        write(&root.join(MARKER), "{\"format\":1}\n", 0o644)?;
        for folder in FOLDERS {
            std::fs::create_dir_all(root.join(folder))?;
            // They hold what residents wrote.
            std::fs::set_permissions(root.join(folder), Permissions::from_mode(0o700))?;
        }
        Ok(Self { root, _lock: lock })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside it.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }
}

/// Writes a file whole or not at all, with these permissions.
pub fn write(path: &Path, content: &str, mode: u32) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let _ = std::fs::remove_file(&beside);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(&beside)
        .with_context(|| format!("{} could not be written", beside.display()))?;
    file.write_all(content.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    Ok(())
}

/// Other people's files are never mixed with ours: `--fresh` would delete them one day.
fn refuse_a_stranger(root: &Path) -> Result<()> {
    let empty = std::fs::read_dir(root)?.all(|entry| entry.is_ok_and(|it| it.file_name() == LOCK));
    if empty || root.join(MARKER).exists() {
        return Ok(());
    }
    bail!(
        "{} holds files that are not Opgeruimd's: choose an empty or new folder with --data",
        root.display()
    )
}

fn lock(root: &Path) -> Result<File> {
    let path = root.join(LOCK);
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            file.read_to_string(&mut pid)?;
            bail!(
                "Opgeruimd already runs on {} (process {}): stop that one first, or choose another \
                 folder with --data",
                root.display(),
                pid.trim()
            );
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}

fn empty(root: &Path) -> Result<()> {
    for entry in std::fs::read_dir(root)? {
        let entry = entry?;
        // The marker says that what is left is ours, should this be cut short.
        if entry.file_name() == LOCK || entry.file_name() == MARKER {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(&path)
        } else {
            std::fs::remove_file(&path)
        }
        .with_context(|| format!("{} could not be removed", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        dir
    }

    #[test]
    fn a_second_user_of_the_folder_is_refused() {
        let dir = scratch("lock");
        let first = DataDir::open(&dir, false).unwrap();

        let error = DataDir::open(&dir, false).err().unwrap().to_string();

        assert!(error.contains("already runs") && error.contains("process"), "{error}");
        drop(first);
        assert!(DataDir::open(&dir, false).is_ok());
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let dir = scratch("stranger");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("thesis.txt"), "mine").unwrap();

        assert!(DataDir::open(&dir, true).is_err());
        assert!(dir.join("thesis.txt").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn fresh_empties_our_own_folder() {
        let dir = scratch("fresh");
        drop(DataDir::open(&dir, false).unwrap());
        std::fs::write(dir.join("mail/a.eml"), "old").unwrap();

        let data = DataDir::open(&dir, true).unwrap();

        assert!(data.path("mail").exists() && !data.path("mail/a.eml").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn emptying_that_is_cut_short_leaves_a_folder_that_is_known_as_ours() {
        let dir = scratch("cut");
        drop(DataDir::open(&dir, false).unwrap());

        empty(&dir).unwrap();

        assert!(dir.join(MARKER).exists() && !dir.join("mail").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn what_a_killed_run_told_about_itself_is_gone_at_the_next_start() {
        let dir = scratch("facts");
        drop(DataDir::open(&dir, false).unwrap());
        std::fs::write(dir.join("run/env.json"), "{}").unwrap();

        let data = DataDir::open(&dir, false).unwrap();

        assert!(data.path("run").exists() && !data.path("run/env.json").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
