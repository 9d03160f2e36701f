//! The way back for dead letters: each consumer's handler by the name in the letter.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::{
    consumer::{Failure, Handler, Outcome},
    dead_letter,
    subscription::Subscription,
};

type Redriven = BoxFuture<'static, Result<Option<Outcome>, Failure>>;
type Redrive = Arc<dyn Fn(Uuid) -> Redriven + Send + Sync>;

/// The handlers of one service. Cheap to clone.
#[derive(Clone, Default)]
pub struct Redrivers(Arc<Mutex<BTreeMap<&'static str, Redrive>>>);

impl Redrivers {
    /// From now on letters of this subscription's handler can be tried again.
    pub(crate) fn register<H: Handler>(&self, subscription: Arc<Subscription<H>>) {
        let redrive: Redrive = Arc::new(move |dead_letter_id| {
            let subscription = subscription.clone();
            Box::pin(async move {
                let Subscription { handler, pool, outbox, .. } = &*subscription;
                dead_letter::redrive(handler, pool, outbox, dead_letter_id).await
            })
        });
        self.handlers().insert(H::NAME, redrive);
    }

    /// Handles a dead letter of `consumer` once more; `None` when there is no such letter, or no
    /// such consumer any more.
    pub async fn redrive(
        &self,
        consumer: &str,
        dead_letter_id: Uuid,
    ) -> Result<Option<Outcome>, Failure> {
        let redrive = self.handlers().get(consumer).cloned();
        match redrive {
            Some(redrive) => redrive(dead_letter_id).await,
            None => Ok(None),
        }
    }

    fn handlers(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, Redrive>> {
        // A map is whole at every moment, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
