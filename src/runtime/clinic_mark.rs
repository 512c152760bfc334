//! The last date on which this device showed or said the line about a clinic.

use std::fs::File;
use std::io::Read;

use chrono::NaiveDate;

use super::disk::{DiskError, replace};
use super::paths::Paths;

/// The most that is read, in bytes: more than a date needs.
const MOST: u64 = 64;

/// Reads the date; `None` if there is none, or the file holds something else: the line is said once more then.
pub fn read(paths: &Paths) -> Option<NaiveDate> {
    let file = paths.clinic_said_file();
    // A pipe or a device could block for ever.
    std::fs::metadata(&file).ok().filter(std::fs::Metadata::is_file)?;
    let mut text = String::new();
    File::open(file).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Writes the date.
///
/// # Errors
/// It cannot be written.
pub fn write(paths: &Paths, said: NaiveDate) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.clinic_said_file(), format!("{said}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_anything_else_is_no_date() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert_eq!(read(&paths), None);
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        write(&paths, day).unwrap();
        assert_eq!(read(&paths), Some(day));
        for broken in ["", "yesterday", "2026-13-01"] {
            std::fs::write(paths.clinic_said_file(), broken).unwrap();
            assert_eq!(read(&paths), None, "{broken}");
        }
        std::fs::remove_file(paths.clinic_said_file()).unwrap();
        std::fs::create_dir(paths.clinic_said_file()).unwrap();
        assert_eq!(read(&paths), None);
    }
}
