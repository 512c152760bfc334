//! Which item a person means by what was typed.

use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::nearest;
use crate::domain::text::Text;

/// Why no item goes by a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Miss {
    /// Nothing is called that.
    #[error("there is no {what} `{asked}`{}", hint(.nearest.as_deref()))]
    Unknown {
        /// What kind of item.
        what: ItemKind,
        /// What was asked for.
        asked: String,
        /// The nearest id.
        nearest: Option<String>,
    },
    /// Several begin like that.
    #[error("`{asked}` fits several {what}s: {}", .ids.join(", "))]
    Several {
        /// What kind of item.
        what: ItemKind,
        /// What was asked for.
        asked: String,
        /// The ids that fit.
        ids: Vec<String>,
    },
}

impl Miss {
    pub(super) fn unknown(what: ItemKind, asked: &str) -> Self {
        Self::Unknown { what, asked: Text::clean(asked).to_string(), nearest: None }
    }
}

fn hint(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

pub(super) fn find(what: ItemKind, asked: &str, names: &[(String, String)]) -> Result<String, Miss> {
    let wanted = asked.trim().to_lowercase();
    if let Some((id, _)) = names.iter().find(|(id, name)| *id == wanted || name.to_lowercase() == wanted) {
        return Ok(id.clone());
    }
    let begins = |(id, name): &&(String, String)| id.starts_with(&wanted) || name.to_lowercase().starts_with(&wanted);
    let fits: Vec<String> =
        if wanted.is_empty() { Vec::new() } else { names.iter().filter(begins).map(|(id, _)| id.clone()).collect() };
    match fits.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let by_id = nearest(&wanted, names.iter().map(|(id, _)| id.as_str())).map(str::to_owned);
            let by_name = || {
                let near = nearest(&wanted, names.iter().map(|(_, name)| name.as_str()))?.to_owned();
                names.iter().find(|(_, name)| *name == near).map(|(id, _)| id.clone())
            };
            let asked = Text::clean(asked).to_string();
            Err(Miss::Unknown { what, asked, nearest: by_id.or_else(by_name) })
        }
        _ => Err(Miss::Several { what, asked: Text::clean(&wanted).to_string(), ids: fits }),
    }
}
