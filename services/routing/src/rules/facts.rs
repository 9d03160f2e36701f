//! What the condition of a rule may ask about a report.

use std::collections::HashMap;

use cel::{
    common::{
        types::{CelBool, CelInt, CelMap, CelMapKey, CelString},
        value::{CowVal, Val},
    },
    context::VariableResolver,
};
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use chrono_tz::Europe::Amsterdam;
use proto::questions::Answers;

use crate::service_level::Calendar;

/// A name that a condition can use, and what it stands for, as the page explains it.
pub const NAMES: [(&str, &str); 11] = [
    ("category", "soort"),
    ("area", "code van de buurt"),
    ("district", "naam van de wijk"),
    ("asset", "soort ding dat is aangewezen, of “”"),
    ("asset_owner", "van wie dat ding is, of “”"),
    ("answers", "antwoorden: answers.kind, of “” als er geen is"),
    ("source", "“form” of “api”"),
    ("photos", "aantal foto’s"),
    ("hour", "uur van de melding, 0 tot en met 23"),
    ("weekday", "dag van de melding, 1 is maandag, 7 is zondag"),
    ("open", "of het binnen werktijd was: true of false"),
];

/// What is known of a report when rules are tried on it. Texts are empty when there is nothing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Facts {
    pub category: String,
    /// Code of the buurt.
    pub area: String,
    /// Name of the wijk that the buurt is in.
    pub district: String,
    /// Kind of the thing on the street that was pointed at.
    pub asset: String,
    /// Whose that is, by the register.
    pub asset_owner: String,
    /// How it came: `form` or `api`.
    pub source: String,
    /// Of every question that any category asks; empty where nobody answered.
    pub answers: Answers,
    pub photos: u32,
    pub moment: Moment,
}

/// When a report was sent, by the clocks of the Netherlands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Moment {
    /// 0 to 23.
    pub hour: u32,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u32,
    /// Whether the municipality was open.
    pub is_open: bool,
}

impl Moment {
    pub fn of(at: DateTime<Utc>, calendar: &Calendar) -> Self {
        let local = at.with_timezone(&Amsterdam);
        let open = calendar.open(local.date_naive());
        Self {
            hour: local.hour(),
            weekday: local.weekday().number_from_monday(),
            is_open: open.is_some_and(|(opens, closes)| opens <= at && at < closes),
        }
    }
}

impl VariableResolver for Facts {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        let text = |text: &'b str| CowVal::owned(CelString::from(text));
        let number = |number: u32| CowVal::owned(CelInt::from(i64::from(number)));
        Some(match variable {
            "category" => text(&self.category),
            "area" => text(&self.area),
            "district" => text(&self.district),
            "asset" => text(&self.asset),
            "asset_owner" => text(&self.asset_owner),
            "source" => text(&self.source),
            "answers" => self.answers(),
            "photos" => number(self.photos),
            "hour" => number(self.moment.hour),
            "weekday" => number(self.moment.weekday),
            "open" => CowVal::owned(CelBool::from(self.moment.is_open)),
            _ => return None,
        })
    }
}

impl Facts {
    fn answers(&self) -> CowVal<'_, '_> {
        let mut map: HashMap<CelMapKey<'_>, Box<dyn Val + '_>> = HashMap::new();
        for (key, value) in &self.answers {
            map.insert(key.as_str().into(), Box::new(CelString::from(value.as_str())));
        }
        CowVal::owned(CelMap::from(map))
    }
}
