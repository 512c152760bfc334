//! What hurts, doing what? From an activity to what may be behind the pain.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalog::Catalog;
use super::guide::{Cause, Guide};
use crate::domain::text::Text;

/// Something that can hurt, and the guides that say why it may.
#[derive(Debug, Clone)]
pub struct Activity {
    /// What it is called.
    pub name: Text,
    guides: Vec<Arc<Guide>>,
}

impl Activity {
    /// The guides that say why it may hurt; at least one.
    pub fn guides(&self) -> impl Iterator<Item = &Guide> {
        self.guides.iter().map(AsRef::as_ref)
    }

    /// What may be behind a pain in it, each with the guide that says so; in the guides' order.
    pub fn causes(&self) -> impl Iterator<Item = (&Guide, &Cause)> {
        self.guides.iter().flat_map(|guide| guide.causes_of(&self.name).map(|cause| (guide.as_ref(), cause)))
    }
}

/// Every activity that some guide knows, by name, each once.
pub fn activities(catalog: &Catalog) -> Vec<Activity> {
    let mut guides: BTreeMap<Text, Vec<Arc<Guide>>> = BTreeMap::new();
    for guide in catalog.guides() {
        for name in &guide.activities {
            guides.entry(name.clone()).or_default().push(Arc::clone(&guide));
        }
    }
    guides.into_iter().map(|(name, guides)| Activity { name, guides }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activities_come_once_each_with_the_causes_of_their_own() {
        let all = activities(&Catalog::built_in());
        assert!(all.windows(2).all(|pair| pair[0].name < pair[1].name), "each once, by name");
        let counts: Vec<usize> = all.iter().map(|activity| activity.causes().count()).collect();
        assert_eq!(counts, [3, 2, 7, 2, 5, 2, 13, 13, 4, 11, 10], "one cause is for roads alone, one for trails");
    }
}
