use crate::lock;
use citizen_domain::ports::{BoxFuture, Executor};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

/// Runs tasks on the thread that calls [`InlineExecutor::run`], in the order in which they were spawned or woken;
/// blocking work at once. Clones share the tasks.
#[derive(Clone, Default)]
pub struct InlineExecutor {
    tasks: Arc<Mutex<VecDeque<Task>>>,
}

struct Task {
    future: BoxFuture<'static, ()>,
    woken: Arc<Flag>,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl InlineExecutor {
    /// Nothing to do yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs until every task has ended or waits for something. Returns how many still wait.
    pub fn run(&self) -> usize {
        loop {
            let Some(mut task) = self.take_woken() else {
                return lock(&self.tasks).len();
            };
            let waker = Waker::from(Arc::clone(&task.woken));
            // The lock is free here: a task may spawn others.
            if task.future.as_mut().poll(&mut Context::from_waker(&waker)) == Poll::Pending {
                lock(&self.tasks).push_back(task);
            }
        }
    }

    /// Runs `future` to its end together with the spawned tasks; `None` if it waits for something that nobody brings.
    pub fn block_on<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let result = Arc::new(Mutex::new(None));
        let slot = Arc::clone(&result);
        self.spawn(Box::pin(async move {
            let value = future.await;
            *lock(&slot) = Some(value);
        }));
        self.run();
        lock(&result).take()
    }

    fn take_woken(&self) -> Option<Task> {
        let mut tasks = lock(&self.tasks);
        let index = tasks
            .iter()
            .position(|task| task.woken.0.swap(false, Ordering::SeqCst))?;
        tasks.remove(index)
    }
}

impl Executor for InlineExecutor {
    fn spawn(&self, task: BoxFuture<'static, ()>) {
        lock(&self.tasks).push_back(Task {
            future: task,
            woken: Arc::new(Flag(AtomicBool::new(true))),
        });
    }

    fn spawn_blocking(&self, work: Box<dyn FnOnce() + Send + 'static>) {
        work();
    }
}
