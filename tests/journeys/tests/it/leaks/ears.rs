//! What a process says besides its answers: logs at their finest, and panics.

use std::fmt::{Debug, Write as _};
use std::sync::Mutex;

/// Everything that any crate of this process logs, and how much.
pub(super) static HEARD: Mutex<String> = Mutex::new(String::new());

pub(super) fn hear(line: std::fmt::Arguments<'_>) {
    let mut heard = HEARD.lock().unwrap();
    let _ = writeln!(heard, "{line}");
}

/// What a panic would print on a terminal or leave in a crash report: place and payload, whatever becomes of it.
pub(super) fn hear_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        hear(format_args!("{panic}"));
        usual(panic);
    }));
}

pub(super) struct Ears;

impl log::Log for Ears {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(format_args!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

impl tracing::Subscriber for Ears {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut Fields);
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Fields);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

struct Fields;

impl tracing::field::Visit for Fields {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        hear(format_args!("{field} {value:?}"));
    }
}
