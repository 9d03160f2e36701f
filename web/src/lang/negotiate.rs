//! Which of our languages a browser would like best (RFC 9110, section 12.5.4).

use axum::http::{HeaderMap, header};

use super::Lang;

/// Languages of one header that are looked at.
const ASKED_MAX: usize = 16;

/// The best of our languages that the browser asks for.
pub(super) fn asked_for(headers: &HeaderMap) -> Option<Lang> {
    best(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

fn best(header: &str) -> Option<Lang> {
    let mut asked: Vec<(f32, Lang)> =
        header.split(',').take(ASKED_MAX).filter_map(weighed).collect();
    // Stable: of two that are liked as much, the first.
    asked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    asked.first().map(|(_, lang)| *lang)
}

/// "tr-TR;q=0.8"; a weight of 0 means: not this one.
fn weighed(item: &str) -> Option<(f32, Lang)> {
    let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.trim().parse().ok()?;
    let lang = Lang::tagged(tag.trim())?;
    (weight > 0.0 && weight <= 1.0).then_some((weight, lang))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tag(header: &str) -> Option<&'static str> {
        best(header).map(Lang::tag)
    }

    #[test]
    fn the_language_that_is_liked_best_and_that_we_have_is_chosen() {
        assert_eq!(tag("tr-TR,tr;q=0.9,en;q=0.8"), Some("tr"));
        assert_eq!(tag("uk, pl;q=0.3, en;q=0.7"), Some("en"));
        assert_eq!(tag("ar"), Some("ar"));
        assert_eq!(tag("pl;q=0, de"), None);
        assert_eq!(tag("*"), None);
        assert_eq!(tag("en;q=2, NL;q=0.1"), Some("nl"));
    }

    proptest! {
        #[test]
        fn any_header_gives_a_language_of_ours_or_none(header in "[ -~]{0,80}") {
            if let Some(lang) = best(&header) {
                prop_assert!(header.to_lowercase().contains(lang.tag()));
            }
        }
    }
}
