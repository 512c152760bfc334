//! A thread of its own for what may be slow: orders go in, and nobody waits for it but the end of the program.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::event::Event;

/// Tells the program what came of an order.
pub type Tell = Box<dyn Fn(Event) + Send>;

/// Longest wait for a thread to end, after which it is left behind. Our choice: ending takes a fiftieth of a second,
/// unless a program or a disk does not answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A thread that takes orders; it ends with this value, and what it runs ends with it.
#[derive(Debug)]
pub struct Worker<T> {
    orders: Option<Sender<T>>,
    /// Says nothing, and is gone when the thread has ended.
    ended: Receiver<()>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts it; where the system refuses a thread, orders go nowhere.
    pub fn start(name: &str, work: impl FnOnce(Receiver<T>) + Send + 'static) -> Self {
        let (sender, orders) = channel();
        let (ends, ended) = channel();
        let work = move || {
            let _ends: Sender<()> = ends;
            work(orders);
        };
        let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
        Self { orders: thread.is_ok().then_some(sender), ended }
    }

    /// Gives an order; never waits.
    pub fn send(&self, order: T) {
        if let Some(orders) = &self.orders {
            // A thread that has ended early has nothing more to do.
            let _ = orders.send(order);
        }
    }
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        self.orders = None;
        // A panic in it was reported where it happened.
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}
