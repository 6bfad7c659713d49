//! The resident comes to know the province and signs in.

use super::Memory;
use crate::commands::demo::cast::Cast;
use crate::commands::demo::story::{Told, Untrue, check};
use citizen_client::pack::Standing;
use citizen_client::{Client, InitRequest};
use citizen_province::demo::{DemoCodes, MAIN_RESIDENT};
use citizen_province::oidc::robot;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

pub(super) fn province(cast: &mut Cast, memory: &mut Memory) -> Told {
    cast.province_opens()?;
    let base_url = cast.running()?.base_url.clone();
    memory.codes = Some(DemoCodes::of(cast.running()?.state())?);
    let phone = cast.phone()?;
    let view = phone.block_on(phone.init(&InitRequest {
        base_url,
        ..InitRequest::default()
    }))?;
    check(
        view.standing == Standing::Demonstration,
        "a loopback province must be marked as demonstration",
    )?;
    check(view.demo, "the demonstration is not marked")?;
    let pack = phone.pack()?;
    check(pack.content().units.len() > 3_000, "the pack lacks units")?;
    Ok(format!(
        "{} · pack {} · {}",
        view.name,
        view.pack_version,
        pack.signed_by()
    ))
}

pub(super) fn sign_in(cast: &mut Cast) -> Told {
    let phone = cast.phone()?;
    sign_in_on(&phone)?;
    let session = phone.session()?;
    check(
        session.display_name.as_deref() == Some(MAIN_RESIDENT.display_name),
        "another person is signed in",
    )?;
    let last4 = session.id_last4.clone().unwrap_or_default();
    check(
        MAIN_RESIDENT.id_number.ends_with(&last4) && last4.len() == 4,
        "the last four digits are wrong",
    )?;
    Ok(format!(
        "{} •••• {last4}",
        session.display_name.unwrap_or_default()
    ))
}

/// A whole sign-in: the phone listens on loopback, the robot does what a browser does.
pub(super) fn sign_in_on(phone: &Client) -> Result<(), Untrue> {
    phone.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let redirect = Url::parse(&format!("http://{}/callback", listener.local_addr()?))?;
        let authorize = phone.begin_sign_in(redirect.clone()).await?;
        let (back, told) = tokio::join!(
            one_request(&listener, &redirect),
            robot::sign_in(authorize.as_str(), MAIN_RESIDENT.sub)
        );
        told?;
        phone.finish_sign_in(back?).await?;
        Ok(())
    })
}

async fn one_request(listener: &TcpListener, redirect: &Url) -> Result<Url, Untrue> {
    let (mut stream, _) = listener.accept().await?;
    let mut head = Vec::new();
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 || head.len() > 8192 {
            return Err(Untrue("the browser said nothing".into()));
        }
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .await?;
    Ok(citizen_client::identity::parse_redirect_request(&head, redirect)?)
}
