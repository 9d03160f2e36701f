//! What a phone sends of an act: checked once, all mistakes told at once.

use platform::problem::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    input::{Complete, Refuse, id, with_quick},
    progress::Action,
};

/// The body of `POST /werk/{id}/stap`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Body {
    act_id: String,
    staff_id: String,
    what: String,
    ms_ago: u32,
    away_m: Option<u32>,
    accuracy_m: Option<u32>,
    photo_ids: Vec<String>,
    quick: Vec<String>,
    note: String,
    reason: Option<String>,
}

/// An act that can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub act_id: Uuid,
    /// Who did it, as the phone knows.
    pub staff_id: Uuid,
    pub action: Action,
    /// Milliseconds since it was done, by the clock of the phone: at most some seven weeks.
    pub ms_ago: u32,
    /// Metres from the place of the order, and how sure the phone was of that. Where it was, it keeps to
    /// itself.
    pub away_m: Option<u32>,
    pub accuracy_m: Option<u32>,
}

impl Body {
    /// Fails with everything that is wrong with it.
    pub fn parse(self) -> Result<Sent, Vec<FieldError>> {
        let mut errors = Vec::new();
        let act_id = id(&self.act_id, "/actId", &mut errors);
        let staff_id = id(&self.staff_id, "/staffId", &mut errors);
        let action = match self.what.as_str() {
            "accept" => Ok(Action::Accept),
            "start" => Ok(Action::Start),
            "complete" => {
                let note = Some(with_quick(&self.quick, &self.note));
                Complete { photo_ids: self.photo_ids, note }.parse()
            }
            "refuse" => Refuse { reason: self.reason, note: Some(self.note) }.parse(),
            _ => {
                let detail = "Kies accept, start, complete of refuse.";
                Err(vec![FieldError::new("/what", detail)])
            }
        };
        match action {
            Ok(action) if errors.is_empty() => {
                let Self { ms_ago, away_m, accuracy_m, .. } = self;
                Ok(Sent { act_id, staff_id, action, ms_ago, away_m, accuracy_m })
            }
            Ok(_) => Err(errors),
            Err(wrong) => Err(errors.into_iter().chain(wrong).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::Reason;

    fn parsed(more: &Value) -> Result<Sent, Vec<FieldError>> {
        let mut body = json!({"actId": Uuid::from_u128(1), "staffId": Uuid::from_u128(2)});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value::<Body>(body).unwrap().parse()
    }

    fn pointers(more: &Value) -> Vec<String> {
        let errors = parsed(more).unwrap_err();
        errors.into_iter().map(|error| error.pointer.into_owned()).collect()
    }

    #[test]
    fn each_act_is_read_with_what_belongs_to_it() {
        let photo_id = Uuid::from_u128(3);
        let complete = json!({"what": "complete", "msAgo": 90, "photoIds": [photo_id],
            "quick": ["Container zit vol"], "note": "Schoon.", "awayM": 11});
        let sent = parsed(&complete).unwrap();
        let note = "Container zit vol. Schoon.".to_owned();
        assert_eq!(sent.action, Action::Complete { photo_ids: vec![photo_id], note });
        assert_eq!((sent.act_id, sent.ms_ago, sent.away_m), (Uuid::from_u128(1), 90, Some(11)));

        let refuse = parsed(&json!({"what": "refuse", "reason": "not_ours"})).unwrap();
        let note = String::new();
        assert_eq!(refuse.action, Action::Refuse { reason: Reason::NotOurs, note });
        assert_eq!(parsed(&json!({"what": "accept"})).unwrap().action, Action::Accept);
        assert_eq!(parsed(&json!({"what": "start"})).unwrap().action, Action::Start);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let wrong = json!({"actId": "x", "staffId": "", "what": "refuse"});
        assert_eq!(pointers(&wrong), ["/actId", "/staffId", "/reason"]);
        assert_eq!(pointers(&json!({"what": "cancel"})), ["/what"]);
        assert_eq!(pointers(&json!({})), ["/what"]);
    }
}
