//! Who has which issue open now, so that two dispatchers do not do the same work.
//!
//! Kept in memory: it lasts as long as the page's stream, and helps even when a second instance of
//! the service does not know of it. What decides is the version of the issue.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use platform::{live::Live, staff::Staff};
use uuid::Uuid;

use crate::LIVE_TOPIC;

/// Who is watching what. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presence {
    watchers: Arc<Mutex<HashMap<Uuid, Vec<Watcher>>>>,
}

/// One open page.
#[derive(Clone, Debug)]
struct Watcher {
    page: Uuid,
    staff_id: Uuid,
    name: String,
}

/// Ends the watching when it is dropped.
#[derive(Debug)]
pub(crate) struct Watching {
    presence: Presence,
    issue_id: Uuid,
    page: Uuid,
    live: Live,
}

impl Presence {
    /// The staff member has the issue open, as long as what this gives lives.
    pub(crate) fn enter(&self, issue_id: Uuid, staff: &Staff, live: &Live) -> Watching {
        let page = Uuid::now_v7();
        let watcher = Watcher { page, staff_id: staff.staff_id, name: staff.name.clone() };
        self.with(|all| all.entry(issue_id).or_default().push(watcher));
        live.touch(LIVE_TOPIC);
        Watching { presence: self.clone(), issue_id, page, live: live.clone() }
    }

    /// Names of the others who have the issue open, each once.
    pub(crate) fn others(&self, issue_id: Uuid, staff_id: Uuid) -> Vec<String> {
        let watchers = self.with(|all| all.get(&issue_id).cloned().unwrap_or_default());
        let others = watchers.into_iter().filter(|watcher| watcher.staff_id != staff_id);
        let mut names: Vec<_> = others.map(|watcher| watcher.name).collect();
        names.sort();
        names.dedup();
        names
    }

    fn leave(&self, issue_id: Uuid, page: Uuid) {
        self.with(|all| {
            if let Some(watchers) = all.get_mut(&issue_id) {
                watchers.retain(|watcher| watcher.page != page);
                if watchers.is_empty() {
                    all.remove(&issue_id);
                }
            }
        });
    }

    /// Nothing that is done under the lock can fail halfway.
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<Uuid, Vec<Watcher>>) -> T) -> T {
        act(&mut self.watchers.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.presence.leave(self.issue_id, self.page);
        self.live.touch(LIVE_TOPIC);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use platform::staff::{Given, Role};
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn staff(id: u128, name: &str) -> Staff {
        let id = Uuid::from_u128(id);
        let given = Given::role(Role::Dispatcher);
        Staff::new(id, id, name.to_owned(), given, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn others_are_seen_until_they_close_their_last_page() {
        let (presence, live) = (Presence::default(), Live::new(CancellationToken::new()));
        let (one, two, issue) = (staff(1, "Meldkamer 1"), staff(2, "Meldkamer 2"), Uuid::nil());

        let _mine = presence.enter(issue, &one, &live);
        let first = presence.enter(issue, &two, &live);
        let second = presence.enter(issue, &two, &live);
        assert_eq!(presence.others(issue, one.staff_id), ["Meldkamer 2"]);
        assert_eq!(presence.others(issue, two.staff_id), ["Meldkamer 1"]);
        drop(first);
        assert_eq!(presence.others(issue, one.staff_id), ["Meldkamer 2"]);
        drop(second);
        assert!(presence.others(issue, one.staff_id).is_empty());
        assert!(presence.others(Uuid::max(), one.staff_id).is_empty());
    }
}
