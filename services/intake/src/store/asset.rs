//! Things on the street: which stand near a place, and putting a whole new register in.

use platform::import_file::steps::{Step, Steps};
use sqlx::PgConnection;
use uuid::Uuid;
use web::words;

use crate::{register::assets::FileAsset, submission::Location};

/// Degrees of latitude that are surely more than the metres: 1 m is 1/111 320 degree.
const DEGREES_PER_METRE: f64 = 1.0 / 100_000.0;

/// A thing on the street, seen from a place.
#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "the names of the columns")]
pub(crate) struct Asset {
    pub asset_id: Uuid,
    pub kind: String,
    pub number: String,
    /// Empty: the register does not say.
    pub owner: String,
    pub longitude: f64,
    pub latitude: f64,
    pub metres: f64,
    /// Whether a report about it is not done yet.
    pub is_reported: bool,
}

impl Asset {
    /// How far it is, rounded up.
    pub(crate) fn whole_metres(&self) -> u32 {
        // Distances on earth are far below the limit of the type, and never negative.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        let metres = self.metres.ceil() as u32;
        metres
    }
}

/// The columns of [`Asset`] seen from the point `$1`, `$2`, followed by `$tail`.
macro_rules! select_asset {
    ($tail:literal) => {
        concat!(
            "select asset_id, kind, number, owner, st_x(point) as longitude, st_y(point) as latitude,
                    metres, exists (
                        select from report where report.asset_id = asset.asset_id
                            and status not in ('resolved', 'not_resolved')
                    ) as is_reported
             from asset
             cross join lateral (
                 select st_distance(point::geography,
                     st_setsrid(st_makepoint($1, $2), 4326)::geography) as metres
             ) as seen ",
            $tail
        )
    };
}

/// The nearest first, within `metres_max`, at most `limit`.
pub(crate) async fn near(
    conn: &mut PgConnection,
    at: Location,
    metres_max: f64,
    limit: i64,
) -> sqlx::Result<Vec<Asset>> {
    sqlx::query_as(select_asset!(
        "where not is_gone and metres <= $3 and point && st_expand(
             st_setsrid(st_makepoint($1, $2), 4326),
             $4 / greatest(cos(radians($2)), 0.01), $4)
         order by metres, kind, number limit $5"
    ))
    .bind(at.longitude)
    .bind(at.latitude)
    .bind(metres_max)
    .bind(metres_max * DEGREES_PER_METRE)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// The thing itself, seen from a place, also when it is gone.
pub(crate) async fn find(
    conn: &mut PgConnection,
    asset_id: Uuid,
    at: Location,
) -> sqlx::Result<Option<Asset>> {
    sqlx::query_as(select_asset!("where asset_id = $3"))
        .bind(at.longitude)
        .bind(at.latitude)
        .bind(asset_id)
        .fetch_optional(conn)
        .await
}

pub(crate) async fn is_empty(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("select not exists (select from asset)").fetch_one(conn).await
}

/// Makes `assets` the whole register, in the caller's transaction. Those that stay keep their id;
/// those that are not in it are marked as gone, because reports may name them.
pub(crate) async fn replace(tx: &mut PgConnection, assets: &[FileAsset]) -> sqlx::Result<Steps> {
    let texts = |of: fn(&FileAsset) -> &str| assets.iter().map(of).collect::<Vec<_>>();
    let numbers = |of: fn(&FileAsset) -> f64| assets.iter().map(of).collect::<Vec<_>>();
    let ids: Vec<Uuid> = assets.iter().map(|_| Uuid::now_v7()).collect();
    let stored: Vec<(String, String, bool)> = sqlx::query_as(
        "insert into asset (asset_id, kind, number, point, owner)
         select asset_id, kind, number, st_setsrid(st_makepoint(lon, lat), 4326), owner
         from unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::text[])
             as file (asset_id, kind, number, lon, lat, owner)
         on conflict on constraint asset_number_key do update set
             point = excluded.point, owner = excluded.owner, is_gone = false
         where (asset.point, asset.owner, asset.is_gone)
             is distinct from (excluded.point, excluded.owner, false)
         -- No version of a row was there before one that was inserted.
         returning kind, number, xmax = 0",
    )
    .bind(ids)
    .bind(texts(|asset| &asset.kind))
    .bind(texts(|asset| &asset.number))
    .bind(numbers(|asset| asset.at.longitude))
    .bind(numbers(|asset| asset.at.latitude))
    .bind(texts(|asset| &asset.owner))
    .fetch_all(&mut *tx)
    .await?;
    let gone: Vec<(String, String)> = sqlx::query_as(
        "update asset set is_gone = true
         where not is_gone and not exists (
             select from unnest($1::text[], $2::text[]) as file (kind, number)
             where file.kind = asset.kind and file.number = asset.number
         ) returning kind, number",
    )
    .bind(texts(|asset| &asset.kind))
    .bind(texts(|asset| &asset.number))
    .fetch_all(tx)
    .await?;
    let same = assets.len() - stored.len();
    let (new, changed): (Vec<_>, Vec<_>) = stored.into_iter().partition(|(.., is_new)| *is_new);
    let known = |all: Vec<(String, String, bool)>| {
        all.into_iter().map(|(kind, number, _)| (kind, number)).collect()
    };
    Ok(Steps { new: steps(known(new)), changed: steps(known(changed)), gone: steps(gone), same })
}

/// In an order of their own, so that the same file gives the same.
fn steps(things: Vec<(String, String)>) -> Vec<Step> {
    let step = |(kind, number): (String, String)| {
        let told = words::thing(&kind, &number);
        Step { key: format!("{kind} {number}"), told }
    };
    let mut steps: Vec<_> = things.into_iter().map(step).collect();
    steps.sort_by(|one, other| one.key.cmp(&other.key));
    steps
}
