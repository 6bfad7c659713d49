//! `init`, `login`, `whoami`, `logout`, `export`, `erase`, `doctor`.

use super::{show, vault};
use crate::app::{App, read_file, write_file};
use crate::args::{Init, Login, Logout};
use crate::error::CliError;
use crate::out::{Ending, Failure};
use crate::stop::Stop;
use citizen_client::clock::ClockAdvice;
use citizen_client::identity::{IdentityError, MAX_REQUEST_HEAD, level_text, parse_redirect_request};
use citizen_client::screen::Said;
use citizen_client::{
    Check, Client, ClientError, InitRequest, ProfileDir, ProvinceView, SessionView, SignedOut,
    doctor_before_init, doctor_unopened,
};
use citizen_domain::Timestamp;
use citizen_domain::error::{Coded, Outcome};
use serde::Serialize;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

#[derive(Serialize)]
struct ProvinceObject {
    province: ProvinceView,
}

#[derive(Serialize)]
struct AuthorizeUrl {
    authorize_url: String,
    /// Where this computer's clock is wrong: what it shows and what it should show.
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<ClockAdvice>,
    /// By that clock the browser would refuse the page.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    browser_would_refuse: bool,
}

#[derive(Serialize)]
struct Checks {
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Erased {
    erased: bool,
}

#[derive(Serialize)]
struct Exported {
    path: std::path::PathBuf,
    bytes: usize,
}

pub(crate) fn init(app: &App, args: Init) -> Result<(), Failure> {
    let root = match &args.root {
        Some(file) => Some(String::from_utf8_lossy(&read_file(file, 1 << 20)?).into_owned()),
        None => None,
    };
    let tls_roots = match &args.tls_root {
        Some(file) => Some(String::from_utf8_lossy(&read_file(file, 1 << 20)?).into_owned()),
        None => None,
    };
    let client = app.client_or_new()?;
    let request = InitRequest {
        tls_roots,
        base_url: args.province,
        root,
        accept_key: args.accept_key,
    };
    let province = client.block_on(client.init(&request))?;
    crate::app::mark(&client);
    app.out.object(&ProvinceObject { province }, |it| {
        let p = &it.province;
        vec![
            format!("{}{}", p.name, show::demo_mark(app, p.demo)),
            app.say(
                "cli.init.pack",
                &[("version", &p.pack_version.to_string()), ("url", &p.base_url)],
            ),
        ]
    });
    Ok(())
}

pub(crate) fn login(app: &App, args: &Login) -> Result<(), Failure> {
    let client = app.client()?;
    let view = client.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(|_| no_port())?;
        let port = listener.local_addr().map_err(|_| no_port())?.port();
        let redirect = Url::parse(&format!("http://127.0.0.1:{port}/callback")).map_err(|_| no_port())?;
        let stop = Stop::listen();
        let url = client.begin_sign_in(redirect.clone()).await?;
        let clock = client.clock_advice();
        let browser_would_refuse = client.browser_would_refuse(&url);
        // Before the browser opens: what it shows then says nothing of a clock.
        if let Some(advice) = &clock {
            app.out.note(&show::clock(app, advice));
        }
        if browser_would_refuse {
            app.out.note(&app.say("client.clock.browser", &[]));
        }
        app.out.object(
            &AuthorizeUrl {
                authorize_url: url.to_string(),
                clock,
                browser_would_refuse,
            },
            |it| vec![app.say("cli.login.open", &[]), it.authorize_url.clone()],
        );
        if !args.no_browser && open::that_detached(url.as_str()).is_err() {
            app.out.note(&app.say("cli.login.no_browser", &[]));
        }
        let until = tokio::time::Instant::now() + Duration::from_secs(args.timeout);
        tokio::select! {
            ended = signed_in_by_redirect(app, &client, &listener, &redirect, until) => ended,
            // A sign-in that nobody waits for any more is no sign-in: it would stay open.
            () = stop.asked() => {
                client.cancel_sign_in().await?;
                Err(Failure::of(&IdentityError::Interrupted))
            }
        }
    })?;
    app.out.object(&view, |view| who(app, view, client.now()));
    Ok(())
}

fn no_port() -> Failure {
    Failure::of(&CliError::NoPort)
}

