//! Options that take one of the closed word lists of content files: a wrong word is told with the
//! nearest, and shells complete the right ones.

use std::ffi::OsStr;
use std::marker::PhantomData;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

use crate::domain::content::words::{Word, parse_word};
use crate::domain::text::Text;

/// A parser for the words of `W`.
pub(super) fn word<W>() -> OneOf<W> {
    OneOf(PhantomData)
}

/// See [`word`].
#[derive(Debug, Clone)]
pub(super) struct OneOf<W>(PhantomData<W>);

impl<W: Word + Send + Sync> TypedValueParser for OneOf<W> {
    type Value = W;

    fn parse_ref(&self, command: &Command, option: Option<&Arg>, given: &OsStr) -> Result<W, Error> {
        parse_word(&given.to_string_lossy()).map_err(|why| {
            let option = option.map(ToString::to_string).unwrap_or_default();
            let why = format!("{option}: {}\n\nFor more information, try '--help'.\n", Text::clean(&why));
            Error::raw(ErrorKind::ValueValidation, why).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(W::ALL.iter().map(|(word, _)| PossibleValue::new(*word))))
    }
}
