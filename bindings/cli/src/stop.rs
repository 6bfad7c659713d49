//! SIGTERM and Ctrl-C, for what has something to put in order before it ends.

/// Listens from when it is made.
pub(crate) struct Stop {
    #[cfg(unix)]
    signals: Option<[tokio::signal::unix::Signal; 2]>,
}

impl Stop {
    /// Inside a runtime. Where the system gives no signals, they go on ending the program at once.
    pub(crate) fn listen() -> Self {
        Self {
            #[cfg(unix)]
            signals: {
                use tokio::signal::unix::{SignalKind, signal};
                let both = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
                let [term, int] = both;
                term.ok().zip(int.ok()).map(|(term, int)| [term, int])
            },
        }
    }

    /// Ready when the program is asked to end.
    pub(crate) async fn asked(self) {
        #[cfg(unix)]
        {
            let Some([mut term, mut int]) = self.signals else {
                return std::future::pending().await;
            };
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
