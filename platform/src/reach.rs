//! Which things an account reaches: those in its wijken and buurten, or all.
//!
//! Lists leave out what lies elsewhere; whoever names such a thing all the same is told so. What lies
//! in no buurt is only for who works in the whole municipality.

use axum::{
    extract::{RawPathParams, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{problem::Problem, staff::Staff};

/// The condition that the row `$row`, which has an `area_code`, lies in one of the wijken and buurten
/// with the codes in parameter `$codes`. The schema has a table `area` with `area_code` and `wijk_code`.
#[macro_export]
macro_rules! lies_in {
    ($row:literal, $codes:literal) => {
        concat!(
            "exists (select from area reached where reached.area_code = ",
            $row,
            ".area_code and (reached.area_code = any (",
            $codes,
            ") or reached.wijk_code = any (",
            $codes,
            ")))"
        )
    };
}

/// Whether one of the things with the ids `$1` lies in none of the areas `$2`.
#[macro_export]
macro_rules! is_any_outside {
    ($table:literal, $id:literal) => {
        concat!(
            "select exists (select from ",
            $table,
            " thing where thing.",
            $id,
            " = any ($1) and not ",
            $crate::lies_in!("thing", "$2"),
            ")"
        )
    };
}

/// The things of one table. Cheap to clone.
#[derive(Clone)]
pub struct Reach {
    pool: PgPool,
    /// The id's name in the patterns of addresses, and in the table.
    id: &'static str,
    is_any_outside: &'static str,
}

impl Reach {
    /// `is_any_outside` is what the macro of that name gives for the table.
    pub fn new(pool: PgPool, id: &'static str, is_any_outside: &'static str) -> Self {
        Self { pool, id, is_any_outside }
    }

    /// Refuses with 403 when one of the things is out of reach. One that does not exist is not refused:
    /// the caller says that.
    pub async fn require(&self, staff: &Staff, ids: &[Uuid]) -> Result<(), Problem> {
        let Some(areas) = staff.reach() else { return Ok(()) };
        let asked = sqlx::query_scalar(self.is_any_outside).bind(ids).bind(areas);
        if asked.fetch_one(&self.pool).await? {
            return Err(Problem::out_of_reach());
        }
        Ok(())
    }
}

/// Middleware around every route: a thing that the address names is only for who reaches it.
pub async fn of_address(
    State(reach): State<Reach>,
    named: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let id = named.iter().find(|(name, _)| *name == reach.id);
    // What is no id is told by the handler.
    let id: Option<Uuid> = id.and_then(|(_, id)| id.parse().ok());
    // Whose right to the address was asked is known; where all may come, nobody is.
    let staff = request.extensions().get::<Staff>();
    if let (Some(id), Some(staff)) = (id, staff)
        && let Err(problem) = reach.require(staff, &[id]).await
    {
        return problem.into_response();
    }
    next.run(request).await
}
