//! Reads and writes the times of the journal. RFC 3339 in all its forms is accepted; the form this program writes
//! (`2026-11-20T07:02:10+01:00`) has a faster parser, because each line contains one or two.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Timelike};
use serde::{Deserialize, Deserializer, Serializer, de};

use super::entry::Stamp;
use crate::domain::time::calendar;

/// Parses a time with its offset.
///
/// ```
/// use supple::domain::journal::timestamp::parse;
///
/// assert_eq!(parse("2026-11-20T07:02:10+01:00").unwrap().timestamp(), 1_795_154_530);
/// assert!(parse("20 November 2026").is_err());
/// ```
///
/// # Errors
/// The message to show if it is not RFC 3339, or its year is outside the [calendar]; typed times are limited to the
/// same years, so that everything written can be read.
pub fn parse(raw: &str) -> Result<Stamp, String> {
    let at = plain(raw.as_bytes()).or_else(|| DateTime::parse_from_rfc3339(raw).ok()).ok_or_else(|| {
        format!("`{raw}` is no date and time; expected the form 2026-11-20T07:02:10+01:00 (with the offset from UTC)")
    })?;
    if calendar::has(at.date_naive()) { Ok(at) } else { Err(format!("`{raw}`: {}", calendar::out_of_range())) }
}

/// Returns `at` without fractions of a second: the times that this program writes are whole seconds.
pub fn whole_secs(at: Stamp) -> Stamp {
    at.with_nanosecond(0).unwrap_or(at)
}

/// Writes a time, for `serialize_with`, in the form `2026-11-20T07:02:10+01:00`, also in UTC; fractions of a second are
/// kept.
///
/// # Errors
/// Those of the serializer.
pub fn write<S: Serializer>(at: &Stamp, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

/// Reads a time from a JSON string, for `deserialize_with`.
///
/// # Errors
/// As [`parse`], or if the value is not a string.
pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Stamp, D::Error> {
    let Borrowed(raw) = Borrowed::deserialize(from)?;
    parse(&raw).map_err(de::Error::custom)
}

/// A string that is borrowed if it contains no JSON escape.
#[derive(Deserialize)]
pub(super) struct Borrowed<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// Parses the form that this program writes, with whole seconds and a numeric offset; `None` for any other.
fn plain(raw: &[u8]) -> Option<Stamp> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        i1,
        i2,
        b':',
        s1,
        s2,
        sign @ (b'+' | b'-'),
        oh1,
        oh2,
        b':',
        om1,
        om2,
    ] = raw
    else {
        return None;
    };
    let year = i32::try_from(two(y1, y2)? * 100 + two(y3, y4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)?;
    let local = date.and_hms_opt(two(h1, h2)?, two(i1, i2)?, two(s1, s2)?)?;
    let minutes = two(om1, om2).filter(|minutes| *minutes < 60)?;
    let east = i32::try_from(two(oh1, oh2)? * 3600 + minutes * 60).ok()?;
    let offset = FixedOffset::east_opt(if sign == b'-' { -east } else { east })?;
    local.and_local_timezone(offset).single()
}

/// Returns the number of two digits.
fn two(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_agrees_with_the_long_one() {
        for raw in [
            "2026-11-20T07:02:10+01:00",
            "2024-02-29T23:59:59-09:30",
            "1970-01-01T00:00:00+00:00",
            "9999-12-31T23:59:59+14:00",
            "0000-01-01T00:00:00-23:59",
        ] {
            let long = DateTime::parse_from_rfc3339(raw).unwrap();
            let short = plain(raw.as_bytes()).unwrap();
            assert_eq!((short, short.offset()), (long, long.offset()), "{raw}");
        }
    }

    #[test]
    fn what_is_written_in_whole_seconds_has_the_short_form() {
        for raw in ["2026-11-20T07:02:10.75Z", "2026-11-20T07:02:10.000000001-09:30"] {
            let at = whole_secs(parse(raw).unwrap());
            let written: String =
                serde_json::from_str(&write(&at, serde_json::value::Serializer).unwrap().to_string()).unwrap();
            assert_eq!(plain(written.as_bytes()), Some(at), "{written}");
        }
    }

    #[test]
    fn what_the_short_way_refuses_goes_the_long_way() {
        for raw in ["2026-11-20T07:02:10Z", "2026-11-20T07:02:10.25+01:00", "2016-12-31T23:59:60+00:00"] {
            assert_eq!(plain(raw.as_bytes()), None, "{raw}");
            assert!(parse(raw).is_ok(), "{raw}");
        }
        for raw in ["0026-11-20T07:02:10+01:00", "1969-12-31T23:59:59Z", "2201-01-01T00:00:00+14:00"] {
            assert!(parse(raw).unwrap_err().contains("1970 to 2200"), "{raw}");
        }
        for raw in ["", "2026-11-20", "2026-13-20T07:02:10+01:00", "2026-02-30T07:02:10+01:00", "2026-11-20T07:02:10"] {
            assert!(parse(raw).is_err(), "{raw}");
        }
    }
}
