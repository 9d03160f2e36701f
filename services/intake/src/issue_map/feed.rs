//! The Atom feed of a buurt (RFC 4287): what is open and what was solved lately, newest first.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

/// What the feed says about itself.
#[derive(Debug)]
pub(crate) struct Feed {
    pub title: String,
    pub language: &'static str,
    /// The address of the feed, and of the page that shows the same.
    pub own_url: String,
    pub page_url: String,
    pub entries: Vec<Entry>,
}

/// One issue.
#[derive(Debug)]
pub(crate) struct Entry {
    pub issue_id: Uuid,
    pub title: String,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// The feed as XML. `now` is when it last changed, if it holds nothing.
pub(crate) fn atom(feed: &Feed, now: DateTime<Utc>) -> String {
    let updated = feed.entries.iter().map(|entry| entry.changed_at).max().unwrap_or(now);
    let (own, page) = (escape(&feed.own_url), escape(&feed.page_url));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{}</title>\
         <id>{own}</id><updated>{}</updated><author><name>Opgeruimd</name></author>\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>",
        escape(feed.language),
        escape(&feed.title),
        moment(updated),
    );
    for entry in &feed.entries {
        write!(
            xml,
            "<entry><title>{}</title><id>urn:uuid:{}</id><published>{}</published>\
             <updated>{}</updated><link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\
             </entry>",
            escape(&entry.title),
            entry.issue_id,
            moment(entry.opened_at),
            moment(entry.changed_at),
        )
        .expect("a string takes everything that is written to it");
    }
    xml.push_str("</feed>\n");
    xml
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Text as it may stand in XML 1.0, which knows no way to write most control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && letter.is_ascii() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn feed(title: &str) -> String {
        let feed = Feed {
            title: title.to_owned(),
            language: "nl",
            own_url: "https://voorbeeld.nl/kaart/feed.atom?buurt=BU1&x=1".to_owned(),
            page_url: "https://voorbeeld.nl/kaart".to_owned(),
            entries: vec![Entry {
                issue_id: Uuid::from_u128(7),
                title: title.to_owned(),
                opened_at: DateTime::UNIX_EPOCH,
                changed_at: DateTime::UNIX_EPOCH,
            }],
        };
        atom(&feed, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn names_are_text_and_never_markup() {
        let xml = feed("<b>Zuid</b> & \"Co\"\u{0}\u{1b}");

        assert!(
            xml.contains("<title>&lt;b&gt;Zuid&lt;/b&gt; &amp; &quot;Co&quot;</title>"),
            "{xml}"
        );
        assert!(xml.contains("buurt=BU1&amp;x=1"), "{xml}");
    }

    proptest! {
        /// Every tag is one of ours and closed, every `&` begins a reference that XML knows.
        #[test]
        fn whatever_the_name_the_feed_is_well_formed(name in any::<String>()) {
            let xml = feed(&name);
            let expected = feed("x");
            let tags = |xml: &str| {
                let pieces: Vec<String> = xml.split('<').skip(1)
                    .filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag.to_owned()))
                    .collect();
                pieces
            };
            prop_assert_eq!(tags(&xml), tags(&expected));
            for reference in xml.split('&').skip(1) {
                let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
                prop_assert!(known.iter().any(|known| reference.starts_with(known)));
            }
            prop_assert!(xml.chars().all(|c| !c.is_ascii_control() || "\t\n\r".contains(c)));
        }
    }
}
