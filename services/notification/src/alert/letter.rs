//! The two mails about a buurt: the one that asks for confirmation, and the news of a day.

use askama::Template;
use chrono::{DateTime, Utc};
use lettre::Message;
use sqlx::PgPool;
use uuid::Uuid;
use web::{Lang, lang::Value};

use super::{LASTS, REMINDED};
use crate::{
    deliver::{address, never},
    mail::{
        Drawn,
        message::{self, Letterhead, Pictures},
        plain, text,
    },
    store::{
        alerts::AlertMail,
        area_issues::{self, Told},
    },
    transport::SendError,
};

/// Issues of each kind in a mail; the map shows the rest.
const ROWS_MAX: usize = 20;

/// Issues that are counted.
const COUNT_MAX: i64 = 500;

/// Writes what the delivery is to bring.
pub(crate) async fn write(
    pool: &PgPool,
    letterhead: &Letterhead,
    delivery_id: Uuid,
    mail: AlertMail,
    now: DateTime<Utc>,
) -> Result<Message, SendError> {
    let news = match mail.day {
        Some(day) => area_issues::told(pool, &mail.area_code, day, COUNT_MAX).await?,
        None => Vec::new(),
    };
    if mail.day.is_some() && news.is_empty() {
        return Err(never("what it would tell is in another buurt now"));
    }
    let to = address(&mail.email)?;
    let stop = format!("{}/stop", confirm_url(&mail, &letterhead.public_url));
    let drawn = draw(&mail, &news, &letterhead.public_url, now)?;
    Ok(message::compose(letterhead, delivery_id, to, &stop, drawn, Pictures::default(), now)?)
}

/// The mail in words. Without a day it asks for confirmation, else it tells the news.
pub fn draw(
    mail: &AlertMail,
    news: &[Told],
    public_url: &str,
    now: DateTime<Utc>,
) -> askama::Result<Drawn> {
    let mail_view = &View::new(mail, news, public_url, now);
    let (html, plain_text) = if mail.day.is_some() {
        (DigestHtml { mail: mail_view }.render()?, DigestText { mail: mail_view }.render()?)
    } else {
        (ConfirmHtml { mail: mail_view }.render()?, ConfirmText { mail: mail_view }.render()?)
    };
    let (lang, subject) = (mail_view.lang, mail_view.subject.clone());
    Ok(Drawn { lang, subject, html, text: text::wrap(&plain_text) })
}

fn confirm_url(mail: &AlertMail, public_url: &str) -> String {
    format!("{public_url}/berichten/buurt/{}", mail.token)
}

/// What the templates print.
struct View {
    lang: Lang,
    subject: String,
    /// The sentence that a mailbox shows after the subject.
    preview: String,
    area: String,
    new: List,
    solved: List,
    /// The last day of the mails, when it is near.
    lapses: Option<String>,
    map_url: String,
    confirm_url: String,
    stop_url: String,
}

/// What is new, or what was solved.
#[derive(Default)]
struct List {
    count: usize,
    rows: Vec<Row>,
}

struct Row {
    what: &'static str,
    when: String,
}

impl List {
    fn hidden(&self) -> Option<usize> {
        self.count.checked_sub(self.rows.len()).filter(|hidden| *hidden > 0)
    }
}

impl View {
    fn new(mail: &AlertMail, news: &[Told], public_url: &str, now: DateTime<Utc>) -> Self {
        let lang = Lang::tagged(&mail.language).unwrap_or_else(Lang::dutch);
        let list = |is_solved: bool| {
            let of_kind = news.iter().filter(move |told| told.is_solved == is_solved);
            List {
                count: of_kind.clone().count(),
                rows: of_kind.take(ROWS_MAX).map(|told| row(lang, told, now)).collect(),
            }
        };
        let ends_at = mail.confirmed_at.map(|at| at + LASTS).filter(|end| *end < now + REMINDED);
        let confirm_url = confirm_url(mail, public_url);
        let mut view = Self {
            lang,
            subject: String::new(),
            preview: String::new(),
            area: mail.area_name.clone(),
            new: list(false),
            solved: list(true),
            lapses: ends_at.map(|end| lang.weekday_and_date(end, now)),
            map_url: format!("{public_url}/kaart?buurt={}", mail.area_code),
            stop_url: format!("{confirm_url}/stop"),
            confirm_url,
        };
        view.subject = plain(&view.subject(mail.day.is_some()));
        view.preview = view.preview(mail.day.is_some());
        view
    }

    fn t(&self, key: &str) -> &'static str {
        self.lang.t(key)
    }

    fn t1(&self, key: &str, name: &str, value: impl Value) -> String {
        self.lang.t1(key, name, value)
    }

    /// Each list with the key of its heading.
    fn lists(&self) -> [(&'static str, &List); 2] {
        [("alert-mail-new", &self.new), ("alert-mail-solved", &self.solved)]
    }

    fn subject(&self, is_digest: bool) -> String {
        let area = &self.area;
        let (new, solved) = (self.new.count, self.solved.count);
        match (is_digest, new, solved) {
            (false, ..) => self.t1("alert-mail-confirm-subject", "area", area),
            (true, _, 0) => self.lang.t2("alert-mail-subject-new", "area", area, "count", new),
            (true, 0, _) => {
                self.lang.t2("alert-mail-subject-solved", "area", area, "count", solved)
            }
            (true, ..) => self.lang.say(
                "alert-mail-subject-both",
                &[("area", area), ("new", &new), ("solved", &solved)],
            ),
        }
    }

    fn preview(&self, is_digest: bool) -> String {
        if !is_digest {
            return self.t("alert-mail-confirm-text").to_owned();
        }
        let mut kinds: Vec<_> =
            self.new.rows.iter().chain(&self.solved.rows).map(|row| row.what).collect();
        kinds.dedup();
        kinds.join(" · ")
    }
}

