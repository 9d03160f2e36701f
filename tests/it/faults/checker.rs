//! The checker can fail: a checker that cannot, proves nothing.
use super::audit::audit;
use super::reporter::Reporter;
use super::system::System;
use std::fs;

#[tokio::test]
async fn the_checker_sees_a_lost_work_order_a_double_one_and_a_second_mail() {
    let mut system = System::start().await;
    let reports = Reporter::new(&system, "controle", 1).report(8).await;
    assert!(system.settle(reports.len()).await, "{:?}", system.backlog().await);
    assert_eq!(audit(&system, &reports).await, Vec::<String>::new());

    let mail = system.mails().into_keys().next().unwrap();
    let second = mail.with_file_name("second.eml");
    fs::copy(&mail, &second).unwrap();
    let findings = audit(&system, &reports).await;
    assert!(
        matches!(&findings[..], [one] if one.ends_with("has 2 mails of receipt")),
        "{findings:?}"
    );
    fs::remove_file(second).unwrap();

    system
        .tamper(
            "create temporary table copy as select * from work_orders.work_order limit 1;
             update copy set work_order_id = gen_random_uuid(), issue_version = issue_version + 1;
             insert into work_orders.work_order select * from copy;
             drop table copy;",
        )
        .await;
    let findings = audit(&system, &reports).await;
    let has = |end: &str| findings.iter().any(|finding| finding.ends_with(end));
    assert!(has("has 2 work orders in the list"), "{findings:?}");
    assert!(has("has 2 work orders in the database"), "{findings:?}");
    assert!(findings.iter().any(|it| it.starts_with("workOrders all ")), "{findings:?}");

    system
        .tamper(
            "delete from work_orders.work_order_history;
             delete from work_orders.work_order;",
        )
        .await;
    let findings = audit(&system, &reports).await;
    for report in &reports {
        for place in ["list", "database"] {
            let expected = format!("{} has 0 work orders in the {place}", report.report_number);
            assert!(findings.contains(&expected), "{expected} is not among {findings:?}");
        }
    }
    assert!(findings.contains(&"8 stored reports have no work order".to_owned()), "{findings:?}");
    system.end().await;
}
