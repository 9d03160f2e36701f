//! `GET /api/v1/work-orders`: every team's orders, by due time.

use axum::{Json, extract::State};
use platform::{
    cursor::Cursor,
    problem::{Problem, Query},
    staff::Staff,
};
use serde::Serialize;

use super::Item;
use crate::{
    AppState,
    filter::{self, Filter},
    order::WorkOrder,
    store,
};

/// One page of the list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    items: Vec<Item>,
    /// Gives the next page; null on the last.
    next_cursor: Option<String>,
}

/// Everybody of the staff may see what colleagues have to do, as far as their account reaches.
pub(super) async fn list(
    State(state): State<AppState>,
    staff: Staff,
    Query(query): Query<filter::Query>,
) -> Result<Json<Page>, Problem> {
    let filter = Filter::parse(&query).map_err(Problem::invalid_input)?;
    let filter = Filter { reach: staff.reach().map(<[String]>::to_vec), ..filter };
    let orders = store::list::page(&state.service.pool, &filter).await?;
    Ok(Json(page(orders, filter.limit as usize)))
}

/// `orders` holds one more than `limit` when there is a next page.
fn page(mut orders: Vec<WorkOrder>, limit: usize) -> Page {
    let has_more = orders.len() > limit;
    orders.truncate(limit);
    let last = orders.last().filter(|_| has_more);
    let next_cursor =
        last.map(|order| Cursor { at: order.due_at, id: order.work_order_id }.encode());
    Page { items: orders.into_iter().map(Item::from).collect(), next_cursor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::sample;

    #[test]
    fn only_a_page_with_more_behind_it_says_where_to_go_on() {
        let last = page(vec![sample(), sample()], 2);
        let first = page(vec![sample(), sample(), sample()], 2);

        assert_eq!((last.items.len(), last.next_cursor), (2, None));
        let cursor = first.next_cursor.as_deref().and_then(Cursor::parse).unwrap();
        assert_eq!((first.items.len(), cursor.at), (2, sample().due_at));
    }
}
