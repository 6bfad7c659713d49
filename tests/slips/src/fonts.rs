//! The bundled font (SIL OFL 1.1, see `assets/fonts`) and the width of text in it.

use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, OnceLock};

/// Family name inside the files.
pub(super) const FAMILY: &str = "Be Vietnam Pro";
const REGULAR: &[u8] = include_bytes!("../assets/fonts/BeVietnamPro-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../assets/fonts/BeVietnamPro-Bold.ttf");

/// Weight of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A font database that holds the bundled font alone.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for bytes in [REGULAR, BOLD] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        Arc::new(database)
    }))
}

/// Width of `text` set at `size`, in the unit of `size`. Kerning is left out: it makes lines shorter, not longer.
pub(super) fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let bytes = match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    let Ok(font) = FontRef::new(bytes) else {
        return 0.0;
    };
    let glyphs = font.charmap();
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    text.chars()
        .map(|c| {
            metrics
                .advance_width(glyphs.map(c).unwrap_or_default())
                .unwrap_or(size)
        })
        .sum()
}
