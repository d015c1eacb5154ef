//! Work on several threads whose results are told in the order of the work.
//! In: jobs, one after the other; what to do with each; and whom to tell. Out: the same calls in the same order, whatever the number of threads.
//! No more jobs are begun than there are threads, so that memory does not grow with the work.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The listener, and whose turn it is.
struct Desk<L> {
    listener: L,
    turn: usize,
    /// Whether the listener has heard enough.
    closed: bool,
}

/// A worker's access to the listener, once, when all before it have told theirs.
pub struct Turn<'t, L> {
    desk: &'t Mutex<Desk<L>>,
    changed: &'t Condvar,
    ticket: usize,
    told: bool,
}

impl<L> Turn<'_, L> {
    /// Waits for its turn, tells the listener, and gives the turn on. `tell` says whether to go on; after the first no nobody is told anything.
    pub fn tell(mut self, tell: impl FnOnce(&mut L) -> bool) {
        self.told = true;
        self.take(tell);
    }

    fn take(&self, tell: impl FnOnce(&mut L) -> bool) {
        let mut desk = lock(self.desk);
        while desk.turn != self.ticket {
            desk = self.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        desk.closed = desk.closed || !tell(&mut desk.listener);
        desk.turn += 1;
        drop(desk);
        self.changed.notify_all();
    }
}

impl<L> Drop for Turn<'_, L> {
    /// Whoever panics must not keep the others waiting.
    fn drop(&mut self) {
        if !self.told {
            self.take(|_| false);
        }
    }
}

/// Does all `jobs` on `threads` threads. `work` gets what its thread keeps between jobs (made by `keep`), a job, and its turn, which it must take.
pub fn in_order<J, K, L: Send>(
    threads: usize,
    jobs: impl Iterator<Item = J> + Send,
    listener: L,
    keep: impl Fn() -> K + Sync,
    work: impl Fn(&mut K, J, Turn<'_, L>) + Sync,
) -> L {
    let desk = Mutex::new(Desk { listener, turn: 0, closed: false });
    let changed = Condvar::new();
    let jobs = Mutex::new(jobs.enumerate());
    let worker = || {
        let mut kept = keep();
        loop {
            if lock(&desk).closed {
                break;
            }
            let Some((ticket, job)) = lock(&jobs).next() else { break };
            work(&mut kept, job, Turn { desk: &desk, changed: &changed, ticket, told: false });
        }
    };
    if threads <= 1 {
        worker();
    } else {
        std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(worker))));
    }
    desk.into_inner().unwrap_or_else(PoisonError::into_inner).listener
}

/// A lock that holds even after a panic: the scope ends with that panic anyway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does `work` on each of `items`, in as many parts as there are `threads`; results come in the order of the items.
pub fn in_parts<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    if threads <= 1 || items.len() < 2 {
        return work(items);
    }
    std::thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = items.chunks(items.len().div_ceil(threads)).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        for threads in [1, 2, 7] {
            let told = in_order(
                threads,
                0..200_u64,
                Vec::new(),
                || 0_u64,
                |done: &mut u64, job, turn| {
                    *done += 1;
                    // The early ones take longest.
                    std::thread::sleep(std::time::Duration::from_micros(200 - job));
                    turn.tell(|told| {
                        told.push(job);
                        true
                    });
                },
            );
            assert_eq!(told, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn who_has_heard_enough_is_told_no_more() {
        let told = in_order(
            4,
            0..,
            0_usize,
            || (),
            |(), job: usize, turn| {
                turn.tell(|told| {
                    if *told < 10 {
                        *told = job + 1;
                    }
                    job < 9
                });
            },
        );
        assert_eq!(told, 10);
    }

    #[test]
    fn a_panic_ends_the_work_and_hangs_nobody() {
        let ended = std::panic::catch_unwind(|| {
            in_order(
                3,
                0..50,
                (),
                || (),
                |(), job: usize, turn| {
                    assert!(job != 7, "no");
                    turn.tell(|()| true);
                },
            );
        });
        assert!(ended.is_err());
    }

    #[test]
    fn parts_are_put_together_again() {
        let items: Vec<u32> = (0..103).collect();
        for threads in [1, 2, 8, 200] {
            assert_eq!(
                in_parts(threads, &items, |part| part.iter().map(|item| item * 2).collect()),
                (0..206).step_by(2).collect::<Vec<u32>>()
            );
        }
    }
}
