//! Threads for slow work: they take orders, and only the end of the program waits for them.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::event::Event;

/// Sends an event to the program.
pub type Tell = Box<dyn Fn(Event) + Send>;

/// The longest wait for a thread to end, after which it is left behind. Our choice: ending takes a fiftieth of a second,
/// unless a program or a disk does not answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A thread that takes orders. Dropping it ends the thread and everything that it runs.
#[derive(Debug)]
pub struct Worker<T> {
    orders: Option<Sender<T>>,
    /// Never gets a message; it is disconnected when the thread has ended.
    ended: Receiver<()>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts it; if the system refuses a thread, orders are ignored.
    pub fn start(name: &str, work: impl FnOnce(Receiver<T>) + Send + 'static) -> Self {
        let (sender, orders) = channel();
        let (ends, ended) = channel();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            let _ends: Sender<()> = ends;
            work(orders);
        });
        Self { orders: thread.is_ok().then_some(sender), ended }
    }

    /// Gives an order; never blocks.
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
