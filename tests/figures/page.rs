//! The page of all figures, `docs/figures.html`: one file that fetches nothing, a list to read and to search.

use std::path::{Path, PathBuf};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use supple::domain::figure::svg;

use super::sheet::{Drawn, all};

/// The most that the page may weigh.
const MOST_BYTES: usize = 900_000;

/// The width of a body unit on the page, in `rem`; figures share one scale.
const UNIT: f64 = 4.6;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:80rem;margin:0 auto;padding:1rem}\
h1{font-size:1.5rem;margin:.5rem 0}.quiet{color:#5b5b5b}\
ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:1.6rem 2rem;align-items:flex-end}\
li svg{height:auto;max-width:100%;display:block}li{max-width:100%}li p{margin:.25rem 0 0;max-width:18rem;font-size:.85rem}\
li strong{display:block;font-size:.95rem}\
.works{color:var(--works);font-weight:600}.stretch{color:var(--stretch);font-weight:600}\
input{font:inherit;padding:.4rem .6rem;width:min(100%,24rem)}\
@media(prefers-color-scheme:dark){body{color:#e5e5e5;background:#111}.quiet{color:#9e9e9e}}";

/// The filter. Without it the page is a plain list, and the box to type in stays hidden.
const SCRIPT: &str = "\
const box=document.querySelector('input'),items=[...document.querySelectorAll('li')],count=document.querySelector('output');\
box.closest('p').hidden=false;\
box.oninput=()=>{const words=box.value.toLowerCase().split(/\\s+/);let shown=0;\
for(const item of items){const text=(item.textContent+' '+item.dataset.also).toLowerCase();\
item.hidden=!words.every(word=>text.includes(word));shown+=!item.hidden}\
count.textContent=box.value?shown+' of '+items.length:''};";

fn page(all: &[Drawn]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "supple: all figures" }
                style { (PreEscaped(STYLE)) (PreEscaped(svg::COLOURS)) (PreEscaped(svg::DARK_COLOURS)) (PreEscaped(svg::STYLE)) }
            }
            body {
                h1 { "All figures" }
                p.quiet {
                    "Each exercise from the start of its movement to the end, on the left side where it has sides. "
                    span.works { "Blue" } " works, " span.stretch { "purple with a dashed edge" } " is stretched, grey is the far side."
                }
                p hidden { label { "Find " input type="search" placeholder="a name, a muscle, a kind" autocomplete="off"; } " " output {} }
                ul { @for one in all { (item(one)) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn item(one: &Drawn) -> Markup {
    let (exercise, figure) = (&one.exercise, &one.figure);
    let also: Vec<String> = (exercise.aliases.iter().map(ToString::to_string))
        .chain(exercise.works.iter().chain(&exercise.stretches).map(ToString::to_string))
        .chain([exercise.kind.said().to_owned(), exercise.id.to_string()])
        .collect();
    let width = one.size.0 / 100.0 * UNIT;
    let sized = one.svg.trim_end().replacen("<svg ", &format!("<svg width=\"{width:.1}rem\" "), 1);
    html! {
        li id=(exercise.id) data-also=(also.join(", ")) {
            (PreEscaped(sized))
            p { strong { (exercise.name) } @if let Some(caption) = &figure.caption { span.quiet { (caption) } } }
        }
        "\n"
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/figures.html")
}

#[test]
fn the_page_shows_every_figure_as_it_is_now() {
    let drawn = format!("{}\n", page(&all()).into_string());
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        std::fs::write(path(), &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(kept == drawn, "docs/figures.html is not up to date: UPDATE_FIGURES=1 cargo test --test figures");
    assert!(drawn.len() < MOST_BYTES, "{} bytes", drawn.len());
}

#[test]
fn the_page_fetches_nothing() {
    let page = page(&all()).into_string();
    for fetched in ["<link", "<img", "@import", "url(", "href=", "src="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    assert_eq!(page.matches("http").count(), page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count());
}
