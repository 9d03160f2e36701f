//! Says what was just done, and offers to take it back.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    acts::{Kind, UNDO_FOR},
    pages::{Notice, UndoOffer},
    store::acts::Told,
};

/// `None` when nobody did it.
pub(super) fn notice(batch_id: Uuid, acts: &[Told], now: DateTime<Utc>) -> Option<Notice> {
    let first = acts.first()?;
    let until = first.done_at + UNDO_FOR;
    let is_undone = acts.iter().all(|act| act.is_undone);
    let offer = UndoOffer { batch_id: batch_id.to_string(), until };
    let undo = (!is_undone && until > now).then_some(offer);
    let line = if is_undone { undone(acts) } else { done(first, acts) };
    Some(Notice { lines: vec![line], is_conflict: false, undo })
}

fn undone(acts: &[Told]) -> String {
    match acts {
        [act] => format!("Teruggedraaid: {}.", act.number),
        acts => format!("{} kwesties teruggedraaid.", acts.len()),
    }
}

fn done(first: &Told, acts: &[Told]) -> String {
    let (number, many) = (&first.number, acts.len());
    let is_one = many == 1;
    match first.kind {
        Kind::Assigned if first.team_name.is_empty() => format!("{number} wacht op een team."),
        Kind::Assigned if is_one => format!("{number} ligt nu bij {}.", first.team_name),
        Kind::Assigned => format!("{many} kwesties liggen nu bij {}.", first.team_name),
        Kind::Closing if is_one => format!("{number} wordt afgesloten."),
        Kind::Closing => format!("{many} kwesties worden afgesloten."),
        Kind::Joined => format!("{} kwesties zijn nu één: {number}.", many + 1),
        Kind::Split => format!("De meldingen van {number} zijn gesplitst."),
        Kind::Asked => format!("De vraag over {number} is gesteld."),
        Kind::Noted => format!("Notitie bij {number} bewaard."),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn act(kind: Kind, number: &str) -> Told {
        Told {
            kind,
            number: number.to_owned(),
            team_name: "Grofvuil".to_owned(),
            done_at: DateTime::UNIX_EPOCH,
            is_undone: false,
        }
    }

    fn told(acts: &[Told], seconds: i64) -> (String, bool) {
        let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let notice = notice(Uuid::nil(), acts, now).unwrap();
        (notice.lines.concat(), notice.undo.is_some())
    }

    #[test]
    fn one_thing_is_named_and_several_are_counted() {
        let one = act(Kind::Assigned, "LD-4F7K-29");
        assert_eq!(told(std::slice::from_ref(&one), 1).0, "LD-4F7K-29 ligt nu bij Grofvuil.");
        assert_eq!(told(&[one.clone(), one], 1).0, "2 kwesties liggen nu bij Grofvuil.");
        let joined = act(Kind::Joined, "LD-4F7K-29");
        assert_eq!(told(&[joined.clone(), joined], 1).0, "3 kwesties zijn nu één: LD-4F7K-29.");
    }

    #[test]
    fn it_can_be_taken_back_for_half_a_minute_and_once() {
        let closing = act(Kind::Closing, "LD-4F7K-29");
        assert!(told(std::slice::from_ref(&closing), 29).1);
        assert!(!told(std::slice::from_ref(&closing), 30).1);
        let undone = Told { is_undone: true, ..closing };
        assert_eq!(told(&[undone], 5), ("Teruggedraaid: LD-4F7K-29.".to_owned(), false));
    }
}
