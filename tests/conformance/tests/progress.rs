//! How far long work is, is told before its end, however slowly a shell listens.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use citizen_conformance::run::ports::{Alarm, Good, Keys};
use citizen_conformance::world::World;
use citizen_ffi::{
    Citizen, Language, OpenRequest, OperationEvent, OperationObserver, PortFailure, ProvinceRequest,
};
use serde_json::json;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

const BACK: &str = "http://127.0.0.1:7/callback";

/// Is busy with the first event until it is let go on.
struct Busy {
    go_on: Mutex<Receiver<()>>,
    told: Mutex<Sender<OperationEvent>>,
}

impl OperationObserver for Busy {
    fn event(&self, event: OperationEvent) -> Result<(), PortFailure> {
        if event == OperationEvent::Started {
            self.go_on.lock().unwrap().recv().unwrap();
        }
        self.told.lock().unwrap().send(event).unwrap();
        Ok(())
    }
}

fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(future)
}

#[test]
fn who_is_told_slowly_is_told_how_far_it_was_and_then_the_end() {
    let mut world = World::new();
    let about = world.answer(&json!({ "do": "about" }));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let request = OpenRequest {
        home: format!("{}/busy", text(&about["folder"])),
        profile: "default".to_owned(),
        packs: vec![text(&about["packs"][0])],
        language: Language::Vi,
        accept_loss: false,
        clock_offset_ms: 0,
    };
    let alarm: Arc<Alarm> = Arc::default();
    let citizen = Citizen::open(request, Arc::<Keys>::default(), Arc::new(Good), alarm).unwrap();
    let province = ProvinceRequest {
        base_url: text(&about["base_url"]),
        accept_key: None,
        root: None,
    };
    wait(citizen.choose_province(province)).unwrap();
    let page = wait(citizen.identity().begin_sign_in(BACK.to_owned()))
        .unwrap()
        .url;
    let back = world.answer(&json!({ "do": "browse", "url": page, "sub": "demo-thu" }));
    wait(citizen.identity().finish_sign_in(text(&back["url"]))).unwrap();
    world.answer(&json!({ "do": "hand_in", "sub": "demo-thu", "count": 250 }));

    let ((let_go, go_on), (told, heard)) = (channel(), channel());
    let busy = Busy {
        go_on: Mutex::new(go_on),
        told: Mutex::new(told),
    };
    let work = citizen.sync(Arc::new(busy)).unwrap();
    // All of it is done before the first event is heard.
    while !work.is_over() {
        std::thread::yield_now();
    }
    let_go.send(()).unwrap();
    assert_eq!(heard.recv().unwrap(), OperationEvent::Started);
    let far = heard.recv().unwrap();
    assert!(
        matches!(far, OperationEvent::Progress { received, of, .. } if received == of),
        "{far:?}"
    );
    let end = heard.recv().unwrap();
    assert!(matches!(end, OperationEvent::Finished { .. }), "{end:?}");
    citizen.shutdown().unwrap();
}