/// Waits until the browser comes back with the provider's answer to our question. Any page and any program can reach the
/// port and bring an answer of its own: that one gets the page of failure, and the wait for the real one goes on. Only the
/// wait has an end: an answer that has come is worked on however long that takes.
async fn signed_in_by_redirect(
    app: &App,
    client: &Client,
    listener: &TcpListener,
    redirect: &Url,
    until: tokio::time::Instant,
) -> Result<SessionView, Failure> {
    loop {
        let Ok(back) = tokio::time::timeout_at(until, redirected(app, listener, redirect)).await else {
            client.cancel_sign_in().await?;
            return Err(Failure::of(&IdentityError::TimedOut));
        };
        let (url, stream) = back?;
        let ended = client.finish_sign_in(url).await;
        let page = if ended.is_ok() {
            "identity.page.done"
        } else {
            "identity.page.failed"
        };
        answer(
            stream,
            "200 OK",
            &app.say("identity.page.title", &[]),
            &app.say(page, &[]),
        )
        .await;
        match ended {
            Err(error) if client.sign_in_is_open()? => {
                app.out.note(&app.say(&format!("error.{}", error.code()), &[]))
            }
            ended => return Ok(ended?),
        }
    }
}

/// Waits for the browser to come back; whatever else knocks gets a 404 and the wait goes on.
async fn redirected(app: &App, listener: &TcpListener, redirect: &Url) -> Result<(Url, TcpStream), Failure> {
    loop {
        let (mut stream, _) = listener.accept().await.map_err(|_| no_port())?;
        let head = tokio::time::timeout(Duration::from_secs(5), head(&mut stream))
            .await
            .unwrap_or_default();
        match parse_redirect_request(&head, redirect) {
            Ok(url) => return Ok((url, stream)),
            Err(_) => answer(stream, "404 Not Found", &app.say("identity.page.title", &[]), "").await,
        }
    }
}

async fn head(stream: &mut TcpStream) -> Vec<u8> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while head.len() <= MAX_REQUEST_HEAD && !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(n) if n > 0 => head.extend_from_slice(piece.get(..n).unwrap_or_default()),
            _ => break,
        }
    }
    head
}

async fn answer(mut stream: TcpStream, status: &str, title: &str, text: &str) {
    let page = format!(
        "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>{title}</title>\
         <p style=\"font:1.25rem/1.6 sans-serif;margin:2rem\">{text}</p>"
    );
    let reply = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    // The browser may be gone already; the sign-in does not depend on it.
    let _ = stream.write_all(reply.as_bytes()).await;
    let _ = stream.shutdown().await;
}

fn who(app: &App, view: &SessionView, now: Timestamp) -> Vec<String> {
    if !view.signed_in {
        return vec![app.say("cli.who.nobody", &[])];
    }
    let mut lines = vec![format!(
        "{} •••• {}",
        view.display_name.clone().unwrap_or_default(),
        view.id_last4.clone().unwrap_or_default()
    )];
    lines.extend(
        view.acting_for
            .as_ref()
            .map(|acting| super::acting::line(app, acting)),
    );
    lines.extend(show::line(
        app,
        "cli.who.account",
        view.account_type.map(|kind| kind.text(app.lang).display),
    ));
    lines.extend(show::line(
        app,
        "cli.who.level",
        view.assurance_level
            .as_deref()
            .map(|level| level_text(app.lang, level).display),
    ));
    lines.extend(show::line(
        app,
        "cli.who.until",
        view.expires_at.map(|at| show::when(app, at, now)),
    ));
    lines
}

pub(crate) fn whoami(app: &App) -> Result<Ending, Failure> {
    // Before `init` nobody is signed in; asking makes no profile.
    let client = app.client_if_any()?;
    let view = match client.as_ref().map(Client::session) {
        Some(Err(ClientError::NoProvince)) | None => SessionView::nobody(),
        Some(session) => session?,
    };
    let signed_in = view.signed_in;
    let now = citizen_client::system_now();
    app.out.object(&view, |view| who(app, view, now));
    Ok(if signed_in {
        Ending::Done
    } else {
        Ending::With(Outcome::SignIn)
    })
}

