//! The configuration of an article that is open in the editor: the same as on the command line.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint::Engine;
use factlint::config::{ConfigError, Found, Layer, Lookup, Settings};
use lsp_types::Uri;

/// What an article is checked with.
#[derive(Clone)]
pub(super) struct Setup {
    pub(super) engine: Arc<Engine>,
    pub(super) settings: Arc<Settings>,
    /// Whether the configuration leaves the article out.
    pub(super) excluded: bool,
}

impl Setup {
    /// Without a configuration file.
    pub(super) fn plain(engine: &Arc<Engine>) -> Self {
        Self { engine: Arc::clone(engine), settings: Arc::default(), excluded: false }
    }

    /// As the nearest configuration file says. `engine` is the one without house rules.
    ///
    /// # Errors
    /// What is wrong with the configuration, for a person.
    pub(super) fn of(path: &Path, engine: &Arc<Engine>) -> Result<Self, String> {
        let rendered = |errors: Vec<ConfigError>| errors.iter().map(ConfigError::render).collect::<String>();
        let found = Found::new([path], Lookup::Nearest).map_err(rendered)?;
        let engine = if found.house().is_empty() {
            Arc::clone(engine)
        } else {
            let engine = Engine::with_house_rules(found.house().packs());
            Arc::new(engine.map_err(|error| found.house().explain(&error).render())?)
        };
        let mut configuration = found.check(engine.rules(), Layer::default(), &[]).map_err(rendered)?;
        let excluded = configuration.excludes(path);
        Ok(Self { engine, settings: configuration.settings(path).settings, excluded })
    }
}

/// The file that a document stands for, if it is one on this machine.
pub(super) fn file_of(uri: &Uri) -> Option<PathBuf> {
    url::Url::parse(uri.as_str()).ok()?.to_file_path().ok()
}
