//! A thread of its own for what may be slow: orders go in, and nobody waits for it but the end of the program.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::app::event::Event;

/// Tells the program what came of an order.
pub type Tell = Box<dyn Fn(Event) + Send>;

/// A thread that takes orders; it ends with this value, and what it runs ends with it.
#[derive(Debug)]
pub struct Worker<T> {
    orders: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts it; where the system refuses a thread, orders go nowhere.
    pub fn start(name: &str, work: impl FnOnce(Receiver<T>) + Send + 'static) -> Self {
        let (sender, orders) = channel();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || work(orders)).ok();
        Self { orders: thread.is_some().then_some(sender), thread }
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
        if let Some(thread) = self.thread.take() {
            // A panic in it was reported where it happened.
            let _ = thread.join();
        }
    }
}
