//! Makes the Kotlin and Swift sources out of the metadata in `citizen-ffi`'s library. Run by `cargo xtask bindings`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
