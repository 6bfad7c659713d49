//! What a provider, a browser, another program on the loopback port or a damaged store may say.
#![no_main]

use citizen_domain::ports::{PortError, Random};
use citizen_domain::{Secret, Timestamp};
use citizen_identity::{
    Config, Context, Effect, Event, Machine, RequestId, RequestKind, StateName, parse_redirect_request,
};
use libfuzzer_sys::fuzz_target;
use url::Url;

const DESCRIPTION: &[u8] = include_bytes!("../corpus/identity/description");

struct Fixed;

impl Random for Fixed {
    fn fill(&self, buf: &mut [u8]) -> Result<(), PortError> {
        buf.fill(7);
        Ok(())
    }
}

fn step(machine: Machine, event: Event) -> (Machine, Option<RequestId>) {
    let config = Config {
        issuer: "https://id.tinh.example".into(),
        client_id: "citizen-app".into(),
        algs: citizen_proof::Alg::ALL.to_vec(),
    };
    let ctx = Context {
        owner: None,
        config: &config,
        now: Timestamp::from_secs(1_770_865_200),
        random: &Fixed,
        device: None,
    };
    let (machine, effects) = machine.step(event, &ctx);
    let sent = effects.into_iter().find_map(|e| match e {
        Effect::Http { id, .. } if id.kind != RequestKind::Revoke => Some(id),
        _ => None,
    });
    (machine, sent)
}

fn reply(machine: Machine, id: RequestId, body: &[u8]) -> (Machine, Option<RequestId>) {
    step(
        machine,
        Event::Reply {
            id,
            status: 200,
            body: body.to_vec(),
        },
    )
}

fuzz_target!(|input: &[u8]| {
    let callback = Url::parse("http://127.0.0.1:4711/callback").unwrap();
    if let Ok(url) = parse_redirect_request(input, &callback) {
        assert!(url.as_str().starts_with("http://127.0.0.1:4711/callback?"));
    }
    let (begun, id) = step(
        Machine::new(),
        Event::Begin {
            redirect_uri: callback.clone(),
        },
    );
    let Some(id) = id else { return };
    let _ = reply(begun.clone(), id, input);
    let (waiting, _) = reply(begun, id, DESCRIPTION);
    let mut url = callback;
    url.set_query(std::str::from_utf8(input).ok());
    let (machine, _) = step(waiting.clone(), Event::Redirect { url: url.clone() });
    assert_ne!(machine.state().name(), StateName::SignedIn);
    // The own answer, and then whatever the token and key endpoints may say.
    let own = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    url.set_query(Some(&format!("code=c&state={own}&iss=https://id.tinh.example")));
    let (exchanging, id) = step(waiting, Event::Redirect { url });
    let (machine, id) = reply(exchanging, id.unwrap(), input);
    let machine = match id {
        Some(id) => reply(machine, id, input).0,
        None => machine,
    };
    assert_ne!(machine.state().name(), StateName::SignedIn);
    if let Ok(mut machine) = Machine::from_kept(&Secret::new(input.to_vec())) {
        for event in [Event::Check, Event::RefreshDue, Event::Cancel, Event::Disconnect] {
            machine = step(machine, event).0;
        }
        assert_eq!(machine.state().name(), StateName::SignedOut);
    }
});
