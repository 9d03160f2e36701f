//! The mail as a message: headers, both texts, and the pictures inside it.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use platform::trace::TraceContext;
use std::time::SystemTime;
use uuid::Uuid;

use crate::mail::{AFTER_CID, BEFORE_CID, Drawn};

/// Who sends: the same for every mail of this installation.
#[derive(Clone, Debug)]
pub struct Letterhead {
    pub from: Mailbox,
    /// The front door, without a slash at the end.
    pub public_url: String,
    /// Its host, the right side of every Message-ID.
    pub host: String,
}

impl Letterhead {
    /// `from` is a name and an address, `public_url` the address of the front door.
    pub fn new(from: &str, public_url: &str) -> anyhow::Result<Self> {
        let from = from.parse().context("MAIL_FROM is no mail address")?;
        let url = reqwest::Url::parse(public_url).context("PUBLIC_URL")?;
        let host = url.host_str().context("PUBLIC_URL has no host")?.to_owned();
        Ok(Self { from, public_url: public_url.trim_end_matches('/').to_owned(), host })
    }
}

/// The pictures of one mail: JPEG files.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    pub before: Option<Vec<u8>>,
    pub after: Option<Vec<u8>>,
}

/// Puts the message together. `delivery_id` makes it the same message each time; `stop` is the
/// address that ends the mails, by a visit and a button or by a `POST` at once.
pub fn compose(
    letterhead: &Letterhead,
    delivery_id: Uuid,
    to: Address,
    stop: &str,
    drawn: Drawn,
    pictures: Pictures,
    now: DateTime<Utc>,
) -> anyhow::Result<Message> {
    let builder = Message::builder()
        .from(letterhead.from.clone())
        .to(Mailbox::new(None, to))
        .subject(drawn.subject)
        .date(SystemTime::from(now))
        .message_id(Some(format!("<{delivery_id}@{}>", letterhead.host)))
        .raw_header(fixed("List-Unsubscribe", format!("<{stop}>")))
        .raw_header(fixed("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
        // Leads from the mail in somebody's hands to the log lines of its report.
        .raw_header(fixed("Traceparent", TraceContext::current().to_string()))
        .raw_header(fixed("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(fixed("Content-Language", drawn.lang.tag().to_owned()));

    let text = SinglePart::plain(drawn.text);
    let page = SinglePart::html(drawn.html);
    let body = MultiPart::alternative().singlepart(text);
    let jpeg = || ContentType::parse("image/jpeg").context("image/jpeg");
    let mut inline = Vec::new();
    for (bytes, cid, name) in
        [(pictures.before, BEFORE_CID, "voor.jpg"), (pictures.after, AFTER_CID, "na.jpg")]
    {
        if let Some(bytes) = bytes {
            let picture = Attachment::new_inline_with_name(cid.to_owned(), name.to_owned());
            inline.push(picture.body(bytes, jpeg()?));
        }
    }
    let body = if inline.is_empty() {
        body.singlepart(page)
    } else {
        let related = MultiPart::related().singlepart(page);
        body.multipart(inline.into_iter().fold(related, MultiPart::singlepart))
    };
    Ok(builder.multipart(body)?)
}

/// A header whose value is ours alone: an address of the front door and
/// base64url, so nothing in it needs encoding, and folding would break it.
fn fixed(name: &'static str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STOP: &str = "https://voorbeeld.nl/berichten/stop/AAAAAAAAAAAAAAAAAAAAAA";

    fn letterhead() -> Letterhead {
        Letterhead::new("Opgeruimd <post@voorbeeld.nl>", "https://voorbeeld.nl/").unwrap()
    }

    fn composed(subject: &str, pictures: Pictures) -> String {
        let drawn = Drawn {
            lang: web::Lang::dutch(),
            subject: subject.to_owned(),
            html: "<p>één</p>".to_owned(),
            text: "één".to_owned(),
        };
        let now = "2026-11-24T08:14:00Z".parse().unwrap();
        let to = "a@b.nl".parse().unwrap();
        let message = compose(&letterhead(), Uuid::nil(), to, STOP, drawn, pictures, now);
        String::from_utf8(message.unwrap().formatted()).unwrap()
    }

    fn headers(message: &str) -> &str {
        message.split_once("\r\n\r\n").unwrap().0
    }

    #[test]
    fn the_headers_let_a_mailbox_stop_it_and_know_it_again() {
        let message = composed("Opgelost: Wiekslag 14", Pictures::default());
        for header in [
            "Message-ID: <00000000-0000-0000-0000-000000000000@voorbeeld.nl>",
            "List-Unsubscribe: <https://voorbeeld.nl/berichten/stop/AAAAAAAAAAAAAAAAAAAAAA>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "Content-Language: nl",
            "Subject: Opgelost: Wiekslag 14",
            "From: Opgeruimd <post@voorbeeld.nl>",
            "To: a@b.nl",
            "Date: Tue, 24 Nov 2026 08:14:00 +0000",
        ] {
            assert!(headers(&message).lines().any(|line| line == header), "{header}\n{message}");
        }
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let message = composed("Opgelost: x\r\nBcc: c@d.nl", Pictures::default());
        assert!(!headers(&message).lines().any(|line| line.starts_with("Bcc:")), "{message}");
    }

    #[test]
    fn pictures_travel_inside_and_only_when_there_are_any() {
        let pictures =
            Pictures { before: Some(vec![0xff, 0xd8, 1]), after: Some(vec![0xff, 0xd8]) };
        let with = composed("x", pictures);
        assert!(with.contains("multipart/related"));
        assert!(with.contains("Content-ID: <before@opgeruimd>"));
        assert!(with.contains("Content-ID: <after@opgeruimd>"));
        assert!(with.contains("filename=\"voor.jpg\""));
        assert!(!composed("x", Pictures::default()).contains("related"));
    }

    #[test]
    fn addresses_that_would_steer_the_message_are_refused() {
        for address in ["a@b.nl\r\nBcc: c@d.nl", "a@b.nl, c@d.nl", "<a@b.nl>", "a b@c.nl", ""] {
            assert!(address.parse::<Address>().is_err(), "{address}");
        }
    }

    #[test]
    fn settings_that_cannot_work_are_refused_at_start() {
        assert!(Letterhead::new("nobody", "https://voorbeeld.nl").is_err());
        assert!(Letterhead::new("a@b.nl", "voorbeeld").is_err());
        assert!(
            Letterhead::new("Opgeruimd <opgeruimd@localhost>", "http://127.0.0.1:8080").is_ok()
        );
    }
}
