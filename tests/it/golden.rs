//! Output that a reviewer can read: files in `golden/`.
//!
//! They are written only on request, by `FACTLINT_BLESS=1 cargo test`; a missing one fails.

use std::path::Path;
use std::{env, fs};

/// Compares `actual` with the golden file `name`.
pub(crate) fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden").join(name);
    let actual = actual.replace(concat!('"', env!("CARGO_PKG_VERSION"), '"'), "\"VERSION\"");
    if env::var_os("FACTLINT_BLESS").is_some() {
        fs::write(&path, &actual).expect("the golden file can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("golden file {name}: {error}"));
    assert!(actual == expected, "{name} differs from what is below; FACTLINT_BLESS=1 accepts it\n{actual}");
}