fn row(lang: Lang, told: &Told, now: DateTime<Utc>) -> Row {
    let when = if told.is_solved {
        lang.t1("map-solved-on", "day", lang.weekday_and_date(told.changed_at, now))
    } else {
        let since = lang.t1("map-since", "day", lang.weekday_and_date(told.opened_at, now));
        format!("{} · {since}", lang.status(&told.status).label)
    };
    Row { what: lang.category(&told.category).label, when }
}

macro_rules! templates {
    ($($name:ident $path:literal)*) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            mail: &'a View,
        }
    )*};
}

templates! {
    ConfirmHtml "mail/alert_confirm.html"
    ConfirmText "mail/alert_confirm.txt"
    DigestHtml "mail/alert_digest.html"
    DigestText "mail/alert_digest.txt"
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-24T16:00:00Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn mail(day: Option<&str>) -> AlertMail {
        AlertMail {
            email: "a@b.nl".to_owned(),
            language: "nl".to_owned(),
            token: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            area_code: "BU03071001".to_owned(),
            area_name: "Zangvogelbuurt".to_owned(),
            confirmed_at: day.map(|_| at("2026-11-01T12:00:00Z")),
            day: day.map(|day| day.parse().unwrap()),
        }
    }

    fn told(category: &str, status: &str) -> Told {
        Told {
            category: category.to_owned(),
            status: status.to_owned(),
            is_solved: status == "resolved",
            opened_at: at("2026-11-23T08:00:00Z"),
            changed_at: at("2026-11-24T08:00:00Z"),
        }
    }

    fn drawn(mail: &AlertMail, news: &[Told]) -> Drawn {
        draw(mail, news, "https://voorbeeld.nl", at(NOW)).unwrap()
    }

    #[test]
    fn the_news_of_a_day_says_what_is_new_and_what_was_solved() {
        let news = [told("bulky_waste", "routed"), told("litter", "resolved")];
        let drawn = drawn(&mail(Some("2026-11-24")), &news);

        assert_eq!(drawn.subject, "Zangvogelbuurt: 1 nieuw, 1 opgelost");
        for part in [
            "Grofvuil",
            "Bij de ploeg · sinds maandag 23 november",
            "Zwerfafval",
            "opgelost: dinsdag 24 november",
        ] {
            assert!(drawn.text.contains(part), "{part}\n{}", drawn.text);
            assert!(drawn.html.contains(part), "{part}\n{}", drawn.html);
        }
        for link in [
            "https://voorbeeld.nl/kaart?buurt=BU03071001",
            "https://voorbeeld.nl/berichten/buurt/AAAAAAAAAAAAAAAAAAAAAA/stop",
        ] {
            assert!(drawn.text.lines().any(|line| line == link), "{link}\n{}", drawn.text);
            assert!(drawn.html.contains(&format!("href=\"{link}\"")), "{link}");
        }
    }

    #[test]
    fn one_kind_of_news_leaves_the_other_out() {
        let drawn = drawn(&mail(Some("2026-11-24")), &[told("litter", "resolved")]);
        assert_eq!(drawn.subject, "Zangvogelbuurt: 1 opgelost");
        assert!(!drawn.text.contains("Nieuw"), "{}", drawn.text);
    }

    #[test]
    fn a_long_list_ends_with_how_many_more_there_are() {
        let news = vec![told("litter", "routed"); ROWS_MAX + 3];
        let drawn = drawn(&mail(Some("2026-11-24")), &news);
        assert_eq!(drawn.text.matches("Bij de ploeg").count(), ROWS_MAX);
        assert!(drawn.text.contains("En nog 3"), "{}", drawn.text);
    }

    #[test]
    fn the_mail_that_asks_tells_nothing_but_the_name_of_the_buurt() {
        let drawn = drawn(&mail(None), &[]);
        assert_eq!(drawn.subject, "Wil je mail over Zangvogelbuurt?");
        let link = "https://voorbeeld.nl/berichten/buurt/AAAAAAAAAAAAAAAAAAAAAA";
        assert!(drawn.text.lines().any(|line| line == link), "{}", drawn.text);
        assert!(drawn.html.contains(&format!("href=\"{link}\"")));
    }

    #[test]
    fn near_the_end_of_the_year_the_mail_says_how_to_go_on() {
        let news = [told("litter", "routed")];
        let early = drawn(&mail(Some("2026-11-24")), &news);
        let confirmed_at = Some(at("2025-12-10T12:00:00Z"));
        let late = drawn(&AlertMail { confirmed_at, ..mail(Some("2026-11-24")) }, &news);

        assert!(!early.text.contains("Wil je ze houden"), "{}", early.text);
        assert!(late.text.contains("stoppen op donderdag 10 december"), "{}", late.text);
        assert!(late.html.contains("/berichten/buurt/AAAAAAAAAAAAAAAAAAAAAA\""));
    }

    #[test]
    fn every_language_has_the_whole_mail_in_lines_that_fit() {
        let news = [told("bulky_waste", "routed"), told("litter", "resolved")];
        for lang in Lang::all() {
            let language = lang.tag().to_owned();
            let mail = AlertMail { language, ..mail(Some("2026-11-24")) };
            let drawn = drawn(&mail, &news);
            assert!(drawn.html.contains(lang.category("litter").label), "{lang}");
            assert!(!drawn.html.contains('…') && !drawn.text.contains("\n\n\n"), "{lang}");
            assert!(!drawn.subject.contains('\u{2068}'), "{lang}");
        }
    }
}
