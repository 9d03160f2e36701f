//! Lists that a dispatcher keeps, and shares.

use super::{City, get, page};

async fn post(city: &City, token: &str, path: &str, form: &[(&str, &str)]) -> anyhow::Result<u16> {
    let request = city.http.post(city.url("routing", path)).bearer_auth(token).form(form);
    Ok(request.send().await?.status().as_u16())
}

/// The address by which a member may take the list with this name away; `None` when it is not theirs.
fn forget(html: &str, name: &str) -> Option<String> {
    let (before, _) = html.split_once(&format!("aria-label=\"Haal {name} weg\""))?;
    let (_, action) = before.rsplit_once("action=\"")?;
    Some(action.split('"').next()?.split('&').next()?.split('?').next()?.to_owned())
}

#[tokio::test]
async fn a_list_is_kept_shared_and_taken_away_by_whoever_made_it() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let admin = city.sign_in("admin@demo").await?;
    let choice = "?weergave=alles&soort=bulky_waste&sorteer=oudste";
    let keep = format!("/meldkamer/lijsten{choice}");

    assert_eq!(post(&city, &dispatcher, &keep, &[("naam", "Grofvuil")]).await?, 303);
    let shared = [("naam", "Oud vuil"), ("delen", "ja")];
    assert_eq!(post(&city, &dispatcher, &keep, &shared).await?, 303);

    let own = page(&city, &dispatcher, "/meldkamer").await?;
    let theirs = page(&city, &admin, "/meldkamer").await?;
    assert!(own.contains(">Grofvuil</a>") && own.contains("Oud vuil"));
    assert!(!theirs.contains(">Grofvuil</a>") && theirs.contains("Oud vuil"));
    assert!(forget(&theirs, "Oud vuil").is_none(), "{theirs}");

    // Whoever tries with its address takes nothing away.
    let away = forget(&own, "Oud vuil").unwrap();
    assert_eq!(post(&city, &admin, &away, &[]).await?, 303);
    assert!(page(&city, &admin, "/meldkamer").await?.contains("Oud vuil"));
    assert_eq!(post(&city, &dispatcher, &away, &[]).await?, 303);
    assert!(!page(&city, &dispatcher, "/meldkamer").await?.contains("Oud vuil"));
    city.stop().await
}

#[tokio::test]
async fn a_list_with_the_same_name_is_replaced_and_one_without_a_name_is_told() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    for choice in ["?soort=litter", "?soort=other"] {
        let path = format!("/meldkamer/lijsten{choice}");
        assert_eq!(post(&city, &dispatcher, &path, &[("naam", "Mijn lijst")]).await?, 303);
    }
    let html = page(&city, &dispatcher, "/meldkamer").await?;
    assert!(html.contains("/meldkamer?soort=other") && !html.contains("/meldkamer?soort=litter"));

    let long = "a".repeat(41);
    for name in ["", "  ", long.as_str(), "a\u{7}b"] {
        assert_eq!(post(&city, &dispatcher, "/meldkamer/lijsten", &[("naam", name)]).await?, 422);
    }
    for number in 0..29 {
        let name = format!("Lijst {number}");
        assert_eq!(post(&city, &dispatcher, "/meldkamer/lijsten", &[("naam", &name)]).await?, 303);
    }
    let (more, same) = ([("naam", "Een te veel")], [("naam", "Mijn lijst")]);
    assert_eq!(post(&city, &dispatcher, "/meldkamer/lijsten", &more).await?, 422);
    assert_eq!(post(&city, &dispatcher, "/meldkamer/lijsten", &same).await?, 303);
    assert_eq!(get(&city, &dispatcher, "/meldkamer/lijsten").await?.status(), 303);
    city.stop().await
}