/// `logout`, with the page on which the provider's own session ends too where that was asked for.
#[derive(Serialize)]
struct LoggedOut {
    #[serde(flatten)]
    done: SignedOut,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_session_url: Option<String>,
}

pub(crate) fn logout(app: &App, args: &Logout) -> Result<(), Failure> {
    let client = app.client()?;
    let page = if args.everywhere {
        client.end_session_url()?
    } else {
        None
    };
    let done = client.block_on(client.sign_out())?;
    let object = LoggedOut {
        done,
        end_session_url: page.as_ref().map(Url::to_string),
    };
    app.out.object(&object, |it| {
        let how = if it.done.delivered {
            "cli.logout.done"
        } else {
            "cli.logout.later"
        };
        let mut lines = vec![app.say(how, &[])];
        match &it.end_session_url {
            Some(url) => lines.extend([app.say("cli.logout.page", &[]), url.clone()]),
            None if args.everywhere => lines.push(app.say("cli.logout.no_page", &[])),
            None => {}
        }
        lines
    });
    if let Some(page) = page.filter(|_| !args.no_browser)
        && open::that_detached(page.as_str()).is_err()
    {
        app.out.note(&app.say("cli.login.no_browser", &[]));
    }
    Ok(())
}

pub(crate) fn export(app: &App, out: &Path, overwrite: bool) -> Result<(), Failure> {
    // Before anything is gathered. A link is there too, wherever it leads.
    if !overwrite && std::fs::symlink_metadata(out).is_ok() {
        return Err(Failure::of(&CliError::FileExists).with("file", out.display().to_string()));
    }
    let client = app.client()?;
    let export = client.export(app.lang)?;
    let mut bytes = serde_json::to_vec_pretty(&export).map_err(|_| Failure::of(&ClientError::Runtime))?;
    bytes.push(b'\n');
    write_file(out, &bytes)?;
    app.out.object(
        &Exported {
            path: out.to_path_buf(),
            bytes: bytes.len(),
        },
        |it| vec![app.say("cli.written", &[("file", &it.path.display().to_string())])],
    );
    Ok(())
}

pub(crate) fn erase(app: &App, yes: bool) -> Result<(), Failure> {
    if !yes {
        return Err(Failure::of(&CliError::NeedsYes));
    }
    match app.client_if_any() {
        Ok(Some(client)) => client.erase()?,
        Ok(None) => {}
        // What cannot be opened can still be erased: the person has said so.
        Err(failure) if failure.info.outcome == Outcome::Store => {
            // Keys in files go with the folder; a key ring's have to be asked for.
            let keys = ProfileDir::new(&app.home, &app.profile).and_then(|dir| app.key_store(&dir));
            citizen_client::erase_unopened(&app.home, &app.profile, keys.as_deref().ok())?;
        }
        Err(failure) => return Err(failure),
    }
    app.out
        .object(&Erased { erased: true }, |_| vec![app.say("cli.erased", &[])]);
    Ok(())
}

pub(crate) fn doctor(app: &App) -> Result<Ending, Failure> {
    if app.is_new()? {
        // Asking makes no profile.
        let checks = doctor_before_init(&app.shipped, app.lang);
        return Ok(told(app, checks));
    }
    let checks = match app.open(false).inspect(|client| app.say_acting(client)) {
        Ok(client) => client.block_on(client.doctor(app.lang)),
        Err(error) => {
            let mut checks = doctor_unopened(&app.shipped, app.lang, &error);
            checks.extend(vault::hint(app, &error).map(|detail| Check {
                name: "what_to_do",
                ok: false,
                detail: Said::plain(detail),
            }));
            checks
        }
    };
    Ok(told(app, checks))
}

fn told(app: &App, mut checks: Vec<Check>) -> Ending {
    // The core knows no commands.
    for check in &mut checks {
        if check.name == "keys" && !check.ok {
            let hint = app.say("cli.hint.doctor.keys", &[]);
            check.detail = Said::plain(format!("{} {hint}", check.detail.display));
        }
    }
    app.out.object(&Checks { checks }, |it| {
        it.checks
            .iter()
            .map(|c| format!("{} {}", if c.ok { "✓" } else { "!" }, c.detail.display))
            .collect()
    });
    Ending::Done
}
