//! What finding something in the content costs: reading all of it into an index, and one search.
//! A search follows every letter that is typed, so it has to be a small part of a frame of 16 ms;
//! the first letter pays for the index as well.
//!
//! `cargo bench --bench content`.

use divan::Bencher;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::content::search::Index;

const ALL: [ItemKind; 4] = [ItemKind::Exercise, ItemKind::Routine, ItemKind::Plan, ItemKind::Guide];

fn main() {
    divan::main();
}

/// With every file read for it, as at the first search of a run.
#[divan::bench(args = ALL)]
fn first_index(bencher: Bencher<'_, '_>, kind: &ItemKind) {
    bencher.with_inputs(Catalog::built_in).bench_values(|catalog| Index::new(&catalog, &[*kind]));
}

/// As above, for everything.
#[divan::bench]
fn first_index_of_everything(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(Catalog::built_in).bench_values(|catalog| Index::new(&catalog, &ALL));
}

/// One letter, a beginning, a name, a misspelt one, several words, and nonsense.
#[divan::bench(args = ["h", "ham", "plank", "hamstirng", "stretches for a tight low back", "qwertzuiop"])]
fn search_everything(bencher: Bencher<'_, '_>, asked: &str) {
    let index = Index::new(&Catalog::built_in(), &ALL);
    bencher.bench(|| index.search(asked));
}
