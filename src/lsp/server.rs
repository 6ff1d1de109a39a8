//! The conversation with the editor.
#![expect(clippy::disallowed_methods, reason = "an article is checked a moment after the last change")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, at, never, select, unbounded};
use factlint::Engine;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{CodeActionRequest, ExecuteCommand, HoverRequest, RegisterCapability, Request as _};
use lsp_types::{
    ClientCapabilities, CodeActionParams, Diagnostic, DidChangeTextDocumentParams,
    DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, ExecuteCommandParams, FileSystemWatcher, GlobPattern, HoverParams, MessageType,
    PublishDiagnosticsParams, Registration, RegistrationParams, ShowMessageParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::documents::OpenDocument;
use super::position::Encoding;
use super::setup::Setup;
use super::worker::{self, Answer, Task};
use super::{EXPLAIN, actions, findings, hover};

/// A text is checked when nothing was typed for so long.
const DEBOUNCE: Duration = Duration::from_millis(25);

type Done = Result<(), Box<dyn Error>>;

/// The state of a conversation.
pub(super) struct Server {
    connection: Connection,
    encoding: Encoding,
    /// By address.
    documents: BTreeMap<String, OpenDocument>,
    /// With the built-in rules only.
    engine: Arc<Engine>,
    tasks: Sender<Task>,
    answers: Receiver<Answer>,
    /// What was last said to be wrong with the configuration.
    complaint: String,
    /// Whether the editor can tell when configuration files change.
    watches_files: bool,
}

impl Server {
    pub(super) fn new(connection: Connection, encoding: Encoding, client: &ClientCapabilities) -> Self {
        let (tasks, waiting) = unbounded();
        let (send, answers) = unbounded();
        worker::start(waiting, send);
        let watching = client.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files.as_ref());
        Self {
            connection,
            encoding,
            documents: BTreeMap::new(),
            engine: Arc::new(Engine::new()),
            tasks,
            answers,
            complaint: String::new(),
            watches_files: watching.and_then(|watching| watching.dynamic_registration) == Some(true),
        }
    }

    /// Talks until the editor says goodbye.
    pub(super) fn run(mut self) -> Done {
        if self.watches_files {
            self.watch_configuration()?;
        }
        loop {
            let due = self.documents.values().filter_map(|document| document.due).min();
            let timer = due.map_or_else(never, at);
            let (messages, answers) = (self.connection.receiver.clone(), self.answers.clone());
            select! {
                recv(messages) -> message => match message {
                    Err(_) => return Ok(()),
                    Ok(Message::Request(request)) => {
                        if self.connection.handle_shutdown(&request)? {
                            return Ok(());
                        }
                        self.request(request)?;
                    }
                    // A notification that makes no sense has no answer.
                    Ok(Message::Notification(notification)) => {
                        let _ = self.notification(notification);
                    }
                    Ok(Message::Response(_)) => {}
                },
                recv(answers) -> answer => self.publish(answer?)?,
                recv(timer) -> _ => self.check_due(),
            }
        }
    }

    fn request(&mut self, request: Request) -> Done {
        let Request { id, method, params } = request;
        let response = match self.answer(&method, params) {
            Some(Ok(result)) => Response::new_ok(id, result),
            Some(Err(error)) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
            None => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("{method} is not known here")),
        };
        self.connection.sender.send(Message::Response(response))?;
        Ok(())
    }

    /// The result of a request, or nothing if there is no such method.
    fn answer(&mut self, method: &str, params: Value) -> Option<Result<Value, serde_json::Error>> {
        let result = match method {
            CodeActionRequest::METHOD => serde_json::from_value(params).and_then(|params: CodeActionParams| {
                let document = self.documents.get(params.text_document.uri.as_str());
                serde_json::to_value(document.map(|document| actions::actions(document, &params)))
            }),
            HoverRequest::METHOD => serde_json::from_value(params).and_then(|params: HoverParams| {
                let place = params.text_document_position_params;
                let document = self.documents.get(place.text_document.uri.as_str());
                serde_json::to_value(document.and_then(|document| hover::hover(document, place.position)))
            }),
            ExecuteCommand::METHOD => serde_json::from_value(params).map(|params| {
                self.execute(&params);
                Value::Null
            }),
            _ => return None,
        };
        Some(result)
    }

    fn notification(&mut self, notification: Notification) -> Done {
        fn read<T: DeserializeOwned>(notification: Notification) -> Result<T, serde_json::Error> {
            serde_json::from_value(notification.params)
        }
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let item = read::<DidOpenTextDocumentParams>(notification)?.text_document;
                let (key, encoding) = (item.uri.as_str().to_owned(), self.encoding);
                if let Some(mut document) = OpenDocument::new(item, encoding, |path| self.setup(path)) {
                    document.due = Some(Instant::now());
                    self.documents.insert(key, document);
                }
            }
            DidChangeTextDocument::METHOD => {
                let DidChangeTextDocumentParams { text_document, content_changes } = read(notification)?;
                if let Some(document) = self.documents.get_mut(text_document.uri.as_str()) {
                    document.change(text_document.version, content_changes);
                    document.due = Some(Instant::now() + DEBOUNCE);
                }
            }
            DidSaveTextDocument::METHOD => {
                let uri = read::<DidSaveTextDocumentParams>(notification)?.text_document.uri;
                self.configure_again(|key| key == uri.as_str());
            }
            DidCloseTextDocument::METHOD => {
                let uri = read::<DidCloseTextDocumentParams>(notification)?.text_document.uri;
                if self.documents.remove(uri.as_str()).is_some() {
                    self.send_diagnostics(uri, Vec::new(), None)?;
                }
            }
            DidChangeWatchedFiles::METHOD | DidChangeConfiguration::METHOD => self.configure_again(|_| true),
            _ => {}
        }
        Ok(())
    }

    /// The configuration of a file; what is wrong with it is said once.
    fn setup(&mut self, path: Option<&PathBuf>) -> Setup {
        let Some(path) = path else { return Setup::plain(&self.engine) };
        let (setup, complaint) = match Setup::of(path, &self.engine) {
            Ok(setup) => (setup, String::new()),
            Err(message) => (Setup::plain(&self.engine), message),
        };
        if self.complaint != complaint {
            self.complaint = complaint;
            if !self.complaint.is_empty() {
                // When the editor is gone, the next message from it ends the loop.
                let _ = self.show(MessageType::ERROR, self.complaint.clone());
            }
        }
        setup
    }

    /// Reads the configuration of some documents again and checks them.
    fn configure_again(&mut self, which: impl Fn(&str) -> bool) {
        let paths: Vec<(String, Option<PathBuf>)> = self
            .documents
            .iter()
            .filter(|(key, _)| which(key))
            .map(|(key, document)| (key.clone(), document.path.clone()))
            .collect();
        for (key, path) in paths {
            let setup = self.setup(path.as_ref());
            if let Some(document) = self.documents.get_mut(&key) {
                document.setup = setup;
                document.due = Some(Instant::now());
            }
        }
    }

    fn check_due(&mut self) {
        let now = Instant::now();
        for (uri, document) in &mut self.documents {
            if document.due.is_some_and(|due| due <= now) {
                document.due = None;
                let (source, setup) = (document.source.clone(), document.setup.clone());
                // The worker lives as long as the server.
                let _ = self.tasks.send(Task { uri: uri.clone(), version: document.version, source, setup });
            }
        }
    }

    /// Shows what was found, unless the text has changed since.
    fn publish(&mut self, answer: Answer) -> Done {
        let Some(document) = self.documents.get_mut(&answer.uri) else { return Ok(()) };
        if document.version != answer.version {
            return Ok(());
        }
        let diagnostics = match answer.found {
            Ok(_) if document.setup.excluded => Vec::new(),
            Ok(found) => {
                document.findings = found;
                findings::diagnostics(document)
            }
            Err(error) => vec![findings::unreadable(document, &error)],
        };
        let (uri, version) = (document.uri.clone(), document.version);
        self.send_diagnostics(uri, diagnostics, Some(version))
    }

    fn send_diagnostics(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) -> Done {
        self.notify(PublishDiagnostics::METHOD, PublishDiagnosticsParams { uri, diagnostics, version })
    }

    /// "Explain …": why the rule is there and what to do, in a message.
    fn execute(&self, command: &ExecuteCommandParams) {
        let name = command.arguments.first().and_then(serde_json::Value::as_str).unwrap_or_default();
        let engines = self.documents.values().map(|document| &document.setup.engine).chain([&self.engine]);
        let rule = engines.into_iter().find_map(|engine| engine.rules().get(name));
        if let Some(rule) = rule.filter(|_| command.command == EXPLAIN) {
            let (sources, why, what) = (rule.sources.join("\n"), &rule.why, &rule.fix);
            let text = format!("{}: {}\n\n{why}\n\n{what}\n\n{sources}", rule.name, rule.summary);
            // When the editor is gone, the next message from it ends the loop.
            let _ = self.show(MessageType::INFO, text);
        }
    }

    fn show(&self, kind: MessageType, message: String) -> Done {
        self.notify(ShowMessage::METHOD, ShowMessageParams { typ: kind, message })
    }

    fn notify(&self, method: &str, params: impl Serialize) -> Done {
        let notification = Notification { method: method.to_owned(), params: serde_json::to_value(params)? };
        self.connection.sender.send(Message::Notification(notification))?;
        Ok(())
    }

    /// Asks the editor to tell when a configuration file or a rule of the house changes.
    fn watch_configuration(&self) -> Done {
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: vec![FileSystemWatcher { glob_pattern: GlobPattern::String("**/*.toml".to_owned()), kind: None }],
        };
        let registration = Registration {
            id: "configuration".to_owned(),
            method: DidChangeWatchedFiles::METHOD.to_owned(),
            register_options: Some(serde_json::to_value(options)?),
        };
        let params = serde_json::to_value(RegistrationParams { registrations: vec![registration] })?;
        let request = Request { id: 1.into(), method: RegisterCapability::METHOD.to_owned(), params };
        self.connection.sender.send(Message::Request(request))?;
        Ok(())
    }
}
