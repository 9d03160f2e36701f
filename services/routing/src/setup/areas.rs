//! `/beheer/inrichting`: the buurten on a drawing and in a list, one of them as a form, and a file with
//! a new division.

use anyhow::Context as _;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    import_file::{Refused, steps::Steps},
    problem::{self, Problem},
    service::Service,
    setup,
    staff::OnPage,
};
use sqlx::PgConnection;
use web::form::{Fields, Mistake};
use web::{
    Page, SetupNotice, Signed,
    setup::part::{self, About, Part, Read},
};

use crate::{
    AppState, announce,
    area_drawing::AreaDrawing,
    area_file,
    import::{self, Mode},
    pages::{AreasPage, drawn},
    store::areas::{self, Outlined},
};

const PATH: &str = "/beheer/inrichting";

/// Areas on the page, and in a file that is brought here; a large municipality has some 500.
const AREAS_MAX: usize = 2_000;
const AREAS_SHOWN_MAX: i64 = 2_000;

/// Characters of a name.
const NAME_MAX: usize = 80;

/// Square metres that two areas have in common before it is told: about a front garden more than what
/// drawing one border twice gives.
const OVERLAP_M2_MIN: f64 = 500.0;
const OVERLAPS_MAX: i64 = 20;

/// What a file would change.
struct Trial {
    steps: Steps,
    /// Areas that would lie over each other.
    overlaps: Vec<(String, String)>,
}

fn fields(area: &Outlined) -> Fields {
    let pairs = [
        ("gebied", area.area_code.clone()),
        ("naam", area.name.clone()),
        ("wijk", area.wijk_name.clone()),
        ("versie", area.version.to_string()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

/// Gives a buurt, and the wijk it is in, another name.
pub(crate) async fn rename(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let value = |name: &str| typed.get(name).map_or("", |value| value.trim()).to_owned();
    let (name, wijk_name, now) = (value("naam"), value("wijk"), clock::now());
    let about = About { fields: typed.clone(), ..About::new(&staff) };
    let mistakes: Vec<_> = [("naam", &name), ("wijk", &wijk_name)]
        .into_iter()
        .filter(|(_, text)| !is_name(text))
        .map(|(field, _)| {
            Mistake::new(field, format!("Vul een naam in van hoogstens {NAME_MAX} tekens."))
        })
        .collect();
    if !mistakes.is_empty() {
        return Areas::draw(&state, StatusCode::UNPROCESSABLE_ENTITY, About { mistakes, ..about })
            .await;
    }
    let mut tx = state.service.pool.begin().await?;
    setup::lock(&mut tx).await?;
    let area = areas::find(&mut *tx, &value("gebied")).await?;
    let area = area.ok_or_else(|| Problem::not_found("Deze buurt bestaat niet."))?;
    if value("versie") != area.version.to_string() {
        tx.rollback().await?;
        let notice = Some(SetupNotice::Conflict);
        return Areas::draw(
            &state,
            StatusCode::CONFLICT,
            About { notice, ..about.showing(fields(&area)) },
        )
        .await;
    }
    let changed = areas::rename(&mut tx, &area, &name, &wijk_name).await?;
    for one in &changed {
        let outline = import::outline(&mut tx, &one.area_code).await?;
        state.service.outbox.enqueue(&mut tx, &announce::area_changed(one, outline), now).await?;
    }
    let told = [(&area.name, &name), (&area.wijk_name, &wijk_name)];
    let told = told.into_iter().filter(|(was, is)| was != is);
    let told: Vec<_> = told.map(|(was, is)| format!("{was} heet nu {is}")).collect();
    if !told.is_empty() {
        setup::note(&mut tx, Areas::SUBJECT, &staff.name, &told.join("; "), now).await?;
    }
    state.service.outbox.commit(tx).await?;
    let code = &area.area_code;
    Ok(Redirect::to(&format!("{PATH}?open={code}&gedaan=bewaard")).into_response())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= NAME_MAX && !text.contains(char::is_control)
}

/// What the page shows of the areas: as they are, or as they would be with a file.
async fn look(
    state: &AppState,
    content: Option<String>,
) -> Result<(Option<Trial>, AreaDrawing, Vec<String>), Problem> {
    let mut tx = state.service.pool.begin().await?;
    let (steps, refused) = part::tried::<Areas>(&mut tx, state, content).await?;
    if !refused.is_empty() {
        // What it stored before the mistake must not be drawn.
        tx.rollback().await?;
        tx = state.service.pool.begin().await?;
    }
    let trial = match steps {
        Some(steps) => {
            let all = steps.new.iter().chain(&steps.changed);
            let codes: Vec<_> = all.map(|step| step.key.clone()).collect();
            let overlaps = areas::overlaps(&mut tx, &codes, OVERLAP_M2_MIN, OVERLAPS_MAX).await?;
            Some(Trial { steps, overlaps })
        }
        None => None,
    };
    let drawing = AreaDrawing::of(&areas::drawable(&mut *tx, AREAS_SHOWN_MAX).await?);
    tx.rollback().await?;
    Ok((trial, drawing, refused))
}

/// The areas as a part of what is set up.
pub(crate) struct Areas;

impl Part for Areas {
    type State = AppState;
    const PATH: &'static str = PATH;
    const SUBJECT: &'static str = "areas";

    fn service(state: &AppState) -> &Service {
        &state.service
    }

    async fn find(state: &AppState, key: &str) -> sqlx::Result<Option<Fields>> {
        Ok(areas::find(&state.service.pool, key).await?.map(|area| fields(&area)))
    }

    async fn store(
        tx: &mut PgConnection,
        state: &AppState,
        content: String,
        now: DateTime<Utc>,
    ) -> Result<Read, Problem> {
        let parsed = tokio::task::spawn_blocking(move || area_file::parse(&content)).await;
        let file = match parsed.context("read a file")? {
            Ok(file) if file.areas.len() > AREAS_MAX => {
                let count = file.areas.len();
                let why =
                    format!("hier kunnen hoogstens {AREAS_MAX} gebieden, dit zijn er {count}");
                return Ok(Err(vec![why]));
            }
            Ok(file) => file,
            Err(Refused(mistakes)) => return Ok(Err(mistakes)),
        };
        match import::store(tx, &state.service.outbox, &file, Mode::Replace, now).await {
            Ok(steps) => Ok(Ok(steps)),
            Err(error) => match error.downcast::<Refused>() {
                Ok(Refused(mistakes)) => Ok(Err(mistakes)),
                Err(error) => Err(error.into()),
            },
        }
    }

    async fn draw(
        state: &AppState,
        status: StatusCode,
        about: About<'_>,
    ) -> Result<Response, Problem> {
        let (trial, drawing, refused) = look(state, about.content).await?;
        let (steps, overlaps) = trial.map(|it| (it.steps, it.overlaps)).unzip();
        let pool = &state.service.pool;
        let page = AreasPage {
            page: Page::desktop(&state.assets, PATH, clock::now(), Some(Signed::from(about.staff))),
            areas: areas::by_wijk(pool, AREAS_SHOWN_MAX).await?,
            drawing,
            steps,
            overlaps: overlaps.unwrap_or_default(),
            changes: part::changes::<Self>(state).await?,
            fields: about.fields,
            mistakes: about.mistakes,
            refused: [about.refused, refused].concat(),
            notice: about.notice,
        };
        drawn(status, &page)
    }
}
