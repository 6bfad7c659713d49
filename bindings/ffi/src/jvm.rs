//! Attaches the thread that tells observers to the Java machine, once. The only `unsafe` written by hand in this crate.
//!
//! A thread that Java does not know is attached and detached around every single call by JNA, at some 140 µs each; one that stays
//! attached costs about 25 µs. The machine tells itself to [`JNI_OnLoad`] when the shell loads this library by
//! `System.loadLibrary`; under Swift nobody calls it, and nothing here does anything.
#![expect(unsafe_code, reason = "the Java machine is spoken to through pointers")]

use jni_sys::{JNI_OK, JNI_VERSION_1_6, JNIEnv, JNIInvokeInterface_, JavaVM, JavaVMAttachArgs, jint};
use std::ffi::c_void;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The one Java machine of this process; null where there is none.
static MACHINE: AtomicPtr<JavaVM> = AtomicPtr::new(std::ptr::null_mut());

/// Called by the Java machine when it loads this library.
#[unsafe(no_mangle)]
#[expect(unreachable_pub, reason = "found by its name in the library, not by Rust")]
pub extern "system" fn JNI_OnLoad(machine: *mut JavaVM, _reserved: *mut c_void) -> jint {
    MACHINE.store(machine, Ordering::Release);
    JNI_VERSION_1_6
}

/// Detaches the thread when it goes.
pub(crate) struct Attached(*mut JavaVM);

/// Attaches this thread as one that does not keep the machine alive; nothing where there is no machine.
pub(crate) fn attach() -> Option<Attached> {
    let machine = MACHINE.load(Ordering::Acquire);
    // Kept by the call only while it runs.
    let name = c"citizen-events";
    let mut args = JavaVMAttachArgs {
        version: JNI_VERSION_1_6,
        name: name.as_ptr().cast_mut(),
        group: std::ptr::null_mut(),
    };
    let mut env: *mut JNIEnv = std::ptr::null_mut();
    let table = table(machine)?;
    let attach = table.AttachCurrentThreadAsDaemon;
    // SAFETY: `machine` and its table are the Java machine's own, alive as long as the process (it gave them to `JNI_OnLoad`, and there is
    // no way to unload it); `env` and `args` are valid for the call, which keeps neither.
    let done = unsafe {
        attach(
            machine,
            std::ptr::from_mut(&mut env).cast(),
            std::ptr::from_mut(&mut args).cast(),
        )
    };
    // Not `then_some`: what was not attached must not be made, for it would be detached.
    (done == JNI_OK).then(|| Attached(machine))
}

impl Drop for Attached {
    fn drop(&mut self) {
        if let Some(table) = table(self.0) {
            let detach = table.DetachCurrentThread;
            // SAFETY: as above; this is the thread that was attached, for `Attached` is neither `Send` nor `Sync`, and no Java frame is on its
            // stack any more.
            unsafe {
                detach(self.0);
            }
        }
    }
}

/// The machine's table of functions.
fn table(machine: *mut JavaVM) -> Option<&'static JniTable> {
    if machine.is_null() {
        return None;
    }
    // SAFETY: not null, so it is what the Java machine gave to `JNI_OnLoad`: a pointer to its table, which lives as long as the process.
    let table = unsafe { *machine };
    // SAFETY: as above. Every machine since Java 1.4 has the members of that version, and this asks for 1.6 or nothing.
    unsafe { table.as_ref().map(|table: &JNIInvokeInterface_| &table.v1_4) }
}

type JniTable = jni_sys::JNIInvokeInterface__1_4;
