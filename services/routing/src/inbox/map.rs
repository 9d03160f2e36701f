//! Draws the map of the inbox. The outlines are drawn once, and again when an area changed.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use platform::staff::Staff;
use sqlx::PgPool;
use uuid::Uuid;
use web::drawing::{AreaShape, Frame};

use super::words;
use crate::{
    area_drawing::{outlines, shape},
    listing::Listing,
    pages::{Map, Mark},
    store::{
        areas::{self, AreaName, Drawable, SHOWN_MAX, Stamp},
        issues::Issue,
    },
};

/// Room around the areas, in degrees: about 300 m. Reports are taken up to 250 m outside, and
/// those are the ones that wait for a dispatcher.
const EDGE: [f64; 2] = [0.0044, 0.0027];

/// The outlines as they were drawn last. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Drawings(Arc<Mutex<Option<Drawing>>>);

/// All areas in one frame, which depends on nothing else: marks can be drawn again without them.
#[derive(Clone)]
pub(super) struct Drawing {
    stamp: Stamp,
    frame: Option<Frame>,
    areas: Arc<Vec<AreaShape>>,
    /// Wijk by wijk.
    pub(super) names: Arc<Vec<AreaName>>,
}

impl Drawings {
    /// The drawing of the areas as they were at the stamp.
    pub(super) async fn at(&self, pool: &PgPool, stamp: Stamp) -> sqlx::Result<Drawing> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(drawing) = kept.filter(|drawing| drawing.stamp == stamp) {
            return Ok(drawing);
        }
        let names = areas::by_wijk(pool, SHOWN_MAX).await?;
        let drawing = Drawing::of(&areas::drawable(pool, SHOWN_MAX).await?, names, stamp);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(drawing.clone());
        Ok(drawing)
    }

    /// The choice in buurten, as far as the account reaches; nothing is asked of the database when
    /// neither names an area.
    pub(crate) async fn in_buurten(
        &self,
        pool: &PgPool,
        listing: Listing,
        staff: &Staff,
    ) -> sqlx::Result<Listing> {
        if listing.areas.is_empty() && staff.reach().is_none() {
            return Ok(listing);
        }
        let drawing = self.at(pool, areas::stamp(pool).await?).await?;
        Ok(drawing.in_buurten(&listing, staff))
    }
}

impl Drawing {
    fn of(areas: &[Drawable], names: Vec<AreaName>, stamp: Stamp) -> Self {
        let outlines = outlines(areas);
        let corners = |[x, y]: [f64; 2]| [[x - EDGE[0], y - EDGE[1]], [x + EDGE[0], y + EDGE[1]]];
        let places = outlines.iter().flat_map(|(_, outline)| outline.positions());
        let frame = Frame::around(places.flat_map(corners));
        let shapes = frame
            .iter()
            .flat_map(|frame| outlines.iter().map(|(area, outline)| shape(frame, area, outline)));
        Self { stamp, frame, areas: Arc::new(shapes.collect()), names: Arc::new(names) }
    }

    /// The choice with the buurten of each wijk in place of the wijk, as far as the account reaches.
    pub(super) fn in_buurten(&self, listing: &Listing, staff: &Staff) -> Listing {
        let reach = staff.reach().map(|codes| self.buurten_of(codes));
        Listing { areas: self.buurten_of(&listing.areas), reach, ..listing.clone() }
    }

    /// The codes, and those of the buurten of each wijk among them.
    fn buurten_of(&self, codes: &[String]) -> Vec<String> {
        let of_wijk = self.names.iter().filter(|area| codes.contains(&area.wijk_code));
        codes.iter().cloned().chain(of_wijk.map(|area| area.area_code.clone())).collect()
    }

    /// The buurten that the account reaches, wijk by wijk.
    pub(super) fn reached(&self, staff: &Staff) -> Vec<AreaName> {
        let all = self.names.iter();
        let reached: Vec<_> = match staff.reach() {
            None => all.collect(),
            Some(codes) => all
                .filter(|it| codes.contains(&it.area_code) || codes.contains(&it.wijk_code))
                .collect(),
        };
        reached.into_iter().cloned().collect()
    }

    /// The areas with the issues on them; the chosen one is drawn last.
    pub(super) fn with(
        &self,
        issues: &[&Issue],
        selected: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Map {
        let chosen = issues.iter().find(|issue| selected == Some(issue.issue_id));
        let chosen = chosen.map(|issue| [issue.longitude, issue.latitude]);
        let areas = self.areas.clone();
        let Some(frame) = &self.frame else {
            let outside = issues.len();
            return Map { width: 1, height: 1, areas, marks: vec![], outside, selected: chosen };
        };
        let marks: Vec<_> =
            issues.iter().filter_map(|issue| mark(frame, issue, selected, now)).collect();
        let (width, height) = frame.size();
        let outside = issues.len() - marks.len();
        Map { width, height, areas, marks, outside, selected: chosen }
    }
}

fn mark(frame: &Frame, issue: &Issue, selected: Option<Uuid>, now: DateTime<Utc>) -> Option<Mark> {
    let spot = frame.project(issue.longitude, issue.latitude);
    let row = words::row(issue, selected, now);
    frame.holds(spot).then(|| Mark {
        x: spot.x,
        y: spot.y,
        label: format!("{}, {}, {}", row.number, row.kind().label, row.place),
        term: row.term,
        selected: row.selected,
        issue_id: row.issue_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    fn square() -> Drawing {
        let area = Drawable {
            area_code: "BU03070501".to_owned(),
            name: "Zangvogelbuurt".to_owned(),
            outline: r#"{"type":"MultiPolygon","coordinates":[[[[5.40,52.16],[5.41,52.16],
                [5.41,52.17],[5.40,52.17],[5.40,52.16]]]]}"#
                .to_owned(),
            label_longitude: 5.405,
            label_latitude: 52.165,
        };
        Drawing::of(&[area], vec![], Stamp::default())
    }

    #[test]
    fn an_issue_just_outside_all_areas_is_on_the_map_and_one_far_away_is_counted() {
        let here = sample();
        // 250 m north of the square.
        let outside = Issue { longitude: 5.405, latitude: 52.172_25, ..sample() };
        let far = Issue { longitude: 4.9, latitude: 52.37, ..sample() };

        let map =
            square().with(&[&here, &outside, &far], Some(here.issue_id), sample().clock.due_at);

        assert_eq!((map.marks.len(), map.outside, map.areas.len()), (2, 1, 1));
        assert!(map.marks[0].selected && map.marks[0].label.starts_with("LD-4F7K-29, Zwerfafval"));
    }

    #[test]
    fn a_page_without_areas_still_has_a_map() {
        let map = Drawing::of(&[], vec![], Stamp::default()).with(
            &[&sample()],
            None,
            sample().clock.due_at,
        );

        assert_eq!((map.width, map.outside), (1, 1));
    }
}
