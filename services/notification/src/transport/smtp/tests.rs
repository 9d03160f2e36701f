//! Real conversations with a small mail server on a port of this machine.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::*;

/// What the server heard, and what it answers to each mail in turn.
#[derive(Default)]
struct Heard {
    commands: Vec<String>,
    mails: Vec<String>,
    answers_to_recipients: Vec<&'static str>,
}

/// Listens until the set is dropped.
async fn server(answers: &[&'static str]) -> (Smtp, Arc<Mutex<Heard>>, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let answers_to_recipients = answers.iter().rev().copied().collect();
    let heard = Arc::new(Mutex::new(Heard { answers_to_recipients, ..Heard::default() }));
    let mut tasks = JoinSet::new();
    let shared = Arc::clone(&heard);
    tasks.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            converse(stream, &shared).await.unwrap();
        }
    });
    (Smtp::new(&url, "voorbeeld.nl").unwrap(), heard, tasks)
}

async fn converse(stream: TcpStream, heard: &Mutex<Heard>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        heard.lock().unwrap().commands.push(line.clone());
        let command = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match command.as_str() {
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 SIZE 1000000",
            "RCPT" => heard.lock().unwrap().answers_to_recipients.pop().unwrap_or("250 ok"),
            "DATA" => {
                write.write_all(b"354 go ahead\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push('\n');
                }
                heard.lock().unwrap().mails.push(mail);
                "250 queued"
            }
            "QUIT" => {
                return write.write_all(b"221 bye\r\n").await;
            }
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn message() -> Message {
    let from: lettre::message::Mailbox = "Opgeruimd <post@voorbeeld.nl>".parse().unwrap();
    let builder = Message::builder().from(from).to("bewoner@voorbeeld.nl".parse().unwrap());
    let body = "Regel een\r\n.een regel met een punt\r\n".to_owned();
    builder.subject("Opgelost: Wiekslag 14").body(body).unwrap()
}

#[tokio::test]
async fn a_mail_arrives_whole_at_its_recipient() {
    let (smtp, heard, _tasks) = server(&[]).await;
    smtp.send(Uuid::nil(), message()).await.unwrap();

    let heard = heard.lock().unwrap();
    assert!(heard.commands.contains(&"EHLO voorbeeld.nl".to_owned()), "{:?}", heard.commands);
    let has = |start: &str| heard.commands.iter().any(|command| command.starts_with(start));
    assert!(has("MAIL FROM:<post@voorbeeld.nl>") && has("RCPT TO:<bewoner@voorbeeld.nl>"));
    assert_eq!(heard.mails.len(), 1);
    assert!(heard.mails[0].contains("Subject: Opgelost: Wiekslag 14\n"));
    assert!(heard.mails[0].contains("\n.een regel met een punt\n"));
}

#[tokio::test]
async fn a_server_that_is_busy_gets_the_mail_the_next_time() {
    let (smtp, heard, _tasks) = server(&["451 bewoner@voorbeeld.nl: try again later"]).await;

    let busy = smtp.send(Uuid::nil(), message()).await;
    assert_eq!(busy, Err(SendError::Later("the mail server answered 451".to_owned())));
    assert!(heard.lock().unwrap().mails.is_empty());

    smtp.send(Uuid::nil(), message()).await.unwrap();
    assert_eq!(heard.lock().unwrap().mails.len(), 1);
}

#[tokio::test]
async fn an_address_that_the_server_does_not_know_is_given_up() {
    for answer in ["550 5.1.1 bewoner@voorbeeld.nl: no such user", "553 bewoner@voorbeeld.nl?"] {
        let (smtp, _heard, _tasks) = server(&[answer]).await;
        let refused = smtp.send(Uuid::nil(), message()).await;
        let words = format!("the mail server answered {}", &answer[..3]);
        assert_eq!(refused, Err(SendError::Never(words)), "{answer}");
    }
}

#[tokio::test]
async fn a_server_that_refuses_us_gets_the_mail_when_that_is_put_right() {
    for answer in ["554 no mail from you", "554 5.7.1 Relay access denied", "553 5.7.1 not yours"] {
        let (smtp, heard, _tasks) = server(&[answer]).await;
        let refused = smtp.send(Uuid::nil(), message()).await;
        assert!(matches!(refused, Err(SendError::Later(_))), "{answer}: {refused:?}");

        smtp.send(Uuid::nil(), message()).await.unwrap();
        assert_eq!(heard.lock().unwrap().mails.len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_not_quoted() {
    let (smtp, _heard, _tasks) = server(&["hello bewoner@voorbeeld.nl"]).await;
    let outcome = smtp.send(Uuid::nil(), message()).await;
    let words = SendError::Later("the mail server's answer makes no sense".to_owned());
    assert_eq!(outcome, Err(words));
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    let away = Smtp::new(&url, "127.0.0.1").unwrap().send(Uuid::nil(), message()).await;
    assert!(matches!(away, Err(SendError::Later(_))), "{away:?}");
}

#[test]
fn another_kind_of_address_is_refused_at_start() {
    let error = Smtp::new("http://user:hunter2@a", "b").unwrap_err();
    assert!(!format!("{error:#}").contains("hunter2"));
}
