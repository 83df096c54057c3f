//! Many inputs on several threads; results are taken in the order of the inputs, and only a few ever wait.
//!
//! Plain threads and not rayon: what comes out in order from a bounded window is the whole of the matter. Must not
//! know what is done with an input. The one surprise: a thread waits before it takes the next input, not after, so
//! a slow document holds back the others only when the window is full.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Results that may wait, for each thread.
const WINDOW: usize = 8;
/// Of a thread: deeply nested documents are read by recursion.
const STACK: usize = 16 << 20;
/// How often a waiting thread looks whether to stop.
const LOOK: Duration = Duration::from_millis(100);

/// How a batch is run.
#[derive(Clone, Debug)]
pub struct Run {
    pub threads: usize,
    /// Set from outside: no further input is begun, those begun are ended.
    pub stop: Arc<AtomicBool>,
}

struct State<T> {
    /// The next input to be begun, and how many results were taken.
    next: usize,
    taken: usize,
    done: BTreeMap<usize, T>,
    /// The taker has failed.
    halted: bool,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, guard: MutexGuard<'g, State<T>>) -> MutexGuard<'g, State<T>> {
        self.changed.wait_timeout(guard, LOOK).unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Run {
    pub fn new(threads: Option<usize>, stop: Arc<AtomicBool>) -> Self {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        Self { threads: threads.filter(|n| *n > 0).unwrap_or_else(cores), stop }
    }

    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Works on every item and hands the results to `take` in order, on this thread. `work` must not panic: see
    /// [`guard`].
    ///
    /// # Errors
    /// Those of `take`; the rest is then left.
    pub fn each<I: Sync, T: Send>(
        &self,
        items: &[I],
        work: impl Fn(&I) -> T + Sync,
        mut take: impl FnMut(&I, T) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.threads == 1 || items.len() < 2 {
            let mut left = items.iter().take_while(|_| !self.stopped());
            return left.try_for_each(|item| take(item, work(item)));
        }
        let state = State { next: 0, taken: 0, done: BTreeMap::new(), halted: false };
        let shared = Shared { state: Mutex::new(state), changed: Condvar::new() };
        thread::scope(|scope| {
            for _ in 0..self.threads.min(items.len()) {
                let worker = || self.worker(&shared, items, &work);
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker)?;
            }
            let result = self.take(&shared, items, &mut take);
            shared.lock().halted = true;
            shared.changed.notify_all();
            result
        })
    }

    fn worker<I, T>(&self, shared: &Shared<T>, items: &[I], work: &(impl Fn(&I) -> T + Sync)) {
        while let Some(i) = self.begin(shared, items.len()) {
            let result = work(&items[i]);
            shared.lock().done.insert(i, result);
            shared.changed.notify_all();
        }
    }

    /// The next input, when there is one and the window has room for its result.
    fn begin<T>(&self, shared: &Shared<T>, all: usize) -> Option<usize> {
        let mut state = shared.lock();
        loop {
            if state.halted || state.next == all || self.stopped() {
                return None;
            }
            if state.next < state.taken + self.threads * WINDOW {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = shared.wait(state);
        }
    }

    fn take<I, T>(
        &self,
        shared: &Shared<T>,
        items: &[I],
        take: &mut impl FnMut(&I, T) -> io::Result<()>,
    ) -> io::Result<()> {
        for (i, item) in items.iter().enumerate() {
            let Some(result) = self.result(shared, i) else { break };
            take(item, result)?;
        }
        Ok(())
    }

    /// The result of an input; none when it was not begun before the batch was stopped.
    fn result<T>(&self, shared: &Shared<T>, i: usize) -> Option<T> {
        let mut state = shared.lock();
        loop {
            if let Some(result) = state.done.remove(&i) {
                state.taken = i + 1;
                shared.changed.notify_all();
                return Some(result);
            }
            if i >= state.next && self.stopped() {
                return None;
            }
            state = shared.wait(state);
        }
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes a panic inside [`guard`] silent: it becomes the error of its document.
pub fn quiet_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let place = info.location().map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
            PLACE.set(place);
        } else {
            usual(info);
        }
    }));
}

/// Runs `work`; a panic in it becomes a message for people.
pub fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| {
        let place = PLACE.take();
        format!("程序内部出错（{place}）：这份报告没有核对，请把这一行和报告的样式告诉开发者")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    fn run(threads: usize) -> Run {
        Run::new(Some(threads), Arc::default())
    }

    fn results(threads: usize) -> Vec<usize> {
        let items: Vec<usize> = (0..500).collect();
        let mut taken = Vec::new();
        let work = |i: &usize| {
            thread::sleep(Duration::from_micros(((i * 7919) % 300) as u64));
            i * 2
        };
        run(threads)
            .each(&items, work, |_, r| {
                taken.push(r);
                Ok(())
            })
            .unwrap();
        taken
    }

    #[test]
    fn results_come_in_order_whatever_the_thread_count() {
        let wanted: Vec<usize> = (0..500).map(|i| i * 2).collect();
        for threads in [1, 2, 5] {
            assert_eq!(results(threads), wanted);
        }
    }

    #[test]
    fn few_results_wait() {
        let items: Vec<usize> = (0..300).collect();
        let (ahead, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_: &usize| {
            let now = ahead.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        };
        run(2)
            .each(&items, work, |_, ()| {
                thread::sleep(Duration::from_micros(200));
                ahead.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            })
            .unwrap();
        assert!(most.into_inner() <= 2 * WINDOW + 1);
    }

    #[test]
    fn a_failing_taker_ends_it() {
        let items: Vec<usize> = (0..300).collect();
        let failed = run(2).each(
            &items,
            |i| *i,
            |_, r| if r == 5 { Err(io::ErrorKind::Other.into()) } else { Ok(()) },
        );
        assert!(failed.is_err());
    }

    #[test]
    fn stopped_it_ends_what_was_begun_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        let run = run(2);
        let mut taken = Vec::new();
        run.each(
            &items,
            |i| *i,
            |_, r| {
                taken.push(r);
                if r == 20 {
                    run.stop.store(true, Ordering::Relaxed);
                }
                Ok(())
            },
        )
        .unwrap();
        assert!(taken.len() > 20 && taken.len() < 100);
        assert!(taken.iter().enumerate().all(|(i, r)| i == *r));
    }

    #[test]
    fn a_panic_becomes_a_message() {
        quiet_panics();
        let failed = guard(|| if items().is_empty() { panic!("no") } else { 1 });
        assert!(failed.unwrap_err().contains("batch.rs"));
        assert_eq!(guard(|| 7), Ok(7));
    }

    fn items() -> Vec<u8> {
        Vec::new()
    }
}
