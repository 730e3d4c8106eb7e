//! Places at slow work: so many for each order, so that one office's album of sixty pages leaves room for another's single page. How much
//! goes on at once in all is the outbox's own limit.

use crate::domain::order_number::OrderNumber;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places of all orders that have something to look at.
#[derive(Debug)]
pub(super) struct Places {
    each: usize,
    of: Mutex<HashMap<OrderNumber, Arc<Semaphore>>>,
}

/// A place that is taken; it is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place<'a> {
    places: &'a Places,
    order: OrderNumber,
    /// None only while it is being given back.
    held: Option<OwnedSemaphorePermit>,
}

impl Places {
    /// So many for each order.
    pub(super) fn of_each(each: usize) -> Self {
        Self { each, of: Mutex::default() }
    }

    /// Waits for a place among the order's own, first come, first served.
    pub(super) async fn take(&self, order: &OrderNumber) -> Place<'_> {
        let own = Arc::clone(self.lock().entry(order.clone()).or_insert_with(|| Arc::new(Semaphore::new(self.each))));
        // A semaphore that nobody closes always has a place in the end.
        let held = own.acquire_owned().await.ok();
        Place { places: self, order: order.clone(), held }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OrderNumber, Arc<Semaphore>>> {
        self.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.held = None;
        let mut of = self.places.lock();
        // Whoever waits holds a share of it.
        if of.get(&self.order).is_some_and(|own| Arc::strong_count(own) == 1) {
            of.remove(&self.order);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_order_has_its_own_and_leaves_nothing_behind() {
        let places = Places::of_each(2);
        let (anna, ben) = (OrderNumber::make(2026, 1), OrderNumber::make(2026, 2));
        let (first, second) = (places.take(&anna).await, places.take(&anna).await);
        let mut third = std::pin::pin!(places.take(&anna));
        tokio::select! {
            biased;
            _ = third.as_mut() => panic!("an order has two"),
            bens = places.take(&ben) => drop(bens),
        }
        drop(first);
        let third = third.await;
        drop((second, third));
        assert!(places.lock().is_empty());
    }
}
