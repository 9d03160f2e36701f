//! Forms of rounds and vehicles with mistakes in them.

use platform::clock;
use uuid::Uuid;
use web::dates::local_date;

use super::{Yard, fields, some_day, vehicle};

#[tokio::test]
async fn what_is_wrong_in_a_form_is_said_and_changes_nothing() -> anyhow::Result<()> {
    let yard = Yard::open(&["Wagen 2"]).await?;
    yard.report(0, "Kast").await?;
    yard.city.settle().await?;
    for (field, value, told) in [
        ("naam", "", "Vul een naam in"),
        ("m3", "veel", "Vul in hoeveel m³"),
        ("uren", "25", "Vul in hoeveel uur"),
        ("vertrekt", "acht", "Vul een tijd in"),
        ("team", "niemand", "Kies een team"),
        ("werf", "5.38, 52.17", "van een plek in Nederland"),
        ("storten", "0, 0", "van een plek in Nederland"),
        ("naam", "Wagen 2", "Dit team heeft al een wagen die zo heet"),
    ] {
        let form = vehicle(&[(field, value)]);
        let answer = yard.post("/rondes/wagens", &yard.manager, &form).await?;
        assert_eq!(answer.status(), 400, "{field} {value}");
        let page = answer.text().await?;
        assert!(page.contains(told), "{field} {value}: {page}");
    }
    assert_eq!(yard.city.count("select count(*) from work_orders.vehicle").await?, 1);

    let yesterday = local_date(clock::now()).pred_opt().unwrap();
    assert_eq!(yard.propose(yesterday).await?.status(), 400);
    let empty = yard.post("/rondes", &yard.manager, &fields(&[("dag", "ooit")])).await?;
    assert_eq!(empty.status(), 400);
    let page = empty.text().await?;
    for told in ["Kies een buurt", "Kies een wagen", "Kies vandaag of een dag"] {
        assert!(page.contains(told), "{told}");
    }

    yard.propose(some_day(1)).await?;
    let draft = yard.rounds("draft").await?[0];
    let stop = yard.stops(draft.0).await?[0].0.to_string();
    for (doe, more) in [
        ("m3", vec![("stop", stop.as_str()), ("m3", "31")]),
        ("m3", vec![("stop", stop.as_str())]),
        ("dag", vec![("dag", "2020-01-01")]),
        ("ontplof", vec![]),
    ] {
        let answer = yard.press(draft, doe, &more).await?;
        assert_eq!(answer.status(), 400, "{doe} {more:?}");
    }
    let other = yard.press(draft, "mee", &[("stop", &Uuid::nil().to_string())]).await?;
    assert_eq!(other.status(), 409);
    // A draft is nobody's but the planner's.
    assert_eq!(yard.page(&format!("/werk/ronde/{}", draft.0), &yard.crew).await?.0, 404);
    assert_eq!(yard.page(&format!("/rondes/{}", Uuid::nil()), &yard.manager).await?.0, 404);
    let known = yard.press(draft, "m3", &[("stop", &stop), ("m3", "2,5")]).await?;
    assert_eq!(known.status(), 303);
    let litres = "select max(volume_l)::bigint from work_orders.round_stop where is_known";
    assert_eq!(yard.city.count(litres).await?, 2_500);
    yard.city.stop().await
}
