//! `/beheer/inrichting/teams`: the teams in a list, one of them as a form, and a file with many.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    import_file::{
        Refused,
        steps::{Step, Steps},
    },
    outbox::Outbox,
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

use super::team_file;
use crate::{
    AppState, announce,
    pages::{TeamsPage, drawn},
    store::catalogue::{self, KnownTeam, Put, Removed, Team},
};

const PATH: &str = "/beheer/inrichting/teams";

fn fields(team: &KnownTeam) -> Fields {
    let pairs = [
        ("sleutel", team.team_key.clone()),
        ("naam", team.name.clone()),
        ("was", team.name.clone()),
        ("versie", team.version.to_string()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

/// Makes a team, or gives the one that the form showed another name.
pub(crate) async fn save(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let value = |name: &str| typed.get(name).map_or("", |value| value.trim()).to_owned();
    let team = Team { team_key: value("sleutel"), name: value("naam") };
    let version = value("versie");
    let mut mistakes = Vec::new();
    if !team_file::is_name(&team.name) {
        let why = format!("Vul een naam in van hoogstens {} tekens.", team_file::NAME_MAX);
        mistakes.push(Mistake::new("naam", why));
    }
    if !team_file::is_key(&team.team_key) {
        let why = "Vul een sleutel in: kleine letters, cijfers, - en _, en eerst een letter.";
        mistakes.push(Mistake::new("sleutel", why));
    }
    let mut tx = state.service.pool.begin().await?;
    setup::lock(&mut tx).await?;
    let known = catalogue::team(&mut *tx, &team.team_key).await?;
    if version.is_empty() && known.is_some() {
        mistakes.push(Mistake::new("sleutel", "Er is al een team met deze sleutel."));
    }
    if catalogue::is_name_of_other(&mut tx, &team).await? {
        mistakes.push(Mistake::new("naam", "Er is al een team dat zo heet."));
    }
    let mut about = About::new(&staff);
    if let Some(known) = known.as_ref().filter(|_| !version.is_empty()) {
        about = about.showing(fields(known));
        if version != known.version.to_string() {
            tx.rollback().await?;
            let notice = Some(SetupNotice::Conflict);
            return Teams::draw(&state, StatusCode::CONFLICT, About { notice, ..about }).await;
        }
    } else if !version.is_empty() {
        return Err(Problem::not_found("Dit team bestaat niet."));
    }
    if !mistakes.is_empty() {
        tx.rollback().await?;
        let typed = [("naam", team.name), ("sleutel", team.team_key)];
        about.fields.extend(typed.map(|(name, value)| (name.to_owned(), value)));
        return Teams::draw(&state, StatusCode::UNPROCESSABLE_ENTITY, About { mistakes, ..about })
            .await;
    }
    let now = clock::now();
    let steps = store(&mut tx, &state.service.outbox, std::slice::from_ref(&team), now).await?;
    if !steps.is_empty() {
        setup::note(&mut tx, Teams::SUBJECT, &staff.name, &steps.in_words(), now).await?;
    }
    state.service.outbox.commit(tx).await?;
    let key = &team.team_key;
    Ok(Redirect::to(&format!("{PATH}?open={key}&gedaan=bewaard")).into_response())
}

/// Takes a team away that nothing is of.
pub(crate) async fn remove(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let key = typed.get("sleutel").map_or("", |key| key.trim());
    let mut tx = state.service.pool.begin().await?;
    setup::lock(&mut tx).await?;
    let team = catalogue::team(&mut *tx, key).await?;
    let team = team.ok_or_else(|| Problem::not_found("Dit team bestaat niet."))?;
    if catalogue::remove_team(&mut tx, key).await? == Removed::InUse {
        tx.rollback().await?;
        let notice = Some(SetupNotice::InUse);
        let about = About { notice, ..About::new(&staff).showing(fields(&team)) };
        return Teams::draw(&state, StatusCode::CONFLICT, about).await;
    }
    let told = format!("{} is weg", team.name);
    setup::note(&mut tx, Teams::SUBJECT, &staff.name, &told, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{PATH}?gedaan=weg")).into_response())
}

/// Stores the teams and announces what is new or has another name.
pub(crate) async fn store(
    tx: &mut PgConnection,
    outbox: &Outbox,
    teams: &[Team],
    now: DateTime<Utc>,
) -> anyhow::Result<Steps> {
    let mut steps = Steps::default();
    for team in teams {
        let key = team.team_key.clone();
        let version = match catalogue::put_team(tx, team).await? {
            Put::Same => {
                steps.same += 1;
                continue;
            }
            Put::New => {
                steps.new.push(Step { key, told: team.name.clone() });
                1
            }
            Put::Renamed { was, version } => {
                let told = format!("{was} → {}", team.name);
                steps.changed.push(Step { key, told });
                version
            }
        };
        outbox.enqueue(tx, &announce::team_changed(team, version), now).await?;
    }
    Ok(steps)
}

/// The teams as a part of what is set up.
pub(crate) struct Teams;

impl Part for Teams {
    type State = AppState;
    const PATH: &'static str = PATH;
    const SUBJECT: &'static str = "teams";

    fn service(state: &AppState) -> &Service {
        &state.service
    }

    async fn find(state: &AppState, key: &str) -> sqlx::Result<Option<Fields>> {
        Ok(catalogue::team(&state.service.pool, key).await?.map(|team| fields(&team)))
    }

    async fn store(
        tx: &mut PgConnection,
        state: &AppState,
        content: String,
        now: DateTime<Utc>,
    ) -> Result<Read, Problem> {
        let teams = match team_file::parse(&content) {
            Ok(teams) => teams,
            Err(Refused(mistakes)) => return Ok(Err(mistakes)),
        };
        let steps = store(tx, &state.service.outbox, &teams, now).await?;
        let mut taken = Vec::new();
        for team in &teams {
            if catalogue::is_name_of_other(tx, team).await? {
                let (key, name) = (&team.team_key, &team.name);
                taken.push(format!("{key}: er is al een ander team dat {name} heet"));
            }
        }
        Ok(if taken.is_empty() { Ok(steps) } else { Err(taken) })
    }

    async fn draw(
        state: &AppState,
        status: StatusCode,
        about: About<'_>,
    ) -> Result<Response, Problem> {
        let mut tx = state.service.pool.begin().await?;
        let (steps, refused) = part::tried::<Self>(&mut tx, state, about.content).await?;
        tx.rollback().await?;
        let pool = &state.service.pool;
        let page = TeamsPage {
            page: Page::desktop(&state.assets, PATH, clock::now(), Some(Signed::from(about.staff))),
            teams: catalogue::listed_teams(pool).await?,
            steps,
            changes: part::changes::<Self>(state).await?,
            fields: about.fields,
            is_known: about.is_known,
            mistakes: about.mistakes,
            refused: [about.refused, refused].concat(),
            notice: about.notice,
        };
        drawn(status, &page)
    }
}
