//! Who does an order: a member of its team, or a partner by a link. What they may do, who they are
//! to others, and where their pages are, is in one place.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::Problem,
    staff::{OnPage, Staff},
};
use uuid::Uuid;
use web::{Page, Signed};

use crate::{
    AppState, act,
    order::WorkOrder,
    partner::{Link, Token},
    store,
};

/// Somebody at one order.
#[derive(Clone, Debug)]
pub struct Worker {
    pub work_order_id: Uuid,
    who: Who,
}

#[derive(Clone, Debug)]
enum Who {
    Staff(Staff),
    Partner { link: Link, token: Token },
}

impl Worker {
    pub fn staff(staff: Staff, work_order_id: Uuid) -> Self {
        Self { work_order_id, who: Who::Staff(staff) }
    }

    /// The partner whose link it is. 404 for a link that is none, 410 for one that has ended.
    pub async fn of_link(state: &AppState, token: &str) -> Result<Self, Problem> {
        let token = Token::given(token);
        let link = store::partner::of_token(&state.service.pool, &token).await?;
        let link = link.ok_or_else(|| {
            let detail =
                "Deze link bestaat niet of is ingetrokken. Vraag de gemeente om een nieuwe.";
            Problem::not_found(detail)
        })?;
        if link.is_expired(clock::now()) {
            return Err(Problem::gone("Deze link is verlopen. Vraag de gemeente om een nieuwe."));
        }
        Ok(Self { work_order_id: link.work_order_id, who: Who::Partner { link, token } })
    }

    /// Whoever the path names: `{token}` or `{work_order_id}`, and then who signed in.
    async fn of(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        // Only bytes that are no text cannot be read.
        let params = params.map_err(|_| act::unknown().into_response())?;
        let named = |name: &str| params.iter().find(|(key, _)| *key == name);
        if let Some((_, token)) = named("token") {
            let partner = Self::of_link(state, token).await;
            return partner.map_err(Problem::into_response);
        }
        let OnPage(staff) = OnPage::from_request_parts(parts, state).await?;
        let id = named("work_order_id").and_then(|(_, id)| id.parse().ok());
        let id = id.ok_or_else(|| act::unknown().into_response())?;
        Ok(Self::staff(staff, id))
    }

    /// The order, for somebody who may act on it.
    pub async fn order(&self, state: &AppState) -> Result<WorkOrder, Problem> {
        self.require_worker()?;
        let order = store::find(&state.service.pool, self.work_order_id).await?;
        let order = order.ok_or_else(act::unknown)?;
        self.require_may_act(&order)?;
        Ok(order)
    }

    /// Refuses with 403 who may not do anything with work orders of any team.
    pub fn require_worker(&self) -> Result<(), Problem> {
        match &self.who {
            Who::Staff(staff) => act::require_worker(staff),
            Who::Partner { .. } => Ok(()),
        }
    }

    /// Refuses with 403 who may not act on this order.
    pub fn require_may_act(&self, order: &WorkOrder) -> Result<(), Problem> {
        match &self.who {
            Who::Staff(staff) => act::require_may_act(staff, order),
            Who::Partner { link, .. } if link.work_order_id == order.work_order_id => Ok(()),
            Who::Partner { .. } => Err(Problem::forbidden()),
        }
    }

    /// By which a step that is sent twice is known.
    pub fn id(&self) -> Uuid {
        match &self.who {
            Who::Staff(staff) => staff.staff_id,
            Who::Partner { link, .. } => link.partner_link_id,
        }
    }

    /// The name that goes with what they did.
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Staff(staff) => &staff.name,
            Who::Partner { link, .. } => &link.partner_name,
        }
    }

    /// The name of the partner; `None` for a member of the team.
    pub fn partner_name(&self) -> Option<&str> {
        match &self.who {
            Who::Staff(_) => None,
            Who::Partner { link, .. } => Some(&link.partner_name),
        }
    }

    /// The member of the team; `None` for a partner.
    pub fn member(&self) -> Option<&Staff> {
        match &self.who {
            Who::Staff(staff) => Some(staff),
            Who::Partner { .. } => None,
        }
    }

    /// The path of their pages about the order.
    pub fn path(&self) -> String {
        match &self.who {
            Who::Staff(_) => format!("/werk/{}", self.work_order_id),
            Who::Partner { token, .. } => format!("/partner/{}", token.as_str()),
        }
    }

    /// Where they go when the order is closed: a crew to the list or the round, which says so and goes on; a
    /// partner has nothing else.
    pub fn path_after(&self, order: &WorkOrder) -> String {
        match &self.who {
            Who::Staff(_) => format!("{}?af={}", order.list_path(), self.work_order_id),
            Who::Partner { .. } => self.path(),
        }
    }

    /// The frame of a page of theirs.
    pub fn page(&self, state: &AppState, path: &str, now: DateTime<Utc>) -> Page {
        let signed = match &self.who {
            Who::Staff(staff) => Some(Signed::from(staff)),
            Who::Partner { .. } => None,
        };
        Page::crew(&state.assets, format!("{}{path}", self.path()), now, signed)
    }
}

impl FromRequestParts<AppState> for Worker {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        Self::of(parts, state).await
    }
}
