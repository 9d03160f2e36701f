//! Writes mails as files, for the demo and for tests.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use lettre::Message;
use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

use super::{SendError, Transport};

/// One file a delivery. The delivery's id is the name, so a mail that is sent
/// again takes the place of the same mail: nobody gets it twice.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder when it is not there.
    pub fn new(folder: impl Into<PathBuf>) -> anyhow::Result<Self> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("MAIL_DIR {} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Transport for Folder {
    async fn send(&self, delivery_id: Uuid, message: Message) -> Result<(), SendError> {
        // Readers look for .eml, so they never see half a mail.
        let half = self.0.join(format!(".{delivery_id}.part"));
        let whole = self.0.join(format!("{delivery_id}.eml"));
        write(&half, &whole, &message.formatted())
            .await
            .map_err(|error| SendError::Later(format!("the mail could not be written: {error}")))
    }
}

async fn write(half: &Path, whole: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(half).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(half, whole).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(subject: &str) -> Message {
        let address: lettre::message::Mailbox = "a@b.nl".parse().unwrap();
        let builder = Message::builder().from(address.clone()).to(address);
        builder.subject(subject).body("één".to_owned()).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn a_mail_that_is_sent_twice_lies_there_once_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let transport = Folder::new(folder.path().join("mail")).unwrap();
        let id = Uuid::from_u128(7);
        transport.send(id, message("one")).await.unwrap();
        transport.send(id, message("two")).await.unwrap();

        assert_eq!(names(&folder.path().join("mail")), [format!("{id}.eml")]);
        let file = folder.path().join("mail").join(format!("{id}.eml"));
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("Subject: two") && !text.contains("Subject: one"));
    }

    #[tokio::test]
    async fn what_a_crash_left_behind_is_no_mail_and_does_not_hinder() {
        let folder = tempfile::tempdir().unwrap();
        let id = Uuid::from_u128(7);
        std::fs::write(folder.path().join(format!(".{id}.part")), "half a ma").unwrap();
        assert!(
            !names(folder.path())
                .iter()
                .any(|name| Path::new(name).extension().is_some_and(|it| it == "eml"))
        );
        Folder::new(folder.path()).unwrap().send(id, message("one")).await.unwrap();
        assert_eq!(names(folder.path()), [format!("{id}.eml")]);
    }

    #[tokio::test]
    async fn a_folder_that_is_gone_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let transport = Folder::new(folder.path().join("mail")).unwrap();
        std::fs::remove_dir_all(folder.path().join("mail")).unwrap();
        let outcome = transport.send(Uuid::nil(), message("one")).await;
        assert!(matches!(outcome, Err(SendError::Later(_))));
    }
}
